import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { farringtonManning } from '../../../src/stats/unpaired/farrington-manning.js';
import { miettinenNurminen } from '../../../src/stats/unpaired/miettinen-nurminen.js';
import { newcombeDifference } from '../../../src/stats/unpaired/newcombe-difference.js';
import { restrictedScore } from '../../../src/stats/unpaired/restricted-score.js';
import type { UnpairedCounts } from '../../../src/stats/unpaired/unpaired-counts.js';

const sample = fc
  .integer({ min: 1, max: 300 })
  .chain((cases) => fc.record({ cases: fc.constant(cases), events: fc.integer({ min: 0, max: cases }) }));
const table = fc.tuple(sample, sample).map(([a, b]) => ({
  newEvents: a.events,
  newCases: a.cases,
  oldEvents: b.events,
  oldCases: b.cases,
}));
const exchanged = (counts: UnpairedCounts) => ({
  newEvents: counts.oldEvents,
  newCases: counts.oldCases,
  oldEvents: counts.newEvents,
  oldCases: counts.newCases,
});

const BAD_COUNTS = [
  { newEvents: 0, newCases: 0, oldEvents: 1, oldCases: 2 },
  { newEvents: 0, newCases: 1, oldEvents: 0, oldCases: 0 },
  { newEvents: 3, newCases: 2, oldEvents: 1, oldCases: 2 },
  { newEvents: 1, newCases: 2, oldEvents: -1, oldCases: 2 },
  { newEvents: Number.NaN, newCases: 2, oldEvents: 1, oldCases: 2 },
] as const;

describe.each([
  ['newcombeDifference', newcombeDifference],
  ['miettinenNurminen', miettinenNurminen],
])('%s', (_, interval) => {
  test('stays in [-1, 1], is never empty, holds the difference, widens, and flips with the models', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const narrow = interval(counts, 0.8);
        const wide = interval(counts, 0.99);
        expect(wide.lower).toBeGreaterThanOrEqual(-1);
        expect(wide.upper).toBeLessThanOrEqual(1);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        expect(narrow.upper).toBeGreaterThan(narrow.lower);
        expect(narrow.lower).toBeLessThanOrEqual(narrow.value);
        expect(narrow.upper).toBeGreaterThanOrEqual(narrow.value);
        const other = interval(exchanged(counts), 0.8);
        expect(other.lower).toBeCloseTo(-narrow.upper, 12);
        expect(other.upper).toBeCloseTo(-narrow.lower, 12);
      }),
    );
  });

  test('the ends: all against none reaches 1, one case of each is wide', () => {
    const all = interval({ newEvents: 9, newCases: 9, oldEvents: 0, oldCases: 7 }, 0.95);
    expect(all).toMatchObject({ value: 1, upper: 1 });
    expect(all.lower).toBeLessThan(0.8);
    const single = interval({ newEvents: 1, newCases: 1, oldEvents: 1, oldCases: 1 }, 0.95);
    expect(single.upper - single.lower).toBeGreaterThan(1);
  });

  test.each(BAD_COUNTS)('refuses %o', (counts) => {
    expect(() => interval(counts, 0.95)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });

  test.each([0, 1, Number.NaN])('refuses the level %s', (level) => {
    const counts = { newEvents: 1, newCases: 2, oldEvents: 1, oldCases: 2 };
    expect(() => interval(counts, level)).toThrow(expect.objectContaining({ code: 'STATS_BAD_LEVEL' }));
  });
});

test('Miettinen-Nurminen without an event is asymmetric by the sizes: delta = c / (n + c), c = z^2 N / (N - 1)', () => {
  // With p = delta and q = 0 the score is -delta / sqrt(delta (1 - delta) / n).
  const c = (1.959963984540054 ** 2 * 30) / 29;
  const { lower, upper } = miettinenNurminen(
    { newEvents: 0, newCases: 10, oldEvents: 0, oldCases: 20 },
    0.95,
  );
  expect(upper).toBeCloseTo(c / (10 + c), 12);
  expect(lower).toBeCloseTo(-c / (20 + c), 12);
});

