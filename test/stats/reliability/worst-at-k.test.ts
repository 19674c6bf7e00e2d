import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passHatK } from '../../../src/stats/reliability/pass-hat-k.js';
import { meanWorstAtK, worstAtK } from '../../../src/stats/reliability/worst-at-k.js';

const scores = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 16 });

describe('worstAtK', () => {
  it('is the mean of the minima of all pairs of 0.2, 0.5, 0.9', () => {
    // minima 0.2, 0.2, 0.5
    expect(worstAtK(Float64Array.of(0.9, 0.2, 0.5), 2)).toBeCloseTo(0.3, 15);
  });

  it('is the mean at k = 1, the minimum at k = n, and the score itself of one', () => {
    const three = Float64Array.of(0.9, 0.2, 0.4);
    expect(worstAtK(three, 1)).toBeCloseTo(0.5, 15);
    expect(worstAtK(three, 3)).toBe(0.2);
    expect(worstAtK(Float64Array.of(-0.7), 1)).toBe(-0.7);
    expect([...three]).toEqual([0.9, 0.2, 0.4]);
  });

  it('stands a million scores: of 0 to n - 1 the minimum of k is (n - k) / (k + 1) on average', () => {
    const n = 1_000_000;
    const ramp = Float64Array.from({ length: n }, (_, i) => n - 1 - i);
    for (const k of [2, 16, 1000, 900_000]) {
      const expected = (n - k) / (k + 1);
      expect(Math.abs(worstAtK(ramp, k) / expected - 1)).toBeLessThan(1e-9);
    }
  });

  it('is pass^k where scores are 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 30 }),
        fc.nat(),
        (values, pick) => {
          const k = 1 + (pick % values.length);
          const right = values.reduce((total: number, value) => total + value, 0);
          expect(worstAtK(Float64Array.from(values), k)).toBeCloseTo(passHatK(right, values.length, k), 12);
        },
      ),
    );
  });

  it('falls with k, lies between minimum and mean, and ignores order', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const own = Float64Array.from(values);
        const back = Float64Array.from(values.toReversed());
        let before = Number.POSITIVE_INFINITY;
        for (let k = 1; k <= values.length; k++) {
          const value = worstAtK(own, k);
          expect(worstAtK(back, k)).toBe(value);
          expect(value).toBeLessThanOrEqual(before + 1e-12);
          expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
          before = value;
        }
      }),
    );
  });

  it('refuses k outside 1..n and what is not finite', () => {
    for (const [values, k] of [
      [[1], 0],
      [[1], 2],
      [[], 1],
      [[1, 2], 1.5],
    ] as const) {
      expect(() => worstAtK(Float64Array.from(values), k)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
      );
    }
    expect(() => worstAtK(Float64Array.of(1, Number.NaN), 1)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
  });
});

describe('meanWorstAtK', () => {
  it('clips the mean over cases at the end and keeps it unclipped', () => {
    // minima -0.8 and 0.4: mean -0.2
    const found = meanWorstAtK([Float64Array.of(0.6, -0.8), Float64Array.of(0.4, 1)], 2);
    expect(found.value).toBe(0);
    expect(found.unclipped).toBeCloseTo(-0.2, 15);
    expect([...found.terms]).toEqual([-0.8, 0.4]);
    expect([found.n, found.without]).toEqual([2, 0]);
  });

  it('is null without a case', () => {
    expect(meanWorstAtK([], 3)).toMatchObject({ value: null, unclipped: null, n: 0 });
  });

  it('refuses unequal numbers of scores, and a k that is none even without a case', () => {
    expect(() => meanWorstAtK([Float64Array.of(1, 2), Float64Array.of(1)], 1)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LENGTH' }),
    );
    for (const cases of [[], [Float64Array.of(1)]]) {
      expect(() => meanWorstAtK(cases, 0)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    }
  });
});
