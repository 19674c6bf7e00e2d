import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aStarter, edit, isObject, listOf, preceptor } from './preceptor.js';

const YOUNG = 'A 20-year-old man on no medicine bumped his head on a cupboard. What should be arranged next?';
const VARIANT = `
variants:
  - id: young
    relation: changes
    change: a young man without apixaban
    turns: [{role: user, text: "${YOUNG}"}]
`;
const VISITS = `
id: visits
turns:
  - {role: user, text: First visit.}
  - {role: assistant, text: Come back tomorrow.}
  - {role: user, text: Second visit.}
steps: [{step: 1, through: 1}, {step: 2, through: 3}]
options: [{id: A, text: Go home}, {id: B, text: Stay}]
criteria:
  - {id: next_step, points: 10, grader: choice}
  - {id: sent_home, points: -10, grader: choice, harm: severe, critical: missed bleeding}
primary: next_step
strata: {topic: visits}
source: {cite: made for this test}
`;
const KEY = {
  status: 'draft',
  version: 1,
  raters: [{ id: 'a', role: 'language model', method: 'author' }],
  cite: 'made for this test',
};
const BOTH = [
  { case: 'head-injury', variant: 'young' },
  { case: 'visits', step: 1 },
  { case: 'visits', step: 2 },
];
const ALWAYS = (answer: string) => `
import { createInterface } from 'node:readline';
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.stringify({ answer: '${answer}', confidence: 60 });
  process.stdout.write(JSON.stringify({ id: JSON.parse(line).id, text }) + '\\n');
}
`;

it('shows the board each failure under the question that was asked, of a variant and at a step', async () => {
  await using workspace = await aStarter();
  const at = (...parts: readonly string[]) => join(workspace.path, ...parts);
  await appendFile(at('cases', 'starter', 'head-injury.case.yaml'), VARIANT);
  await writeFile(at('cases', 'starter', 'visits.case.yaml'), VISITS);
  await edit(
    workspace.path,
    'suites/starter.suite.yaml',
    '- set: starter',
    '- set: starter\n    variants: [changes]',
  );
  const keys = BOTH.flatMap((of) => [
    { ...of, criterion: 'next_step', accept: ['B'], ...KEY },
    { ...of, criterion: 'sent_home', accept: ['A'], ...KEY },
  ]);
  await appendFile(
    at('cases', 'starter', 'keys.jsonl'),
    keys.map((key) => `${JSON.stringify(key)}\n`).join(''),
  );
  for (const answer of ['A', 'B']) await writeFile(at('models', `${answer}.mjs`), ALWAYS(answer));
  const models = ['--model', 'new=command:node models/A.mjs', '--baseline', 'old=command:node models/B.mjs'];
  const where = { cwd: workspace.path };
  const run = await preceptor(['run', 'starter', ...models, '--policy', 'starter'], where);
  expect(run.exit, run.stderr).toBe(0);

  const [id = ''] = await readdir(at('reports'));
  const report: unknown = JSON.parse(await readFile(at('reports', id, 'report.json'), 'utf8'));
  if (!isObject(report)) throw new TypeError('expected an object');
  const asked = new Map<string, unknown>([
    ['head-injury base 0', expect.stringContaining('apixaban')],
    ['head-injury young 0', YOUNG],
    ['visits base 1', 'First visit.'],
    ['visits base 2', 'First visit.\n\nCome back tomorrow.\n\nSecond visit.'],
  ]);
  for (const [part, most] of Object.entries({ critical: 4, worst: 3, flips: 4 })) {
    const shown = listOf(report, part).map(({ unit, caseText }) => {
      if (!isObject(unit)) throw new TypeError('expected a unit');
      const of = `${unit.caseId} ${unit.variant} ${unit.step}`;
      expect(caseText, `${part}: ${of}`).toEqual(asked.get(of));
      return of;
    });
    expect(new Set(shown).size, part).toBe(most);
  }
}, 60_000);
