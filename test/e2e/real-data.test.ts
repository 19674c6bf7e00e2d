import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, documentOf, isObject, listOf, preceptor, ROOT } from './preceptor.js';

const DATA = process.env.PRECEPTOR_DATA ?? join(ROOT, '..', 'shared', 'data');
const LIMIT_MS = 300_000;

/** As published, to four decimals: MMLU-Med, MedQA-US, PubMedQA* under the authors’ rule; the same read strictly. */
const MIRAGE = {
  'gpt-35-turbo-16k-cot': [
    ['0.7291', '0.6489', '0.3600'],
    ['0.7199', '0.6457', '0.3600'],
  ],
  'gpt-4-32k-cot': [
    ['0.8944', '0.8397', '0.3960'],
    ['0.8916', '0.8295', '0.3960'],
  ],
  'gpt-35-turbo-16k-medrag': [
    ['0.7548', '0.6661', '0.6740'],
    ['0.7466', '0.6559', '0.6740'],
  ],
  'gpt-4-32k-medrag': [
    ['0.8724', '0.8280', '0.7060'],
    ['0.8705', '0.8193', '0.7040'],
  ],
} as const;

/** Right / graded, the verdicts that the recorded grader did not give left out. */
const CRAFT_MD = {
  gpt4_1106: {
    'craft-vignette': '4869 / 10020',
    'craft-multiturn': '2643 / 10020',
    'craft-singleturn': '1331 / 10020',
    'craft-summarized': '2721 / 10005',
  },
  gpt3_1106: {
    'craft-vignette': '3756 / 10015',
    'craft-multiturn': '1692 / 10020',
    'craft-singleturn': '1230 / 10020',
    'craft-summarized': '1740 / 9981',
  },
} as const;

/** Runs the documented job; the workspace that it makes lies in `folder`. */
function runJob(job: string, folder: string) {
  const workspace = join(folder, 'workspace');
  const script = join(ROOT, 'examples', `${job}.sh`);
  const done = spawnSync('sh', [script, join(DATA, job), workspace], { encoding: 'utf8' });
  return { ...done, workspace };
}

async function resultsOf(workspace: string) {
  const reports = join(workspace, 'reports');
  const [run = 'none'] = await readdir(reports);
  const document: unknown = JSON.parse(await readFile(join(reports, run, 'report.json'), 'utf8'));
  if (!isObject(document)) throw new TypeError('expected a document');
  return listOf(document, 'results');
}

function accuracyOf(
  results: readonly Record<string, unknown>[],
  model: string,
  reading: string,
  origin: string,
) {
  const found = results.find(
    (r) =>
      r.model === model &&
      r.reading === reading &&
      r.missing === 'ite' &&
      isObject(r.stratum) &&
      r.stratum.value === origin,
  );
  const { estimate } = found ?? {};
  return isObject(estimate) && typeof estimate.value === 'number' ? estimate.value.toFixed(4) : 'none';
}

describe.skipIf(!existsSync(join(DATA, 'mirage')))(
  'MIRAGE (skipped where PRECEPTOR_DATA holds no mirage folder)',
  () => {
    it(
      'gives the published accuracies under both reading rules, and decides',
      async () => {
        await using folder = await aFolder();
        const { workspace, status, stderr } = runJob('mirage', folder.path);
        expect(status, stderr).toBe(0);
        const results = await resultsOf(workspace);
        const table = Object.fromEntries(
          Object.keys(MIRAGE).map((model) => [
            model,
            ['lenient', 'strict'].map((reading) =>
              ['mmlu', 'medqa', 'pubmedqa'].map((origin) => accuracyOf(results, model, reading, origin)),
            ),
          ]),
        );
        expect(table).toEqual(MIRAGE);
        const gate = await documentOf(['gate', 'latest'], { cwd: workspace });
        expect(gate.decision).toMatchObject({ outcome: 'pass', standing: 'advisory', exitCode: 0 });
        expect(listOf(gate, 'decisions').map(({ gate: name, outcome }) => [name, outcome])).toEqual([
          ['overall', 'pass'],
          ['medqa', 'pass'],
          ['mmlu', 'pass'],
          ['pubmedqa', 'pass'],
        ]);
      },
      LIMIT_MS,
    );
  },
);

describe.skipIf(!existsSync(join(DATA, 'craft-md')))(
  'CRAFT-MD (skipped where PRECEPTOR_DATA holds no craft-md folder)',
  () => {
    it(
      'gives right / graded of both models under all four protocols',
      async () => {
        await using folder = await aFolder();
        const { workspace, status, stderr } = runJob('craft-md', folder.path);
        expect(status, stderr).toBe(0);
        const results = await resultsOf(workspace);
        const table = Object.fromEntries(
          Object.entries(CRAFT_MD).map(([model, protocols]) => [
            model,
            Object.fromEntries(
              Object.keys(protocols).map((protocol) => {
                const found = results.find(
                  (r) =>
                    r.model === model &&
                    r.protocol === protocol &&
                    r.missing === 'complete' &&
                    r.stratum === null,
                );
                const coverage = isObject(found?.coverage) ? found.coverage : {};
                return [protocol, `${found?.met} / ${coverage.graded}`];
              }),
            ),
          ]),
        );
        expect(table).toEqual(CRAFT_MD);
        const gate = await preceptor(['gate', 'latest'], { cwd: workspace });
        expect(gate.exit).toBe(2);
        expect(gate.stderr).toContain('expected a policy');
      },
      LIMIT_MS,
    );
  },
);
