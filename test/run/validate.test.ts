import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { validateWorkspace } from '../../src/run/validate.js';
import { type Files, withWorkspace } from '../load/a-workspace.js';

const FILE = 'cases/triage/waivers.yaml';
const NOW = createHash('sha256').update('My chest hurts.').digest('hex');
const REST = `sha256: "${NOW}", by: Dr A, at: 2024-11-20, reason: fiction`;
const WAIVER = `- {case: chest-pain, field: "turns[0].text", kind: phone, ${REST}}\n`;

/** In UTC. */
function dayIn(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function problemsOf(waivers: string, more: Files = {}) {
  return withWorkspace(
    { ...more, [FILE]: waivers },
    async (root) => (await validateWorkspace(root)).problems,
  );
}

describe('validateWorkspace: waivers', () => {
  it.each<readonly [string, string, Readonly<Record<string, unknown>>]>([
    ['no hit', WAIVER, { field: '[0].kind', expected: 'a hit of the screen in this text' }],
    ['an unknown case', WAIVER.replace('pain', 'pian'), { field: '[0].case', found: '"chest-pian"' }],
    ['an unknown field', WAIVER.replace('turns[0]', 'turns[7]'), { field: '[0].field' }],
    ['a text that has changed', WAIVER.replace(NOW, 'f'.repeat(64)), { field: '[0].sha256' }],
  ])('warns of a waiver of %s, with its place', async (_name, text, expected) => {
    expect(await problemsOf(text)).toEqual([
      expect.objectContaining({ severity: 'warning', file: FILE, line: 1, ...expected }),
    ]);
  });

  it.each<readonly [string, string, Readonly<Record<string, unknown>>]>([
    [
      'nobody’s name',
      WAIVER.replace('by: Dr A', 'by: " "'),
      { field: '[0].by', expected: 'text that is not empty' },
    ],
    [
      'a day that is none',
      WAIVER.replace('2024-11-20', '2026-02-30'),
      { field: '[0].at', found: '"2026-02-30"' },
    ],
    [
      'a day that is still to come',
      WAIVER.replace('2024-11-20', dayIn(3)),
      {
        field: '[0].at',
        expected: 'today or an earlier day',
        found: `"${dayIn(3)}"`,
        remedy: 'Write the day on which it was waived.',
      },
    ],
    ['no hits', WAIVER.replace('reason', 'hits: 0, reason'), { field: '[0].hits' }],
    ['a field that nobody knows', WAIVER.replace('reason', 'why'), { field: '[0].why' }],
    ['no list', `${WAIVER.slice(2)}`, { field: '', expected: 'a list' }],
  ])('refuses a waiver with %s', async (_name, text, expected) => {
    expect(await problemsOf(text)).toContainEqual(
      expect.objectContaining({ severity: 'error', file: FILE, line: 1, ...expected }),
    );
  });

  it('takes a waiver of today', async () => {
    const problems = await problemsOf(WAIVER.replace('2024-11-20', dayIn(0)));
    expect(problems.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('takes waivers of the same text for different reasons', async () => {
    const problems = await problemsOf(`${WAIVER}${WAIVER.replace('fiction', 'the ward')}`);
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });

  it('refuses the same waiver twice', async () => {
    expect(await problemsOf(`${WAIVER}${WAIVER}`)).toContainEqual(
      expect.objectContaining({ severity: 'error', line: 2, field: '[1].case' }),
    );
  });

  it('has nothing to say of a waiver that holds', async () => {
    const text = 'Call (617) 555-0142.';
    const sha256 = createHash('sha256').update(text).digest('hex');
    const aCase = { 'cases/triage/chest-pain.case.yaml': caseThatSays(text) };
    expect(await problemsOf(WAIVER.replace(NOW, sha256), aCase)).toEqual([]);
  });

  it('takes a file without waivers', async () => {
    expect(await problemsOf('[]\n')).toEqual([]);
  });
});

function caseThatSays(text: string): string {
  return [
    'id: chest-pain',
    `turns: [{role: user, text: "${text}"}]`,
    'options: [{id: now, text: Call an ambulance}, {id: later, text: See a doctor next week}]',
    'criteria: [{id: disposition, points: 10, grader: choice}]',
    'primary: disposition',
    'strata: {age: adult}',
    '',
  ].join('\n');
}
