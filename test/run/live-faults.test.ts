import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  badGzip,
  bigBody,
  drip,
  duplicate,
  type Fault,
  hang,
  html,
  invalidUtf8,
  ok,
  redirect,
  resetInMidBody,
  startFaultServer,
  status,
  truncatedJson,
  wrongContentType,
} from '../fixtures/http/fault-server.js';
import { selfSigned } from '../fixtures/http/self-signed.js';
import { aCaseLine, aKeyLine, type Files } from '../load/a-workspace.js';
import { liveModel, withLiveRun } from './a-live-run.js';

const MEBIBYTE = 1024 * 1024;

function chat(content: string | null): string {
  return JSON.stringify({
    model: 'ward-llm-0924',
    choices: [{ message: { content }, finish_reason: 'stop' }],
  });
}

/** Cases `case-0`, `case-1`, …, whose text is `question <n>.`. */
function cases(count: number): Files {
  const ids = Array.from({ length: count }, (_, n) => `case-${n}`);
  const text = (n: number) => ({ turns: [{ role: 'user', text: `question ${n}.` }] });
  return {
    'cases/triage/chest-pain.case.yaml': null,
    'cases/triage/cases.jsonl': ids.map((id, n) => aCaseLine(id, text(n))).join(''),
    'cases/triage/keys.jsonl': ids.map((id) => aKeyLine(id)).join(''),
  };
}

/** Answers with the number of the question that it was asked. */
function ownAnswer(body: string): string {
  return chat(`answer: now, ${/question (\d+)\./.exec(body)?.[1] ?? 'none'}`);
}

describe('a fault of the endpoint is stored with its cause, at each of three attempts, and said', () => {
  it.each<readonly [string, Fault, string, RegExp]>([
    ['a reset in mid-body', resetInMidBody('{"choices"'), 'reset', /closed in the middle/],
    ['half a JSON body', truncatedJson, 'malformed-response', /expected a JSON body/],
    ['a sign-in page', html, 'malformed-response', /expected a JSON body/],
    [
      'another content type with a body that is no JSON',
      wrongContentType('PNG'),
      'malformed-response',
      /JSON/,
    ],
    ['bytes that are no UTF-8', invalidUtf8, 'malformed-response', /UTF-8/],
    ['a broken gzip body', badGzip, 'malformed-response', /gzip/],
    ['a body of 20 MB', bigBody(20 * MEBIBYTE), 'malformed-response', /at most 8388608 bytes/],
    [
      'an announced body of 20 MB',
      bigBody(20 * MEBIBYTE, true),
      'malformed-response',
      /at most 8388608 bytes/,
    ],
    ['one byte a second', drip(chat('answer: now'), 1000), 'client-timeout', /within 300 ms/],
    [
      'a redirect',
      redirect('https://elsewhere.example/v1?key=1'),
      'malformed-response',
      /https:\/\/elsewhere\.example;/,
    ],
    ['500', status(500), 'server-error', /500/],
    ['504', status(504), 'server-error', /504/],
    ['429 that says nothing else', status(429), 'rate-limited', /429/],
  ])('%s', async (_name, fault, cause, detail) => {
    await using server = await startFaultServer();
    server.script(fault, fault, fault);
    const deadlineMs = cause === 'client-timeout' ? 300 : 20_000;
    const model = liveModel(server.url, `  deadline_ms: ${deadlineMs}\n`);
    await withLiveRun({ 'models/ward.model.yaml': model }, ({ root, counts, trials, warnings }) => {
      expect(counts).toMatchObject({ planned: 1, answered: 0, failed: 1 });
      expect(server.requests()).toHaveLength(3);
      const [trial] = trials;
      expect(trial?.attempts.map(({ attempt, final }) => [attempt, final])).toEqual([
        [1, false],
        [2, false],
        [3, true],
      ]);
      for (const { response } of trial?.attempts ?? []) {
        expect(response).toMatchObject({ status: 'failed', cause, detail: expect.stringMatching(detail) });
        expect((response.raw ?? '').length).toBeLessThanOrEqual(16 * 1024);
      }
      expect(warnings.join()).toMatch(detail);
      expect(warnings.join()).toContain(`triage/chest-pain (${cause})`);
      expect(sizeOf(join(root, 'runs'))).toBeLessThan(MEBIBYTE);
    });
  });

  it.each<readonly [string, Fault, string]>([
    ['an empty list of choices', ok('{"choices":[]}'), 'empty'],
    ['a null content', ok(chat(null)), 'empty'],
    ['a filter’s 400', status(400, {}, '{"error":{"code":"content_filter"}}'), 'content-filter'],
    ['a filter’s 403', status(403, {}, '{"error":{"code":"content_filter"}}'), 'content-filter'],
  ])('but once where it is the model’s or its deployment’s: %s', async (_name, fault, cause) => {
    await using server = await startFaultServer();
    server.script(fault);
    await withLiveRun({ 'models/ward.model.yaml': liveModel(server.url) }, ({ counts, trials }) => {
      expect(counts).toMatchObject({ planned: 1, answered: 0, failed: 1 });
      expect(server.requests()).toHaveLength(1);
      expect(trials[0]?.attempts).toEqual([
        expect.objectContaining({ final: true, response: expect.objectContaining({ cause }) }),
      ]);
    });
  });

  it.each<readonly [string, Fault, RegExp]>([
    ['that comes too late', drip(chat('answer: now'), 4), /within 50 ms .*; found one after \d+ ms/],
    ['that does not come', hang, /within 50 ms .*; found none by the deadline/],
  ])('but once for an answer %s for the declared answer time', async (_name, fault, detail) => {
    await using server = await startFaultServer();
    server.script(fault);
    const deadlineMs = fault === hang ? 100 : 20_000;
    const model = liveModel(server.url, `  deadline_ms: ${deadlineMs}\n`).replace(
      'retention:',
      'answer_time_ms: 50, retention:',
    );
    await withLiveRun({ 'models/ward.model.yaml': model }, ({ counts, trials }) => {
      expect(counts).toMatchObject({ planned: 1, answered: 0, failed: 1 });
      expect(server.requests()).toHaveLength(1);
      const response = { cause: 'answer-timeout', detail: expect.stringMatching(detail) };
      expect(trials[0]?.attempts).toEqual([
        expect.objectContaining({ final: true, response: expect.objectContaining(response) }),
      ]);
    });
  });

  it.each<readonly [string, Parameters<typeof selfSigned>, RegExp]>([
    ['signs itself', ['127.0.0.1'], /certificate was not accepted: it is signed by itself/],
    ['has expired', ['127.0.0.1', [-2, -1]], /certificate was not accepted/],
    ['is for another host', ['other.example'], /certificate was not accepted/],
  ])('a certificate that %s, over which nothing is sent', async (_name, certificate, detail) => {
    await using server = await startFaultServer(selfSigned(...certificate));
    server.script(...Array.from({ length: 3 }, () => ok(chat('answer: now'))));
    await withLiveRun({ 'models/ward.model.yaml': liveModel(server.url) }, ({ counts, trials, warnings }) => {
      expect(counts).toMatchObject({ answered: 0, failed: 1, attempts: 3 });
      for (const { response } of trials[0]?.attempts ?? [])
        expect(response).toMatchObject({ cause: 'connection', detail: expect.stringMatching(detail) });
      expect(warnings.join()).toMatch(detail);
      expect(server.requests()).toEqual([]);
    });
  });

  it('a redirect, which is not followed to the other host', async () => {
    await using other = await startFaultServer();
    await using server = await startFaultServer();
    server.script(...[301, 302, 307].map((code) => redirect(`${other.url}/v1/chat/completions`, code)));
    await withLiveRun({ 'models/ward.model.yaml': liveModel(server.url) }, ({ counts, warnings }) => {
      expect(counts).toMatchObject({ answered: 0, failed: 1, attempts: 3 });
      expect(other.requests()).toEqual([]);
      expect(warnings.join()).toContain('redirects are not followed: give the final address as url');
      expect(warnings.join()).not.toContain('blocked');
    });
  });
});

