import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agrestiCoull } from '../../../src/stats/proportion/agresti-coull.js';
import { jeffreys } from '../../../src/stats/proportion/jeffreys.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';
import { wilsonContinuity } from '../../../src/stats/proportion/wilson-continuity.js';

const counts = fc
  .integer({ min: 1, max: 5000 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), events: fc.integer({ min: 0, max: trials }) }));

describe.each([
  ['wilsonContinuity', wilsonContinuity],
  ['jeffreys', jeffreys],
  ['agrestiCoull', agrestiCoull],
])('%s', (_, interval) => {
  test('stays in [0, 1], is never empty, and widens with the level', () => {
    fc.assert(
      fc.property(counts, ({ events, trials }) => {
        const narrow = interval(events, trials, 0.8);
        const wide = interval(events, trials, 0.99);
        expect(wide.lower).toBeGreaterThanOrEqual(0);
        expect(wide.upper).toBeLessThanOrEqual(1);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        expect(narrow.upper).toBeGreaterThan(narrow.lower);
        expect(narrow.lower).toBeLessThanOrEqual(narrow.value);
        expect(narrow.upper).toBeGreaterThanOrEqual(narrow.value);
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

  test.each([
    [0, 0, 0.95, 'STATS_BAD_COUNT'],
    [3, 2, 0.95, 'STATS_BAD_COUNT'],
    [-1, 2, 0.95, 'STATS_BAD_COUNT'],
    [1.5, 2, 0.95, 'STATS_BAD_COUNT'],
    [Number.NaN, 2, 0.95, 'STATS_BAD_COUNT'],
    [1, Number.POSITIVE_INFINITY, 0.95, 'STATS_BAD_COUNT'],
    [1, 2, 0, 'STATS_BAD_LEVEL'],
    [1, 2, 1, 'STATS_BAD_LEVEL'],
    [1, 2, Number.NaN, 'STATS_BAD_LEVEL'],
  ])('refuses %s of %s at %s', (events, trials, level, code) => {
    expect(() => interval(events, trials, level)).toThrow(expect.objectContaining({ code }));
  });
});

describe('at the ends', () => {
  test.each([
    ['wilsonContinuity', wilsonContinuity],
    ['jeffreys', jeffreys],
  ])('%s is exactly 0 or 1', (_, interval) => {
    expect(interval(0, 7, 0.95).lower).toBe(0);
    expect(interval(7, 7, 0.95).upper).toBe(1);
    expect(interval(0, 1, 0.95)).toMatchObject({ value: 0, lower: 0 });
  });

  test('Agresti-Coull is clamped: without it the lower limit of 0 of 20 would be below 0', () => {
    // n' = 20 + 1.96^2 = 23.8415, p' = 1.92073 / 23.8415 = 0.080563, half-width = 1.96 sqrt(p' q' / n') = 0.109247.
    const { lower, upper } = agrestiCoull(0, 20, 0.95);
    expect(lower).toBe(0);
    expect(upper).toBeCloseTo(0.080563 + 0.109247, 5);
  });
});

test('Agresti-Coull and the corrected Wilson interval contain the Wilson interval', () => {
  fc.assert(
    fc.property(counts, ({ events, trials }) => {
      const inner = wilson(events, trials, 0.95);
      for (const outer of [agrestiCoull(events, trials, 0.95), wilsonContinuity(events, trials, 0.95)]) {
        expect(outer.lower).toBeLessThanOrEqual(inner.lower + 1e-12);
        expect(outer.upper).toBeGreaterThanOrEqual(inner.upper - 1e-12);
      }
    }),
  );
});

test('the corrected upper limit is a root of (|u - p| - 1/2n)^2 = z^2 u (1 - u) / n', () => {
  const z = 1.959963984540054;
  const { upper, lower } = wilsonContinuity(7, 50, 0.95);
  expect((upper - 0.14 - 0.01) ** 2).toBeCloseTo((z * z * upper * (1 - upper)) / 50, 14);
  expect((0.14 - lower - 0.01) ** 2).toBeCloseTo((z * z * lower * (1 - lower)) / 50, 14);
});

test('Jeffreys with one case: quantiles of Beta(3/2, 1/2), of which the upper gives way to 1', () => {
  // I_x(3/2, 1/2) = 2 / pi (asin sqrt x - sqrt(x (1 - x))).
  const { lower, upper } = jeffreys(1, 1, 0.95);
  expect((2 / Math.PI) * (Math.asin(Math.sqrt(lower)) - Math.sqrt(lower * (1 - lower)))).toBeCloseTo(
    0.025,
    14,
  );
  expect(upper).toBe(1);
});
