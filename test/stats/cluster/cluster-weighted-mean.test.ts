import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClusterMean, clusterMean } from '../../../src/stats/cluster/cluster-mean.js';
import { clusterWeightedMean } from '../../../src/stats/cluster/cluster-weighted-mean.js';

type Numbers = readonly number[];

function answer(values: Numbers, weights: Numbers, clusters: Numbers, level = 0.95) {
  return clusterWeightedMean(
    Float64Array.from(values),
    Float64Array.from(weights),
    Int32Array.from(clusters),
    level,
  );
}

function estimated(found: ReturnType<typeof answer>): ClusterMean {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

const data = fc
  .array(
    fc.record({
      value: fc.double({ min: -5, max: 5, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 4, noNaN: true }),
      cluster: fc.integer({ min: 0, max: 8 }),
    }),
    { minLength: 5, maxLength: 40 },
  )
  .map((rows) => ({
    values: rows.map((row) => row.value),
    weights: rows.map((row) => row.weight),
    clusters: rows.map((row) => row.cluster),
  }))
  .filter(({ values, weights, clusters }) => {
    const found = answer(values, weights, clusters);
    return found.status === 'estimated' && found.se > 1e-6;
  });

test('by hand: two clusters of one case', () => {
  // Weights 1 and 3, values 0 and 1: mean 3/4, W = 4, S = 10. Cluster 1: B = 1 - 2/4 + 10/16 = 9/8, e = -3/4;
  // cluster 2: B = 1 - 6/4 + 10/16 = 1/8, e = 1/4. SE^2 = (1 * 9/16 / (9/8) + 9 * 1/16 / (1/8)) / 16 = 5/16.
  const found = estimated(answer([0, 1], [1, 3], [1, 2]));
  expect(found.value).toBeCloseTo(0.75, 15);
  expect(found.se).toBeCloseTo(Math.sqrt(5) / 4, 14);
  expect(found.cr0Se).toBeCloseTo(Math.sqrt(9 / 16 + 9 / 16) / 4, 15);
  expect(found.cr1Se).toBeCloseTo(found.cr0Se * Math.SQRT2, 15);
  // One contrast carries all of the variance: df = 1.
  expect(found.df).toBeCloseTo(1, 12);
});

test('equal weights are the unweighted mean', () => {
  fc.assert(
    fc.property(data, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), ({ values, clusters }, weight) => {
      const plain = clusterMean(Float64Array.from(values), Int32Array.from(clusters), 0.9);
      const found = answer(
        values,
        values.map(() => weight),
        clusters,
        0.9,
      );
      if (plain.status === 'insufficient') {
        expect(found.status).toBe('insufficient');
        return;
      }
      const weighted = estimated(found);
      for (const key of ['value', 'se', 'cr0Se', 'cr1Se', 'df', 'lower', 'upper'] as const)
        expect(Math.abs(weighted[key] - plain[key])).toBeLessThan(1e-9 * (1 + Math.abs(plain[key])));
      expect(weighted.warnings.map((one) => one.kind)).toEqual(plain.warnings.map((one) => one.kind));
    }),
  );
});

test('cases of weight 0 are as if left out', () => {
  const found = answer([1, 2, 9, 4, 7], [1, 2, 0, 3, 0], [1, 2, 2, 3, 4]);
  expect(found).toEqual(answer([1, 2, 4], [1, 2, 3], [1, 2, 3]));
  expect(estimated(found)).toMatchObject({ n: 3, clusters: 3 });
});

describe('properties', () => {
  test('the scale of the weights, the order of cases and the names of clusters change nothing', () => {
    fc.assert(
      fc.property(data, ({ values, weights, clusters }) => {
        const here = estimated(answer(values, weights, clusters));
        const there = estimated(
          answer(
            [...values].reverse(),
            [...weights].reverse().map((w) => w * 1e5),
            [...clusters].reverse().map((c) => 9 - 2 * c),
          ),
        );
        for (const key of ['value', 'se', 'cr0Se', 'df'] as const)
          expect(Math.abs(there[key] - here[key])).toBeLessThan(1e-9 * (1 + Math.abs(here[key])));
      }),
    );
  });

  test('widens with the level; df lies between 1 and G; CR1 exceeds CR0', () => {
    fc.assert(
      fc.property(data, ({ values, weights, clusters }) => {
        const narrow = estimated(answer(values, weights, clusters, 0.5));
        const wide = estimated(answer(values, weights, clusters, 0.99));
        expect(wide.lower).toBeLessThan(narrow.lower);
        expect(wide.upper).toBeGreaterThan(narrow.upper);
        expect(wide.df).toBeGreaterThan(1 - 1e-9);
        // (trace M)^2 / trace M^2 of a G x G matrix; its rank is G where weights differ within clusters.
        expect(wide.df).toBeLessThan(wide.clusters + 1e-9);
        expect(wide.cr1Se).toBeGreaterThan(wide.cr0Se);
      }),
    );
  });

  test('a change of unit moves the interval with it', () => {
    fc.assert(
      fc.property(data, ({ values, weights, clusters }) => {
        const here = estimated(answer(values, weights, clusters));
        const there = estimated(
          answer(
            values.map((x) => 3 - 2 * x),
            weights,
            clusters,
          ),
        );
        expect(there.lower).toBeCloseTo(3 - 2 * here.upper, 8);
        expect(there.upper).toBeCloseTo(3 - 2 * here.lower, 8);
      }),
    );
  });
});

test.each([
  ['no cases', [], [], [], 'a clustered mean needs at least 2 cases with weight, got 0'],
  ['no weight', [1, 2], [0, 0], [1, 2], 'a clustered mean needs at least 2 cases with weight, got 0'],
  [
    'one case with weight',
    [1, 2],
    [1, 0],
    [1, 2],
    'a clustered mean needs at least 2 cases with weight, got 1',
  ],
  ['one cluster', [1, 2], [1, 3], [5, 5], 'a clustered mean needs at least 2 clusters with weight, got 1'],
  ['equal values', [0.1, 0.1, 0.1], [1, 2, 3], [1, 2, 3], 'no variation between clusters'],
  ['zeros', [0, 0, 0], [1, 2, 3], [1, 2, 3], 'no variation between clusters'],
  ['almost all weight in one', [0, 1], [1, 1e-16], [1, 2], 'one cluster holds all of the weight'],
])('%s is insufficient', (_, values, weights, clusters, reason) => {
  expect(answer(values, weights, clusters)).toEqual({ status: 'insufficient', reason });
});

test.each([
  ['STATS_BAD_LENGTH', [1, 2], [1], [1, 2], 0.95],
  ['STATS_BAD_LENGTH', [1, 2], [1, 1], [1], 0.95],
  ['STATS_BAD_VALUE', [1, Number.NaN], [1, 1], [1, 2], 0.95],
  ['STATS_BAD_VALUE', [1, 2], [1, -0.5], [1, 2], 0.95],
  ['STATS_BAD_VALUE', [1, 2], [1, Number.POSITIVE_INFINITY], [1, 2], 0.95],
  ['STATS_BAD_LEVEL', [1, 2], [1, 1], [1, 2], 0],
])('%s for %j by %j in %j at %d', (code, values, weights, clusters, level) => {
  expect(() => answer(values, weights, clusters, level)).toThrow(expect.objectContaining({ code }));
});
