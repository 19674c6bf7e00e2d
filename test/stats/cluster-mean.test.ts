import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClusterMean, clusterMean, clusterMeanP } from '../../src/stats/index.js';

function estimated(values: readonly number[], clusters: readonly number[], level = 0.95): ClusterMean {
  const found = clusterMean(Float64Array.from(values), Int32Array.from(clusters), level);
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

const UNHELD = 'the values are so small or so large that no number can hold their interval';

const data = fc
  .array(
    fc.record({
      value: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      cluster: fc.integer({ min: -6, max: 6 }),
    }),
    {
      minLength: 4,
      maxLength: 60,
    },
  )
  .map((rows) => ({ values: rows.map((r) => r.value), clusters: rows.map((r) => r.cluster) }))
  .filter(
    (d) => clusterMean(Float64Array.from(d.values), Int32Array.from(d.clusters), 0.95).status === 'estimated',
  );

test('one case a cluster is the t interval of the mean', () => {
  // 1, 2, 3, 4: variance 5/3, se = sqrt(5/3/4) = 0.6455, df 3.
  const found = estimated([1, 2, 3, 4], [1, 2, 3, 4]);
  expect(found).toMatchObject({ value: 2.5, n: 4, clusters: 4, df: expect.closeTo(3, 12) });
  expect(found.se).toBeCloseTo(Math.sqrt(5 / 12), 14);
  expect(found.upper - found.value).toBeCloseTo(3.182446305 * Math.sqrt(5 / 12), 8);
});

test('equal clusters give G - 1 degrees of freedom and CR0 by sqrt((G - 1) / G)', () => {
  const found = estimated([1, 0, 1, 1, 0, 0, 1, 0], [1, 1, 2, 2, 3, 3, 4, 4]);
  expect(found.df).toBeCloseTo(3, 12);
  expect(found.cr0Se).toBeCloseTo(found.se * Math.sqrt(3 / 4), 14);
});

describe('properties', () => {
  test('widens with the level and holds the mean', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const narrow = estimated(values, clusters, 0.8);
        const wide = estimated(values, clusters, 0.99);
        expect(wide.lower).toBeLessThan(narrow.lower);
        expect(wide.upper).toBeGreaterThan(narrow.upper);
        expect(narrow.lower).toBeLessThan(narrow.value);
      }),
    );
  });

  test('the order of cases and the names of clusters change nothing', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const here = estimated(values, clusters);
        const there = estimated(
          [...values].reverse(),
          [...clusters].reverse().map((c) => 100 - 3 * c),
        );
        const scale = Math.max(...values.map(Math.abs));
        expect(Math.abs(here.value - there.value)).toBeLessThan(1e-12 * scale);
        expect(Math.abs(here.se - there.se)).toBeLessThan(1e-10 * scale);
        expect(here.df).toBeCloseTo(there.df, 8);
      }),
    );
  });

  test('the p-value and the limits agree', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const found = estimated(values, clusters, 0.95);
        expect(clusterMeanP(found, found.lower)).toBeCloseTo(0.025, 9);
        expect(clusterMeanP(found, found.upper)).toBeCloseTo(0.975, 9);
        expect(clusterMeanP(found, found.value)).toBe(0.5);
      }),
    );
  });

  test('a change of unit scales the interval', () => {
    for (const unit of [1e-200, 1e200]) {
      const here = estimated([1, 2, 4, 4], [1, 1, 2, 3]);
      const there = estimated([unit, 2 * unit, 4 * unit, 4 * unit], [1, 1, 2, 3]);
      expect(there.se / unit).toBeCloseTo(here.se, 12);
    }
  });
});

describe('warnings', () => {
  test('few clusters, few degrees of freedom, one dominant cluster', () => {
    const found = estimated([0, 1, 1, 1, 0, 1], [1, 2, 3, 3, 3, 3]);
    expect(found.warnings.map((warning) => warning.kind)).toEqual([
      'few-degrees-of-freedom',
      'few-clusters',
      'dominant-cluster',
    ]);
    expect(found.warnings[2]).toEqual({ kind: 'dominant-cluster', share: 4 / 6, atMost: 0.2 });
  });

  test('none for 40 equal clusters', () => {
    const index = Array.from({ length: 80 }, (_, i) => i);
    expect(
      estimated(
        index.map((i) => (i * 7) % 5),
        index.map((i) => i % 40),
      ).warnings,
    ).toEqual([]);
  });
});

describe('degenerate input', () => {
  test.each([
    ['no case', [], [], 'a clustered mean needs at least 2 cases, got 0'],
    ['one case', [1], [1], 'a clustered mean needs at least 2 cases, got 1'],
    ['one cluster', [1, 0, 1], [4, 4, 4], 'a clustered mean needs at least 2 clusters, got 1'],
    ['all equal', [1, 1, 1], [1, 2, 3], 'no variation between clusters'],
    ['all equal, not a binary fraction', [0.1, 0.1, 0.1], [1, 2, 3], 'no variation between clusters'],
    ['all 0', [0, 0, 0], [1, 2, 3], 'no variation between clusters'],
    ['equal cluster means', [0, 1, 1, 0], [1, 1, 2, 2], 'no variation between clusters'],
    ['a spread that no double can hold', [0, 0, 0, 5e-324], [0, 0, 1, 0], UNHELD],
    ['a spread of few digits', [0, 0, 0, 1e-308], [0, 0, 1, 0], UNHELD],
    ['limits that no double can hold', [1.7e308, -1.7e308], [0, 1], UNHELD],
  ])('%s is insufficient', (_, values, clusters, reason) => {
    expect(clusterMean(Float64Array.from(values), Int32Array.from(clusters), 0.95)).toEqual({
      status: 'insufficient',
      reason,
    });
  });

  test('two cases in two clusters have one degree of freedom', () => {
    expect(estimated([0, 1], [1, 2])).toMatchObject({ value: 0.5, df: expect.closeTo(1, 12), se: 0.5 });
  });

  test.each([
    ['STATS_BAD_LENGTH', [1, 2], [1], 0.95],
    ['STATS_BAD_VALUE', [1, Number.NaN], [1, 2], 0.95],
    ['STATS_BAD_VALUE', [1, Number.NEGATIVE_INFINITY], [1, 2], 0.95],
    ['STATS_BAD_LEVEL', [1, 2], [1, 2], 1],
    ['STATS_BAD_LEVEL', [1, 2], [1, 2], 0],
  ])('%s', (code, values, clusters, level) => {
    const call = () => clusterMean(Float64Array.from(values), Int32Array.from(clusters), level);
    expect(call).toThrow(expect.objectContaining({ code }));
  });

  test('a null mean that is not finite', () => {
    expect(() => clusterMeanP(estimated([0, 1], [1, 2]), Number.NaN)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
  });
});
