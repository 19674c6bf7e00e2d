import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { HttpClient, ModelVersion } from '../../../src/domain/model-version.js';
import type { ModelClient } from '../../../src/domain/ports/model-client.js';
import { openModel } from '../../../src/models/open-model.js';
import { chat, echoChat } from '../../fixtures/http/chat.js';
import {
  badGzip,
  type Fault,
  type FaultServer,
  hang,
  html,
  ok,
  redirect,
  resetBeforeHeaders,
  resetInMidBody,
  startFaultServer,
  status,
  truncatedJson,
} from '../../fixtures/http/fault-server.js';
import { abortedAfter, answerOf, aRequest, NEVER_ABORTED, requestNumber, untilSpent } from '../requests.js';
import { aWorkspace } from '../workspace.js';

const PLANTED = 'sk-planted-0123456789abcdef';

function versionAt(url: string, client: Partial<HttpClient> = {}): ModelVersion {
  return {
    model: 'ward',
    family: 'ward-llm',
    snapshot: 'ward-1',
    client: { kind: 'http', api: 'openai-chat', url: `${url}/v1`, deadline_ms: 2_000, ...client },
    settings: { temperature: 0 },
    deployment: { location: 'this-machine' },
  };
}

interface Scene {
  readonly server: FaultServer;
  readonly client: ModelClient;
}

async function withClient(part: Partial<HttpClient>, use: (scene: Scene) => Promise<void>): Promise<void> {
  await using server = await startFaultServer();
  await using workspace = await aWorkspace();
  const client = await openModel(versionAt(server.url, part), workspace.context());
  try {
    await use({ server, client });
  } finally {
    await client.close();
  }
}

afterEach(() => vi.unstubAllEnvs());

