import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fisherExact } from '../../../src/stats/unpaired/fisher-exact.js';
import {
  hypergeometric,
  hypergeometricCdf,
  hypergeometricPmf,
  hypergeometricSurvival,
} from '../../../src/stats/unpaired/hypergeometric.js';

const sample = (most: number) =>
  fc
    .integer({ min: 1, max: most })
    .chain((cases) => fc.record({ cases: fc.constant(cases), events: fc.integer({ min: 0, max: cases }) }));
const table = (most: number) =>
  fc.tuple(sample(most), sample(most)).map(([a, b]) => ({
    newEvents: a.events,
    newCases: a.cases,
    oldEvents: b.events,
    oldCases: b.cases,
  }));

describe('fisherExact', () => {
  test('the lady tasting tea: 3 of 4 right', () => {
    // Of C(8, 4) = 70 tables: 1, 16, 36, 16, 1.
    const tea = { newEvents: 3, newCases: 4, oldEvents: 1, oldCases: 4 };
    expect(fisherExact(tea, 'greater').p).toBeCloseTo(17 / 70, 14);
    expect(fisherExact(tea, 'less').p).toBeCloseTo(69 / 70, 14);
    expect(fisherExact(tea).p).toBeCloseTo(34 / 70, 14);
    expect(fisherExact({ ...tea, newEvents: 2, oldEvents: 2 }).p).toBe(1);
    expect(fisherExact(tea).statistic).toBe(3);
  });

  test('without an event, or without a non-event, only one table exists', () => {
    for (const alternative of ['two-sided', 'less', 'greater'] as const) {
      expect(fisherExact({ newEvents: 0, newCases: 5, oldEvents: 0, oldCases: 7 }, alternative).p).toBe(1);
      expect(fisherExact({ newEvents: 5, newCases: 5, oldEvents: 7, oldCases: 7 }, alternative).p).toBe(1);
    }
    expect(fisherExact({ newEvents: 1, newCases: 1, oldEvents: 0, oldCases: 1 }, 'greater').p).toBeCloseTo(
      0.5,
      14,
    );
  });

  test('a probability too small for a double is 0, a million cases take no time', () => {
    expect(fisherExact({ newEvents: 5e5, newCases: 5e5, oldEvents: 0, oldCases: 5e5 }).p).toBe(0);
    const { p } = fisherExact({ newEvents: 250_400, newCases: 5e5, oldEvents: 249_500, oldCases: 5e5 });
    // The normal approximation with continuity correction: z = 449.5 / 250 = 1.798.
    expect(p).toBeCloseTo(0.0722, 4);
  });

  test('exchanging the models exchanges the sides; counting the other outcome too', () => {
    fc.assert(
      fc.property(table(300), (counts) => {
        const exchanged = {
          newEvents: counts.oldEvents,
          newCases: counts.oldCases,
          oldEvents: counts.newEvents,
          oldCases: counts.newCases,
        };
        const others = {
          ...counts,
          newEvents: counts.newCases - counts.newEvents,
          oldEvents: counts.oldCases - counts.oldEvents,
        };
        for (const other of [exchanged, others]) {
          expect(fisherExact(other).p).toBeCloseTo(fisherExact(counts).p, 10);
          expect(fisherExact(other, 'less').p).toBeCloseTo(fisherExact(counts, 'greater').p, 10);
        }
      }),
    );
  });

  test('is the sum over every table that is no likelier, counted by whole numbers', () => {
    const choose = (n: number, k: number): bigint => {
      let value = 1n;
      for (let i = 0; i < k; i++) value = (value * BigInt(n - i)) / BigInt(i + 1);
      return value;
    };
    fc.assert(
      fc.property(table(30), (counts) => {
        const { newEvents, newCases, oldEvents, oldCases } = counts;
        const events = newEvents + oldEvents;
        const weight = (k: number) => choose(newCases, k) * choose(oldCases, events - k);
        const seen = weight(newEvents);
        let rare = 0n;
        for (let k = Math.max(0, events - oldCases); k <= Math.min(newCases, events); k++) {
          if (weight(k) <= seen) rare += weight(k);
        }
        expect(fisherExact(counts).p).toBeCloseTo(
          Number(rare) / Number(choose(newCases + oldCases, events)),
          10,
        );
      }),
    );
  });

  test.each([
    { newEvents: 0, newCases: 0, oldEvents: 1, oldCases: 2 },
    { newEvents: 3, newCases: 2, oldEvents: 1, oldCases: 2 },
    { newEvents: 1, newCases: 2, oldEvents: -1, oldCases: 2 },
    { newEvents: 1, newCases: 2, oldEvents: 0.5, oldCases: 2 },
    { newEvents: 1, newCases: Number.NaN, oldEvents: 1, oldCases: 2 },
  ])('refuses %o', (counts) => {
    expect(() => fisherExact(counts)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });
});

test('the hypergeometric probabilities sum to 1, and both tails meet', () => {
  fc.assert(
    fc.property(table(60), fc.integer({ min: 0, max: 60 }), (counts, k) => {
      const of = hypergeometric(
        counts.newCases + counts.oldCases,
        counts.newCases,
        counts.newEvents + counts.oldEvents,
      );
      let total = 0;
      for (let i = of.lowest; i <= of.highest; i++) total += hypergeometricPmf(of, i);
      expect(total).toBeCloseTo(1, 12);
      expect(hypergeometricCdf(of, k) + hypergeometricSurvival(of, k + 1)).toBeCloseTo(1, 12);
      expect(hypergeometricPmf(of, of.mode)).toBeGreaterThanOrEqual(
        hypergeometricPmf(of, counts.newEvents) * (1 - 1e-12),
      );
    }),
  );
});
