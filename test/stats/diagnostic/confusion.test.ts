import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { confusionCounts, confusionMeasures } from '../../../src/stats/diagnostic/confusion.js';
import { clusteredConfusion, confusionIntervals } from '../../../src/stats/diagnostic/confusion-intervals.js';
import { share, shareInterval } from '../../../src/stats/diagnostic/share.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

const counts = (tp: number, fp: number, fn: number, tn: number) => ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  trueNegatives: tn,
});
const coded = (code: string) => expect.objectContaining({ code });
const binary = (n: number) => fc.array(fc.constantFrom(0, 1), { minLength: n, maxLength: n });
const anyCounts = fc
  .tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60))
  .map(([tp, fp, fn, tn]) => counts(tp, fp, fn, tn));

describe('share', () => {
  test('of nothing has no value, and no interval', () => {
    expect(share(0, 0)).toEqual({ numerator: 0, denominator: 0, value: null });
    expect(shareInterval(share(0, 0), 0.95)).toMatchObject({ status: 'insufficient' });
    expect(shareInterval(share(3, 8), 0.9)).toEqual(wilson(3, 8, 0.9));
  });

  test.each([
    [1, 0],
    [-1, 3],
    [1.5, 3],
    [4, 3],
    [1, Number.NaN],
  ])('refuses %s of %s', (numerator, denominator) => {
    expect(() => share(numerator, denominator)).toThrow(coded('STATS_BAD_COUNT'));
  });
});

describe('confusionCounts', () => {
  test('by hand', () => {
    const found = confusionCounts(Float64Array.of(1, 1, 0, 0, 1), Float64Array.of(1, 0, 1, 0, 1));
    expect(found).toEqual(counts(2, 1, 1, 1));
    expect(confusionCounts(new Float64Array(0), new Float64Array(0))).toEqual(counts(0, 0, 0, 0));
  });

  test('refuses other values and lengths', () => {
    expect(() => confusionCounts(Float64Array.of(1), Float64Array.of())).toThrow(coded('STATS_BAD_LENGTH'));
    for (const bad of [0.5, Number.NaN, 2, -1]) {
      expect(() => confusionCounts(Float64Array.of(bad), Float64Array.of(1))).toThrow(
        coded('STATS_BAD_VALUE'),
      );
      expect(() => confusionCounts(Float64Array.of(1), Float64Array.of(bad))).toThrow(
        coded('STATS_BAD_VALUE'),
      );
    }
  });

  test('the order of the cases changes nothing; exchanging call and truth exchanges the errors', () => {
    const pairs = fc.nat(20).chain((n) => fc.tuple(binary(n), binary(n)));
    fc.assert(
      fc.property(pairs, ([calls, truths]) => {
        const found = confusionCounts(Float64Array.from(calls), Float64Array.from(truths));
        const backwards = confusionCounts(
          Float64Array.from([...calls].reverse()),
          Float64Array.from([...truths].reverse()),
        );
        expect(backwards).toEqual(found);
        expect(confusionCounts(Float64Array.from(truths), Float64Array.from(calls))).toEqual({
          ...found,
          falsePositives: found.falseNegatives,
          falseNegatives: found.falsePositives,
        });
      }),
    );
  });
});

