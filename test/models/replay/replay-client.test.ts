import { afterEach, describe, expect, it } from 'vitest';
import type { ModelClient } from '../../../src/domain/ports/model-client.js';
import { parseModelSpec } from '../../../src/models/model-spec.js';
import { openModel } from '../../../src/models/open-model.js';
import { answerOf, aRequest, NEVER_ABORTED } from '../requests.js';
import { aWorkspace, type TestWorkspace } from '../workspace.js';

const opened: ModelClient[] = [];
afterEach(async () => {
  for (const client of opened.splice(0)) await client.close();
});

async function open(workspace: TestWorkspace, content: string | Uint8Array): Promise<ModelClient> {
  await workspace.write('responses/m.jsonl', content);
  const client = await openModel(await parseModelSpec('replay:m', workspace.root), workspace.context());
  opened.push(client);
  return client;
}

const line = (record: object): string => `${JSON.stringify(record)}\n`;

describe('openReplay', () => {
  it('gives what was recorded', async () => {
    await using workspace = await aWorkspace();
    const client = await open(
      workspace,
      line({
        set: 'triage',
        case: 'a',
        protocol: 'plain',
        repeat: 2,
        variant: 'older',
        step: 1,
        text: 'Émergency ✓',
        served_model: 'm-1',
        latency_ms: 12.5,
        log_probability: -0.5,
        raw: '{"choices":[]}',
      }),
    );
    const request = aRequest({}, { caseId: 'a', repeat: 2, variant: 'older', step: 1 });
    expect(await client.ask(request, NEVER_ABORTED)).toEqual({
      status: 'answered',
      text: 'Émergency ✓',
      origin: 'replay',
      latencyMs: 12.5,
      service: { model: 'm-1', fingerprint: null, stopReason: null, usage: null },
      logProbability: -0.5,
      raw: '{"choices":[]}',
    });
  });

  it('fails with the recorded cause, as empty for an empty text, and as not recorded for a missing trial', async () => {
    await using workspace = await aWorkspace();
    const client = await open(
      workspace,
      line({ case: 'filtered', failed: { cause: 'content-filter', detail: 'policy 7' } }) +
        line({ case: 'blank', text: ' ' }),
    );
    const cause = async (caseId: string): Promise<unknown> =>
      client.ask(aRequest({}, { caseId }), NEVER_ABORTED);
    expect(await cause('filtered')).toMatchObject({ cause: 'content-filter', detail: 'policy 7' });
    expect(await cause('blank')).toMatchObject({ status: 'failed', cause: 'empty' });
    expect(await cause('absent')).toMatchObject({
      cause: 'not-recorded',
      detail:
        'responses/m.jsonl has no response for case triage/absent, variant base, step 0, protocol plain, repeat 0',
    });
  });

  it('answers for every set and protocol that a record leaves open, the most specific record first', async () => {
    await using workspace = await aWorkspace();
    const client = await open(
      workspace,
      line({ case: 'a', text: 'any' }) +
        line({ case: 'a', protocol: 'plain', text: 'plain' }) +
        line({ case: 'a', set: 'triage', text: 'triage' }) +
        line({ case: 'a', set: 'triage', protocol: 'plain', text: 'both' }),
    );
    const text = async (set: string, protocol: string): Promise<unknown> =>
      client.ask(aRequest({}, { caseId: 'a', set, protocol }), NEVER_ABORTED);
    expect(await text('triage', 'plain')).toMatchObject({ text: 'both' });
    expect(await text('triage', 'json')).toMatchObject({ text: 'triage' });
    expect(await text('other', 'plain')).toMatchObject({ text: 'plain' });
    expect(await text('other', 'json')).toMatchObject({ text: 'any' });
  });
});

