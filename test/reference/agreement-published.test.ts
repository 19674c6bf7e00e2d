import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { cohenKappa } from '../../src/stats/agreement/cohen-kappa.js';
import { intraclassCorrelation } from '../../src/stats/agreement/intraclass-correlation.js';
import { krippendorffAlpha } from '../../src/stats/agreement/krippendorff-alpha.js';
import { fleissKappa, gwetAgreement } from '../../src/stats/agreement/panel-agreement.js';
import { ratingTable } from '../../src/stats/agreement/rating-table.js';
import { rawAgreement } from '../../src/stats/agreement/raw-agreement.js';

const DATA = process.env.PRECEPTOR_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

/** Krippendorff 2011: four observers, twelve units, 0 for a missing label. */
const OBSERVERS = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
  [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
];
const LABELS = OBSERVERS.flatMap((labels) =>
  labels.flatMap((label, unit) => (label === 0 ? [] : [{ unit, label }])),
);
const UNITS = Int32Array.from(LABELS, ({ unit }) => unit);

describe('the example of Krippendorff 2011', () => {
  test.each([
    ['nominal', '0.743'],
    ['ordinal', '0.815'],
    ['interval', '0.849'],
    ['ratio', '0.797'],
  ] as const)('%s alpha is %s', (metric, alpha) => {
    const found = krippendorffAlpha(
      { units: UNITS, values: Float64Array.from(LABELS, (l) => l.label) },
      metric,
    );
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found.value.toFixed(3)).toBe(alpha);
    expect([found.units, found.ratings]).toEqual([11, 40]);
  });

  test('AC1 and the generalised Fleiss kappa as Gwet prints them', () => {
    const panel = { units: UNITS, categories: Int32Array.from(LABELS, (l) => l.label - 1), categoryCount: 5 };
    const ac1 = gwetAgreement(panel, 'identity', 0.95);
    const fleiss = fleissKappa(panel, 0.95);
    if (ac1.status === 'insufficient' || fleiss.status === 'insufficient') throw new Error('no value');
    expect([ac1.value.toFixed(5), ac1.se.toFixed(5)]).toEqual(['0.77544', '0.14295']);
    expect([fleiss.value.toFixed(5), fleiss.se.toFixed(5)]).toEqual(['0.76117', '0.15302']);
    expect(ac1.interval).toMatchObject({ lower: expect.closeTo(0.461, 3), upper: 1 });
  });
});

describe('the example of Shrout & Fleiss 1979', () => {
  const ratings = Float64Array.of(9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7);
  test.each([
    ['1,1', '0.17'],
    ['2,1', '0.29'],
    ['3,1', '0.71'],
    ['1,k', '0.44'],
    ['2,k', '0.62'],
    ['3,k', '0.91'],
  ] as const)('ICC(%s) is %s', (form, icc) => {
    const found = intraclassCorrelation(ratings, 4, form, 0.95);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found.value.toFixed(2)).toBe(icc);
  });
});

describe('the paradox of prevalence', () => {
  // 118 units twice positive, none twice negative, 5 and 2 apart: 118 / 125 agree.
  const table = { categories: 2, counts: [118, 5, 2, 0] };
  test('94.4 % agree, kappa is -0.02', () => {
    expect(rawAgreement(table, 0.95)).toMatchObject({ value: 0.944 });
    expect(cohenKappa(table, 'identity', 0.95)).toMatchObject({ value: expect.closeTo(-0.0234, 4) });
  });
  test('AC1 is 0.94', () => {
    const pairs = [
      [118, 0, 0],
      [5, 0, 1],
      [2, 1, 0],
    ] as const;
    const labels = pairs.flatMap(([n, a, b]) => Array.from({ length: n }, () => [a, b]));
    const units = Int32Array.from({ length: 250 }, (_, i) => i >> 1);
    const panel = { units, categories: Int32Array.from(labels.flat()), categoryCount: 2 };
    expect(gwetAgreement(panel, 'identity', 0.95)).toMatchObject({ value: expect.closeTo(0.9408, 4) });
  });
});

