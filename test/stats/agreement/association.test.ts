import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ICC_FORMS, intraclassCorrelation } from '../../../src/stats/agreement/intraclass-correlation.js';
import { kendallTau } from '../../../src/stats/agreement/kendall-tau.js';
import { kendallW } from '../../../src/stats/agreement/kendall-w.js';
import { matthewsCorrelation } from '../../../src/stats/agreement/matthews-correlation.js';
import { spearmanRho } from '../../../src/stats/agreement/spearman-rho.js';
import { fCdf, fQuantile, fSurvival } from '../../../src/stats/numeric/f-distribution.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';

const floats = (...values: readonly number[]) => Float64Array.from(values);

describe('F distribution', () => {
  test('closed form on 2 and 2 degrees of freedom: P(F <= f) = f / (1 + f)', () => {
    for (const f of [0, 1e-12, 0.5, 3, 1e9]) {
      expect(fCdf(f, 2, 2)).toBeCloseTo(f / (1 + f), 14);
      expect(fSurvival(f, 2, 2)).toBeCloseTo(1 / (1 + f), 14);
    }
    expect(fSurvival(1e15, 2, 2)).toBeCloseTo(1e-15, 28);
    expect(fQuantile(0.75, 2, 2)).toBeCloseTo(3, 12);
  });
  test('the quantile inverts both tails; exchanging the degrees of freedom inverts f', () => {
    const df = fc.double({ min: 0.5, max: 500, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), df, df, (p, df1, df2) => {
        const f = fQuantile(p, df1, df2, 'upper');
        expect(fSurvival(f, df1, df2) / p).toBeCloseTo(1, 9);
        expect(fQuantile(p, df2, df1) * f).toBeCloseTo(1, 9);
      }),
    );
  });
  test.each([
    ['STATS_BAD_VALUE', () => fCdf(-1, 1, 1)],
    ['STATS_BAD_VALUE', () => fCdf(Number.POSITIVE_INFINITY, 1, 1)],
    ['STATS_BAD_VALUE', () => fSurvival(1, 0, 1)],
    ['STATS_BAD_VALUE', () => fQuantile(0.5, 1, Number.NaN)],
    ['STATS_BAD_LEVEL', () => fQuantile(1, 1, 1)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('intraclassCorrelation', () => {
  test('two pairs by hand: MSB = 4, MSW = 0.5, MSJ = 1, MSE = 0', () => {
    // {1, 2} and {3, 4}: as varianceComponents, ICC(1) = 3.5 / 4.5; the raters differ by a constant, so ICC(3) = 1,
    // ICC(2,1) = 4 / (4 + 2 (1 - 0) / 2) = 4 / 5.
    expect(intraclassCorrelation(floats(1, 2, 3, 4), 2, '1,1', 0.95)).toMatchObject({
      value: expect.closeTo(3.5 / 4.5, 14),
      unitsMeanSquare: expect.closeTo(4, 14),
      withinMeanSquare: expect.closeTo(0.5, 14),
      ratersMeanSquare: expect.closeTo(1, 14),
      errorMeanSquare: 0,
    });
    expect(intraclassCorrelation(floats(1, 2, 3, 4), 2, '2,1', 0.95)).toMatchObject({
      value: expect.closeTo(0.8, 14),
      interval: { status: 'insufficient', reason: 'the error mean square is 0' },
      test: { status: 'insufficient' },
    });
    expect(intraclassCorrelation(floats(1, 2, 3, 4), 2, '3,1', 0.95)).toMatchObject({ value: 1 });
  });

  test.each([
    ['one unit', floats(1, 2), 2],
    ['one rater', floats(1, 2, 3), 1],
    ['no rating', floats(), 3],
    ['no variation', floats(0.1, 0.1, 0.1, 0.1), 2],
  ])('%s is insufficient for every form', (_, ratings, raters) => {
    for (const form of ICC_FORMS) {
      expect(intraclassCorrelation(ratings, raters, form, 0.95)).toMatchObject({ status: 'insufficient' });
    }
  });

  test('units that do not differ: the lowest single value, no interval, and no mean of k', () => {
    const alike = floats(1, 2, 2, 1, 1, 2);
    expect(intraclassCorrelation(alike, 2, '1,1', 0.95)).toMatchObject({
      value: -1,
      interval: { status: 'insufficient' },
    });
    expect(intraclassCorrelation(alike, 2, '1,k', 0.95)).toMatchObject({ status: 'insufficient' });
    // Raters alone differ: no variance between units, and none of error.
    expect(intraclassCorrelation(floats(1, 2, 1, 2), 2, '3,1', 0.95)).toMatchObject({
      status: 'insufficient',
    });
  });

  test.each([
    ['STATS_BAD_LENGTH', floats(1, 2, 3), 2, 0.95],
    ['STATS_BAD_COUNT', floats(1, 2), 0, 0.95],
    ['STATS_BAD_VALUE', floats(1, Number.NaN), 2, 0.95],
    ['STATS_BAD_VALUE', floats(-1e300, 1e300, 0, 0), 2, 0.95],
    ['STATS_BAD_LEVEL', floats(1, 2), 2, 0],
  ])('%s', (code, ratings, raters, level) => {
    expect(() => intraclassCorrelation(ratings, raters, '2,1', level)).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test('ignores shift and scale and the order of units; a wider level is a wider interval around the value', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 9,
    });
    fc.assert(
      fc.property(rows, fc.constantFrom(...ICC_FORMS), (units, form) => {
        const here = intraclassCorrelation(floats(...units.flat()), 3, form, 0.95);
        const moved = units.toReversed().map((row) => row.map((rating) => 1e4 - rating / 8));
        const there = intraclassCorrelation(floats(...moved.flat()), 3, form, 0.7);
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.value - here.value).toBeCloseTo(0, 6 - Math.log10(1 + Math.abs(here.value) ** 2));
        expect(here.value).toBeLessThanOrEqual(1);
        if (here.interval.status === 'insufficient' || there.interval.status === 'insufficient') return;
        expect(here.interval.lower).toBeLessThanOrEqual(there.interval.lower + 1e-6);
        expect(here.interval.upper).toBeGreaterThanOrEqual(there.interval.upper - 1e-6);
        expect(here.interval.lower).toBeLessThanOrEqual(here.value + 1e-9);
        expect(here.interval.upper).toBeGreaterThanOrEqual(here.value - 1e-9);
      }),
    );
  });
});

describe.each([
  ['kendallTau', kendallTau],
  ['spearmanRho', spearmanRho],
] as const)('%s', (_, correlation) => {
  test('one order is 1, the other -1, exactly and without an interval, also with ties', () => {
    for (const values of [
      [1, 2, 3, 4, 5, 6],
      [1, 1, 2, 2, 2, 3],
    ]) {
      const x = floats(...values);
      const falling = x.map((value) => -value);
      expect(correlation(x, x, 0.95)).toMatchObject({ value: 1, interval: { status: 'insufficient' } });
      expect(correlation(x, falling, 0.95)).toMatchObject({
        value: -1,
        interval: { status: 'insufficient' },
      });
    }
  });

  test('a constant variable and fewer than two units are insufficient; two units have no interval', () => {
    expect(correlation(floats(1, 1, 1), floats(1, 2, 3), 0.95)).toEqual({
      status: 'insufficient',
      reason: 'one variable is constant',
    });
    expect(correlation(floats(1), floats(1), 0.95)).toMatchObject({ status: 'insufficient' });
    expect(correlation(floats(), floats(), 0.95)).toMatchObject({ status: 'insufficient' });
    expect(correlation(floats(1, 2), floats(2, 1), 0.95)).toMatchObject({
      value: -1,
      interval: { status: 'insufficient' },
    });
  });

  test.each([
    ['STATS_BAD_LENGTH', floats(1, 2), floats(1), 0.95],
    ['STATS_BAD_VALUE', floats(1, Number.NaN), floats(1, 2), 0.95],
    ['STATS_BAD_VALUE', floats(1, 2), floats(1, Number.NEGATIVE_INFINITY), 0.95],
    ['STATS_BAD_LEVEL', floats(1, 2), floats(1, 2), 1],
  ])('%s', (code, x, y, level) => {
    expect(() => correlation(x, y, level)).toThrow(expect.objectContaining({ code }));
  });

  test('symmetric, odd in either variable, blind to the order of units and to rising maps', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
      minLength: 3,
      maxLength: 25,
    });
    fc.assert(
      fc.property(pairs, (units) => {
        const x = floats(...units.map(([first]) => first));
        const y = floats(...units.map(([, second]) => second));
        const here = correlation(x, y, 0.95);
        const there = correlation(y.map((v) => -Math.exp(v)).reverse(), x.slice().reverse(), 0.8);
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.value).toBeCloseTo(-here.value, 12);
        expect(Math.abs(here.value)).toBeLessThanOrEqual(1);
        if (here.test.status === 'estimated' && there.test.status === 'estimated') {
          expect(there.test.p).toBeCloseTo(here.test.p, 10);
          expect(here.test.p).toBeLessThanOrEqual(1);
        }
        if (here.interval.status === 'insufficient' || there.interval.status === 'insufficient') return;
        expect(here.interval.lower).toBeLessThanOrEqual(-there.interval.upper);
        expect(here.interval.upper).toBeLessThan(1);
      }),
    );
  });
});