describe('a file of recorded responses', () => {
  it('gives its lines wherever they lie in the file, whatever their length and order', async () => {
    await using workspace = await aWorkspace();
    const count = 300;
    // Some lines are longer than the blocks that are read, most are shorter.
    const text = (n: number): string => `answer ${n} ${'ü'.repeat(n % 50 === 0 ? 90_000 : n * 7)}`;
    const lines = Array.from({ length: count }, (_, n) => JSON.stringify({ case: `c${n}`, text: text(n) }));
    const client = await open(workspace, lines.join('\r\n\r\n'));
    const order = Array.from({ length: count }, (_, n) => (n * 7919) % count);
    const responses = await Promise.all(
      order.map((n) => answerOf(client, aRequest({}, { caseId: `c${n}` }))),
    );
    expect(responses.map((each) => (each.status === 'answered' ? each.text : each.detail))).toEqual(
      order.map(text),
    );
  });

  it('may have a byte-order mark, or be empty', async () => {
    await using workspace = await aWorkspace();
    const marked = await open(workspace, `\ufeff${line({ case: 'a', text: 'yes' })}`);
    expect(await marked.ask(aRequest({}, { caseId: 'a' }), NEVER_ABORTED)).toMatchObject({ text: 'yes' });
    const empty = await open(workspace, '');
    expect(await empty.ask(aRequest(), NEVER_ABORTED)).toMatchObject({ cause: 'not-recorded' });
  });
});

describe('openReplay, for what it cannot take', () => {
  const good = line({ case: 'a', text: 'yes' });
  it.each<readonly [string, string | Uint8Array, RegExp]>([
    [
      'two lines for one trial',
      `${good}\n${good}`,
      /m\.jsonl:3:1.*the trial of line 1 again \(case a, variant base/,
    ],
    [
      'the same trial with its defaults written out',
      good + line({ case: 'a', step: 0, repeat: 0, text: 'no' }),
      /line 1/,
    ],
    ['no JSON', `${good}{"case":`, /m\.jsonl:2:1: error: expected one JSON object on each line/],
    ['an unknown field', good + line({ case: 'b', txt: 'x' }), /m\.jsonl:2:1: error: txt/],
    [
      'an unknown cause',
      line({ case: 'b', failed: { cause: 'tired' } }),
      /m\.jsonl:1:1: error: failed\.cause/,
    ],
    ['neither text nor failure', good + line({ case: 'b' }), /m\.jsonl:2:1.*exactly one.*found neither/],
    ['both', line({ case: 'b', text: '', failed: { cause: 'empty' } }), /found both/],
    ['a name with a slash', line({ case: 'a/b', text: 'x' }), /m\.jsonl:1:1: error: case/],
    ['bytes that are not UTF-8', Buffer.from([...Buffer.from(good), 0xff, 0x0a]), /m\.jsonl:2:1.*UTF-8/],
  ])('refuses %s', async (_what, content, message) => {
    await using workspace = await aWorkspace();
    await expect(open(workspace, content)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a line over 16 MiB', async () => {
    await using workspace = await aWorkspace();
    const content = good + line({ case: 'b', text: 'x'.repeat(16 * 1024 * 1024) });
    await expect(open(workspace, content)).rejects.toMatchObject({
      code: 'INPUT_TOO_LARGE',
      message: expect.stringMatching(/m\.jsonl:2/),
    });
  });

  it('refuses a file that is not the one of the version, or is gone', async () => {
    await using workspace = await aWorkspace();
    await workspace.write('responses/m.jsonl', good);
    const version = await parseModelSpec('replay:m', workspace.root);
    await workspace.write('responses/m.jsonl', line({ case: 'a', text: 'no' }));
    await expect(openModel(version, workspace.context())).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
      message: expect.stringMatching(/has changed since/),
    });
    const gone = { ...version.client, kind: 'replay', responses: 'responses/x.jsonl', sha256: 'a' } as const;
    await expect(openModel({ ...version, client: gone }, workspace.context())).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
  });

  it('fails a trial whose line was changed under its hands', async () => {
    await using workspace = await aWorkspace();
    const client = await open(workspace, good);
    await workspace.write('responses/m.jsonl', '{"case":');
    const response = await client.ask(aRequest({}, { caseId: 'a' }), NEVER_ABORTED);
    expect(response).toMatchObject({ status: 'failed', cause: 'malformed-response' });
  });
});
