import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedSequence } from '../../../src/stats/multiplicity/fixed-sequence.js';
import { intersectionUnion } from '../../../src/stats/multiplicity/intersection-union.js';
import { simultaneousLevel } from '../../../src/stats/multiplicity/simultaneous-level.js';

const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

describe('fixedSequence', () => {
  test('stops at the first that fails, however small the rest', () => {
    expect(fixedSequence([0.01, 0.02, 0.3, 0.001], 0.025)).toEqual({
      rejected: 2,
      adjusted: [0.01, 0.02, 0.3, 0.3],
    });
  });

  test('a p-value that equals alpha is not rejected', () => {
    expect(fixedSequence([0.025], 0.025).rejected).toBe(0);
    expect(fixedSequence([], 0.025)).toEqual({ rejected: 0, adjusted: [] });
  });

  test('rejects exactly where the adjusted p-value is below alpha, and never more at a smaller alpha', () => {
    fc.assert(
      fc.property(probabilities, fc.double({ min: 1e-6, max: 0.49, noNaN: true }), (p, alpha) => {
        const found = fixedSequence(p, alpha);
        expect(found.adjusted.filter((one) => one < alpha)).toHaveLength(found.rejected);
        expect(p.slice(0, found.rejected).every((one) => one < alpha)).toBe(true);
        expect(fixedSequence(p, alpha / 2).rejected).toBeLessThanOrEqual(found.rejected);
      }),
    );
  });

  test.each([0, 0.5, 1, Number.NaN])('refuses the alpha %s', (alpha) => {
    expect(() => fixedSequence([0.1], alpha)).toThrow(expect.objectContaining({ code: 'STATS_BAD_LEVEL' }));
  });
});

describe('intersectionUnion', () => {
  test('is the largest, in any order', () => {
    expect(intersectionUnion([0.01, 0.04, 0.002])).toBe(0.04);
    expect(intersectionUnion([0, 0])).toBe(0);
    fc.assert(
      fc.property(
        probabilities.filter((p) => p.length > 0),
        (p) => {
          expect(intersectionUnion(p)).toBe(intersectionUnion([...p].reverse()));
          expect(p.every((one) => one <= intersectionUnion(p))).toBe(true);
        },
      ),
    );
  });

  test('nothing tested is nothing shown', () => {
    expect(() => intersectionUnion([])).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
  });
});

test.each([-0.1, 1.1, Number.NaN, Number.POSITIVE_INFINITY])(
  'both refuse the p-value %s by its place',
  (p) => {
    const error = expect.objectContaining({
      code: 'STATS_BAD_VALUE',
      message: expect.stringContaining('pValues[1]'),
    });
    expect(() => fixedSequence([0.1, p], 0.05)).toThrow(error);
    expect(() => intersectionUnion([0.1, p])).toThrow(error);
  },
);

describe('simultaneousLevel', () => {
  test('shares the error: 1 - 0.05 / 5', () => {
    expect(simultaneousLevel(0.95, 5)).toBeCloseTo(0.99, 15);
    expect(simultaneousLevel(0.95, 1)).toBe(0.95);
  });

  test('grows with the number of intervals', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 0.999, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        (level, m) => {
          expect(simultaneousLevel(level, m + 1)).toBeGreaterThan(simultaneousLevel(level, m));
        },
      ),
    );
  });

  test.each([
    [0.95, 0, 'STATS_BAD_COUNT'],
    [0.95, 1.5, 'STATS_BAD_COUNT'],
    [0, 3, 'STATS_BAD_LEVEL'],
    [1, 3, 'STATS_BAD_LEVEL'],
    [Number.NaN, 3, 'STATS_BAD_LEVEL'],
    [0.95, Number.MAX_SAFE_INTEGER, 'STATS_BAD_LEVEL'],
  ])('refuses level %s over %s intervals', (level, m, code) => {
    expect(() => simultaneousLevel(level, m)).toThrow(expect.objectContaining({ code }));
  });
});
