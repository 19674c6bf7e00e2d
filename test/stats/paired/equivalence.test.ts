import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterMean } from '../../../src/stats/cluster/cluster-mean.js';
import { equivalence, tangoEquivalence } from '../../../src/stats/paired/equivalence.js';
import { tangoInterval, tangoNonInferiorityP } from '../../../src/stats/paired/tango.js';

const within = (margin: number, alpha = 0.05) => ({ range: { lower: -margin, upper: margin }, alpha });

describe('equivalence', () => {
  test('by hand: 0.01 with a standard error of 0.02 inside 0.05', () => {
    // z = (0.01 + 0.05) / 0.02 = 3 and (0.01 - 0.05) / 0.02 = -2.
    const found = equivalence({ value: 0.01, se: 0.02 }, within(0.05));
    expect(found.pAboveLower).toBeCloseTo(0.0013499, 7);
    expect(found.pBelowUpper).toBeCloseTo(0.0227501, 7);
    expect(found).toMatchObject({ p: found.pBelowUpper, level: 0.9, isEquivalent: true });
    expect(found.upper).toBeCloseTo(0.01 + 1.6448536 * 0.02, 7);
  });

  test('one degree of freedom: Cauchy tails', () => {
    // P(T > 1) = 1/4.
    const found = equivalence({ value: 0, se: 1, df: 1 }, within(1, 0.3));
    expect([found.pAboveLower, found.pBelowUpper]).toEqual([
      expect.closeTo(0.25, 14),
      expect.closeTo(0.25, 14),
    ]);
    expect(found).toMatchObject({ isEquivalent: true, df: 1 });
    expect(equivalence({ value: 0, se: 1, df: 1 }, within(1, 0.2)).isEquivalent).toBe(false);
  });

  test('takes a clustered mean, and a range that is not symmetric', () => {
    const mean = clusterMean(
      Float64Array.of(0.9, 1.1, 1, 0.95, 1.2, 1.05),
      Int32Array.of(1, 1, 2, 2, 3, 4),
      0.9,
    );
    if (mean.status === 'insufficient') throw new Error(mean.reason);
    const found = equivalence(mean, { range: { lower: 0.8, upper: 1.25 }, alpha: 0.05 });
    expect(found).toMatchObject({ df: mean.df, isEquivalent: true });
    expect(found.lower).toBeCloseTo(mean.lower, 12);
    expect(found.upper).toBeCloseTo(mean.upper, 12);
  });

  test('p <= alpha exactly where the interval lies inside; a value outside is never equivalent', () => {
    const number = fc.double({ min: -1, max: 1, noNaN: true });
    const se = fc.double({ min: 1e-3, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        number,
        se,
        fc.option(fc.double({ min: 0.5, max: 100, noNaN: true }), { nil: null }),
        (value, error, df) => {
          const found = equivalence({ value, se: error, ...(df === null ? {} : { df }) }, within(0.3));
          const isInside = found.lower > -0.3 && found.upper < 0.3;
          // Beyond rounding both say the same.
          if (Math.abs(found.p - 0.05) > 1e-9) expect(found.isEquivalent).toBe(found.p < 0.05);
          expect(found.isEquivalent && !isInside).toBe(false);
          if (Math.abs(value) >= 0.3) expect(found.p).toBeGreaterThanOrEqual(0.5);
          const mirrored = equivalence(
            { value: -value, se: error, ...(df === null ? {} : { df }) },
            within(0.3),
          );
          expect(mirrored.pAboveLower).toBeCloseTo(found.pBelowUpper, 12);
        },
      ),
    );
  });

  test.each([
    ['STATS_BAD_VALUE', { value: 0, se: 0 }, within(0.1)],
    ['STATS_BAD_VALUE', { value: 0, se: -1 }, within(0.1)],
    ['STATS_BAD_VALUE', { value: Number.NaN, se: 1 }, within(0.1)],
    ['STATS_BAD_VALUE', { value: 0, se: Number.POSITIVE_INFINITY }, within(0.1)],
    ['STATS_BAD_VALUE', { value: 0, se: 1, df: 0 }, within(0.1)],
    ['STATS_BAD_VALUE', { value: 0, se: 1 }, within(0)],
    ['STATS_BAD_VALUE', { value: 0, se: 1 }, within(-0.1)],
    ['STATS_BAD_VALUE', { value: 0, se: 1 }, within(Number.POSITIVE_INFINITY)],
    ['STATS_BAD_LEVEL', { value: 0, se: 1 }, within(0.1, 0.5)],
    ['STATS_BAD_LEVEL', { value: 0, se: 1 }, within(0.1, 0)],
  ])('%s', (code, estimate, against) => {
    expect(() => equivalence(estimate, against)).toThrow(expect.objectContaining({ code }));
  });
});

describe('tangoEquivalence', () => {
  const cell = fc.integer({ min: 0, max: 400 });
  const table = fc
    .record({ bothRight: cell, onlyNew: cell, onlyOld: cell, bothWrong: cell })
    .filter((t) => t.bothRight + t.onlyNew + t.onlyOld + t.bothWrong > 0);

  test('without a discordant case it takes n > z^2 (1 - m) / m cases: 52 for 5 points at 0.05', () => {
    // 1.644854^2 = 2.705543; times 0.95 / 0.05 is 51.405.
    const all = (n: number) => ({ bothRight: n, onlyNew: 0, onlyOld: 0, bothWrong: 0 });
    expect(tangoEquivalence(all(51), within(0.05)).isEquivalent).toBe(false);
    expect(tangoEquivalence(all(52), within(0.05)).isEquivalent).toBe(true);
    expect(tangoEquivalence(all(52), within(0.05)).upper).toBeCloseTo(2.705543 / (52 + 2.705543), 6);
  });

  test('opposite flips cancel: many discordant cases can still be equivalent on average', () => {
    const counts = { bothRight: 1200, onlyNew: 300, onlyOld: 300, bothWrong: 200 };
    expect(tangoEquivalence(counts, within(0.05)).isEquivalent).toBe(true);
  });

  test('joins two non-inferiority tests and the interval at 1 - 2 alpha', () => {
    fc.assert(
      fc.property(table, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (counts, margin) => {
        const found = tangoEquivalence(counts, within(margin));
        const exchanged = { ...counts, onlyNew: counts.onlyOld, onlyOld: counts.onlyNew };
        expect(found.pAboveLower).toBeCloseTo(tangoNonInferiorityP(counts, margin), 12);
        expect(found.pBelowUpper).toBeCloseTo(tangoNonInferiorityP(exchanged, margin), 12);
        const interval = tangoInterval(counts, 0.9);
        expect([found.lower, found.upper]).toEqual([interval.lower, interval.upper]);
        if (Math.abs(found.p - 0.05) > 1e-9) expect(found.isEquivalent).toBe(found.p < 0.05);
      }),
    );
  });

  test.each([
    ['STATS_BAD_COUNT', { bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, within(0.1)],
    ['STATS_BAD_VALUE', { bothRight: 1, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, within(1)],
    ['STATS_BAD_VALUE', { bothRight: 1, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, within(Number.NaN)],
    ['STATS_BAD_LEVEL', { bothRight: 1, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, within(0.1, 0.7)],
  ])('%s', (code, counts, against) => {
    expect(() => tangoEquivalence(counts, against)).toThrow(expect.objectContaining({ code }));
  });
});
