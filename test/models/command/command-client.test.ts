import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelClient, ModelRequest } from '../../../src/domain/ports/model-client.js';
import type { ModelResponse } from '../../../src/domain/response.js';
import { openModel } from '../../../src/models/open-model.js';
import { answerOf, aRequest } from '../requests.js';
import { aWorkspace, type TestWorkspace } from '../workspace.js';

const FIXTURES = fileURLToPath(new URL('../../fixtures/models/', import.meta.url));

let workspace: TestWorkspace;
const opened: ModelClient[] = [];
beforeEach(async () => {
  workspace = await aWorkspace();
});
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close();
  await workspace[Symbol.asyncDispose]();
});

async function open(
  argv: readonly string[],
  deadlineMs = 20_000,
  answerTime: { readonly answer_time_ms?: number } = {},
): Promise<ModelClient> {
  const client = await openModel(
    {
      model: 'm',
      family: 'm',
      snapshot: 'x',
      client: { kind: 'command', argv: [...argv], deadline_ms: deadlineMs },
      settings: {},
      deployment: { location: 'this-machine', ...answerTime },
    },
    workspace.context(),
  );
  opened.push(client);
  return client;
}

const openFixture = (name: string, deadlineMs?: number): Promise<ModelClient> =>
  open([process.execPath, `${FIXTURES}${name}.mjs`], deadlineMs);

const say = (text: string, repeat = 0): ModelRequest =>
  aRequest({ messages: [{ role: 'user', text }] }, { repeat });
const ask = (client: ModelClient, text: string, repeat = 0): Promise<ModelResponse> =>
  answerOf(client, say(text, repeat));

describe('what a program is asked', () => {
  it('is the id, messages, options, format and repeat, and nothing else', async () => {
    const client = await openFixture('mirror');
    const request = aRequest(
      {
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Line one\nline “two”' },
        ],
      },
      { repeat: 3, cluster: 'patient-7', set: 'sealed-set' },
    );
    const response = await answerOf(client, request);
    expect(response.status === 'answered' ? JSON.parse(response.text) : response).toEqual({
      id: request.trial.id,
      messages: request.messages,
      options: request.options,
      format: 'choice',
      repeat: 3,
    });
  });

  it('is passed to no shell', async () => {
    const client = await open([process.execPath, `${FIXTURES}mirror.mjs`, '$(touch made)', '; touch made']);
    expect((await ask(client, 'x')).status).toBe('answered');
    expect(await readdir(workspace.root)).toEqual([]);
  });
});