describe('kendallTau', () => {
  test('counts pairs as their definition does', () => {
    const rng = mersenneTwister(3);
    const x = Float64Array.from({ length: 300 }, () => Math.floor(rng.next() * 20));
    const y = x.map((value) => Math.floor(value / 3 + rng.next() * 9));
    let score = 0;
    x.forEach((xi, i) => {
      for (let j = 0; j < i; j++) score += Math.sign(xi - (x[j] ?? 0)) * Math.sign((y[i] ?? 0) - (y[j] ?? 0));
    });
    expect(kendallTau(x, y, 0.95)).toMatchObject({ score });
  });

  test('three units by hand: exact p of one order in six, both ways, is 1/3', () => {
    expect(kendallTau(floats(1, 2, 3), floats(4, 5, 6), 0.95)).toMatchObject({
      test: { p: expect.closeTo(1 / 3, 15), statistic: 3, method: "Kendall's S, exact" },
    });
  });
});

describe('spearmanRho', () => {
  test('four units by hand: 1 - 6 sum d^2 / (n (n^2 - 1)) = 1 - 6 * 2 / 60', () => {
    expect(spearmanRho(floats(10, 20, 30, 40), floats(1, 3, 2, 4), 0.95)).toMatchObject({
      value: expect.closeTo(0.8, 15),
      test: { statistic: expect.closeTo(0.8 * Math.sqrt(2 / 0.36), 12), df: 2 },
    });
  });
});

