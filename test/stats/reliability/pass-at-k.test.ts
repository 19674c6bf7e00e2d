import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passAtK } from '../../../src/stats/reliability/pass-at-k.js';
import { passHatK } from '../../../src/stats/reliability/pass-hat-k.js';

const draws = fc
  .integer({ min: 1, max: 60 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n), fc.integer({ min: 1, max: n })));

describe('passAtK', () => {
  it('is 1 - C(3, 2) / C(5, 2) = 0.7 for 2 right of 5 and 2 drawn', () => {
    expect(passAtK(2, 5, 2)).toBeCloseTo(0.7, 15);
  });

  it('is exact at the ends', () => {
    expect([passAtK(0, 5, 5), passAtK(5, 5, 1), passAtK(1, 5, 5), passAtK(4, 5, 2)]).toEqual([0, 1, 1, 1]);
  });

  it('keeps the digits of a small chance: 1 right of 10^9 and 1 drawn', () => {
    expect(passAtK(1, 1e9, 1) * 1e9).toBeCloseTo(1, 12);
    expect(passAtK(3, 2_000_000, 1_000_000)).toBeCloseTo(0.875, 6);
  });

  it('refuses counts out of range', () => {
    for (const [c, n, k] of [
      [0, 0, 1],
      [-1, 5, 1],
      [6, 5, 1],
      [1, 5, 0],
      [1, 5, 6],
      [1.5, 5, 1],
    ] as const) {
      expect(() => passAtK(c, n, k)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
      expect(() => passHatK(c, n, k)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    }
  });

  it('is one less the chance that all k are wrong, rises with c and k, and is c / n at k = 1', () => {
    fc.assert(
      fc.property(draws, ([c, n, k]) => {
        expect(passAtK(c, n, k)).toBeCloseTo(1 - passHatK(n - c, n, k), 12);
        expect(passAtK(c, n, 1)).toBeCloseTo(c / n, 13);
        expect(passAtK(c, n, k)).toBeGreaterThanOrEqual(passHatK(c, n, k) - 1e-12);
        if (k < n) expect(passAtK(c, n, k + 1)).toBeGreaterThanOrEqual(passAtK(c, n, k) - 1e-12);
        if (c < n) expect(passAtK(c + 1, n, k)).toBeGreaterThanOrEqual(passAtK(c, n, k) - 1e-12);
      }),
    );
  });
});
