import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BOUND_KINDS,
  detectableDifference,
  mostFavourableBound,
  neededN,
  neededNWithEvents,
  pairedNonInferioritySampleSize,
  pairedSuperioritySampleSize,
  tangoInterval,
  wilson,
} from '../../src/stats/index.js';

describe('sample sizes', () => {
  test('the figures of the methods', () => {
    const size = (discordance: number, margin: number, power: number) =>
      pairedNonInferioritySampleSize({ discordance, difference: 0, margin, alpha: 0.025, power });
    expect([size(0.1, 0.05, 0.8), size(0.1, 0.05, 0.9)]).toEqual([314, 421]);
    expect([size(0.2, 0.05, 0.8), size(0.2, 0.05, 0.9)]).toEqual([628, 841]);
    expect([size(0.1, 0.02, 0.8), size(0.1, 0.02, 0.9)]).toEqual([1963, 2627]);
  });

  test('a detectable difference needs no more cases than it was found for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 1e5 }),
        fc.double({ min: 0.02, max: 1, noNaN: true }),
        fc.double({ min: 0.55, max: 0.99, noNaN: true }),
        (n, discordance, power) => {
          const found = detectableDifference({ n, discordance, alpha: 0.025, power });
          if (found.status === 'insufficient') return;
          const difference = found.value;
          expect(pairedSuperioritySampleSize({ discordance, difference, alpha: 0.025, power })).toBe(n);
        },
      ),
    );
  });

  test('too few cases show nothing', () => {
    expect(detectableDifference({ n: 2, discordance: 0.1, alpha: 0.025, power: 0.9 })).toEqual({
      status: 'insufficient',
      reason: '2 cases cannot show a difference within a discordance of 0.1',
    });
  });

  test('a difference as large as the discordance needs at least one case', () => {
    expect(
      pairedNonInferioritySampleSize({
        discordance: 1,
        difference: 1,
        margin: 0.05,
        alpha: 0.025,
        power: 0.9,
      }),
    ).toBe(1);
  });

  const plan = { discordance: 0.1, difference: 0, margin: 0.05, alpha: 0.025, power: 0.8 };
  test.each([
    ['STATS_BAD_VALUE', { ...plan, discordance: 0 }],
    ['STATS_BAD_VALUE', { ...plan, discordance: 1.1 }],
    ['STATS_BAD_VALUE', { ...plan, difference: 0.2 }],
    ['STATS_BAD_VALUE', { ...plan, margin: 0 }],
    ['STATS_BAD_VALUE', { ...plan, difference: -0.05 }],
    ['STATS_BAD_VALUE', { ...plan, margin: Number.NaN }],
    ['STATS_BAD_LEVEL', { ...plan, alpha: 0.5 }],
    ['STATS_BAD_LEVEL', { ...plan, power: 1 }],
  ])('%s for %o', (code, bad) => {
    expect(() => pairedNonInferioritySampleSize(bad)).toThrow(expect.objectContaining({ code }));
  });

  test('superiority of a difference of 0 cannot be planned', () => {
    expect(() => pairedSuperioritySampleSize(plan)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
  });
});

describe('the most favourable bound', () => {
  test('is what the interval itself gives', () => {
    for (const n of [1, 7, 189, 381]) {
      const tango = tangoInterval({ bothRight: n, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, 0.95).lower;
      expect(mostFavourableBound('tango-lower', n, 0.025)).toBeCloseTo(tango, 12);
      expect(mostFavourableBound('wilson-upper', n, 0.025)).toBeCloseTo(wilson(0, n, 0.95).upper, 12);
      expect(mostFavourableBound('wilson-lower', n, 0.025)).toBeCloseTo(wilson(n, n, 0.95).lower, 12);
    }
  });

  test('the figures of the methods', () => {
    const limits = [0.1, 0.05, 0.02, 0.01, 0.005, 0.001, 0.0001];
    expect(limits.map((limit) => neededN('exact-upper', limit, 0.05))).toEqual([
      29, 59, 149, 299, 598, 2995, 29956,
    ]);
    expect([0, 1, 2, 3].map((events) => neededNWithEvents(events, 0.01, 0.05))).toEqual([299, 473, 628, 773]);
    expect([0, 1, 2, 3].map((misses) => neededNWithEvents(misses, 0.05, 0.05))).toEqual([59, 93, 124, 153]);
    expect([neededN('tango-lower', -0.01, 0.025), neededN('tango-lower', -0.02, 0.025)]).toEqual([381, 189]);
    expect(neededN('exact-upper', 0.005, 0.025)).toBe(736);
  });

  test.each(BOUND_KINDS)('%s: the needed n passes and one fewer does not', (kind) => {
    const isUpper = kind.endsWith('upper');
    const isDifference = kind === 'tango-lower' || kind === 'loss-share-lower';
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (share) => {
        const limit = isDifference ? -share : share;
        const n = neededN(kind, limit, 0.025);
        const passes = (size: number) => {
          const bound = mostFavourableBound(kind, size, 0.025);
          return isUpper ? bound < limit : bound > limit;
        };
        expect(passes(n)).toBe(true);
        if (n > 1) expect(passes(n - 1)).toBe(false);
      }),
    );
  });

  test.each([
    ['STATS_BAD_COUNT', () => mostFavourableBound('exact-upper', 0, 0.05)],
    ['STATS_BAD_LEVEL', () => mostFavourableBound('exact-upper', 5, 0)],
    ['STATS_BAD_VALUE', () => neededN('exact-upper', 0, 0.05)],
    ['STATS_BAD_VALUE', () => neededN('exact-lower', 1, 0.05)],
    ['STATS_BAD_VALUE', () => neededN('tango-lower', 0.01, 0.05)],
    ['STATS_BAD_VALUE', () => neededN('tango-lower', Number.NaN, 0.05)],
    ['STATS_BAD_COUNT', () => neededNWithEvents(-1, 0.01, 0.05)],
    ['STATS_BAD_LEVEL', () => neededNWithEvents(0, 0.01, 1)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