describe('kendallW', () => {
  test('two raters by hand: W = (rho + 1) / 2', () => {
    // Ranks 1 2 3 4 and 1 3 2 4: rho = .8.
    expect(kendallW(floats(1, 1, 2, 3, 3, 2, 4, 4), 2)).toMatchObject({
      value: expect.closeTo(0.9, 14),
      test: { statistic: expect.closeTo(2 * 3 * 0.9, 12), df: 3 },
    });
  });
  test('the same order is 1, opposite orders of two raters 0', () => {
    expect(kendallW(floats(1, 10, 2, 20, 3, 30), 2)).toMatchObject({ value: 1 });
    expect(kendallW(floats(1, 3, 2, 2, 3, 1), 2)).toMatchObject({ value: 0, test: { p: 1 } });
  });
  test.each([
    ['one unit', floats(1, 2), 2],
    ['one rater', floats(1, 2), 1],
    ['ties alone', floats(5, 3, 5, 3), 2],
  ])('%s is insufficient', (_, ratings, raters) => {
    expect(kendallW(ratings, raters)).toMatchObject({ status: 'insufficient' });
  });
  test('refuses an incomplete table', () => {
    expect(() => kendallW(floats(1, 2, 3), 2)).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
  });
});

describe('matthewsCorrelation', () => {
  const counts = (tp: number, fp: number, fn: number, tn: number) => ({
    truePositives: tp,
    falsePositives: fp,
    falseNegatives: fn,
    trueNegatives: tn,
  });
  test('by hand: (6 * 3 - 1 * 2) / sqrt(7 * 8 * 4 * 5)', () => {
    expect(matthewsCorrelation(counts(6, 1, 2, 3), 0.95)).toMatchObject({
      value: expect.closeTo(16 / Math.sqrt(1120), 14),
    });
  });
  test('1 and -1 exactly, without an interval; an empty class is insufficient', () => {
    expect(matthewsCorrelation(counts(3, 0, 0, 7), 0.95)).toMatchObject({
      value: 1,
      interval: { status: 'insufficient' },
    });
    expect(matthewsCorrelation(counts(0, 3, 7, 0), 0.95)).toMatchObject({ value: -1 });
    for (const bad of [counts(0, 0, 0, 0), counts(5, 5, 0, 0), counts(5, 0, 5, 0), counts(0, 0, 3, 3)]) {
      expect(matthewsCorrelation(bad, 0.95)).toEqual({
        status: 'insufficient',
        reason: 'one class is empty, predicted or true',
      });
    }
  });
  test('exchanging predictions and truth, or both classes, changes nothing; one of them flips the sign', () => {
    const count = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(count, count, count, count, (tp, fp, fn, tn) => {
        const find = (...cells: readonly [number, number, number, number]) => {
          const found = matthewsCorrelation(counts(...cells), 0.9);
          if (found.status === 'insufficient' || found.interval.status === 'insufficient')
            throw new Error('none');
          return [found.value, found.interval.lower, found.interval.upper];
        };
        const [value = 9, lower = 9, upper = 9] = find(tp, fp, fn, tn);
        expect(lower).toBeLessThan(value);
        expect(upper).toBeGreaterThan(value);
        find(tp, fn, fp, tn).forEach((other, i) => {
          expect(other).toBeCloseTo([value, lower, upper][i] ?? 9, 10);
        });
        find(fp, tp, tn, fn).forEach((other, i) => {
          expect(other).toBeCloseTo([-value, -upper, -lower][i] ?? 9, 10);
        });
      }),
    );
  });
  test.each([
    ['STATS_BAD_COUNT', counts(-1, 1, 1, 1), 0.95],
    ['STATS_BAD_COUNT', counts(1, 1, 0.5, 1), 0.95],
    ['STATS_BAD_LEVEL', counts(1, 1, 1, 1), 2],
  ])('%s', (code, bad, level) => {
    expect(() => matthewsCorrelation(bad, level)).toThrow(expect.objectContaining({ code }));
  });
});