function lines(path: string): readonly unknown[] {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

/** Follows keys into parsed JSON; the empty string where they lead nowhere. */
function textAt(value: unknown, ...keys: readonly string[]): string {
  let here = value;
  for (const key of keys) {
    here = typeof here === 'object' && here !== null ? new Map(Object.entries(here)).get(key) : undefined;
  }
  // Verdicts are text in some lines and numbers in others.
  return typeof here === 'string' || typeof here === 'number' ? String(here) : '';
}

const TRIALS = ['trial_0', 'trial_1', 'trial_2', 'trial_3', 'trial_4'];

describe.skipIf(!existsSync(`${DATA}/pubmedqa`))('PubMedQA, two annotators of the test questions', () => {
  test('raw agreement 0.690, kappa 0.4332', () => {
    const questions: unknown = JSON.parse(readFileSync(`${DATA}/pubmedqa/ori_pqal.json`, 'utf8'));
    const truth: object = JSON.parse(readFileSync(`${DATA}/pubmedqa/test_ground_truth.json`, 'utf8'));
    const ids = Object.keys(truth);
    const answers = ['yes', 'no', 'maybe'];
    const of = (field: string) => Int32Array.from(ids, (id) => answers.indexOf(textAt(questions, id, field)));
    const table = ratingTable(of('reasoning_free_pred'), of('reasoning_required_pred'), 3);
    const kappa = cohenKappa(table, 'identity', 0.95);
    if (kappa.status === 'insufficient') throw new Error(kappa.reason);
    expect(kappa.n).toBe(500);
    expect(rawAgreement(table, 0.95)).toMatchObject({ value: 0.69 });
    expect(kappa.value.toFixed(4)).toBe('0.4332');
  });
});

describe.skipIf(!existsSync(`${DATA}/craft-md`))('CRAFT-MD, GPT-4 vignettes', () => {
  const cases = existsSync(`${DATA}/craft-md`) ? lines(`${DATA}/craft-md/gpt4_1106.jsonl.gz`) : [];

  test('ICC(1) 0.776 over 2004 cases and 5 trials, within variance 0.0559', () => {
    const right = cases.flatMap((one) =>
      TRIALS.map((trial) => (textAt(one, trial, 'evaluation_vignette_frq') === '1' ? 1 : 0)),
    );
    const found = intraclassCorrelation(Float64Array.from(right), 5, '1,1', 0.95);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found.units).toBe(2004);
    expect(found.value.toFixed(3)).toBe('0.776');
    expect(found.withinMeanSquare.toFixed(4)).toBe('0.0559');
  });

  test('grader and dermatologist: exact agreement .85, quadratic kappa .846 on the 200 cases of this release', () => {
    const csv = readFileSync(`${DATA}/craft-md/validation_graderai.csv`, 'utf8');
    const rows = Papa.parse<string[]>(csv).data.slice(2);
    const row = (name: string) => rows.find(([first]) => first === name) ?? [];
    const [ids, people] = [row(''), row('dermatologist_accuracy')];
    const byId = new Map(cases.map((one) => [textAt(one, 'case_id'), one]));
    const grader: number[] = [];
    const person: number[] = [];
    ids.forEach((id, column) => {
      const one = byId.get(id);
      const isReleased = TRIALS.every(
        (trial) => textAt(one, trial, 'extracted_ans_vignette_frq') === row(trial)[column],
      );
      if (id === '' || one === undefined || (people[column] ?? '') === '' || !isReleased) return;
      grader.push(TRIALS.filter((trial) => textAt(one, trial, 'evaluation_vignette_frq') === '1').length);
      person.push(Number(people[column]));
    });
    const table = ratingTable(Int32Array.from(grader), Int32Array.from(person), 6);
    const kappa = cohenKappa(table, 'quadratic', 0.95);
    if (kappa.status === 'insufficient') throw new Error(kappa.reason);
    expect(kappa.n).toBe(200);
    expect(rawAgreement(table, 0.95)).toMatchObject({ value: 0.85 });
    expect(kappa.value.toFixed(3)).toBe('0.846');
  });
});
