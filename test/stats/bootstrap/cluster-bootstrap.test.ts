import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BootstrapInterval, BootstrapOptions } from '../../../src/stats/bootstrap/bootstrap-limits.js';
import {
  bootstrapMean,
  bootstrapSums,
  clusterBootstrap,
  ratioSums,
} from '../../../src/stats/bootstrap/cluster-bootstrap.js';
import { sumByCluster } from '../../../src/stats/bootstrap/sum-statistic.js';
import type { Insufficient } from '../../../src/stats/interval.js';
import { normalQuantile } from '../../../src/stats/numeric/normal.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';

const OPTIONS: BootstrapOptions = { level: 0.95, replicates: 400, seed: 12, method: 'percentile' };
const BCA: BootstrapOptions = { ...OPTIONS, method: 'bca' };

const floats = (...values: readonly number[]) => Float64Array.from(values);
const ids = (...values: readonly number[]) => Int32Array.from(values);

function estimated(found: BootstrapInterval | Insufficient): BootstrapInterval {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

const meanOf =
  (values: ArrayLike<number>) =>
  (rows: Int32Array): number =>
    rows.reduce((sum, row) => sum + (values[row] ?? Number.NaN), 0) / rows.length;

const data = fc
  .array(fc.record({ value: fc.integer({ min: -50, max: 50 }), cluster: fc.integer({ min: -5, max: 5 }) }), {
    minLength: 5,
    maxLength: 40,
  })
  .map((rows) => ({
    values: Float64Array.from(rows, (row) => row.value / 4),
    clusters: Int32Array.from(rows, (row) => row.cluster),
  }))
  .filter(({ values, clusters }) => bootstrapMean(values, clusters, OPTIONS).status === 'estimated');

describe('by hand', () => {
  test('two clusters 0 and 1: the replicates are 0, 1/2 and 1, drawn with index = floor(2 u)', () => {
    const found = estimated(bootstrapMean(floats(0, 1), ids(8, 3), { ...OPTIONS, replicates: 100 }));
    const replicates = Array.from({ length: 100 }, (_, r) => {
      const rng = mersenneTwister(12 + r);
      return (Math.floor(rng.next() * 2) + Math.floor(rng.next() * 2)) / 2;
    });
    const mean = replicates.reduce((sum, one) => sum + one / 100, 0);
    expect(found).toMatchObject({ value: 0.5, lower: 0, upper: 1, clusters: 2, replicates: 100, bca: null });
    expect(found.bias).toBeCloseTo(mean - 0.5, 14);
    const squares = replicates.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    expect(found.se).toBeCloseTo(Math.sqrt(squares / 99), 14);
  });

  test('BCa: ties count half in z0, and the acceleration is that of the jackknife', () => {
    // The mean of 0, 0, 0, 1; without a cluster 1/3, 1/3, 1/3, 0: d = -1/12 three times and 1/4.
    const found = estimated(bootstrapMean(floats(0, 0, 0, 1), ids(1, 2, 3, 4), BCA));
    expect(found.bca?.acceleration).toBeCloseTo((1 / 64 - 3 / 1728) / (6 * (1 / 16 + 3 / 144) ** 1.5), 14);
    let [below, ties] = [0, 0];
    for (let r = 0; r < 400; r++) {
      const rng = mersenneTwister(12 + r);
      const ones = [0, 1, 2, 3].filter(() => Math.floor(rng.next() * 4) === 3).length;
      if (ones === 0) below += 1;
      if (ones === 1) ties += 1;
    }
    expect(found.bca?.z0).toBeCloseTo(normalQuantile((below + ties / 2) / 400), 14);
  });

  test('a cluster brings all its rows, as often as it is drawn', () => {
    const seen: string[] = [];
    clusterBootstrap(
      ids(7, 9, 7),
      (rows) => {
        seen.push(rows.join(' '));
        return rows.length;
      },
      { ...OPTIONS, replicates: 100 },
    );
    expect(seen[0]).toBe('0 1 2');
    expect(new Set(seen.slice(1))).toEqual(new Set(['0 2 0 2', '0 2 1', '1 0 2', '1 1']));
  });

  test('a single stream goes on where the replicate before ended', () => {
    const seen: number[] = [];
    const statistic = (rows: Int32Array) => {
      seen.push(...rows);
      return rows.reduce((sum, row) => sum + row, 0);
    };
    clusterBootstrap(ids(0, 1, 2), statistic, { ...OPTIONS, replicates: 100, stream: 'single' });
    const rng = mersenneTwister(12);
    expect(seen.slice(3)).toEqual(Array.from({ length: 300 }, () => Math.floor(rng.next() * 3)));
  });
});

describe('properties', () => {
  test('sums by cluster and rows one by one give one interval', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const fast = estimated(bootstrapMean(values, clusters, OPTIONS));
        const slow = estimated(clusterBootstrap(clusters, meanOf(values), OPTIONS));
        for (const key of ['value', 'lower', 'upper', 'se', 'bias'] as const) {
          expect(fast[key]).toBeCloseTo(slow[key], 11);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('a wider level is a wider interval, within the values', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const wide = estimated(bootstrapMean(values, clusters, { ...OPTIONS, level: 0.99 }));
        const narrow = estimated(bootstrapMean(values, clusters, OPTIONS));
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        expect(wide.lower).toBeGreaterThanOrEqual(Math.min(...values));
        expect(wide.upper).toBeLessThanOrEqual(Math.max(...values));
      }),
      { numRuns: 15 },
    );
  });

  test('the sign and the scale of the values are those of the limits', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const here = estimated(bootstrapMean(values, clusters, OPTIONS));
        const there = estimated(
          bootstrapMean(
            values.map((value) => -4 * value),
            clusters,
            OPTIONS,
          ),
        );
        expect(there.lower).toBeCloseTo(-4 * here.upper, 10);
        expect(there.upper).toBeCloseTo(-4 * here.lower, 10);
      }),
      { numRuns: 15 },
    );
  });

  test('the names of the clusters change nothing', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const renamed = clusters.map((id) => 1000 - 7 * id);
        expect(bootstrapMean(values, renamed, OPTIONS)).toEqual(bootstrapMean(values, clusters, OPTIONS));
      }),
      { numRuns: 15 },
    );
  });

  test('a tie is a tie in any unit: tenths give the z0 of whole numbers', () => {
    const whole = floats(7, 0, 10, 3, 3, 6, 1, 9, 9, 2, 8, 5, 7);
    const clusters = Int32Array.from(whole.keys());
    const tenths = bootstrapMean(
      whole.map((value) => value / 10),
      clusters,
      { ...BCA, replicates: 4000 },
    );
    const wholes = bootstrapMean(whole, clusters, { ...BCA, replicates: 4000 });
    expect(estimated(tenths).bca?.z0).toBe(estimated(wholes).bca?.z0);
  });

  test('rows twice over, in the same clusters, change nothing: only clusters count', () => {
    const values = floats(1, 4, 2, 8, 5, 7);
    const clusters = ids(1, 1, 2, 3, 4, 4);
    const twice = bootstrapMean(floats(...values, ...values), ids(...clusters, ...clusters), BCA);
    const once = estimated(bootstrapMean(values, clusters, BCA));
    expect(estimated(twice).lower).toBeCloseTo(once.lower, 13);
    expect(estimated(twice).upper).toBeCloseTo(once.upper, 13);
  });
});