describe('the http client', () => {
  it('sends the snapshot, the messages and the settings, and keeps what came', () =>
    withClient({}, async ({ server, client }) => {
      server.script(ok(chat('Call an ambulance')));
      const response = await client.ask(aRequest(), NEVER_ABORTED);
      expect(response).toMatchObject({
        status: 'answered',
        text: 'Call an ambulance',
        origin: 'live',
        service: {
          model: 'ward-1-0924',
          fingerprint: null,
          stopReason: 'stop',
          usage: { input: 12, output: 3 },
        },
        raw: chat('Call an ambulance'),
      });
      const [seen] = server.requests();
      expect(seen).toMatchObject({ method: 'POST', path: '/v1/chat/completions' });
      expect(seen?.headers.authorization).toBeUndefined();
      expect(JSON.parse(seen?.body ?? '')).toMatchObject({
        model: 'ward-1',
        temperature: 0,
        messages: [{ role: 'user', content: 'I am 58 and have chest pain.' }],
      });
    }));

  it('comes back when the endpoint says so, and spends no attempt on it', () =>
    withClient({}, async ({ server, client }) => {
      server.script(status(429, { 'retry-after-ms': '60' }), status(429, { 'retry-after': '0' }), echoChat);
      for (const cause of ['throttled', 'throttled'])
        expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ status: 'failed', cause });
      const response = await answerOf(client, aRequest());
      expect(response.status).toBe('answered');
      expect(server.requests()).toHaveLength(3);
      expect(response.latencyMs).toBeGreaterThan(0);
    }));

  it.each([
    ['a 503', status(503, { 'retry-after': '60' })],
    [
      'an answer',
      status(200, { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '1m0s' }, chat('B')),
    ],
  ])('leaves an endpoint alone that says so with %s', (_name, fault) =>
    withClient({}, async ({ server, client }) => {
      server.script(fault);
      await client.ask(aRequest(), NEVER_ABORTED);
      expect(await client.ask(aRequest(), abortedAfter(50))).toBe(null);
      expect(server.requests()).toHaveLength(1);
    }),
  );

  it('ends the run, to be resumed, where the endpoint asks for more than a quarter of an hour', () =>
    withClient({}, async ({ server, client }) => {
      server.script(status(429, { 'retry-after': '3600' }));
      expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ cause: 'throttled' });
      await expect(client.ask(aRequest(), NEVER_ABORTED)).rejects.toMatchObject({
        code: 'RUN_INCOMPLETE',
        message: expect.stringContaining('60 minutes'),
      });
      expect(server.requests()).toHaveLength(1);
    }));

  it.each<readonly [string, Fault, string]>([
    ['429 that does not say when to come back', status(429), 'rate-limited'],
    ['500', status(500), 'server-error'],
    ['503', status(503, {}, 'busy'), 'server-error'],
    ['a reset before the headers', resetBeforeHeaders, 'reset'],
    ['a reset in mid-body', resetInMidBody('{"choices"'), 'reset'],
    ['half a JSON body', truncatedJson, 'malformed-response'],
    ['a sign-in page', html, 'malformed-response'],
    ['a broken gzip body', badGzip, 'malformed-response'],
    ['no choices', ok('{"choices":[]}'), 'empty'],
    ['JSON of another kind', ok('{"error":"busy"}'), 'malformed-response'],
    ['a redirect to another host', redirect('https://elsewhere.example/'), 'malformed-response'],
    ['a null content', ok(chat(null)), 'empty'],
    ['an answer cut at its token limit', ok(chat('half', 'length')), 'truncated'],
    ['an answer that a filter cut', ok(chat('', 'content_filter')), 'content-filter'],
    [
      'a prompt that a filter blocked',
      status(400, {}, '{"error":{"code":"content_filter","message":"blocked"}}'),
      'content-filter',
    ],
    [
      'a prompt that a gateway’s filter blocked',
      status(403, {}, '{"error":{"code":"403","innererror":{"code":"ResponsibleAIPolicyViolation"}}}'),
      'content-filter',
    ],
    [
      'a prompt that OpenAI’s policy blocked',
      status(
        400,
        {},
        '{"error":{"code":"invalid_prompt","message":"Your prompt was flagged as potentially violating our usage policy."}}',
      ),
      'content-filter',
    ],
    ['an answer that is half a sentence', ok(chat('Do not take', 'model_length')), 'truncated'],
    ['an answer that broke off', ok(chat('Do not take', 'error')), 'malformed-response'],
    [
      'a request that is longer than OpenAI’s context',
      status(400, {}, '{"error":{"code":"context_length_exceeded"}}'),
      'truncated',
    ],
    ['a request that is longer than a body may be', status(413, {}, 'too large'), 'truncated'],
  ])('charges %s to its cause', async (_name, fault, cause) => {
    await withClient({}, async ({ server, client }) => {
      server.script(fault);
      expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ status: 'failed', cause });
      expect(server.requests()).toHaveLength(1);
    });
  });

  it('believes an endpoint once that it may be asked again at once, and then leaves it alone for longer and longer', () =>
    withClient({}, async ({ server, client }) => {
      server.script(...Array.from({ length: 1000 }, () => status(429, { 'retry-after': '0' })));
      const stop = abortedAfter(1_200);
      expect(await untilSpent(client, aRequest(), stop)).toBe(null);
      // The third comes after 0.5 s at the earliest, the fourth after 1.5 s.
      expect(server.requests().length).toBeGreaterThanOrEqual(2);
      expect(server.requests().length).toBeLessThanOrEqual(3);
    }));

  it('sends what the API is told to do with settings that it does not know', async () => {
    const foundry = { api: 'azure-inference', extra_parameters: 'pass-through' } as const;
    await withClient(foundry, async ({ server, client }) => {
      server.script(echoChat);
      await client.ask(aRequest(), NEVER_ABORTED);
      expect(server.requests()[0]?.headers['extra-parameters']).toBe('pass-through');
    });
    await withClient({ api: 'azure-inference' }, async ({ server, client }) => {
      server.script(echoChat);
      await client.ask(aRequest(), NEVER_ABORTED);
      expect(server.requests()[0]?.headers['extra-parameters']).toBeUndefined();
    });
  });

  it('waits for the tokens of a minute that earlier requests have taken', () =>
    withClient({ tokens_per_minute: 600 }, async ({ server, client }) => {
      const usage = { prompt_tokens: 1_000_000, completion_tokens: 1 };
      server.script(ok(JSON.stringify({ ...JSON.parse(chat('one')), usage })), echoChat);
      expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ status: 'answered' });
      const second = client.ask(aRequest(), abortedAfter(300));
      expect(await second).toBe(null);
      expect(server.requests()).toHaveLength(1);
    }));

  it('does not send what still waits when the run is stopped, and finishes what was sent', () =>
    withClient({ concurrency: 1 }, async ({ server, client }) => {
      const stop = new AbortController();
      server.script((call) => {
        stop.abort();
        return echoChat(call);
      });
      const asked = [0, 1, 2].map((n) => client.ask(requestNumber(n), NEVER_ABORTED, stop.signal));
      expect((await Promise.all(asked)).map((each) => each?.status ?? null)).toEqual([
        'answered',
        null,
        null,
      ]);
      expect(server.requests()).toHaveLength(1);
    }));

  it('ends what hangs at its deadline', () =>
    withClient({ deadline_ms: 150 }, async ({ server, client }) => {
      server.script(hang);
      expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ cause: 'client-timeout' });
    }));

  // Before any connection was open: one that the server has just closed would be a reset.
  it('charges what nobody serves to the connection', () =>
    withClient({}, async ({ server, client }) => {
      await server.refuse();
      expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ cause: 'connection' });
    }));

  it('says that it bounds what is under way', () =>
    withClient({}, async ({ client }) => {
      expect(client.isBounded).toBe(true);
    }));

  it.each([
    ['run', {}, 2],
    ['endpoint', { concurrency: 1 }, 1],
  ] as const)('keeps no more under way than the %s says', async (_name, part, most) => {
    await using server = await startFaultServer();
    await using workspace = await aWorkspace();
    let underWay = 0;
    let peak = 0;
    const counted: Fault = async (call) => {
      underWay += 1;
      peak = Math.max(peak, underWay);
      await new Promise((resolve) => setTimeout(resolve, 10));
      underWay -= 1;
      await echoChat(call);
    };
    server.script(...Array.from({ length: 8 }, () => counted));
    const context = { ...workspace.context(), concurrency: 2 };
    const client = await openModel(versionAt(server.url, part), context);
    await Promise.all(Array.from({ length: 8 }, (_, n) => client.ask(requestNumber(n), NEVER_ABORTED)));
    await client.close();
    expect(server.requests()).toHaveLength(8);
    expect(peak).toBe(most);
  });

  it('gives up what is under way when the run is aborted', () =>
    withClient({}, async ({ server, client }) => {
      const abort = new AbortController();
      server.script((call) => {
        abort.abort();
        return hang(call);
      });
      expect(await client.ask(aRequest(), abort.signal)).toMatchObject({ cause: 'interrupted' });
    }));

  it('ends the run where nothing stands at the address', () =>
    withClient({}, async ({ server, client }) => {
      server.script(status(404));
      await expect(client.ask(aRequest(), NEVER_ABORTED)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringMatching(
          /^127\.0\.0\.1:\d+\/v1: .*refused the request \(404\)\. Check url, api, deployment and snapshot/,
        ),
        response: { status: 'failed', cause: 'request-refused' },
      });
    }));

  it.each([
    [403, 'a firewall’s page for one text'],
    [404, 'no such thing'],
    [400, '{"error":{"code":"unknown_character"}}'],
    [422, '{"error":{}}'],
  ])('fails one request alone that is answered %i once others were answered', (httpStatus, page) =>
    withClient({}, async ({ server, client }) => {
      server.script(echoChat, status(httpStatus, {}, page), echoChat);
      expect(await client.ask(requestNumber(0), NEVER_ABORTED)).toMatchObject({ status: 'answered' });
      expect(await client.ask(requestNumber(1), NEVER_ABORTED)).toMatchObject({
        status: 'failed',
        cause: 'request-refused',
        detail: expect.stringContaining(`${httpStatus}`),
        raw: page,
      });
      expect(await client.ask(requestNumber(2), NEVER_ABORTED)).toMatchObject({ status: 'answered' });
      expect(server.requests()).toHaveLength(3);
    }),
  );

  it.each([
    ['a 401 after an answer', [echoChat, status(401)]],
    ['a 403 after a failure', [status(500), status(403)]],
    ['a 404 after an empty body', [ok('{}'), status(404)]],
    ['a 400 before any answer', [status(503), status(400, {}, '{"error":{"code":"unsupported_parameter"}}')]],
  ])('ends the run for %s', (_name, [first, second]) =>
    withClient({}, async ({ server, client }) => {
      server.script(...[first, second].flatMap((fault) => fault ?? []));
      await client.ask(requestNumber(0), NEVER_ABORTED);
      await expect(client.ask(requestNumber(1), NEVER_ABORTED)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
      });
    }),
  );

  it('fails one request alone that is refused before the answers to what was sent with it have come', () =>
    withClient({}, async ({ server, client }) => {
      server.script((call) => delay(100).then(() => echoChat(call)), status(403));
      const slow = client.ask(requestNumber(0), NEVER_ABORTED);
      await vi.waitFor(() => expect(server.requests()).toHaveLength(1));
      const refused = client.ask(requestNumber(1), NEVER_ABORTED);
      expect(await refused).toMatchObject({ status: 'failed', cause: 'request-refused' });
      expect(await slow).toMatchObject({ status: 'answered' });
    }));

  it('ends the run where a key that was good is refused again and again', () =>
    withClient({}, async ({ server, client }) => {
      server.script(echoChat, ...Array.from({ length: 60 }, () => status(403)));
      await client.ask(requestNumber(0), NEVER_ABORTED);
      for (let asked = 1; asked < 50; asked += 1) {
        expect(await client.ask(requestNumber(asked), NEVER_ABORTED)).toMatchObject({
          cause: 'request-refused',
        });
      }
      await expect(client.ask(requestNumber(50), NEVER_ABORTED)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
      });
    }));

  it.each([400, 403, 422])('takes no number of answers of %i for an outage', (httpStatus) =>
    withClient({}, async ({ server, client }) => {
      server.script(echoChat, ...Array.from({ length: 15 }, () => status(httpStatus)), echoChat);
      await client.ask(aRequest(), NEVER_ABORTED);
      for (let asked = 0; asked < 15; asked += 1) {
        const response = await client.ask(aRequest(), NEVER_ABORTED, abortedAfter(1_000));
        expect(response).toMatchObject({ status: 'failed', cause: 'request-refused' });
      }
      expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ status: 'answered' });
    }),
  );

  it('keeps no place for a request that ended the run', () =>
    withClient({ concurrency: 1 }, async ({ server, client }) => {
      server.script(status(404), status(403), echoChat);
      for (const said of ['404', '403'])
        await expect(client.ask(aRequest(), NEVER_ABORTED)).rejects.toThrow(said);
      expect(await client.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ status: 'answered' });
    }));
});

