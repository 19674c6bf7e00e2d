import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterMean } from '../../../src/stats/cluster/cluster-mean.js';
import {
  type ClusterRatio,
  clusterRatio,
  clusterRatioDifference,
} from '../../../src/stats/cluster/cluster-ratio.js';
import type { Insufficient } from '../../../src/stats/interval.js';

const floats = (...values: readonly number[]) => Float64Array.from(values);
const ids = (...values: readonly number[]) => Int32Array.from(values);

function estimated(found: ClusterRatio | Insufficient): ClusterRatio {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

const claims = fc
  .array(
    fc
      .record({
        total: fc.integer({ min: 0, max: 9 }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        id: fc.nat(6),
      })
      .map(({ total, share, id }) => ({ total, supported: Math.round(total * share), id })),
    { minLength: 4, maxLength: 40 },
  )
  .map((rows) => ({
    numerators: Float64Array.from(rows, (row) => row.supported),
    denominators: Float64Array.from(rows, (row) => row.total),
    clusters: Int32Array.from(rows, (row) => row.id),
  }))
  .filter((d) => clusterRatio(d.numerators, d.denominators, d.clusters, 0.95).status === 'estimated');

describe('ratio of sums', () => {
  test('by hand: 3/4 and 1/4 of two cases', () => {
    // R = 4 / 8; residuals 3 - 2 = 1 and 1 - 2 = -1; SE = sqrt(2/1 (1 + 1)) / 8 = 1/4 on 1 df, t = 12.706.
    const found = estimated(clusterRatio(floats(3, 1), floats(4, 4), ids(1, 2), 0.95));
    expect(found).toMatchObject({ value: 0.5, se: 0.25, df: 1, n: 2, clusters: 2 });
    expect(found.upper - 0.5).toBeCloseTo(12.7062047 * 0.25, 6);
  });

  test('equal denominators, one case a cluster: the t interval of the mean', () => {
    const values = floats(1, 0, 3, 2, 2);
    const ratio = estimated(clusterRatio(values, floats(1, 1, 1, 1, 1), ids(1, 2, 3, 4, 5), 0.9));
    const mean = clusterMean(values, ids(1, 2, 3, 4, 5), 0.9);
    if (mean.status === 'insufficient') throw new Error(mean.reason);
    expect([ratio.lower, ratio.upper]).toEqual([
      expect.closeTo(mean.lower, 13),
      expect.closeTo(mean.upper, 13),
    ]);
    expect(ratio.se).toBeCloseTo(mean.cr1Se, 14);
  });

  test('cases without claims stay in their cluster; a cluster without any is not counted', () => {
    const with0 = estimated(clusterRatio(floats(3, 1, 0), floats(4, 4, 0), ids(1, 2, 3), 0.95));
    expect(with0).toMatchObject({ value: 0.5, se: 0.25, df: 1, n: 3, clusters: 2 });
  });

  test('order and names change nothing, numerators scale, a wider level is wider', () => {
    fc.assert(
      fc.property(claims, ({ numerators, denominators, clusters }) => {
        const here = estimated(clusterRatio(numerators, denominators, clusters, 0.95));
        const there = estimated(
          clusterRatio(
            numerators
              .slice()
              .reverse()
              .map((one) => -2 * one),
            denominators.slice().reverse(),
            clusters
              .slice()
              .reverse()
              .map((id) => 90 - 4 * id),
            0.99,
          ),
        );
        expect(there.value).toBeCloseTo(-2 * here.value, 12);
        expect(there.se).toBeCloseTo(2 * here.se, 12);
        expect(there.upper - there.lower).toBeGreaterThan(2 * (here.upper - here.lower));
      }),
    );
  });

  test.each([
    ['no case', clusterRatio(floats(), floats(), ids(), 0.95)],
    ['one cluster', clusterRatio(floats(1, 2), floats(2, 3), ids(1, 1), 0.95)],
    ['no claim at all', clusterRatio(floats(0, 0), floats(0, 0), ids(1, 2), 0.95)],
    ['every claim supported', clusterRatio(floats(3, 2, 7), floats(3, 2, 7), ids(1, 2, 3), 0.95)],
    ['no claim supported', clusterRatio(floats(0, 0, 0), floats(3, 2, 7), ids(1, 2, 3), 0.95)],
  ])('%s is insufficient', (_, found) => {
    expect(found).toMatchObject({ status: 'insufficient', reason: expect.stringMatching(/\w/) });
  });

  test.each([
    ['STATS_BAD_LENGTH', () => clusterRatio(floats(1), floats(1, 2), ids(1), 0.95)],
    ['STATS_BAD_LENGTH', () => clusterRatio(floats(1, 1), floats(1, 2), ids(1), 0.95)],
    ['STATS_BAD_VALUE', () => clusterRatio(floats(1, Number.NaN), floats(1, 2), ids(1, 2), 0.95)],
    ['STATS_BAD_LEVEL', () => clusterRatio(floats(1, 1), floats(1, 2), ids(1, 2), 0)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('difference of two ratios', () => {
  const parts = (numerators: Float64Array, denominators: Float64Array) => ({ numerators, denominators });

  test('by hand: the residuals of a cluster are taken together', () => {
    // New 3/4 and 1/4: influences 1/8 and -1/8; old 2/4 and 0/4: R = 1/4, the same. Their difference is 0 everywhere.
    const found = clusterRatioDifference(
      parts(floats(3, 1), floats(4, 4)),
      parts(floats(2, 0), floats(4, 4)),
      ids(1, 2),
      0.95,
    );
    expect(found).toEqual({ status: 'insufficient', reason: 'no variation between clusters' });
    // Old 0/4 and 2/4 instead: influences +-1/4, SE = sqrt(2 (1/16 + 1/16)) = 1/2.
    const other = clusterRatioDifference(
      parts(floats(3, 1), floats(4, 4)),
      parts(floats(0, 2), floats(4, 4)),
      ids(1, 2),
      0.95,
    );
    expect(estimated(other)).toMatchObject({ value: 0.25, se: 0.5, df: 1 });
  });

  test('exchanging the models flips the sign', () => {
    fc.assert(
      fc.property(claims, ({ numerators, denominators, clusters }) => {
        const newer = parts(numerators, denominators);
        const older = parts(
          numerators.map((one, i) => (i % 3 === 0 ? 0 : one)),
          denominators,
        );
        const here = clusterRatioDifference(newer, older, clusters, 0.95);
        const there = clusterRatioDifference(older, newer, clusters, 0.95);
        if (here.status === 'insufficient') {
          expect(there.status).toBe('insufficient');
          return;
        }
        expect(estimated(there).lower).toBeCloseTo(-here.upper, 13);
        expect(estimated(there).upper).toBeCloseTo(-here.lower, 13);
      }),
    );
  });

  test('says which ratio cannot be had', () => {
    const none = parts(floats(0, 0), floats(0, 0));
    const some = parts(floats(1, 0), floats(2, 2));
    expect(clusterRatioDifference(none, some, ids(1, 2), 0.95)).toMatchObject({
      reason: expect.stringMatching(/^new: /),
    });
    expect(clusterRatioDifference(some, none, ids(1, 2), 0.95)).toMatchObject({
      reason: expect.stringMatching(/^old: /),
    });
  });
});