describe('a difference of two ratios', () => {
  const sums = (flip: boolean) =>
    sumByCluster('ratio-difference', ids(1, 2, 3, 4, 5), (row, into) => {
      const parts = [3 + row, 5 + row, 2, 4 + (row % 3)];
      into.set(flip ? [...parts.slice(2), ...parts.slice(0, 2)] : parts);
    });

  test('exchanging the models flips the sign', () => {
    const here = estimated(bootstrapSums(sums(false), OPTIONS));
    const there = estimated(bootstrapSums(sums(true), OPTIONS));
    expect([there.value, there.lower, there.upper]).toEqual([
      expect.closeTo(-here.value, 14),
      expect.closeTo(-here.upper, 14),
      expect.closeTo(-here.lower, 14),
    ]);
  });
});

describe('insufficient', () => {
  test.each([
    ['no case', bootstrapMean(floats(), ids(), OPTIONS)],
    ['one cluster', bootstrapMean(floats(1, 2), ids(4, 4), OPTIONS)],
    ['all values equal', bootstrapMean(floats(0.1, 0.1, 0.1), ids(1, 2, 3), OPTIONS)],
    ['all values 0', bootstrapMean(floats(0, 0, 0), ids(1, 2, 3), BCA)],
    ['denominators that sum to 0', bootstrapSums(ratioSums(floats(0, 0), floats(0, 0), ids(1, 2)), OPTIONS)],
    ['a statistic without a value', clusterBootstrap(ids(1, 2), () => null, OPTIONS)],
    [
      'BCa without a value when one cluster is left out',
      bootstrapSums(ratioSums(floats(1, 0, 0), floats(2, 0, 0), ids(1, 2, 3)), {
        ...BCA,
        undefinedAbove: 0.9,
      }),
    ],
  ])('%s', (_, found) => {
    expect(found).toMatchObject({ status: 'insufficient', reason: expect.stringMatching(/\w/) });
  });

  test('resamples without a value: above the declared share none, below it the rest and their number', () => {
    // One row in ten bears on the ratio; it is left out of (9/10)^10 = 0.35 of the resamples.
    const sums = ratioSums(
      floats(1, 0, 0, 0, 0, 0, 0, 0, 0, 1),
      floats(2, 0, 0, 0, 0, 0, 0, 0, 0, 1),
      ids(0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    );
    expect(bootstrapSums(sums, OPTIONS)).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining('of 400 resamples'),
    });
    const found = estimated(bootstrapSums(sums, { ...OPTIONS, undefinedAbove: 0.5 }));
    expect(found.undefinedReplicates).toBeGreaterThan(0);
    expect(found.undefinedReplicates + found.replicates).toBe(400);
  });

  test('BCa where every resample lies below the value: all twelve clusters are never drawn at once', () => {
    // The chance of 12 different clusters is 12! / 12^12 = 5e-5.
    const clusters = Int32Array.from({ length: 12 }, (_, c) => c);
    const found = clusterBootstrap(clusters, (rows) => new Set(rows).size, BCA);
    expect(found).toEqual({
      status: 'insufficient',
      reason: expect.stringContaining('one side of the value'),
    });
  });

  test('BCa beyond its pole: one value of 30 differs, a = 0.158, and 1 - 0.158 * 7 < 0', () => {
    const values = new Float64Array(30);
    values[0] = 1;
    const clusters = Int32Array.from(values.keys());
    expect(estimated(bootstrapMean(values, clusters, BCA)).bca?.acceleration).toBeCloseTo(0.158, 3);
    expect(bootstrapMean(values, clusters, { ...BCA, level: 1 - 1e-12 })).toEqual({
      status: 'insufficient',
      reason: expect.stringContaining('acceleration'),
    });
  });
});