describe('what a program answers', () => {
  it('is taken with its model’s name and the time it took', async () => {
    const client = await openFixture('well-behaved');
    const response = await ask(client, 'hello', 2);
    expect(response).toMatchObject({
      status: 'answered',
      text: 'hello, repeat 2',
      origin: 'live',
      service: { model: 'echo-1', fingerprint: null, stopReason: null, usage: null },
      logProbability: null,
      raw: null,
    });
    expect(response.latencyMs).toBeGreaterThan(0);
  });

  it('finds its request when replies come in another order', async () => {
    const client = await openFixture('out-of-order');
    const texts = Array.from({ length: 200 }, (_, n) => `question ${n}`);
    const responses = await Promise.all(texts.map((text, n) => ask(client, text, n)));
    expect(responses.map((each) => (each.status === 'answered' ? each.text : each.cause))).toEqual(texts);
  });

  it('finds its request when one trial is in flight twice', async () => {
    const client = await openFixture('out-of-order');
    const responses = await Promise.all([ask(client, 'one'), ask(client, 'two')]);
    expect(responses).toMatchObject([{ text: 'one' }, { text: 'two' }]);
  });

  it.each<readonly [string, string, RegExp]>([
    ['empty', 'empty', /empty text/],
    ['filtered', 'content-filter', /^policy 7$/],
    ['failed', 'server-error', /^no memory on the card$/],
    ['not its cause', 'malformed-response', /error\.cause: expected one of truncated.*found "budget"/],
    ['not JSON', 'malformed-response', /expected a line of JSON, found "Loading weights/],
    ['cut off', 'malformed-response', /expected a line of JSON/],
    ['not UTF-8', 'malformed-response', /expected a line of JSON/],
    ['a list', 'malformed-response', /expected an object with the request's id/],
    ['no text', 'malformed-response', /expected "text" or "error"/],
    ['text is a number', 'malformed-response', /expected "text" or "error"/],
    ['unknown id', 'malformed-response', /expected the id of a request in flight/],
    ['huge', 'malformed-response', /at most 16 MiB/],
  ])('fails where it is %s', async (text, cause, detail) => {
    const client = await openFixture('garbage');
    expect(await ask(client, text)).toMatchObject({
      status: 'failed',
      cause,
      detail: expect.stringMatching(detail),
    });
    expect(await ask(client, 'afterwards')).toMatchObject({ text: 'afterwards' });
  });

  it('fails only the request that a broken line names', async () => {
    const client = await openFixture('garbage');
    const responses = await Promise.all([
      ask(client, 'fine'),
      ask(client, 'cut off', 1),
      ask(client, 'fine', 2),
    ]);
    expect(responses.map((each) => each.status)).toEqual(['answered', 'failed', 'answered']);
  });

  it('does no harm when it comes twice, and is told at the end', async () => {
    const client = await openFixture('garbage');
    expect(await ask(client, 'twice')).toMatchObject({ text: 'once' });
    expect(await ask(client, 'next', 1)).toMatchObject({ text: 'next' });
    await ask(client, 'not JSON', 2);
    await client.close();
    expect(workspace.warnings).toEqual([
      expect.stringMatching(
        /it wrote lines that were no replies \(1\), or replies that came late or twice \(1\).*Loading weights/,
      ),
    ]);
  });
});

describe('a program that does not answer', () => {
  it('fails at the deadline, and its late reply harms no other request', async () => {
    const client = await openFixture('slow', 1500);
    while ((await ask(client, '1')).status === 'failed');
    const [late, quick] = await Promise.all([ask(client, '2000', 1), ask(client, '1', 2)]);
    expect(late).toMatchObject({ cause: 'client-timeout', detail: 'no reply within 1500 ms' });
    expect(late.latencyMs).toBeGreaterThanOrEqual(1490);
    expect(quick).toMatchObject({ text: '1' });
    // Asked around the time at which the late reply comes.
    for (let n = 3; n < 13; n++) expect(await ask(client, '80', n)).toMatchObject({ text: '80' });
    await client.close();
    expect(workspace.warnings).toEqual([
      expect.stringMatching(/no replies \(0\), or replies that came late or twice \(1\)/),
    ]);
  });

  it('is charged to the deployment where an answer time is declared', async () => {
    const argv = [process.execPath, `${FIXTURES}slow.mjs`];
    const client = await open(argv, 500, { answer_time_ms: 500 });
    expect(await ask(client, '60000')).toMatchObject({
      cause: 'answer-timeout',
      detail: expect.stringContaining('found none by the deadline'),
    });
  });

  it('fails as interrupted when the run is aborted', async () => {
    const client = await openFixture('slow');
    const controller = new AbortController();
    const asked = client.ask(say('60000'), controller.signal);
    setTimeout(() => controller.abort(), 50);
    expect(await asked).toMatchObject({ cause: 'interrupted' });
  });

  it('fails what is in flight when the client is closed', async () => {
    const client = await openFixture('slow');
    const asked = ask(client, '60000');
    await client.close();
    expect(await asked).toMatchObject({ cause: 'interrupted', detail: 'the client was closed' });
  });
});

describe('a program that ends', () => {
  it('fails what is in flight with its exit code and the end of its standard error, and is started again', async () => {
    const client = await openFixture('crashing');
    const before = await ask(client, 'who');
    const crashed = await ask(client, 'crash');
    expect(crashed).toMatchObject({
      status: 'failed',
      cause: 'client-crash',
      detail: expect.stringMatching(/exit code 3.*x{100} out of memory$/s),
    });
    expect(crashed.status === 'failed' ? crashed.detail.length : 0).toBeLessThan(2200);
    const after = await ask(client, 'who');
    expect(after.status).toBe('answered');
    expect(after).not.toMatchObject({ text: before.status === 'answered' ? before.text : '' });
  });

  it('is started again three times at most', async () => {
    const client = await openFixture('crashing');
    const details: string[] = [];
    for (let n = 0; n < 6; n++) {
      const response = await ask(client, 'crash', n);
      expect(response).toMatchObject({ status: 'failed', cause: 'client-crash' });
      if (response.status === 'failed') details.push(response.detail);
    }
    expect(details.map((detail) => detail.startsWith('started 4 times, not again: '))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(details[5]).toMatch(/exit code 3/);
  });

  it('fails every request that it left behind', async () => {
    const client = await openFixture('crashing');
    const responses = await Promise.all([ask(client, 'crash'), ask(client, 'who', 1), ask(client, 'who', 2)]);
    expect(responses.map((each) => (each.status === 'failed' ? each.cause : each.status))).toEqual([
      'client-crash',
      'client-crash',
      'client-crash',
    ]);
  });

  it('is told from one that only stops reading', async () => {
    const client = await openFixture('deaf');
    // More than a pipe holds, so that the write cannot succeed unread.
    expect(await ask(client, 'x'.repeat(1_000_000))).toMatchObject({ cause: 'client-crash' });
  });

  it.each([[['no-such-program-anywhere']], [['./no/such/program']], [['a\0b']]])(
    'is unavailable where there is none: %j',
    async (argv) => {
      await expect(open(argv)).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringMatching(/expected a program that can be started/),
      });
    },
  );
});

describe('closing', () => {
  it('makes a program end that will not', async () => {
    const client = await openFixture('stubborn');
    const response = await ask(client, 'pid');
    const pid = response.status === 'answered' ? Number(response.text) : Number.NaN;
    const startedMs = performance.now();
    await client.close();
    expect(performance.now() - startedMs).toBeLessThan(8000);
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  }, 15_000);

  it('waits for no more than the program’s own end', async () => {
    const client = await openFixture('well-behaved');
    await ask(client, 'x');
    const startedMs = performance.now();
    await client.close();
    expect(performance.now() - startedMs).toBeLessThan(1500);
  });
});
