import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decisionDifferences,
  flipRate,
  flipRateInterval,
  flipsByCluster,
  flipTerms,
  pairedDecisions,
} from '../../../src/stats/flip/flip-rate.js';
import { mean } from '../../../src/stats/numeric/sum.js';
import { tangoEquivalence } from '../../../src/stats/paired/equivalence.js';
import { tangoInterval } from '../../../src/stats/paired/tango.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

const coded = (code: string) => expect.objectContaining({ code });
const base = Float64Array.of(1, 1, 1, 0, 0, 0, 0, 1);
const changed = Float64Array.of(1, 0, 0, 1, 0, 0, 0, 1);
const anyPairs = fc
  .array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 40 })
  .map((pairs) => ({
    before: Float64Array.from(pairs, ([one]) => one),
    after: Float64Array.from(pairs, ([, two]) => two),
  }));

test('by hand: two lost, one gained among eight', () => {
  const counts = pairedDecisions(base, changed);
  expect(counts).toEqual({ bothRight: 2, onlyNew: 1, onlyOld: 2, bothWrong: 3 });
  expect(flipRate(counts)).toEqual({ numerator: 3, denominator: 8, value: 3 / 8 });
  expect([...flipTerms(base, changed)]).toEqual([0, 1, 1, 1, 0, 0, 0, 0]);
  expect([...decisionDifferences(base, changed)]).toEqual([0, -1, -1, 1, 0, 0, 0, 0]);
  expect(tangoInterval(counts, 0.95).value).toBeCloseTo(-1 / 8, 14);
});

test('opposite flips cancel in the difference, not in the rate', () => {
  const counts = pairedDecisions(Float64Array.of(1, 1, 0, 0), Float64Array.of(0, 0, 1, 1));
  expect(flipRate(counts).value).toBe(1);
  expect(tangoInterval(counts, 0.95).value).toBe(0);
});

test('equivalence within 5 points: 100 bases without a flip are enough, 30 are not', () => {
  const test5 = { range: { lower: -0.05, upper: 0.05 }, alpha: 0.05 };
  const none = (n: number) => pairedDecisions(new Float64Array(n), new Float64Array(n));
  expect(tangoEquivalence(none(100), test5).upper).toBeLessThan(0.05);
  expect(tangoEquivalence(none(30), test5).upper).toBeGreaterThan(0.05);
});

test('the terms have the rate and the difference as their means; before and after exchanged turn the sign', () => {
  fc.assert(
    fc.property(anyPairs, ({ before, after }) => {
      const counts = pairedDecisions(before, after);
      expect(mean(flipTerms(before, after))).toBeCloseTo(flipRate(counts).value ?? -1, 12);
      const difference = (counts.onlyNew - counts.onlyOld) / before.length;
      expect(mean(decisionDifferences(before, after))).toBeCloseTo(difference, 12);
      expect(mean(decisionDifferences(after, before))).toBeCloseTo(-difference, 12);
      expect(flipRate(pairedDecisions(after, before))).toEqual(flipRate(counts));
    }),
  );
});

describe('flipRateInterval', () => {
  test('one pair a base: Wilson', () => {
    fc.assert(
      fc.property(anyPairs, ({ before, after }) => {
        const bases = Int32Array.from(before, (_, i) => i);
        const { numerator, denominator } = flipRate(pairedDecisions(before, after));
        const found = flipRateInterval(before, after, bases, 0.95);
        expect(found).toMatchObject(wilson(numerator, denominator, 0.95));
      }),
    );
  });

  test('several pairs a base: bases are counted, not pairs', () => {
    const found = flipRateInterval(base, changed, Int32Array.of(1, 1, 2, 2, 3, 3, 4, 4), 0.95);
    expect(found).toMatchObject({ value: 3 / 8, clusters: 4, n: 8, lower: 0, df: expect.closeTo(3, 10) });
    // Without a flip: Wilson of 4 bases.
    const none = flipRateInterval(base, base, Int32Array.of(1, 1, 2, 2, 3, 3, 4, 4), 0.95);
    expect(none).toMatchObject({ value: 0, lower: 0, upper: wilson(0, 4, 0.95).upper });
  });

  test('no pair, one base: insufficient', () => {
    const empty = new Float64Array(0);
    expect(flipRateInterval(empty, empty, new Int32Array(0), 0.95).status).toBe('insufficient');
    expect(flipRateInterval(base, changed, new Int32Array(8), 0.95).status).toBe('insufficient');
  });
});

test('flipsByCluster: shares in order of first appearance', () => {
  const found = flipsByCluster(Float64Array.of(1, 0, 1, 1), Int32Array.of(9, -2, 9, -2));
  expect(found).toEqual([
    { cluster: 9, flips: { numerator: 2, denominator: 2, value: 1 } },
    { cluster: -2, flips: { numerator: 1, denominator: 2, value: 0.5 } },
  ]);
  expect(flipsByCluster(new Float64Array(0), new Int32Array(0))).toEqual([]);
});

test('refuses unequal lengths, other decisions, no pair and levels', () => {
  const one = Float64Array.of(1);
  for (const read of [pairedDecisions, flipTerms, decisionDifferences]) {
    expect(() => read(one, base)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => read(Float64Array.of(0.5), one)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => read(one, Float64Array.of(Number.NaN))).toThrow(coded('STATS_BAD_VALUE'));
  }
  expect(() => flipRate({ bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 })).toThrow(
    coded('STATS_BAD_COUNT'),
  );
  expect(() => flipRateInterval(one, one, Int32Array.of(1), 0)).toThrow(coded('STATS_BAD_LEVEL'));
  expect(() => flipRateInterval(one, one, Int32Array.of(), 0.9)).toThrow(coded('STATS_BAD_LENGTH'));
  expect(() => flipsByCluster(one, Int32Array.of())).toThrow(coded('STATS_BAD_LENGTH'));
  expect(() => flipsByCluster(Float64Array.of(2), Int32Array.of(1))).toThrow(coded('STATS_BAD_VALUE'));
});
