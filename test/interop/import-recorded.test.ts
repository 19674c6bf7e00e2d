import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { importResponses, importVerdicts } from '../../src/interop/import-recorded.js';
import { aFolder, messages } from './a-folder.js';

const RESPONSES = `map: r
version: "1"
kind: responses
source: {format: json-lines}
response:
  model: {path: system}
  case: {path: id}
  repeat: {path: run, optional: true}
  text: {path: out.0}
  failed:
    - {when: {value: {path: out}, is: empty}, cause: empty, detail: {join: [run, {path: run, if_missing: none}], with: " "}}
    - when: {all: [{value: {path: out.0}, is: missing}, {value: {path: status}, one_of: [500, 503]}]}
      cause: server-error
  latency_ms: {path: ms, optional: true}
`;

function jsonLines(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

async function responsesOf(records: readonly unknown[], map = RESPONSES) {
  using folder = aFolder({ 'r.map.yaml': map, 'in.jsonl.gz': gzipSync(jsonLines(records)) });
  const report = await importResponses({
    mapFile: folder.path('r.map.yaml'),
    files: [folder.path('in.jsonl.gz')],
    workspace: folder.root,
  });
  const files = report.written.map(({ file }) => [file, folder.lines(file)] as const);
  return { report, said: messages(report, folder.root), written: Object.fromEntries(files) };
}

describe('importResponses', () => {
  it('writes one file a model, with failures as failures', async () => {
    const { said, written } = await responsesOf([
      { system: 'a', id: '1', out: ['yes', 'no'], ms: '12.5' },
      { system: 'b', id: '1', out: [''], run: 2, status: 503 },
      { system: 'a', id: 2, out: [], run: '1' },
      { system: 'a', id: 2, out: null },
    ]);
    expect(said).toEqual([]);
    expect(written).toEqual({
      'responses/a.jsonl': [
        { case: '1', latency_ms: 12.5, text: 'yes' },
        { case: '2', repeat: 1, failed: { cause: 'empty', detail: 'run 1' } },
        { case: '2', failed: { cause: 'empty', detail: 'run none' } },
      ],
      'responses/b.jsonl': [{ case: '1', repeat: 2, failed: { cause: 'server-error' } }],
    });
  });

  it('does not take a blank answer for an answer', async () => {
    const { said } = await responsesOf([{ system: 'a', id: '1', out: [' '], status: 200 }]);
    expect(said[0]).toContain('text: expected a value at out.0; found out.0: " ".');
  });

  it('names what is no name, no number and not once', async () => {
    const { report, said } = await responsesOf([
      { system: 'a', id: '1', out: ['x'] },
      { system: 'a', id: '1', out: ['y'] },
      { system: '..', id: '1', out: ['x'] },
      { system: 'a/b', id: '1', out: ['x'] },
      { system: 'a', id: '__proto__', out: ['x'] },
      { system: 'a', id: '3', run: 'first', out: ['x'] },
      { system: 'a', id: '4', run: -1, out: ['x'] },
      { system: 'a', id: '5', out: [{ text: 'x' }] },
      { system: 'a', id: '6', out: ['x'], ms: -1 },
    ]);
    expect(report.written).toEqual([]);
    expect(
      said.map((line) => line.replace(/^in\.jsonl\.gz:(\d+):1: error: (.*) Mend the record.*$/, '$1 $2')),
    ).toEqual([
      '2 case: expected an entry that comes once in responses/a.jsonl; found 1 a second time, first in line 1 of in.jsonl.gz.',
      '3 model: expected a model name of letters, digits, dots, underscores and hyphens; found "..".',
      '4 model: expected a model name of letters, digits, dots, underscores and hyphens; found "a/b".',
      expect.stringMatching(/^5 case: expected a name .* found "__proto__"\.$/),
      '6 repeat: expected a number; found "first".',
      '7 repeat: expected a whole number >= 0; found -1.',
      '8 text: expected text (name a field within it, or add the step json_text); found an object with the field text.',
      '9 latency_ms: expected a number >= 0; found -1.',
    ]);
  });

  it('does not keep a whole number of which JSON has lost digits', async () => {
    using folder = aFolder({
      'r.map.yaml': RESPONSES,
      'in.jsonl': '{"system":"a","id":12345678901234567890,"out":["x"]}\n',
    });
    const options = {
      mapFile: folder.path('r.map.yaml'),
      files: [folder.path('in.jsonl')],
      workspace: folder.root,
    };
    expect(messages(await importResponses(options), folder.root)[0]).toContain('a whole number below 2^53');
  });

  it('escapes what a record says in its messages', async () => {
    const { said } = await responsesOf([{ system: '\u001b[31m\u202e', id: '1', out: ['x'] }]);
    expect(said[0]).toContain('found "\\u001b[31m\\u202e".');
  });

  it('refuses to write more files than a mistake could want', async () => {
    const records = Array.from({ length: 300 }, (_, n) => ({ system: `m${n}`, id: '1', out: ['x'] }));
    await expect(responsesOf(records)).rejects.toMatchObject({ code: 'INPUT_TOO_LARGE' });
  });

  it('takes set and model from the user instead of the map', async () => {
    using folder = aFolder({ 'r.map.yaml': RESPONSES, 'in.jsonl': jsonLines([{ id: '1', out: ['x'] }]) });
    await importResponses({
      mapFile: folder.path('r.map.yaml'),
      files: [folder.path('in.jsonl')],
      workspace: folder.root,
      model: 'mine',
      set: 'theirs',
    });
    expect(folder.lines('responses/mine.jsonl')).toEqual([{ set: 'theirs', case: '1', text: 'x' }]);
  });
});

const VERDICTS = `map: v
version: "1"
kind: verdicts
source: {format: json-list, at: [results]}
each:
  - {as: protocol, list: [short, long]}
  - {as: run, path: "{protocol}.runs", optional: true}
verdict:
  grader: judge
  model: m
  case: {path: id}
  protocol: {each: protocol}
  repeat: {each: run, part: key}
  criterion: c
  met: {path: score, in: run, values: {"1": true, "0": false}}
  ungraded: [{when: {value: {path: score, in: run}, equals: -1}, cause: no-verdict}]
`;

async function verdictsOf(results: readonly unknown[]) {
  using folder = aFolder({ 'v.map.yaml': VERDICTS, 'in.json': JSON.stringify({ results }, null, 2) });
  const report = await importVerdicts({
    mapFile: folder.path('v.map.yaml'),
    files: [folder.path('in.json')],
    workspace: folder.root,
  });
  return {
    said: messages(report, folder.root),
    lines: report.written.length === 0 ? [] : folder.lines('verdicts/judge.jsonl'),
  };
}

describe('importVerdicts', () => {
  it('goes over nested eaches and keeps a missing verdict apart', async () => {
    const { said, lines } = await verdictsOf([
      { id: 'x', short: { runs: [{ score: 1 }, { score: '0' }] }, long: { runs: [{ score: -1 }] } },
      { id: 'y', short: { runs: [{ score: 0 }] } },
    ]);
    expect(said).toEqual([]);
    const head = { model: 'm', criterion: 'c' };
    expect(lines).toEqual([
      { ...head, case: 'x', protocol: 'short', repeat: 0, met: true },
      { ...head, case: 'x', protocol: 'short', repeat: 1, met: false },
      { ...head, case: 'x', protocol: 'long', repeat: 0, ungraded: { cause: 'no-verdict' } },
      { ...head, case: 'y', protocol: 'short', repeat: 0, met: false },
    ]);
  });

  it('names a verdict that the map does not know by record and field', async () => {
    const { said } = await verdictsOf([
      { id: 'x', short: { runs: [{ score: 2 }] } },
      { id: 'y', long: { runs: 3 } },
    ]);
    expect(said).toEqual([
      'in.json: error: record 1, met: expected a value at score that is one of 0, 1; found 2. Mend the record, or `verdict.met` in line 15 of v.map.yaml.',
      'in.json: error: record 2, each: expected a list or object at long.runs; found 3. Mend the record, or `each` in line 6 of v.map.yaml.',
    ]);
  });
});
