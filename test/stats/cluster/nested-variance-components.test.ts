import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type NestedVarianceComponents,
  nestedVarianceComponents,
  predictedSe,
} from '../../../src/stats/cluster/nested-variance-components.js';

type Numbers = readonly number[];

function answer(values: Numbers, cases: Numbers, samples: Numbers) {
  return nestedVarianceComponents(
    Float64Array.from(values),
    Int32Array.from(cases),
    Int32Array.from(samples),
  );
}

function estimated(found: ReturnType<typeof answer>): NestedVarianceComponents {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

// Two cases, two samples of each, two judgements of each.
const VALUES = [1, 3, 5, 7, 10, 12, 18, 20];
const CASES = [4, 4, 4, 4, 9, 9, 9, 9];
const SAMPLES = [0, 0, 1, 1, 0, 0, 1, 1];

test('balanced, by hand', () => {
  // Judgements: each pair differs by 2, SS = 4 * 2 = 8, MS = 8 / 4 = 2.
  // Samples: means 2, 6 | 11, 19 about 4 | 15, SS = 2 (4 + 4 + 16 + 16) = 80, MS = 40 = 2 + 2 s: s = 19.
  // Cases: means 4 and 15 about 9.5, SS = 8 * 30.25 = 242 = MS = 2 + 2 * 19 + 4 c: c = 50.5.
  expect(estimated(answer(VALUES, CASES, SAMPLES))).toEqual({
    status: 'estimated',
    cases: 2,
    samples: 4,
    n: 8,
    case: expect.closeTo(50.5, 12),
    sample: expect.closeTo(19, 12),
    judgement: expect.closeTo(2, 12),
    unrestricted: { case: expect.closeTo(50.5, 12), sample: expect.closeTo(19, 12) },
  });
});

test('a negative estimate is shown as it is and counted as 0', () => {
  // Sample means are all equal: SS of samples and cases 0, judgements 2 each.
  const found = estimated(answer([0, 2, 0, 2, 0, 2, 0, 2], CASES, SAMPLES));
  expect(found).toMatchObject({ case: 0, sample: 0 });
  expect(found.unrestricted.sample).toBeCloseTo(-1, 12);
  // The case mean square is 0 = 2 + 2 (-1) + 4 c.
  expect(found.unrestricted.case).toBeCloseTo(0, 12);
});

describe('properties', () => {
  const data = fc
    .array(
      fc.record({
        value: fc.integer({ min: -20, max: 20 }),
        group: fc.integer({ min: 0, max: 3 }),
        sample: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 12, maxLength: 60 },
    )
    .map((rows) => ({
      values: rows.map((row) => row.value),
      cases: rows.map((row) => row.group),
      samples: rows.map((row) => row.sample),
    }))
    .filter(({ values, cases, samples }) => answer(values, cases, samples).status === 'estimated');

  test('order, names and origin change nothing; the unit enters squared', () => {
    fc.assert(
      fc.property(data, ({ values, cases, samples }) => {
        const here = estimated(answer(values, cases, samples));
        const there = estimated(
          answer(
            [...values].reverse().map((x) => 5 + 3 * x),
            [...cases].reverse().map((c) => 40 - 7 * c),
            // A sample's name means something only within its case.
            [...samples].reverse().map((s, i) => s + 10 * ([...cases].reverse()[i] ?? 0)),
          ),
        );
        for (const key of ['case', 'sample', 'judgement'] as const)
          expect(Math.abs(there[key] - 9 * here[key])).toBeLessThan(1e-8 * (1 + here[key]));
      }),
    );
  });
});

test.each([
  ['nothing', [], [], [], 'nested variance components need at least 2 cases, got 0'],
  ['one case', [1, 2, 3], [1, 1, 1], [1, 1, 2], 'nested variance components need at least 2 cases, got 1'],
  [
    'one sample a case',
    [1, 2, 3],
    [1, 1, 2],
    [1, 1, 2],
    'nested variance components need a case with at least 2 samples',
  ],
  [
    'one judgement a sample',
    [1, 2, 3],
    [1, 1, 2],
    [1, 2, 2],
    'nested variance components need a sample with at least 2 judgements',
  ],
  ['equal values', [0.1, 0.1, 0.1, 0.1], [1, 1, 1, 2], [1, 1, 2, 2], 'no variance'],
  ['zeros', [0, 0, 0, 0], [1, 1, 1, 2], [1, 1, 2, 2], 'no variance'],
])('%s is insufficient', (_, values, cases, samples, reason) => {
  expect(answer(values, cases, samples)).toEqual({ status: 'insufficient', reason });
});

test.each([
  ['STATS_BAD_LENGTH', [1, 2], [1], [1, 2]],
  ['STATS_BAD_LENGTH', [1, 2], [1, 2], [1]],
  ['STATS_BAD_VALUE', [1, Number.NaN], [1, 2], [1, 2]],
])('%s', (code, values, cases, samples) => {
  expect(() => answer(values, cases, samples)).toThrow(expect.objectContaining({ code }));
});

describe('predictedSe', () => {
  const variances = { case: 0.16, sample: 0.04, judgement: 0.02 };

  test('by hand', () => {
    // (0.16 + 0.04 / 2 + 0.02 / 4) / 100
    expect(predictedSe(variances, { cases: 100, samples: 2, judgements: 2 })).toBeCloseTo(
      Math.sqrt(0.00185),
      15,
    );
  });

  test('five samples cut the published standard error by about 9 %', () => {
    // ICC(1) 0.776 and within variance 0.0559: between = 0.0559 * 0.776 / 0.224.
    const published = { case: (0.0559 * 0.776) / 0.224, sample: 0.0559, judgement: 0 };
    const at = (samples: number) => predictedSe(published, { cases: 2004, samples, judgements: 1 });
    expect(1 - at(5) / at(1)).toBeCloseTo(0.094, 3);
  });

  test('more of anything lowers it, but samples never below the cases', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (cases, samples, judgements) => {
          const here = predictedSe(variances, { cases, samples, judgements });
          expect(predictedSe(variances, { cases: cases + 1, samples, judgements })).toBeLessThan(here);
          expect(predictedSe(variances, { cases, samples: samples + 1, judgements })).toBeLessThan(here);
          expect(predictedSe(variances, { cases, samples, judgements: judgements + 1 })).toBeLessThan(here);
          expect(here).toBeGreaterThan(Math.sqrt(variances.case / cases));
        },
      ),
    );
  });

  test.each([
    ['STATS_BAD_VALUE', { ...variances, case: -1 }, { cases: 1, samples: 1, judgements: 1 }],
    ['STATS_BAD_VALUE', { ...variances, judgement: Number.NaN }, { cases: 1, samples: 1, judgements: 1 }],
    ['STATS_BAD_COUNT', variances, { cases: 0, samples: 1, judgements: 1 }],
    ['STATS_BAD_COUNT', variances, { cases: 1, samples: 1.5, judgements: 1 }],
    ['STATS_BAD_COUNT', variances, { cases: 1, samples: 1, judgements: 0 }],
  ])('%s', (code, given, design) => {
    expect(() => predictedSe(given, design)).toThrow(expect.objectContaining({ code }));
  });
});
