import { describe, expect, test } from 'vitest';
import { bootstrapMean } from '../../../src/stats/bootstrap/cluster-bootstrap.js';
import { type NestedSamples, nestedBootstrap } from '../../../src/stats/bootstrap/nested-bootstrap.js';

const OPTIONS = { level: 0.9, replicates: 500, seed: 4 } as const;

function nest(
  values: readonly number[],
  cases: readonly number[],
  clusters: readonly number[],
): NestedSamples {
  return {
    values: Float64Array.from(values),
    cases: Int32Array.from(cases),
    clusters: Int32Array.from(clusters),
  };
}

test('by hand: the value is the mean of case means, whatever the number of samples', () => {
  // Case 1: (0 + 1) / 2; case 2: 1; case 3: (0 + 0 + 3) / 3 = 1. Mean 2.5 / 3.
  const found = nestedBootstrap(nest([0, 1, 1, 0, 0, 3], [1, 1, 2, 3, 3, 3], [1, 1, 1, 2, 2, 2]), {
    ...OPTIONS,
    draw: 'samples',
  });
  expect(found).toMatchObject({ status: 'estimated', value: expect.closeTo(2.5 / 3, 15), clusters: 2 });
});

test('one sample a case: clusters and samples is the cluster bootstrap of the cases but for the draws of samples', () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const clusters = values.map((_, i) => i >> 1);
  const data = nest(values, [...values.keys()], clusters);
  const found = nestedBootstrap(data, { ...OPTIONS, draw: 'clusters-and-samples' });
  const plain = bootstrapMean(data.values, data.clusters, { ...OPTIONS, method: 'percentile' });
  if (found.status === 'insufficient' || plain.status === 'insufficient') throw new Error('no interval');
  // The clusters are drawn first, from the same stream.
  expect([found.lower, found.upper, found.se]).toEqual([
    expect.closeTo(plain.lower, 14),
    expect.closeTo(plain.upper, 14),
    expect.closeTo(plain.se, 14),
  ]);
});

test('samples alone move less than clusters and samples where cases differ more than samples', () => {
  const cases = Array.from({ length: 40 }, (_, i) => i >> 1);
  const values = cases.map((id, i) => id + (i % 2) / 10);
  const se = (draw: 'samples' | 'clusters-and-samples') => {
    const found = nestedBootstrap(nest(values, cases, cases), { ...OPTIONS, draw });
    return found.status === 'estimated' ? found.se : Number.NaN;
  };
  // 20 cases; within a case the mean of two draws of {0, 0.1} has variance 0.05^2 / 2.
  expect(se('samples')).toBeCloseTo(Math.sqrt(0.00125 / 20), 3);
  expect(se('clusters-and-samples')).toBeGreaterThan(100 * se('samples'));
});

describe('degenerate', () => {
  test.each([
    ['no sample', nest([], [], []), 'samples'],
    ['one cluster where clusters are drawn', nest([1, 2], [1, 1], [1, 1]), 'clusters-and-samples'],
    ['no case with two different samples', nest([1, 1, 2], [1, 1, 2], [1, 1, 2]), 'samples'],
  ] as const)('%s is insufficient', (_, data, draw) => {
    expect(nestedBootstrap(data, { ...OPTIONS, draw })).toMatchObject({ status: 'insufficient' });
  });

  test.each([
    ['STATS_BAD_LENGTH', nest([1, 2], [1], [1, 1])],
    ['STATS_BAD_LENGTH', nest([1, 2], [1, 1], [1])],
    ['STATS_BAD_VALUE', nest([1, Number.NaN], [1, 1], [1, 1])],
    ['STATS_BAD_VALUE', nest([1, 2], [1, 1], [1, 2])],
  ])('%s', (code, data) => {
    expect(() => nestedBootstrap(data, { ...OPTIONS, draw: 'samples' })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('refuses a level of 0', () => {
    const data = nest([1, 2], [1, 1], [1, 1]);
    expect(() => nestedBootstrap(data, { ...OPTIONS, level: 0, draw: 'samples' })).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LEVEL' }),
    );
  });
});