describe('refuses', () => {
  test.each([
    ['STATS_BAD_LENGTH', () => bootstrapMean(floats(1, 2), ids(1), OPTIONS)],
    ['STATS_BAD_VALUE', () => bootstrapMean(floats(1, Number.NaN), ids(1, 2), OPTIONS)],
    ['STATS_BAD_VALUE', () => ratioSums(floats(1), floats(Number.POSITIVE_INFINITY), ids(1))],
    ['STATS_BAD_LENGTH', () => ratioSums(floats(1), floats(1, 2), ids(1))],
    ['STATS_BAD_VALUE', () => clusterBootstrap(ids(1, 2, 3), () => Number.NaN, OPTIONS)],
    ['STATS_BAD_LEVEL', () => bootstrapMean(floats(1, 2), ids(1, 2), { ...OPTIONS, level: 1 })],
    ['STATS_BAD_COUNT', () => bootstrapMean(floats(1, 2), ids(1, 2), { ...OPTIONS, replicates: 0 })],
    ['STATS_BAD_COUNT', () => bootstrapMean(floats(1, 2), ids(1, 2), { ...OPTIONS, replicates: 500.5 })],
    ['STATS_BAD_COUNT', () => bootstrapMean(floats(1, 2), ids(1, 2), { ...OPTIONS, seed: -1 })],
    ['STATS_BAD_COUNT', () => bootstrapMean(floats(1, 2), ids(1, 2), { ...OPTIONS, seed: 2 ** 32 })],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