describe('the http client’s secret', () => {
  it('goes into its header and nowhere else, even where the endpoint echoes it', () => {
    vi.stubEnv('WARD_KEY', PLANTED);
    return withClient({ credential: { env: 'WARD_KEY' } }, async ({ server, client }) => {
      server.script(
        ok(chat(`the key is ${PLANTED}`)),
        status(500, {}, `bad key ${PLANTED}`),
        ok(`{"broken": ${PLANTED}`),
      );
      for (let asked = 0; asked < 3; asked += 1) {
        expect(JSON.stringify(await client.ask(aRequest(), NEVER_ABORTED))).not.toContain('planted');
      }
      expect(server.requests()[0]?.headers.authorization).toBe(`Bearer ${PLANTED}`);
    });
  });

  it('ends the run where it is refused, without being shown', () => {
    vi.stubEnv('WARD_KEY', PLANTED);
    return withClient({ credential: { env: 'WARD_KEY' } }, async ({ server, client }) => {
      server.script(status(401, {}, PLANTED));
      const error = await client.ask(aRequest(), NEVER_ABORTED).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringContaining('WARD_KEY'),
      });
      expect(String(error)).not.toContain('planted');
    });
  });

  it('is missed before anything is asked', async () => {
    await using workspace = await aWorkspace();
    const version = versionAt('http://127.0.0.1:9', { credential: { env: 'NO_SUCH_KEY_HERE' } });
    await expect(openModel(version, workspace.context())).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining('NO_SUCH_KEY_HERE'),
    });
  });

  it('is fetched again when a token has expired, once', async () => {
    const count = `const fs=require('node:fs');fs.appendFileSync('n','x');console.log(JSON.stringify({accessToken:'token-number-'+fs.statSync('n').size}))`;
    await withClient({ credential: { command: ['node', '-e', count] } }, async ({ server, client }) => {
      server.script(status(401), echoChat, status(401), status(401));
      const request = aRequest();
      expect(await client.ask(request, NEVER_ABORTED)).toMatchObject({
        status: 'failed',
        cause: 'token-expired',
        detail: 'the endpoint answered 401; the bearer token was fetched anew',
      });
      expect(await client.ask(request, NEVER_ABORTED)).toMatchObject({ status: 'answered' });
      expect(server.requests().map(({ headers }) => headers.authorization)).toEqual([
        'Bearer token-number-1',
        'Bearer token-number-2',
      ]);
      await expect(untilSpent(client, aRequest())).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
      });
      expect(server.requests()).toHaveLength(4);
    });
  });

  it('is fetched again for a 403, too, which then fails the one request where others were answered', async () => {
    const count = `const fs=require('node:fs');fs.appendFileSync('n','x');console.log(JSON.stringify({accessToken:'token-number-'+fs.statSync('n').size}))`;
    await withClient({ credential: { command: ['node', '-e', count] } }, async ({ server, client }) => {
      server.script(echoChat, status(403), echoChat, status(403), status(403));
      for (const expected of [{ status: 'answered' }, { status: 'answered' }, { cause: 'request-refused' }])
        expect(await untilSpent(client, aRequest())).toMatchObject(expected);
      expect(server.requests()).toHaveLength(5);
    });
  });

  it('is the fresh one for all who waited while it was fetched, and no outage of the endpoint', async () => {
    const count = `const fs=require('node:fs');fs.appendFileSync('n','x');console.log(JSON.stringify({accessToken:'token-number-'+fs.statSync('n').size}))`;
    const client = { credential: { command: ['node', '-e', count] }, concurrency: 12 };
    await withClient(client, async ({ server, client }) => {
      const isOld: (call: Parameters<Fault>[0]) => boolean = ({ seen }) =>
        seen.headers.authorization === 'Bearer token-number-1';
      server.script(
        ...Array.from({ length: 100 }, (): Fault => (call) => (isOld(call) ? status(401) : echoChat)(call)),
      );
      const asked = Array.from({ length: 40 }, (_, n) => untilSpent(client, requestNumber(n)));
      for (const each of await Promise.all(asked)) expect(each).toMatchObject({ status: 'answered' });
      const old = server.requests().filter(({ headers }) => headers.authorization?.endsWith('-1'));
      expect(old.length).toBeLessThan(30);
      expect(server.requests()).toHaveLength(40 + old.length);
    });
  });

  it('is cut out however the endpoint spells it', async () => {
    vi.stubEnv('ODD_KEY', 'odd"key\\with/all+kinds');
    await withClient({ credential: { env: 'ODD_KEY' } }, async ({ server, client }) => {
      server.script(ok(chat('the key is odd"key\\with/all+kinds')));
      const response = await answerOf(client, aRequest());
      expect(response).toMatchObject({ status: 'answered', text: 'the key is [secret]' });
      expect(response.raw).toContain('the key is [secret]');
    });
  });

  it('says how a command failed, and not what it printed', async () => {
    await using workspace = await aWorkspace();
    const print = `console.log('${PLANTED}');process.exit(3)`;
    const version = versionAt('http://127.0.0.1:9', { credential: { command: ['node', '-e', print] } });
    const error = await openModel(version, workspace.context()).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('exited with 3');
    expect(String(error)).not.toContain('planted');
  });
});
