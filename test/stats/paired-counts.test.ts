import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  mcnemarExactP,
  mcnemarMidP,
  newcombe10,
  type PairedCounts,
  tangoInterval,
  tangoNonInferiorityP,
  tangoScore,
} from '../../src/stats/index.js';

const cell = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 300 }));
const tables: fc.Arbitrary<PairedCounts> = fc
  .record({ bothRight: cell, onlyNew: cell, onlyOld: cell, bothWrong: cell })
  .filter((t) => t.bothRight + t.onlyNew + t.onlyOld + t.bothWrong > 0);

function table(bothRight: number, onlyNew: number, onlyOld: number, bothWrong: number): PairedCounts {
  return { bothRight, onlyNew, onlyOld, bothWrong };
}

function exchanged(counts: PairedCounts): PairedCounts {
  return { ...counts, onlyNew: counts.onlyOld, onlyOld: counts.onlyNew };
}

describe.each([
  ['tangoInterval', tangoInterval],
  ['newcombe10', newcombe10],
])('%s', (_, interval) => {
  test('stays in [-1, 1], holds the estimate, widens with the level', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const narrow = interval(counts, 0.8);
        const wide = interval(counts, 0.99);
        expect(wide.lower).toBeGreaterThanOrEqual(-1);
        expect(wide.upper).toBeLessThanOrEqual(1);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower + 1e-12);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper - 1e-12);
        expect(narrow.lower).toBeLessThanOrEqual(narrow.value + 1e-12);
        expect(narrow.upper).toBeGreaterThanOrEqual(narrow.value - 1e-12);
        expect(wide.upper).toBeGreaterThan(wide.lower);
      }),
    );
  });

  test('exchanging the models flips the sign', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const here = interval(counts, 0.95);
        const there = interval(exchanged(counts), 0.95);
        expect(here.lower).toBeCloseTo(-there.upper, 12);
        expect(here.upper).toBeCloseTo(-there.lower, 12);
      }),
    );
  });

  test.each([
    [table(0, 0, 0, 0), 0.95, 'STATS_BAD_COUNT'],
    [table(-1, 0, 0, 4), 0.95, 'STATS_BAD_COUNT'],
    [table(1, 0.5, 0, 4), 0.95, 'STATS_BAD_COUNT'],
    [table(1, Number.NaN, 0, 4), 0.95, 'STATS_BAD_COUNT'],
    [table(1, 0, 0, 4), 0, 'STATS_BAD_LEVEL'],
    [table(1, 0, 0, 4), 1, 'STATS_BAD_LEVEL'],
  ])('refuses %o at %s', (counts, level, code) => {
    expect(() => interval(counts, level)).toThrow(expect.objectContaining({ code }));
  });
});

describe('Tango', () => {
  test('without a discordant case the limits are -+ z^2 / (n + z^2)', () => {
    const z2 = 1.959963984540054 ** 2;
    const found = tangoInterval(table(300, 0, 0, 81), 0.95);
    expect(found.lower).toBeCloseTo(-z2 / (381 + z2), 13);
    expect(found.upper).toBeCloseTo(z2 / (381 + z2), 13);
    expect(found.lower).toBeGreaterThan(-0.01);
    expect(tangoInterval(table(300, 0, 0, 80), 0.95).lower).toBeLessThan(-0.01);
  });

  test('a difference of 1 ends at 1, of -1 at -1', () => {
    expect(tangoInterval(table(0, 4, 0, 0), 0.95)).toMatchObject({ value: 1, upper: 1 });
    expect(tangoInterval(table(0, 0, 4, 0), 0.95)).toMatchObject({ value: -1, lower: -1 });
  });

  test("the score at 0 is McNemar's z, and 0 where the numerator is 0", () => {
    expect(tangoScore(table(10, 9, 4, 10), 0)).toBeCloseTo(5 / Math.sqrt(13), 14);
    expect(tangoScore(table(10, 0, 0, 10), 0)).toBe(0);
    expect(tangoScore(table(0, 1, 2, 1), -0.25)).toBe(0);
    expect(tangoNonInferiorityP(table(10, 0, 0, 10), 0)).toBe(0.5);
  });

  test('the score falls in delta, and the test agrees with the limit', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: 0.001, max: 0.99, noNaN: true }), (counts, margin) => {
        expect(tangoScore(counts, -margin)).toBeGreaterThanOrEqual(tangoScore(counts, -margin / 2) - 1e-9);
        const { lower } = tangoInterval(counts, 0.95);
        if (Math.abs(lower + margin) > 1e-9) {
          expect(tangoNonInferiorityP(counts, margin) < 0.025).toBe(lower > -margin);
        }
      }),
    );
  });

  test.each([1, -1, 2, Number.NaN])('refuses the difference %s', (delta) => {
    expect(() => tangoScore(table(1, 1, 1, 1), delta)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
  });

  test.each([-0.1, 1, Number.NaN])('refuses the margin %s', (margin) => {
    const call = () => tangoNonInferiorityP(table(1, 1, 1, 1), margin);
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
  });
});

describe('McNemar', () => {
  test('no discordant case gives 1, equal counts 1 - P / 2', () => {
    expect([mcnemarMidP(table(3, 0, 0, 2)), mcnemarExactP(table(3, 0, 0, 2))]).toEqual([1, 1]);
    expect(mcnemarMidP(table(0, 1, 1, 0))).toBeCloseTo(0.75, 14);
    expect(mcnemarExactP(table(0, 1, 1, 0))).toBe(1);
  });

  test('lies in (0, 1], mid-p below the exact p, and does not know which model is new', () => {
    fc.assert(
      fc.property(tables, (counts) => {
        const p = mcnemarMidP(counts);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(mcnemarExactP(counts) + 1e-14);
        expect(mcnemarMidP(exchanged(counts))).toBe(p);
      }),
    );
  });

  test('refuses an empty table', () => {
    expect(() => mcnemarMidP(table(0, 0, 0, 0))).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
    expect(() => mcnemarExactP(table(0, -1, 0, 3))).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
  });
});
