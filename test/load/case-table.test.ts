import { describe, expect, it } from 'vitest';
import { loadCases } from '../../src/load/case-files.js';
import { loadKeys } from '../../src/load/key-files.js';
import { loadWorkspace } from '../../src/load/workspace.js';
import { withWorkspace } from './a-workspace.js';

const HEADER = 'id,cluster,text,option_A,option:later,accept,grader,stratum:age,status';

async function readTable(text: string | Uint8Array) {
  const files = {
    'cases/triage/chest-pain.case.yaml': null,
    'cases/triage/keys.jsonl': null,
    'cases/triage/cases.csv': text,
  };
  return withWorkspace(files, async (root) => {
    const workspace = await loadWorkspace(root);
    return { ...(await loadCases(workspace, 'triage')), keys: await loadKeys(workspace, 'triage') };
  });
}

describe('cases.csv', () => {
  it('gives one case and one key a row', async () => {
    const { cases, problems, keys } = await readTable(
      `\ufeff${HEADER}\r\nc1,f1,"My chest hurts,\r\nbadly.",Call,Wait,A | later,choice,adult,agreed\r\nc2,,Hello,Call,Wait,,choice,,\r\n`,
    );
    expect(problems).toEqual([]);
    expect(cases[0]).toEqual({
      id: 'c1',
      cluster: 'f1',
      turns: [{ role: 'user', text: 'My chest hurts,\nbadly.' }],
      options: [
        { id: 'A', text: 'Call' },
        { id: 'later', text: 'Wait' },
      ],
      criteria: [{ id: 'answer', points: 1, grader: 'choice' }],
      primary: 'answer',
      strata: { age: 'adult' },
    });
    expect(cases[1]).not.toHaveProperty('strata');
    expect(JSON.stringify(cases)).not.toContain('accept');
    expect(keys).toEqual({
      problems: [],
      keys: [
        { case: 'c1', criterion: 'answer', accept: ['A', 'later'], status: 'agreed', version: 1, raters: [] },
      ],
    });
  });

  it('names a missing and an unknown column', async () => {
    const { cases, problems } = await readTable('id,txt,accept,grader\nc1,Hello,A,choice\n');
    expect(cases).toEqual([]);
    expect(problems).toEqual([
      expect.objectContaining({ line: 1, field: 'txt', remedy: 'Did you mean text?' }),
      expect.objectContaining({
        line: 1,
        field: 'text',
        expected: 'the column text',
        remedy: 'Add the column text.',
      }),
    ]);
  });

  it('tells the line of a row behind cells with line ends, and the column of a fault', async () => {
    const { cases, problems } = await readTable(
      `${HEADER}\nc1,,"a\nb\n\nc",Call,Wait,A,choice,,\n../c2,,b,Call,Wait,A,choice,,\nc3,,,Call,Wait,A,choice,,\n\nc4,,d\n`,
    );
    expect(cases.map(({ id }) => id)).toEqual(['c1']);
    expect(problems.map(({ line, field, expected }) => [line, field, expected.slice(0, 22)])).toEqual([
      [6, 'id', 'a name of letters, dig'],
      [7, 'text', 'text that is not empty'],
      [9, '', '9 cells, one for each '],
    ]);
  });

  it('reports a quotation mark that nobody closes', async () => {
    const { problems } = await readTable(`${HEADER}\nc1,,"Hello,Call,Wait,A,choice,,\n`);
    expect(problems).toEqual([
      expect.objectContaining({ line: 2, expected: expect.stringContaining('quotation marks are closed') }),
    ]);
  });

  it('stops where one row grows over its limit', async () => {
    const filler = `${'x'.repeat(2 ** 20 - 1)}\n`.repeat(20);
    const { problems } = await readTable(`${HEADER}\nc1,,"${filler}`);
    expect(problems).toEqual([
      expect.objectContaining({
        line: 2,
        expected: 'a row of at most 16 MiB',
        remedy: expect.stringContaining('Close'),
      }),
    ]);
  });

  it('refuses semicolons, other encodings and repeated columns', async () => {
    expect((await readTable('id;text;accept;grader\n')).problems).toEqual([
      expect.objectContaining({ found: 'semicolons' }),
    ]);
    const latin1 = Buffer.from(`${HEADER}\nc1,,caf\u00e9,Call,Wait,A,choice,,\n`, 'latin1');
    expect((await readTable(latin1)).problems).toEqual([
      expect.objectContaining({ line: 2, column: 8, found: expect.stringContaining('byte 0xe9') }),
    ]);
    expect((await readTable('id,text,accept,grader,id\n')).problems).toEqual([
      expect.objectContaining({ field: 'id', expected: 'each column once' }),
    ]);
  });
});
