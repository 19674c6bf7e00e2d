import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likelihoodRatios } from '../../../src/stats/diagnostic/likelihood-ratio.js';
import {
  predictiveValueIntervals,
  predictiveValues,
} from '../../../src/stats/diagnostic/predictive-value.js';
import { exactLower, exactUpper } from '../../../src/stats/proportion/proportion.js';

const counts = (tp: number, fp: number, fn: number, tn: number) => ({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
  trueNegatives: tn,
});
const coded = (code: string) => expect.objectContaining({ code });
const cell = fc.integer({ min: 1, max: 200 });
const filled = fc.tuple(cell, cell, cell, cell).map(([tp, fp, fn, tn]) => counts(tp, fp, fn, tn));

describe('likelihoodRatios', () => {
  test('by hand: 80 10 / 20 90', () => {
    // LR+ = .8 / .1 = 8, variance 1/80 - 1/100 + 1/10 - 1/100 = .0925; exp(1.959964 sqrt .0925) = 1.814958.
    // LR- = .2 / .9, variance 1/20 - 1/100 + 1/90 - 1/100.
    const { positive, negative } = likelihoodRatios(counts(80, 10, 20, 90), 0.95);
    expect(positive).toMatchObject({
      value: expect.closeTo(8, 12),
      lower: expect.closeTo(8 / Math.exp(1.959963984540054 * Math.sqrt(0.0925)), 10),
      upper: expect.closeTo(8 * Math.exp(1.959963984540054 * Math.sqrt(0.0925)), 10),
    });
    expect(negative).toMatchObject({ value: expect.closeTo(2 / 9, 14) });
  });

  test('no false positive: at least a bound, never infinite', () => {
    const { positive } = likelihoodRatios(counts(9, 0, 3, 40), 0.95);
    const bound = exactLower(9, 12, 0.025).lower / exactUpper(0, 40, 0.025).upper;
    expect(positive).toMatchObject({
      status: 'bounded',
      value: null,
      side: 'lower',
      bound: expect.closeTo(bound, 12),
      level: 0.95,
    });
  });

  test('no false negative: LR- is 0, at most a bound', () => {
    const { negative } = likelihoodRatios(counts(12, 4, 0, 16), 0.9);
    const bound = exactUpper(0, 12, 0.05).upper / exactLower(16, 20, 0.05).lower;
    expect(negative).toMatchObject({
      status: 'bounded',
      value: 0,
      side: 'upper',
      bound: expect.closeTo(bound, 12),
    });
  });

  test.each([
    ['no case', counts(0, 0, 0, 0)],
    ['no positive', counts(0, 4, 0, 6)],
    ['no negative', counts(4, 0, 6, 0)],
    ['nobody called', counts(0, 0, 5, 7)],
    ['everybody called', counts(5, 7, 0, 0)],
  ])('%s: insufficient', (_, table) => {
    const { positive, negative } = likelihoodRatios(table, 0.95);
    expect([positive.status, negative.status]).toEqual(['insufficient', 'insufficient']);
  });

  test('limits lie around the ratio, wider with the level, positive and finite', () => {
    fc.assert(
      fc.property(filled, (table) => {
        for (const side of ['positive', 'negative'] as const) {
          const narrow = likelihoodRatios(table, 0.5)[side];
          const wide = likelihoodRatios(table, 0.999)[side];
          if (narrow.status !== 'estimated' || wide.status !== 'estimated')
            throw new Error('a cell is empty');
          expect(wide.lower).toBeGreaterThan(0);
          expect(wide.lower).toBeLessThan(narrow.lower);
          expect(narrow.lower).toBeLessThan(narrow.value);
          expect(narrow.value).toBeLessThan(narrow.upper);
          expect(narrow.upper).toBeLessThan(wide.upper);
          expect(wide.upper).toBeLessThan(Number.MAX_VALUE);
        }
      }),
    );
  });

  test('calls and classes exchanged: LR- is the reciprocal of LR+', () => {
    fc.assert(
      fc.property(filled, (table) => {
        const { positive } = likelihoodRatios(table, 0.9);
        const { negative } = likelihoodRatios(
          counts(table.trueNegatives, table.falseNegatives, table.falsePositives, table.truePositives),
          0.9,
        );
        if (positive.status !== 'estimated' || negative.status !== 'estimated')
          throw new Error('a cell is empty');
        expect(negative.lower * positive.upper).toBeCloseTo(1, 10);
      }),
    );
  });

  test('every case four times halves the width of the logarithm', () => {
    const width = (k: number) => {
      const { positive } = likelihoodRatios(counts(8 * k, 3 * k, 2 * k, 20 * k), 0.95);
      return positive.status === 'estimated' ? Math.log(positive.upper / positive.lower) : 0;
    };
    expect(width(4)).toBeCloseTo(width(1) / 2, 12);
  });

  test('refuses bad counts and levels', () => {
    expect(() => likelihoodRatios(counts(1, 1, 1, -1), 0.9)).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => likelihoodRatios(counts(1, 1, 1, 1), 0)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});

describe('predictiveValues', () => {
  test('by hand: .9 and .8 at 1 %', () => {
    // PPV = .009 / (.009 + .2 * .99) = .009 / .207; NPV = .792 / (.792 + .001).
    const found = predictiveValues(0.9, 0.8, 0.01);
    expect(found.positive).toBeCloseTo(0.009 / 0.207, 14);
    expect(found.negative).toBeCloseTo(0.792 / 0.793, 14);
  });

  test('null where nobody would be called so', () => {
    expect(predictiveValues(0, 1, 0.3)).toEqual({ positive: null, negative: expect.closeTo(0.7, 14) });
    expect(predictiveValues(1, 0, 0.3)).toEqual({ positive: expect.closeTo(0.3, 14), negative: null });
  });

  test('refuses shares and prevalences out of range', () => {
    for (const bad of [-0.1, 1.1, Number.NaN]) {
      expect(() => predictiveValues(bad, 0.5, 0.5)).toThrow(coded('STATS_BAD_VALUE'));
      expect(() => predictiveValues(0.5, bad, 0.5)).toThrow(coded('STATS_BAD_VALUE'));
    }
    for (const bad of [0, 1, Number.NaN])
      expect(() => predictiveValues(0.5, 0.5, bad)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});

describe('predictiveValueIntervals', () => {
  test('the values are those of Bayes; at the prevalence of the table those of the table', () => {
    const table = counts(20, 5, 3, 30);
    const { positive, negative } = predictiveValueIntervals(table, 23 / 58, 0.95);
    expect(positive).toMatchObject({ value: expect.closeTo(20 / 25, 12), method: 'logit method (Mercaldo)' });
    expect(negative).toMatchObject({ value: expect.closeTo(30 / 33, 12) });
  });

  test('a rarer outcome lowers PPV and raises NPV, limits and all, within (0, 1)', () => {
    fc.assert(
      fc.property(filled, (table) => {
        const rare = predictiveValueIntervals(table, 0.01, 0.95);
        const common = predictiveValueIntervals(table, 0.4, 0.95);
        for (const [low, high] of [
          [rare.positive, common.positive],
          [common.negative, rare.negative],
        ] as const) {
          if (low.status !== 'estimated' || high.status !== 'estimated') throw new Error('a cell is empty');
          expect(low.lower).toBeLessThan(low.upper);
          expect(low.lower).toBeGreaterThan(0);
          expect(high.upper).toBeLessThan(1);
          expect(low.lower).toBeLessThan(high.lower);
          expect(low.upper).toBeLessThan(high.upper);
        }
      }),
    );
  });

  test('no false positive: PPV 1 with a lower bound; no false negative: NPV 1 with a lower bound', () => {
    // bound = r o / (1 + r o), with r the bound of the ratio and o = .1 / .9.
    const noFalsePositive = counts(9, 0, 3, 40);
    const ratio = likelihoodRatios(noFalsePositive, 0.95).positive;
    if (ratio.status !== 'bounded') throw new Error('expected a bound');
    expect(predictiveValueIntervals(noFalsePositive, 0.1, 0.95).positive).toMatchObject({
      status: 'bounded',
      value: 1,
      side: 'lower',
      bound: expect.closeTo(ratio.bound / 9 / (1 + ratio.bound / 9), 12),
    });
    const { negative } = predictiveValueIntervals(counts(12, 4, 0, 16), 0.1, 0.95);
    expect(negative).toMatchObject({ status: 'bounded', value: 1, side: 'lower' });
    // No true positive: PPV 0, at most a bound. No true negative: NPV 0, at most a bound.
    expect(predictiveValueIntervals(counts(0, 4, 12, 16), 0.1, 0.95).positive).toMatchObject({
      value: 0,
      side: 'upper',
    });
    expect(predictiveValueIntervals(counts(5, 9, 4, 0), 0.1, 0.95).negative).toMatchObject({
      value: 0,
      side: 'upper',
    });
  });

  test('insufficient as the ratios; refuses a prevalence of 0', () => {
    expect(predictiveValueIntervals(counts(0, 0, 5, 5), 0.1, 0.95).positive.status).toBe('insufficient');
    expect(() => predictiveValueIntervals(counts(1, 1, 1, 1), 0, 0.95)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});
