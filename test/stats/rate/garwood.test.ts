import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquareQuantile } from '../../../src/stats/numeric/chi-square.js';
import { exactRateLower, exactRateUpper, garwood } from '../../../src/stats/rate/garwood.js';

const rates = fc.record({
  count: fc.integer({ min: 0, max: 3000 }),
  exposure: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
});

describe('Garwood', () => {
  test('without an event: 0 to -ln(alpha) / exposure', () => {
    expect(garwood(0, 2, 0.95)).toMatchObject({ value: 0, lower: 0, upper: -Math.log((1 - 0.95) / 2) / 2 });
    expect(exactRateUpper(0, 100, 0.05).upper).toBeCloseTo(0.02995732273553991, 15);
    expect(exactRateLower(0, 100, 0.05)).toMatchObject({ value: 0, lower: 0, level: 0.95 });
  });

  test('one event: the lower limit solves 1 - e^-m = alpha, the upper e^-m (1 + m) = alpha', () => {
    const { lower, upper } = garwood(1, 1, 0.95);
    expect(lower).toBeCloseTo(-Math.log1p(-0.025), 14);
    expect(Math.exp(-upper) * (1 + upper)).toBeCloseTo(0.025, 14);
  });

  test('the limits are half of chi-square quantiles', () => {
    const { lower, upper } = garwood(7, 1, 0.9);
    expect(lower).toBeCloseTo(chiSquareQuantile(0.05, 14) / 2, 12);
    expect(upper).toBeCloseTo(chiSquareQuantile(0.05, 16, 'upper') / 2, 12);
  });

  test('contains the estimate, widens with the level, and scales with the exposure', () => {
    fc.assert(
      fc.property(rates, ({ count, exposure }) => {
        const narrow = garwood(count, exposure, 0.8);
        const wide = garwood(count, exposure, 0.99);
        expect(narrow.lower).toBeLessThanOrEqual(narrow.value);
        expect(narrow.upper).toBeGreaterThan(narrow.value);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThan(narrow.upper);
        expect(garwood(count, exposure / 2, 0.8).upper / narrow.upper).toBeCloseTo(2, 12);
      }),
    );
  });

  test('the one-sided bounds are the two-sided limits at half the error', () => {
    fc.assert(
      fc.property(rates, ({ count, exposure }) => {
        const both = garwood(count, exposure, 0.9);
        expect(exactRateUpper(count, exposure, 0.05).upper / both.upper).toBeCloseTo(1, 12);
        const { lower } = exactRateLower(count, exposure, 0.05);
        if (count === 0) expect(lower).toBe(0);
        else expect(lower / both.lower).toBeCloseTo(1, 12);
      }),
    );
  });

  test.each([
    [-1, 1, 0.95, 'STATS_BAD_COUNT'],
    [0.5, 1, 0.95, 'STATS_BAD_COUNT'],
    [1, 0, 0.95, 'STATS_BAD_VALUE'],
    [1, -1, 0.95, 'STATS_BAD_VALUE'],
    [1, Number.POSITIVE_INFINITY, 0.95, 'STATS_BAD_VALUE'],
    [1, Number.NaN, 0.95, 'STATS_BAD_VALUE'],
    [5, 1e-308, 0.95, 'STATS_BAD_VALUE'],
    [1, 5e-309, 0.95, 'STATS_BAD_VALUE'],
    [1, 1, 0, 'STATS_BAD_LEVEL'],
    [1, 1, 1, 'STATS_BAD_LEVEL'],
  ])('refuses %s in %s at %s', (count, exposure, level, code) => {
    const refused = expect.objectContaining({ code });
    expect(() => garwood(count, exposure, level)).toThrow(refused);
    expect(() => exactRateUpper(count, exposure, 1 - level)).toThrow(refused);
  });

  test.each([0, 1, Number.NaN])('the lower bound refuses the alpha %s', (alpha) => {
    expect(() => exactRateLower(1, 2, alpha)).toThrow(expect.objectContaining({ code: 'STATS_BAD_LEVEL' }));
  });
});
