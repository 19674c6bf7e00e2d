import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpClient, ModelVersion } from '../../../src/domain/model-version.js';
import type { ModelClient } from '../../../src/domain/ports/model-client.js';
import { DIALECTS } from '../../../src/models/http/dialects/dialects.js';
import { openModel } from '../../../src/models/open-model.js';
import { describeModelClient } from '../../contract/model-client.js';
import {
  type Fault,
  type FaultServer,
  ok,
  startFaultServer,
  status,
} from '../../fixtures/http/fault-server.js';
import { answerOf, aRequest, NEVER_ABORTED, requestNumber } from '../requests.js';
import { aWorkspace } from '../workspace.js';
import { KEY, MODEL, SAYS, VENDORS, type Vendor } from './vendors.js';

const TOKEN = 'token-0123456789abcdef';
const CREDENTIAL_HEADERS = ['authorization', 'api-key', 'x-api-key', 'x-goog-api-key'];

interface Opened extends AsyncDisposable {
  readonly client: ModelClient;
  readonly server: FaultServer;
}

/** A client of a vendor that says “You asked: …”, and blocks what says “fail”. */
async function open(vendor: Vendor, credential?: HttpClient['credential']): Promise<Opened> {
  const server = await startFaultServer();
  const workspace = await aWorkspace();
  const answer: Fault = (call) => {
    const asked = vendor.question(call.seen.body);
    const { code, body } = vendor.blocked;
    if (asked !== 'fail') return ok(JSON.stringify(vendor.answer(`You asked: ${asked}`)))(call);
    return status(code, { 'content-type': 'application/json' }, JSON.stringify(body))(call);
  };
  server.script(...Array.from({ length: 300 }, () => answer));
  const version: ModelVersion = {
    model: 'ward',
    family: 'ward-llm',
    snapshot: MODEL,
    client: {
      kind: 'http',
      url: server.url + vendor.base,
      ...vendor.client,
      ...(credential && { credential }),
    },
    settings: vendor.settings,
    deployment: { location: 'this-machine' },
  };
  const client = await openModel(version, workspace.context());
  return {
    client,
    server,
    async [Symbol.asyncDispose]() {
      await client.close();
      await server[Symbol.asyncDispose]();
      await workspace[Symbol.asyncDispose]();
    },
  };
}

const FAILING = aRequest({ messages: [{ role: 'user', text: 'fail' }] });
afterEach(() => vi.unstubAllEnvs());

for (const [name, vendor] of Object.entries(VENDORS)) {
  describeModelClient(name, async () => ({
    ...(await open(vendor)),
    request: requestNumber,
    failing: FAILING,
  }));
}

it('every API is among them', () => {
  const apis = Object.values(VENDORS).map(({ client }) => client.api);
  expect([...new Set(apis)].sort()).toEqual(Object.keys(DIALECTS).sort());
});

describe.each(Object.entries(VENDORS))('%s', (_name, vendor) => {
  it.each([
    ['a key', { env: 'WARD_KEY' }, vendor.keyHeader],
    ['a token', { command: ['echo', TOKEN] }, { authorization: `Bearer ${TOKEN}` }],
    ['no credential', undefined, {}],
  ])('is asked as the vendor wants, with %s', async (_credential, credential, credentialHeaders) => {
    vi.stubEnv('WARD_KEY', KEY);
    await using opened = await open(vendor, credential);
    const messages = SAYS.map(({ role, content }) => ({ role, text: content }));
    await opened.client.ask(aRequest({ messages }), NEVER_ABORTED);
    const [seen] = opened.server.requests();
    expect(seen).toMatchObject({ method: 'POST', path: vendor.path, headers: vendor.furtherHeaders });
    const sent = Object.entries(seen?.headers ?? {});
    expect(Object.fromEntries(sent.filter(([header]) => CREDENTIAL_HEADERS.includes(header)))).toEqual(
      credentialHeaders,
    );
    expect(JSON.parse(seen?.body ?? '')).toEqual(vendor.body);
  });

  it('is heard: what the model said, and what served it, how it ended and what it took', async () => {
    await using opened = await open(vendor);
    const text = 'You asked: question 7';
    const raw = JSON.stringify(vendor.answer(text));
    const response = await answerOf(opened.client, requestNumber(7));
    expect(response).toMatchObject({ status: 'answered', text, origin: 'live', raw });
    expect(response.service).toEqual(vendor.service);
  });

  it('is heard where its content filter steps in', async () => {
    await using opened = await open(vendor);
    const raw = JSON.stringify(vendor.blocked.body);
    expect(await answerOf(opened.client, FAILING)).toMatchObject({ cause: 'content-filter', raw });
  });
});
