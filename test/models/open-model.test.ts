import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../src/domain/ports/model-client.js';
import { parseModelSpec } from '../../src/models/model-spec.js';
import { openModel } from '../../src/models/open-model.js';
import { describeModelClient } from '../contract/model-client.js';
import { aReferenceCase, aRequest, requestNumber } from './requests.js';
import { aWorkspace } from './workspace.js';

const WELL_BEHAVED = fileURLToPath(new URL('../fixtures/models/well-behaved.mjs', import.meta.url));
const OUT_OF_ORDER = fileURLToPath(new URL('../fixtures/models/out-of-order.mjs', import.meta.url));
const GARBAGE = fileURLToPath(new URL('../fixtures/models/garbage.mjs', import.meta.url));

const RECORDED = Array.from({ length: 50 }, (_, n) =>
  JSON.stringify({ case: `case-${n}`, text: `answer ${n}` }),
);
const WITHOUT_OPTIONS = aRequest({ options: [], format: 'text' });

const DISPOSITIONS = [
  'emergency_now',
  'emergency_department',
  'within_4_hours',
  'within_24_hours',
  'routine',
  'self_care',
];
const NEITHER = ['yes', 'no'].map((id) => ({ id, text: id }));

/** A call, of which every other one is urgent. */
function aCall(n: number): ModelRequest {
  const told = n % 2 === 0 ? 'crushing chest pain and I am sweating' : 'a runny nose since yesterday';
  return aRequest(
    {
      caseText: `I am ${n + 20} years old and have ${told}.`,
      options: DISPOSITIONS.map((id) => ({ id, text: id })),
    },
    { seq: n, caseId: `call-${n}` },
  );
}

/** Every client there is; one more is one more line. */
const CLIENTS: readonly {
  readonly spec: string;
  /** Default: `requestNumber`. */
  readonly request?: (n: number) => ModelRequest;
  readonly failing: ModelRequest | null;
}[] = [
  { spec: 'replay:recorded', failing: aRequest({}, { caseId: 'nobody-recorded-this' }) },
  { spec: `echo=command:node "${WELL_BEHAVED}"`, failing: null },
  { spec: `command:node "${OUT_OF_ORDER}"`, failing: null },
  {
    spec: `command:node "${GARBAGE}"`,
    failing: aRequest({ messages: [{ role: 'user', text: 'not JSON' }] }),
  },
  { spec: 'reference:random', failing: aRequest({ options: [], format: 'text' }, { caseId: 'other-01' }) },
  { spec: 'reference:majority', failing: aRequest({ options: [] }, { caseId: 'other-01' }) },
  { spec: 'reference:longest-option', failing: WITHOUT_OPTIONS },
  { spec: 'reference:rules@1', request: aCall, failing: aRequest({ options: NEITHER }) },
  { spec: 'reference:rules@2', request: aCall, failing: aRequest({ options: NEITHER }) },
  { spec: 'reference:retrieval', failing: aRequest({ options: [] }, { caseId: 'other-01' }) },
];

for (const { spec, request = requestNumber, failing } of CLIENTS) {
  describeModelClient(spec.replace(/\S*\//, ''), async () => {
    const workspace = await aWorkspace();
    await workspace.write('responses/recorded.jsonl', `${RECORDED.join('\n')}\n`);
    const version = await parseModelSpec(spec, workspace.root);
    const client = await openModel(version, workspace.context([aReferenceCase()]));
    return {
      client,
      request,
      failing,
      async [Symbol.asyncDispose]() {
        await client.close();
        await workspace[Symbol.asyncDispose]();
      },
    };
  });
}

describe('openModel', () => {
  it('refuses a reference model that this release does not have', async () => {
    await using workspace = await aWorkspace();
    const version = await parseModelSpec('reference:random', workspace.root);
    const unknown = { ...version, client: { kind: 'reference', name: 'oracle', version: 1 } } as const;
    await expect(openModel(unknown, workspace.context())).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
  });
});
