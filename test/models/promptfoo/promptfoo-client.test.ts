import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PromptfooClient } from '../../../src/domain/model-version.js';
import type { ModelClient } from '../../../src/domain/ports/model-client.js';
import { openModel } from '../../../src/models/open-model.js';
import { openPromptfoo } from '../../../src/models/promptfoo/promptfoo-client.js';
import type { ThreadOptions } from '../../../src/models/promptfoo/provider-handle.js';
import { describeModelClient } from '../../contract/model-client.js';
import { chat, echoChat } from '../../fixtures/http/chat.js';
import {
  badGzip,
  drip,
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
import { selfSigned } from '../../fixtures/http/self-signed.js';
import { KEY_NAME, PLANTED, PROMPTFOO, versionAt } from '../../fixtures/promptfoo/a-promptfoo.js';
import { MORTAL_THREAD, SILENT_THREAD } from '../../fixtures/promptfoo/threads.js';
import { echoFixture } from '../echo-fixture.js';
import { answerOf, aRequest, NEVER_ABORTED, requestNumber, untilSpent } from '../requests.js';
import { aWorkspace, type TestWorkspace } from '../workspace.js';

beforeAll(() => {
  vi.stubEnv(KEY_NAME, PLANTED);
  vi.stubEnv('OPENAI_TEMPERATURE', '1.9');
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
});
afterAll(() => vi.unstubAllEnvs());

interface Scene {
  readonly server: FaultServer;
  readonly client: ModelClient;
  readonly workspace: TestWorkspace;
}

async function withClient(
  part: Partial<PromptfooClient>,
  use: (scene: Scene) => Promise<void>,
): Promise<void> {
  await using server = await startFaultServer();
  await using workspace = await aWorkspace();
  const client = await openModel(versionAt(server.url, part), workspace.context());
  try {
    await use({ server, client, workspace });
  } finally {
    await client.close();
  }
}

/** A client whose thread is another. */
function openWith(thread: ThreadOptions, workspace: TestWorkspace): Promise<ModelClient> {
  const version = versionAt('http://127.0.0.1:9');
  if (version.client.kind !== 'promptfoo') throw new Error('expected a client of promptfoo');
  return openPromptfoo(version.client, workspace.context(), version, thread);
}

async function withThread(thread: ThreadOptions, use: (client: ModelClient) => Promise<void>): Promise<void> {
  await using workspace = await aWorkspace();
  const client = await openWith(thread, workspace);
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

const JSON_TYPE = { 'content-type': 'application/json' } as const;
const HALF = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'half' }] };
const CONTEXT_FULL = JSON.stringify({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'text', text: 'half' }],
  stop_reason: 'model_context_window_exceeded',
  usage: { input_tokens: 5, output_tokens: 2 },
});
const OUTPUT_BLOCKED = JSON.stringify({
  type: 'error',
  error: { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' },
});

/** A response that ended before its time. */
function unfinished(reason: string, output: readonly object[]): string {
  const details = { incomplete_details: { reason }, error: null };
  return JSON.stringify({ id: 'r', object: 'response', status: 'incomplete', output, ...details });
}

/** Each client is a thread that imports promptfoo, which takes a second: most tests share one. */
function sharedScene(): (use: (scene: Scene) => Promise<void>) => Promise<void> {
  let opened: Scene | null = null;
  beforeAll(async () => {
    const server = await startFaultServer();
    const workspace = await aWorkspace();
    opened = { server, workspace, client: await openModel(versionAt(server.url), workspace.context()) };
  });
  afterAll(async () => {
    await opened?.client.close();
    await opened?.workspace[Symbol.asyncDispose]();
    await opened?.server[Symbol.asyncDispose]();
  });
  return async (use) => {
    if (opened === null) throw new Error('nothing was opened');
    const { server, client } = opened;
    const before = server.requests().length;
    await use({ ...opened, server: { ...server, requests: () => server.requests().slice(before) } });
    // The next test finds an endpoint that has just answered.
    server.script(echoChat);
    expect(await answerOf(client, requestNumber(7))).toMatchObject({ text: 'question 7' });
  };
}

describe.skipIf(PROMPTFOO === null)('with promptfoo installed', () => {
  const shared = sharedScene();

  describeModelClient('promptfoo', () => echoFixture(versionAt));

  describe('the promptfoo client', () => {
    it('sends the messages and what was declared, and nothing that the shell says', () =>
      shared(async ({ server, client }) => {
        server.script(ok(chat('Call an ambulance')));
        const messages = [
          { role: 'system', text: 'Answer briefly. {{env.PATH}} file:///etc/passwd' },
          { role: 'user', text: 'I am 58 and have chest pain.' },
        ] as const;
        expect(await answerOf(client, aRequest({ messages }))).toMatchObject({
          status: 'answered',
          text: 'Call an ambulance',
          origin: 'live',
          service: { model: 'ward-1-0924', stopReason: 'stop', usage: { input: 12, output: 3 } },
          raw: chat('Call an ambulance'),
        });
        const [seen] = server.requests();
        expect(seen?.path).toBe('/v1/chat/completions');
        expect(seen?.headers.authorization).toBe(`Bearer ${PLANTED}`);
        expect(JSON.parse(seen?.body ?? '')).toEqual({
          model: 'ward-1',
          messages: messages.map(({ role, text }) => ({ role, content: text })),
          temperature: 0.5,
        });
      }));

    it('gives the text without the reasoning, and a refusal as what the model said', () =>
      shared(async ({ server, client }) => {
        server.script(
          ok(chat('B', 'stop', { reasoning_content: 'because' })),
          ok(chat(null, 'stop', { refusal: 'I cannot help with that.' })),
        );
        expect(await answerOf(client, aRequest())).toMatchObject({ text: 'B' });
        expect(await answerOf(client, aRequest())).toMatchObject({
          text: 'I cannot help with that.',
        });
      }));

    it('asks the same twice where the same is asked twice', () =>
      shared(async ({ server, client }) => {
        server.script(ok(chat('A')), ok(chat('B')));
        const both = await Promise.all([0, 1].map(() => answerOf(client, aRequest())));
        expect(both.map((each) => (each.status === 'answered' ? each.text : each.cause)).sort()).toEqual([
          'A',
          'B',
        ]);
      }));

    it('keeps an answer that came with the last of a rate limit', () =>
      shared(async ({ server, client }) => {
        const used = { 'content-type': 'application/json', 'x-ratelimit-remaining-requests': '0' };
        server.script(status(200, used, chat('A')));
        expect(await answerOf(client, aRequest())).toMatchObject({ text: 'A' });
        expect(server.requests()).toHaveLength(1);
      }));

    it('comes back when the endpoint says so, and spends no attempt on it', () =>
      shared(async ({ server, client }) => {
        server.script(status(429, { 'retry-after-ms': '60' }), status(429, { 'retry-after': '0' }), echoChat);
        expect((await untilSpent(client, aRequest()))?.status).toBe('answered');
        expect(server.requests()).toHaveLength(3);
      }));

    it('keeps its files in a private folder of the workspace, and leaves none', () =>
      withClient({}, async ({ client, workspace }) => {
        const [folder = ''] = readdirSync(workspace.root);
        expect(statSync(join(workspace.root, folder)).mode & 0o777).toBe(0o700);
        await client.close();
        expect(readdirSync(workspace.root)).toEqual([]);
      }));

    it('gives up what is under way when the run is aborted', () =>
      shared(async ({ server, client }) => {
        const abort = new AbortController();
        server.script((call) => {
          abort.abort();
          return hang(call);
        });
        expect(await answerOf(client, aRequest(), abort.signal)).toMatchObject({ cause: 'interrupted' });
      }));

    it('sends nothing more after a stop, and waits for what was sent', () =>
      withClient({ concurrency: 1 }, async ({ server, client }) => {
        const stop = new AbortController();
        let release = (): void => undefined;
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        server.script(async (call) => {
          stop.abort();
          await held;
          await echoChat(call);
        }, echoChat);
        const sent = client.ask(requestNumber(1), NEVER_ABORTED, stop.signal);
        const waiting = client.ask(requestNumber(2), NEVER_ABORTED, stop.signal);
        expect(await waiting).toBeNull();
        release();
        expect(await sent).toMatchObject({ text: 'question 1' });
        expect(await client.ask(requestNumber(3), NEVER_ABORTED, stop.signal)).toBeNull();
        expect(server.requests()).toHaveLength(1);
      }));

    it('does not come back after a stop', () =>
      shared(async ({ server, client }) => {
        const stop = new AbortController();
        server.script((call) => {
          stop.abort();
          return status(429, { 'retry-after-ms': '60' })(call);
        }, echoChat);
        expect(await untilSpent(client, aRequest(), NEVER_ABORTED, stop.signal)).toBeNull();
        expect(server.requests()).toHaveLength(1);
        // What was not sent stands in the script.
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
      }));

    it('bounds by itself what is under way', () =>
      withClient({ concurrency: 2 }, async ({ server, client }) => {
        let underWay = 0;
        let most = 0;
        const counted: Fault = async (call) => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise((resolve) => setImmediate(resolve));
          underWay -= 1;
          await echoChat(call);
        };
        server.script(...Array.from({ length: 12 }, () => counted));
        await Promise.all(Array.from({ length: 12 }, (_, n) => answerOf(client, requestNumber(n))));
        expect(client.isBounded).toBe(true);
        expect(most).toBeLessThanOrEqual(2);
        expect(server.requests()).toHaveLength(12);
      }));

    it('waits for the tokens of a minute that earlier requests have taken', () =>
      withClient({ tokens_per_minute: 600 }, async ({ server, client }) => {
        const usage = { prompt_tokens: 1_000_000, completion_tokens: 1, total_tokens: 1_000_001 };
        server.script(ok(JSON.stringify({ ...JSON.parse(chat('one')), usage })), echoChat);
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
        expect(await client.ask(aRequest(), AbortSignal.timeout(300))).toBeNull();
        expect(server.requests()).toHaveLength(1);
      }));

    it('ends the run where nothing stands at the address', () =>
      shared(async ({ server, client }) => {
        server.script(status(404));
        await expect(answerOf(client, aRequest())).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
        });
      }));
  });

  describe('what a promptfoo client charges', () => {
    it.each<readonly [string, Fault, string]>([
      ['429 that does not say when to come back', status(429), 'rate-limited'],
      ['500', status(500), 'server-error'],
      ['503', status(503, {}, 'busy'), 'server-error'],
      ['a reset before the headers', resetBeforeHeaders, 'reset'],
      ['a reset in mid-body', resetInMidBody('{"choices"'), 'reset'],
      [
        'bytes that are no UTF-8',
        status(200, JSON_TYPE, Buffer.from(chat('né'), 'latin1')),
        'malformed-response',
      ],
      ['a gzip body that is none', badGzip, 'malformed-response'],
      ['half a JSON body', truncatedJson, 'malformed-response'],
      ['a sign-in page', html, 'malformed-response'],
      ['no choices', ok('{"choices":[]}'), 'empty'],
      ['JSON of another kind', ok('{"error":"busy"}'), 'malformed-response'],
      ['a redirect', redirect('https://elsewhere.example/'), 'malformed-response'],
      ['an empty content', ok(chat('')), 'empty'],
      ['a null content', ok(chat(null)), 'empty'],
      ['an answer cut at its token limit', ok(chat('half', 'length')), 'truncated'],
      ['an answer that a filter cut', ok(chat('', 'content_filter')), 'content-filter'],
      [
        'a prompt that a filter blocked',
        status(400, {}, '{"error":{"code":"content_filter","message":"blocked"}}'),
        'content-filter',
      ],
      ['a request that the endpoint does not take', status(422, {}, '{"error":{}}'), 'server-error'],
      ['calls of tools', ok(chat(null, 'tool_calls', { tool_calls: [{ id: 'x' }] })), 'malformed-response'],
    ])('%s to its cause, after one request', async (_name, fault, cause) => {
      await shared(async ({ server, client }) => {
        server.script(fault);
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'failed', cause });
        expect(server.requests()).toHaveLength(1);
      });
    });

    it.each<readonly [string, object, readonly (readonly [string, Fault])[]]>([
      [
        'google:gemini-2.0-flash',
        { apiBaseUrl: '' },
        [
          ['content-filter', ok('{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{}}')],
          ['content-filter', ok('{"candidates":[{"finishReason":"PROHIBITED_CONTENT"}]}')],
          ['truncated', ok('{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}]}')],
        ],
      ],
      [
        'openai:responses:ward-1',
        { apiBaseUrl: '/v1' },
        [
          ['content-filter', ok(unfinished('content_filter', []))],
          ['truncated', ok(unfinished('max_output_tokens', []))],
          ['truncated', ok(unfinished('max_output_tokens', [HALF]))],
        ],
      ],
      [
        'anthropic:messages:claude-3-5-haiku-20241022',
        { apiBaseUrl: '' },
        [
          ['truncated', ok(CONTEXT_FULL)],
          ['content-filter', status(400, JSON_TYPE, OUTPUT_BLOCKED)],
        ],
      ],
      ['mistral:ward-1', { apiBaseUrl: '/v1' }, [['truncated', ok(chat('half', 'model_length'))]]],
    ])('what %s withholds to its cause', async (provider, paths, faults) => {
      await using server = await startFaultServer();
      await using workspace = await aWorkspace();
      const bases = Object.entries(paths).map(([name, path]) => [name, `${server.url}${path}`]);
      const config = { ...Object.fromEntries(bases), apiKey: `{{env.${KEY_NAME}}}` };
      const client = await openModel(versionAt(server.url, { provider, config }), workspace.context());
      try {
        for (const [cause, fault] of faults) {
          server.script(fault);
          expect(await answerOf(client, aRequest())).toMatchObject({ status: 'failed', cause });
        }
      } finally {
        await client.close();
      }
      expect(server.requests()).toHaveLength(faults.length);
    });

    it.each<readonly [string, Fault]>([
      ['no answer', hang],
      ['a body that never ends', drip(chat('A'.repeat(2_000)), 20)],
    ])('%s to the deadline, and its connection is free again', async (_name, fault) => {
      await withClient({ deadline_ms: 300, concurrency: 1 }, async ({ server, client }) => {
        server.script(fault, echoChat);
        expect(await answerOf(client, aRequest())).toMatchObject({ cause: 'client-timeout' });
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
      });
    });

    it('what nobody serves to the connection', () =>
      shared(async ({ server, client }) => {
        await server.refuse();
        expect(await answerOf(client, aRequest())).toMatchObject({ cause: 'connection' });
        await server.reopen();
      }));

    it('a certificate that nobody has signed to the connection, whatever the shell says', async () => {
      await using server = await startFaultServer(selfSigned('127.0.0.1'));
      await using workspace = await aWorkspace();
      server.script(echoChat);
      const client = await openModel(versionAt(server.url), workspace.context());
      const response = await answerOf(client, aRequest());
      await client.close();
      expect(response).toMatchObject({ cause: 'connection', detail: expect.stringContaining('certificate') });
      expect(server.requests()).toEqual([]);
    });

    it('a host that is not declared to the connection, by its name', () =>
      withClient(
        { config: { apiBaseUrl: 'https://undeclared.example/v1', apiKey: `{{env.${KEY_NAME}}}` } },
        async ({ client }) => {
          expect(await answerOf(client, aRequest())).toMatchObject({
            cause: 'connection',
            detail: expect.stringContaining('undeclared.example'),
          });
        },
      ));
  });

  describe('a secret that a promptfoo client was given', () => {
    it('stands in no response, whoever echoes it', () =>
      shared(async ({ server, client }) => {
        server.script(
          ok(chat(`the key is ${PLANTED}`)),
          status(500, {}, `bad key ${PLANTED}`),
          ok(`{"broken": ${PLANTED}`),
          ok(chat(Buffer.from(PLANTED).toString('base64'), PLANTED)),
        );
        for (let asked = 0; asked < 4; asked += 1) {
          const text = JSON.stringify(await answerOf(client, aRequest()));
          expect(text).not.toContain('planted');
          expect(text).not.toContain(Buffer.from(PLANTED).toString('base64'));
        }
        expect(server.requests()).toHaveLength(4);
      }));

    it.each([401, 403])('ends the run where it is refused (%i), without being shown', (code) =>
      shared(async ({ server, client }) => {
        server.script(status(code, {}, PLANTED));
        const error = await answerOf(client, aRequest()).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: expect.stringContaining(KEY_NAME),
        });
        expect(String(error)).not.toContain('planted');
      }),
    );

    it('is not another vendor’s: what is not declared the provider does not see', async () => {
      vi.stubEnv('OPENAI_API_KEY', PLANTED);
      await withClient({ config: { apiBaseUrl: 'http://127.0.0.1:9/v1' }, env: [] }, async ({ client }) => {
        await expect(answerOf(client, aRequest())).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: expect.stringContaining('the credential is missing'),
        });
      });
    });
  });

  describe('the thread of a promptfoo client', () => {
    it('fails what was under way where it ends, and is there for the next', () =>
      withThread({ file: MORTAL_THREAD }, async (client) => {
        expect(await answerOf(client, aRequest({ messages: [{ role: 'user', text: 'end' }] }))).toMatchObject(
          {
            cause: 'client-crash',
            detail: expect.stringContaining('exit code 3'),
          },
        );
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
      }));

    it('leaves trials unanswered where it has ended too often', () =>
      withThread({ file: MORTAL_THREAD }, async (client) => {
        const ending = aRequest({ messages: [{ role: 'user', text: 'end' }] });
        for (let ends = 0; ends < 4; ends += 1) {
          expect(await answerOf(client, ending)).toMatchObject({ cause: 'client-crash' });
        }
        await expect(client.ask(ending, NEVER_ABORTED)).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: expect.stringContaining('resume the run'),
        });
      }));

    it('is not waited for without end, and the message says what to check', async () => {
      await using workspace = await aWorkspace();
      const opening = openWith({ file: SILENT_THREAD, readyMs: 50 }, workspace);
      await expect(opening).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringMatching(
          /found that it cannot: it was not ready within 0\.05 s\. Check client\.provider and client\.config in the model’s file/,
        ),
      });
      expect(readdirSync(workspace.root)).toEqual([]);
    });
  });

  it('says before anything is asked which variable is not set', async () => {
    await using workspace = await aWorkspace();
    const version = versionAt('http://127.0.0.1:9', { config: {}, env: ['NO_SUCH_KEY_HERE'] });
    await expect(openModel(version, workspace.context())).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining('NO_SUCH_KEY_HERE'),
    });
    expect(readdirSync(workspace.root)).toEqual([]);
  });
});

it('says how promptfoo is installed where the declared version is not there', async () => {
  await using workspace = await aWorkspace();
  const version = versionAt('http://127.0.0.1:9', { config: {}, promptfoo: '0.0.1', env: [] });
  await expect(openModel(version, workspace.context())).rejects.toMatchObject({
    code: 'MODEL_UNAVAILABLE',
    message: expect.stringContaining('npm install promptfoo@0.0.1'),
  });
});
