import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../../src/stats/interval.js';
import { bonettPrice } from '../../../src/stats/paired/bonett-price.js';
import { newcombe10 } from '../../../src/stats/paired/newcombe.js';
import { newcombe8 } from '../../../src/stats/paired/newcombe-8.js';
import type { PairedCounts } from '../../../src/stats/paired/paired-counts.js';
import { hybridScoreLimits } from '../../../src/stats/proportion/hybrid-score.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';
import { newcombeDifference } from '../../../src/stats/unpaired/newcombe-difference.js';

const cell = fc.integer({ min: 0, max: 300 });
const table = fc
  .record({ bothRight: cell, onlyNew: cell, onlyOld: cell, bothWrong: cell })
  .filter((t) => t.onlyNew + t.onlyOld > 0 || t.bothRight !== t.bothWrong);

const method8 = (counts: PairedCounts, level: number): Interval => {
  const found = newcombe8(counts, level);
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
};

describe.each([
  ['newcombe8', method8],
  ['bonettPrice', bonettPrice],
])('%s', (_, interval) => {
  test('stays in [-1, 1], is never empty, holds the difference, widens, and flips with the models', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const narrow = interval(counts, 0.9);
        const wide = interval(counts, 0.99);
        expect(wide.lower).toBeGreaterThanOrEqual(-1);
        expect(wide.upper).toBeLessThanOrEqual(1);
        expect(narrow.upper).toBeGreaterThan(narrow.lower);
        expect(narrow.lower).toBeLessThanOrEqual(narrow.value);
        expect(narrow.upper).toBeGreaterThanOrEqual(narrow.value);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        const exchanged = interval({ ...counts, onlyNew: counts.onlyOld, onlyOld: counts.onlyNew }, 0.9);
        expect(exchanged.lower).toBeCloseTo(-narrow.upper, 12);
        expect(exchanged.value).toBeCloseTo(-narrow.value, 14);
      }),
    );
  });

  test.each([
    ['STATS_BAD_COUNT', { bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, 0.95],
    ['STATS_BAD_COUNT', { bothRight: 1, onlyNew: 0, onlyOld: -1, bothWrong: 0 }, 0.95],
    ['STATS_BAD_COUNT', { bothRight: 1, onlyNew: Number.NaN, onlyOld: 1, bothWrong: 0 }, 0.95],
    ['STATS_BAD_LEVEL', { bothRight: 1, onlyNew: 0, onlyOld: 1, bothWrong: 0 }, 1],
  ])('%s', (code, counts, level) => {
    expect(() => interval(counts, level)).toThrow(expect.objectContaining({ code }));
  });
});

describe('Newcombe method 8', () => {
  test('equals method 10 where phi is not positive, and is narrower where the correction bites', () => {
    const negative = { bothRight: 2, onlyNew: 9, onlyOld: 8, bothWrong: 3 };
    expect(newcombe8(negative, 0.95)).toMatchObject({
      lower: expect.closeTo(newcombe10(negative, 0.95).lower, 14),
      upper: expect.closeTo(newcombe10(negative, 0.95).upper, 14),
    });
    const positive = { bothRight: 40, onlyNew: 5, onlyOld: 9, bothWrong: 6 };
    expect(method8(positive, 0.95).lower).toBeGreaterThan(newcombe10(positive, 0.95).lower);
  });

  test('an empty margin leaves phi at 0: the interval of two independent samples', () => {
    const counts = { bothRight: 4, onlyNew: 0, onlyOld: 6, bothWrong: 0 };
    const unpaired = newcombeDifference({ newEvents: 4, newCases: 10, oldEvents: 10, oldCases: 10 }, 0.95);
    expect(newcombe8(counts, 0.95)).toMatchObject({ lower: unpaired.lower, upper: unpaired.upper });
  });

  test('without a discordant case, half of the cases right: both limits would be 0', () => {
    expect(newcombe8({ bothRight: 10, onlyNew: 0, onlyOld: 0, bothWrong: 10 }, 0.95)).toEqual({
      status: 'insufficient',
      reason: 'no discordant case, and both shares are one half',
    });
  });

  test('perfect agreement still leaves a width where Wilson’s interval is lopsided', () => {
    // Both 1 of 20: x = 0.05 - l, y = u - 0.05, phi = 1, so the half-width is |x - y|.
    const { lower, upper } = wilson(1, 20, 0.95);
    const found = method8({ bothRight: 1, onlyNew: 0, onlyOld: 0, bothWrong: 19 }, 0.95);
    expect(found.upper).toBeCloseTo(Math.abs(upper - 0.05 - (0.05 - lower)), 12);
  });
});

test('Bonett-Price by hand: 1 against 7 of 21', () => {
  // (2 - 8) / 23 = -0.260870; z sqrt((10/23 - 0.260870^2) / 23) = 1.959964 x 0.126275 = 0.247494.
  const { value, lower, upper } = bonettPrice({ bothRight: 1, onlyNew: 1, onlyOld: 7, bothWrong: 12 }, 0.95);
  expect(value).toBe(-6 / 21);
  expect(lower).toBeCloseTo(-0.26087 - 0.247494, 5);
  expect(upper).toBeCloseTo(-0.26087 + 0.247494, 5);
});

test('hybrid limits are clamped, and equal intervals that move together leave no width', () => {
  const whole = { status: 'estimated', value: 0.5, lower: 0, upper: 1, level: 0.95, method: '' } as const;
  expect(hybridScoreLimits(whole, whole, -1)).toEqual({ lower: -1, upper: 1 });
  expect(hybridScoreLimits(whole, whole, 1)).toEqual({ lower: 0, upper: 0 });
});
