import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageLogE, eBenjaminiHochberg } from '../../../src/stats/sequential/e-values.js';

const logs = (...e: readonly number[]) => Float64Array.from(e, Math.log);

describe('the average of e-values', () => {
  test('by hand: (1 + 3 + 20) / 3 = 8; weights 1 and 3: (2 + 3 x 6) / 4 = 5', () => {
    expect(averageLogE(logs(1, 3, 20))).toBeCloseTo(Math.log(8), 14);
    expect(averageLogE(logs(2, 6), Float64Array.of(1, 3))).toBeCloseTo(Math.log(5), 14);
    expect(averageLogE(logs(7))).toBeCloseTo(Math.log(7), 14);
  });

  test('neither overflows nor vanishes; a weight of 0 leaves out', () => {
    expect(averageLogE(Float64Array.of(1e6, 0))).toBeCloseTo(1e6 - Math.log(2), 6);
    expect(averageLogE(Float64Array.of(-1e6, -1e6))).toBeCloseTo(-1e6, 6);
    expect(averageLogE(Float64Array.of(1e6, 2), Float64Array.of(0, 5))).toBe(2);
  });

  test('lies between the extremes and follows a permutation', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ minLength: 1, maxLength: 30, min: -500, max: 500, noNaN: true }),
        (logE) => {
          const found = averageLogE(logE);
          expect(found).toBeLessThanOrEqual(Math.max(...logE) + 1e-9);
          expect(found).toBeGreaterThanOrEqual(Math.min(...logE) - 1e-9);
          expect(averageLogE(logE.slice().reverse())).toBeCloseTo(found, 10);
        },
      ),
    );
  });

  test.each([
    ['STATS_BAD_LENGTH', () => averageLogE(new Float64Array(0))],
    ['STATS_BAD_LENGTH', () => averageLogE(logs(1, 2), Float64Array.of(1))],
    ['STATS_BAD_VALUE', () => averageLogE(Float64Array.of(Number.NEGATIVE_INFINITY))],
    ['STATS_BAD_VALUE', () => averageLogE(logs(1), Float64Array.of(0))],
    ['STATS_BAD_VALUE', () => averageLogE(logs(1, 2), Float64Array.of(1, -1))],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('e-BH', () => {
  test('by hand at q = 0.1 and K = 4: thresholds 40, 20, 13.3, 10', () => {
    const found = eBenjaminiHochberg(logs(15, 1, 30, 14), 0.1);
    // 30 < 40, 15 < 20, but the third, 14, is above 13.3: three are rejected.
    expect(found).toMatchObject({ isRejected: [true, false, true, true], rejections: 3 });
    expect(found.threshold).toBeCloseTo(Math.log(40 / 3), 14);
  });

  test('equality rejects, one hypothesis is a plain test, none has nothing', () => {
    expect(eBenjaminiHochberg(logs(20), 0.05).isRejected).toEqual([true]);
    expect(eBenjaminiHochberg(logs(19.99), 0.05)).toEqual({
      isRejected: [false],
      rejections: 0,
      threshold: null,
    });
    expect(eBenjaminiHochberg(new Float64Array(0), 0.05)).toEqual({
      isRejected: [],
      rejections: 0,
      threshold: null,
    });
  });

  test('equal e-values share their fate, a permutation changes nothing, a larger q only adds', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0.1, 1, 5, 12, 30, 100), { maxLength: 12 }), (e) => {
        const found = eBenjaminiHochberg(logs(...e), 0.1);
        expect(found.isRejected.filter((rejected) => rejected).length).toBe(found.rejections);
        const fates = new Map(e.map((value, i) => [value, found.isRejected[i]]));
        expect(e.map((value) => fates.get(value))).toEqual(found.isRejected);
        expect(eBenjaminiHochberg(logs(...e).reverse(), 0.1).isRejected).toEqual(
          [...found.isRejected].reverse(),
        );
        expect(eBenjaminiHochberg(logs(...e), 0.2).rejections).toBeGreaterThanOrEqual(found.rejections);
      }),
    );
  });

  test.each([
    ['STATS_BAD_LEVEL', () => eBenjaminiHochberg(logs(1), 0)],
    ['STATS_BAD_VALUE', () => eBenjaminiHochberg(Float64Array.of(Number.NaN), 0.1)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
