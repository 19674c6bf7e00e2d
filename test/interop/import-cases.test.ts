import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importCases } from '../../src/interop/import-cases.js';
import { aFolder, messages } from './a-folder.js';

const MAP = `map: small
version: "1"
kind: cases
source: {format: json-lines}
set:
  set: small
  version: "1"
  title: Small
  licence: CC0-1.0
  authored_by: nobody
  key_by: nobody
  reviewed_by: []
  review_status: unreviewed
  exposure: dev
  content: synthetic
  jurisdiction: GB
  languages: [en]
case:
  id: {path: id}
  turns: [{role: user, text: {path: q}}]
  options:
    - {id: A, text: {path: a}}
    - {id: B, text: {path: b}}
    - {skip_if: {value: {path: c}, is: missing}, id: C, text: {path: c, optional: true}}
  criteria: [{id: answer, points: 1, grader: choice}]
  primary: answer
keys:
  - {criterion: answer, accept: [{value: {path: key}}], status: single, version: 1, raters: []}
`;
const GOOD = { id: 'one', q: 'Which?', a: 'x', b: 'y', key: 'B' };

function aWorkspace(records: readonly unknown[], map = MAP) {
  const folder = aFolder({
    'maps/small.map.yaml': map,
    'in.jsonl': records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  });
  const run = (more: { readonly set?: string; readonly force?: boolean } = {}) =>
    importCases({
      mapFile: folder.path('maps/small.map.yaml'),
      files: [folder.path('in.jsonl')],
      workspace: folder.root,
      ...more,
    });
  return { folder, run, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

describe('importCases', () => {
  it('writes the set, its cases and its keys', async () => {
    using workspace = aWorkspace([GOOD, { ...GOOD, id: 'two', c: 'z', key: 'C' }]);
    const report = await workspace.run({ set: 'other' });
    expect(report).toMatchObject({ problemCount: 0, skipped: {} });
    expect(report.written).toEqual([
      { file: 'cases/other/set.yaml', records: 1 },
      { file: 'cases/other/cases.jsonl', records: 2 },
      { file: 'cases/other/keys.jsonl', records: 2 },
    ]);
    expect(workspace.folder.read('cases/other/set.yaml')).toMatch(/^set: other\n/);
    expect(workspace.folder.lines('cases/other/cases.jsonl')).toMatchObject([
      { options: [{ id: 'A' }, { id: 'B' }] },
      { options: [{ id: 'A' }, { id: 'B' }, { id: 'C', text: 'z' }] },
    ]);
    expect(workspace.folder.lines('cases/other/keys.jsonl')[1]).toEqual({
      case: 'two',
      criterion: 'answer',
      accept: ['C'],
      status: 'single',
      version: 1,
      raters: [],
    });
  });

  it('collects every problem and writes nothing at all', async () => {
    using workspace = aWorkspace([
      GOOD,
      { ...GOOD, key: 'A' },
      { ...GOOD, id: 'two', key: 'C' },
      { ...GOOD, id: '../evil' },
      { ...GOOD, id: 'three', q: '', a: undefined },
    ]);
    const report = await workspace.run();
    expect(report.written).toEqual([]);
    expect(messages(report, workspace.folder.root)).toEqual([
      'in.jsonl:2:1: error: id: expected an entry that comes once in cases/small/cases.jsonl; found one a second time, first in line 1 of in.jsonl. Mend the record, or `case.id` in line 19 of maps/small.map.yaml.',
      'in.jsonl:2:1: error: criterion: expected an entry that comes once in cases/small/keys.jsonl; found one, criterion answer a second time, first in line 1 of in.jsonl. Mend the record, or `keys[0].criterion` in line 28 of maps/small.map.yaml.',
      'in.jsonl:3:1: error: keys[0].accept: expected options of the case (A, B); found "C". Mend the record, or `keys[0].accept` in line 28 of maps/small.map.yaml.',
      'in.jsonl:4:1: error: id: expected a name of letters, digits, dots, underscores and hyphens that starts with a letter or digit (at most 128); found "../evil". Mend the record, or `case.id` in line 19 of maps/small.map.yaml.',
      'in.jsonl:5:1: error: turns[0].text: expected a value at q; found q: "". Mend the record, or `case.turns[0].text` in line 20 of maps/small.map.yaml.',
      'in.jsonl:5:1: error: options[0].text: expected a value at a; found the record without it: an object with the fields id, q, b, key. Mend the record, or `case.options[0].text` in line 22 of maps/small.map.yaml.',
    ]);
    expect(workspace.folder.files()).toEqual(['in.jsonl', 'maps/small.map.yaml']);
  });

  it('shows the first 100 problems and counts all', async () => {
    using workspace = aWorkspace(Array.from({ length: 250 }, (_, n) => ({ ...GOOD, id: `n${n}`, key: 'Z' })));
    const report = await workspace.run();
    expect(report.problems).toHaveLength(100);
    expect(report.problemCount).toBe(250);
    expect(report.read).toMatchObject([{ records: 250 }]);
  });

  it('finds that there is nothing to import', async () => {
    using workspace = aWorkspace([]);
    expect(messages(await workspace.run(), workspace.folder.root)).toEqual([
      'in.jsonl: error: expected at least one record to import; found none. Check the files, and `source` and `skip` of the map.',
    ]);
  });
});

describe('what importCases leaves alone', () => {
  it('replaces files only with force, and then whole', async () => {
    using workspace = aWorkspace([GOOD]);
    await workspace.run();
    const before = workspace.folder.read('cases/small/cases.jsonl');
    writeFileSync(workspace.folder.path('in.jsonl'), `${JSON.stringify({ ...GOOD, id: 'new' })}\n`);
    const refused = await workspace.run();
    expect(messages(refused, workspace.folder.root)[0]).toBe(
      'cases/small/set.yaml: error: expected a file that is not there yet; found one that exists. Give --force to replace it, or import under another name.',
    );
    expect(workspace.folder.read('cases/small/cases.jsonl')).toBe(before);
    expect((await workspace.run({ force: true })).problemCount).toBe(0);
    expect(workspace.folder.lines('cases/small/cases.jsonl')).toMatchObject([{ id: 'new' }]);
    expect(workspace.folder.files().filter((file) => file.includes('.part'))).toEqual([]);
  });

  it('never mixes with other cases', async () => {
    using workspace = aWorkspace([GOOD]);
    workspace.folder.put('cases/small/own.case.yaml', 'id: own\n');
    await expect(workspace.run({ force: true })).rejects.toThrow(
      /folder without other cases; found own.case.yaml/,
    );
  });

  it('does not follow a link out of the workspace', async () => {
    using workspace = aWorkspace([GOOD]);
    using elsewhere = aFolder();
    mkdirSync(workspace.folder.path('cases'));
    symlinkSync(elsewhere.root, workspace.folder.path('cases/small'));
    await expect(workspace.run()).rejects.toMatchObject({ code: 'PATH_OUTSIDE_WORKSPACE' });
    expect(elsewhere.files()).toEqual([]);
  });

  it('takes no name of a set that is a path', async () => {
    using workspace = aWorkspace([GOOD]);
    await expect(workspace.run({ set: '../out' })).rejects.toMatchObject({ code: 'USAGE' });
  });
});