describe('a body without end', () => {
  it('is taken no further than its bound, however many come at once', async () => {
    await using server = await startFaultServer();
    const written: number[] = [];
    const endless: Fault = async (call) => {
      await bigBody(500 * MEBIBYTE)(call);
      written.push(call.socket.bytesWritten);
    };
    server.script(...Array.from({ length: 12 }, () => endless));
    const files = { ...cases(4), 'models/ward.model.yaml': liveModel(server.url) };
    await withLiveRun(files, ({ counts }) => expect(counts).toMatchObject({ failed: 4, attempts: 12 }));
    expect(written).toHaveLength(12);
    // The bound, and what fits into the sockets’ own buffers.
    for (const bytes of written) expect(bytes).toBeLessThan(32 * MEBIBYTE);
  });
});

describe('what is whole is an answer', () => {
  it.each<readonly [string, Fault]>([
    ['of another content type', wrongContentType(chat('answer: now'))],
    ['that comes byte by byte', drip(chat('answer: now'), 1)],
  ])('%s', async (_name, fault) => {
    await using server = await startFaultServer();
    server.script(fault);
    await withLiveRun({ 'models/ward.model.yaml': liveModel(server.url) }, ({ counts, trials }) => {
      expect(counts).toMatchObject({ planned: 1, answered: 1, attempts: 1 });
      expect(trials[0]?.attempts[0]?.response).toMatchObject({ text: 'answer: now' });
    });
  });
});

describe('answers find their own trials', () => {
  it('where they come in another order than the requests', async () => {
    await using server = await startFaultServer();
    const held: (() => Promise<void>)[] = [];
    const reversed: Fault = async (call) => {
      held.push(async () => ok(ownAnswer(call.seen.body))(call));
      if (held.length < 4) return;
      for (const answer of held.splice(0).reverse()) {
        await answer();
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    server.script(...Array.from({ length: 12 }, () => reversed));
    const files = { ...cases(12), 'models/ward.model.yaml': liveModel(server.url) };
    await withLiveRun(files, ({ counts, trials }) => {
      expect(counts).toMatchObject({ planned: 12, answered: 12, attempts: 12 });
      for (const { caseId, attempts } of trials) {
        const text = `answer: now, ${caseId.replace('case-', '')}`;
        expect(attempts).toEqual([
          expect.objectContaining({ final: true, response: expect.objectContaining({ text }) }),
        ]);
      }
    });
  });

  // HTTP/1.1 has no other sign of it: what comes once the next request is out cannot be told from its answer.
  it('where every answer is sent twice, the second for nobody', async () => {
    await using server = await startFaultServer();
    const twice: Fault = (call) =>
      duplicate(ownAnswer(call.seen.body), chat('answer: later, a ghost'), 0)(call);
    server.script(...Array.from({ length: 36 }, () => twice));
    const files = { ...cases(12), 'models/ward.model.yaml': liveModel(server.url) };
    await withLiveRun(files, ({ counts, trials }) => {
      expect(counts).toMatchObject({ planned: 12, answered: 12, failed: 0 });
      for (const { caseId, attempts } of trials) {
        const text = `answer: now, ${caseId.replace('case-', '')}`;
        expect(attempts.filter(({ final }) => final)).toEqual([
          expect.objectContaining({ response: expect.objectContaining({ status: 'answered', text }) }),
        ]);
      }
    });
  });
});

function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? sizeOf(path) : statSync(path).size);
  }, 0);
}