describe('confusionMeasures and confusionIntervals', () => {
  test('by hand: 8 2 / 4 6', () => {
    // Sensitivity 8/12, specificity 6/8; PPV 8/10, NPV 6/10; F1 16/22; Youden 2/3 + 3/4 - 1 = 5/12.
    const found = confusionMeasures(counts(8, 2, 4, 6));
    expect(found).toMatchObject({
      sensitivity: { numerator: 8, denominator: 12 },
      specificity: { numerator: 6, denominator: 8 },
      positivePredictiveValue: { numerator: 8, denominator: 10 },
      negativePredictiveValue: { numerator: 6, denominator: 10 },
      prevalence: { numerator: 12, denominator: 20 },
      accuracy: { numerator: 14, denominator: 20 },
      f1: expect.closeTo(16 / 22, 14),
      youden: expect.closeTo(5 / 12, 14),
    });
  });

  test('no case: null and insufficient, never 0', () => {
    const found = confusionMeasures(counts(0, 0, 0, 0));
    expect([found.f1, found.youden, found.sensitivity.value, found.accuracy.value]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    for (const interval of Object.values(confusionIntervals(counts(0, 0, 0, 0), 0.95)))
      expect(interval.status).toBe('insufficient');
  });

  test('one class absent: no sensitivity and no index; without true positives F1 is 0 with an interval', () => {
    expect(confusionMeasures(counts(0, 3, 0, 7))).toMatchObject({ f1: 0, youden: null });
    const found = confusionIntervals(counts(0, 3, 0, 7), 0.95);
    expect(found.sensitivity.status).toBe('insufficient');
    expect(found.youden.status).toBe('insufficient');
    // J = 0 / 3: Wilson's upper limit is z^2 / (3 + z^2) = 0.5615, and F1 = 2 J / (1 + J) = 0.7192.
    expect(found.f1).toMatchObject({ value: 0, lower: 0, upper: expect.closeTo(0.7192, 4) });
  });

  test('a perfect call has an interval, not certainty', () => {
    const found = confusionIntervals(counts(20, 0, 0, 20), 0.95);
    for (const interval of [found.f1, found.youden, found.sensitivity]) {
      if (interval.status !== 'estimated') throw new Error(interval.reason);
      expect(interval.value).toBe(1);
      expect(interval.lower).toBeLessThan(1);
      expect(interval.upper).toBe(1);
    }
  });

  test('a wider level gives a wider interval around the measure, inside its range', () => {
    fc.assert(
      fc.property(anyCounts, (table) => {
        const narrow = confusionIntervals(table, 0.8);
        const wide = confusionIntervals(table, 0.99);
        for (const name of ['sensitivity', 'specificity', 'f1', 'youden', 'accuracy'] as const) {
          const [inner, outer] = [narrow[name], wide[name]];
          if (inner.status !== 'estimated' || outer.status !== 'estimated') continue;
          expect(outer.lower).toBeLessThanOrEqual(inner.lower);
          expect(outer.upper).toBeGreaterThanOrEqual(inner.upper);
          expect(inner.lower).toBeLessThanOrEqual(inner.value + 1e-12);
          expect(inner.upper).toBeGreaterThanOrEqual(inner.value - 1e-12);
          expect(outer.lower).toBeGreaterThanOrEqual(name === 'youden' ? -1 : 0);
          expect(outer.upper).toBeLessThanOrEqual(1);
          expect(outer.upper - outer.lower).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('calls turned round change the sign of Youden and exchange its limits', () => {
    fc.assert(
      fc.property(anyCounts, (table) => {
        const found = confusionIntervals(table, 0.9).youden;
        const turned = confusionIntervals(
          counts(table.falseNegatives, table.trueNegatives, table.truePositives, table.falsePositives),
          0.9,
        ).youden;
        if (found.status !== 'estimated' || turned.status !== 'estimated') {
          expect(turned.status).toBe(found.status);
          return;
        }
        expect(turned.value).toBeCloseTo(-found.value, 12);
        expect(turned.lower).toBeCloseTo(-found.upper, 12);
      }),
    );
  });

  test('refuses bad counts and levels', () => {
    expect(() => confusionMeasures(counts(-1, 0, 0, 0))).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => confusionMeasures(counts(1, 0.5, 0, 0))).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => confusionIntervals(counts(1, 1, 1, Number.NaN), 0.9)).toThrow(coded('STATS_BAD_COUNT'));
    for (const level of [0, 1, Number.NaN])
      expect(() => confusionIntervals(counts(1, 1, 1, 1), level)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});

describe('clusteredConfusion', () => {
  const calls = Float64Array.of(1, 1, 0, 0, 1, 0, 1, 0);
  const truths = Float64Array.of(1, 1, 1, 0, 0, 0, 1, 0);
  const apart = Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8);

  test('a cluster for each case: Wilson of the table', () => {
    // Positives: 1 1 0 1, so 3 of 4; negatives called 0 1 0 0, so 3 of 4; called positive 1 1 0 1; the rest 0 1 1 1.
    const found = clusteredConfusion(calls, truths, apart, 0.95);
    for (const interval of Object.values(found)) expect(interval).toMatchObject(wilson(3, 4, 0.95));
  });

  test('every case copied into its cluster: the shares stay, and n counts no copy', () => {
    const twice = <T extends Float64Array | Int32Array>(values: T): number[] => [...values, ...values];
    const found = clusteredConfusion(
      Float64Array.from(twice(calls)),
      Float64Array.from(twice(truths)),
      Int32Array.from(twice(apart)),
      0.95,
    ).sensitivity;
    expect(found).toMatchObject({ value: 0.75, clusters: 4, n: 8, df: expect.closeTo(3, 10) });
  });

  test('one class: insufficient for the other', () => {
    const ones = new Float64Array(3).fill(1);
    const found = clusteredConfusion(ones, ones, Int32Array.of(1, 1, 2), 0.95);
    expect(found.specificity.status).toBe('insufficient');
    expect(found.negativePredictiveValue.status).toBe('insufficient');
    // No variation: Wilson of 2 clusters, not of 3 cases.
    expect(found.sensitivity).toMatchObject({
      value: 1,
      lower: expect.closeTo(wilson(2, 2, 0.95).lower, 14),
    });
  });

  test('refuses unequal lengths, other values and levels', () => {
    const one = Float64Array.of(1);
    expect(() => clusteredConfusion(one, one, Int32Array.of(), 0.9)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => clusteredConfusion(one, new Float64Array(2), Int32Array.of(1), 0.9)).toThrow(
      coded('STATS_BAD_LENGTH'),
    );
    expect(() => clusteredConfusion(Float64Array.of(2), one, Int32Array.of(1), 0.9)).toThrow(
      coded('STATS_BAD_VALUE'),
    );
    expect(() => clusteredConfusion(one, one, Int32Array.of(1), 1)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});
