import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openModel } from '../../../src/models/open-model.js';
import { describeModelClient } from '../../contract/model-client.js';
import { chat, echoChat } from '../../fixtures/http/chat.js';
import { type Fault, hang, ok, status } from '../../fixtures/http/fault-server.js';
import { KEY_NAME, PLANTED, PROMPTFOO, versionAt } from '../../fixtures/promptfoo/a-promptfoo.js';
import { echoFixture } from '../echo-fixture.js';
import { abortedAfter, answerOf, aRequest, NEVER_ABORTED, requestNumber, untilSpent } from '../requests.js';
import { aWorkspace } from '../workspace.js';
import { sharedScene, shellVariables, withClient } from './a-scene.js';

shellVariables();

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

    it('has more requests under way at once than the 4 that promptfoo has sockets for', () =>
      withClient({ concurrency: 16 }, async ({ server, client }) => {
        let release = (): void => undefined;
        const together = new Promise<void>((resolve) => {
          release = resolve;
        });
        let underWay = 0;
        const held: Fault = async (call) => {
          underWay += 1;
          if (underWay === 8) release();
          await together;
          await echoChat(call);
        };
        server.script(...Array.from({ length: 8 }, () => held));
        const answers = await Promise.all(
          Array.from({ length: 8 }, (_, n) => answerOf(client, requestNumber(n))),
        );
        expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'answered'));
        expect(new Set(server.requests().map(({ connection }) => connection)).size).toBe(8);
      }));

    it('waits for the tokens of a minute that earlier requests have taken', () =>
      withClient({ tokens_per_minute: 600 }, async ({ server, client }) => {
        const usage = { prompt_tokens: 1_000_000, completion_tokens: 1, total_tokens: 1_000_001 };
        server.script(ok(JSON.stringify({ ...JSON.parse(chat('one')), usage })), echoChat);
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
        expect(await client.ask(aRequest(), abortedAfter(300))).toBeNull();
        expect(server.requests()).toHaveLength(1);
      }));

    it('ends the run where nothing stands at the address', () =>
      withClient({}, async ({ server, client }) => {
        server.script(status(404));
        await expect(answerOf(client, aRequest())).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: expect.stringContaining('refused the request (404)'),
          response: { cause: 'request-refused' },
        });
      }));

    it.each([400, 403, 404, 422])(
      'fails one request alone that is answered %i once others were answered',
      (code) =>
        shared(async ({ server, client }) => {
          server.script(echoChat, status(code));
          expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
          expect(await answerOf(client, aRequest())).toMatchObject({ cause: 'request-refused' });
        }),
    );
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
      withClient({}, async ({ server, client }) => {
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

  it('says before anything is asked which variable is not set', async () => {
    await using workspace = await aWorkspace();
    const version = versionAt('http://127.0.0.1:9', { config: {}, env: ['NO_SUCH_VENDOR_KEY'] });
    await expect(openModel(version, workspace.context())).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringContaining('NO_SUCH_VENDOR_KEY'),
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
