import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clopperPearson, exactLower, exactUpper, wilson } from '../../src/stats/index.js';

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), events: fc.integer({ min: 0, max: trials }) }));

describe.each([
  ['wilson', wilson],
  ['clopperPearson', clopperPearson],
])('%s', (_, interval) => {
  test('stays in [0, 1], holds the estimate, and widens with the level', () => {
    fc.assert(
      fc.property(counts, ({ events, trials }) => {
        const narrow = interval(events, trials, 0.8);
        const wide = interval(events, trials, 0.99);
        expect(wide.lower).toBeGreaterThanOrEqual(0);
        expect(wide.upper).toBeLessThanOrEqual(1);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        expect(narrow.lower).toBeLessThanOrEqual(narrow.value);
        expect(narrow.upper).toBeGreaterThanOrEqual(narrow.value);
        expect(wide.upper).toBeGreaterThan(wide.lower);
      }),
    );
  });

  test('counting the other outcome mirrors the interval', () => {
    fc.assert(
      fc.property(counts, ({ events, trials }) => {
        const here = interval(events, trials, 0.95);
        const there = interval(trials - events, trials, 0.95);
        expect(here.lower).toBeCloseTo(1 - there.upper, 12);
      }),
    );
  });

  test('is exactly 0 or 1 at the ends', () => {
    expect(interval(0, 7, 0.95).lower).toBe(0);
    expect(interval(7, 7, 0.95).upper).toBe(1);
    expect(interval(1, 1, 0.95).upper).toBe(1);
  });

  test.each([
    [0, 0, 0.95, 'STATS_BAD_COUNT'],
    [3, 2, 0.95, 'STATS_BAD_COUNT'],
    [-1, 2, 0.95, 'STATS_BAD_COUNT'],
    [1.5, 2, 0.95, 'STATS_BAD_COUNT'],
    [Number.NaN, 2, 0.95, 'STATS_BAD_COUNT'],
    [1, Number.POSITIVE_INFINITY, 0.95, 'STATS_BAD_COUNT'],
    [1, 2, 0, 'STATS_BAD_LEVEL'],
    [1, 2, 1, 'STATS_BAD_LEVEL'],
    [1, 2, 95, 'STATS_BAD_LEVEL'],
    [1, 2, Number.NaN, 'STATS_BAD_LEVEL'],
  ])('refuses %s of %s at %s', (events, trials, level, code) => {
    expect(() => interval(events, trials, level)).toThrow(expect.objectContaining({ code }));
  });
});

test('the documented figure: no event in 20 cases', () => {
  expect(wilson(0, 20, 0.95)).toMatchObject({ value: 0, lower: 0, upper: expect.closeTo(0.161, 3) });
});

describe('exact one-sided bounds', () => {
  test('closed forms at 0 and n', () => {
    expect(exactUpper(0, 299, 0.05).upper).toBeCloseTo(1 - 0.05 ** (1 / 299), 15);
    expect(exactLower(59, 59, 0.05).lower).toBeCloseTo(0.05 ** (1 / 59), 15);
    expect(exactUpper(4, 4, 0.05)).toMatchObject({ lower: 0, upper: 1, level: 0.95 });
    expect(exactLower(0, 4, 0.05)).toMatchObject({ lower: 0, upper: 1 });
  });

  test('are the two-sided limits at half the error', () => {
    fc.assert(
      fc.property(counts, ({ events, trials }) => {
        const both = clopperPearson(events, trials, 0.9);
        expect(exactUpper(events, trials, 0.05).upper).toBeCloseTo(both.upper, 12);
        expect(exactLower(events, trials, 0.05).lower).toBeCloseTo(both.lower, 12);
      }),
    );
  });

  test.each([0, 1, -0.1, Number.NaN])('refuse the alpha %s', (alpha) => {
    expect(() => exactUpper(1, 2, alpha)).toThrow(expect.objectContaining({ code: 'STATS_BAD_LEVEL' }));
    expect(() => exactLower(1, 2, alpha)).toThrow(expect.objectContaining({ code: 'STATS_BAD_LEVEL' }));
  });
});