test('Newcombe by hand: 1 of 1 against 0 of 1, the Wilson limits being 1/(1 + z^2) and z^2/(1 + z^2)', () => {
  const z2 = 1.959963984540054 ** 2;
  const { lower } = newcombeDifference({ newEvents: 1, newCases: 1, oldEvents: 0, oldCases: 1 }, 0.95);
  expect(lower).toBeCloseTo(1 - Math.SQRT2 * (z2 / (1 + z2)), 12);
});

describe('farringtonManning', () => {
  test('at margin 0 it is the pooled z: 6 of 7 against 2 of 7', () => {
    // (4/7) / sqrt(8/14 x 6/14 x 2/7) = 2.160247.
    const found = farringtonManning({ newEvents: 6, newCases: 7, oldEvents: 2, oldCases: 7 }, 0);
    expect(found.statistic).toBeCloseTo(4 / 7 / Math.sqrt((8 / 14) * (6 / 14) * (2 / 7)), 14);
    expect(found.p).toBeCloseTo(0.0153768, 6);
  });

  test('no difference at margin 0 is z = 0, also where the variance is 0', () => {
    for (const events of [0, 5]) {
      expect(
        farringtonManning({ newEvents: events, newCases: 5, oldEvents: events, oldCases: 5 }, 0),
      ).toMatchObject({
        statistic: 0,
        p: 0.5,
      });
    }
  });

  test('p falls as the margin grows, and inverts the interval without N / (N - 1)', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const p = [0, 0.02, 0.1, 0.5, 0.9].map((margin) => farringtonManning(counts, margin).p);
        p.forEach((value, i) => {
          expect(value >= 0 && value <= 1).toBe(true);
          expect(value).toBeLessThanOrEqual((p[i - 1] ?? 1) + 1e-12);
        });
        const { lower } = miettinenNurminen(counts, 0.95);
        if (lower > -0.999 && lower < 0) {
          const total = counts.newCases + counts.oldCases;
          const z = 1.959963984540054 * Math.sqrt(total / (total - 1));
          expect(farringtonManning(counts, -lower).statistic).toBeCloseTo(z, 6);
        }
      }),
    );
  });

  test.each(BAD_COUNTS)('refuses %o', (counts) => {
    expect(() => farringtonManning(counts, 0.05)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
  });

  test.each([-0.01, 1, Number.NaN])('refuses the margin %s', (margin) => {
    const counts = { newEvents: 1, newCases: 2, oldEvents: 1, oldCases: 2 };
    expect(() => farringtonManning(counts, margin)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
  });
});

test('the restricted estimates have the higher likelihood than any other pair at the same distance', () => {
  // Their score equation is solved where the score differs from a grid's best by nothing that a grid could see.
  const log = (count: number, p: number) => (count === 0 ? 0 : count * Math.log(p));
  fc.assert(
    fc.property(table, fc.integer({ min: -9, max: 9 }), (counts, tenths) => {
      const delta = tenths / 10;
      const { newEvents: x, newCases: m, oldEvents: u, oldCases: n } = counts;
      let best = Number.NEGATIVE_INFINITY;
      let variance = 0;
      for (let i = 0; i <= 2000; i++) {
        const q = Math.max(0, -delta) + ((1 - Math.abs(delta)) * i) / 2000;
        const p = Math.min(1, q + delta);
        const likelihood = log(x, p) + log(m - x, 1 - p) + log(u, q) + log(n - u, 1 - q);
        if (likelihood <= best) continue;
        best = likelihood;
        variance = (p * (1 - p)) / m + (q * (1 - q)) / n;
      }
      const numerator = x / m - u / n - delta;
      fc.pre(variance > 1e-4 && Math.abs(numerator) > 1e-9);
      expect(restrictedScore(counts, delta) / (numerator / Math.sqrt(variance))).toBeCloseTo(1, 1);
    }),
    { numRuns: 50 },
  );
});
