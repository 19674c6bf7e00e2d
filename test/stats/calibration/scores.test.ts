import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  brierInterval,
  brierScore,
  brierSkill,
  brierSkillInterval,
  pairedBrier,
} from '../../../src/stats/calibration/brier.js';
import {
  multiclassBrier,
  multiclassBrierInterval,
  rankedProbabilityInterval,
  rankedProbabilityScore,
} from '../../../src/stats/calibration/class-probabilities.js';
import { logLoss, logLossInterval } from '../../../src/stats/calibration/log-loss.js';
import { spiegelhalterTest } from '../../../src/stats/calibration/spiegelhalter.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

const floats = (...values: number[]) => Float64Array.from(values);
const ids = (...values: number[]) => Int32Array.from(values);
const none = new Float64Array(0);
const cases = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 0, max: 20 }),
      fc.constantFrom(0, 1),
      fc.nat(5),
    ),
    { minLength: 4, maxLength: 30 },
  )
  .map((rows) => ({
    f: Float64Array.from(rows, ([f]) => f / 20),
    g: Float64Array.from(rows, ([, g]) => g / 20),
    o: Float64Array.from(rows, ([, , o]) => o),
    clusters: Int32Array.from(rows, ([, , , c]) => c),
  }));

const refused: [string, Float64Array, Float64Array, string][] = [
  ['a forecast above 1', floats(0.5, 1.1), floats(0, 1), 'STATS_BAD_VALUE'],
  ['a forecast below 0', floats(-0.1), floats(0), 'STATS_BAD_VALUE'],
  ['NaN', floats(Number.NaN), floats(0), 'STATS_BAD_VALUE'],
  ['an outcome of 2', floats(0.5), floats(2), 'STATS_BAD_VALUE'],
  ['an outcome of NaN', floats(0.5), floats(Number.NaN), 'STATS_BAD_VALUE'],
  ['other lengths', floats(0.5, 0.5), floats(1), 'STATS_BAD_LENGTH'],
];

test.each(refused)('every score refuses %s', (_, f, o, code) => {
  const clusters = Int32Array.from(f, (__, i) => i);
  const calls = [
    () => brierScore(f, o),
    () => brierSkill(f, o),
    () => brierInterval(f, o, clusters, 0.9),
    () => logLoss(f, o, 0.01),
    () => spiegelhalterTest(f, o),
  ];
  for (const call of calls) expect(call).toThrow(expect.objectContaining({ code }));
});

describe('Brier score', () => {
  test('by hand: (0.2^2 + 0.5^2 + 1^2) / 3, and its skill', () => {
    expect(brierScore(floats(0.8, 0.5, 1), floats(1, 0, 0))).toBeCloseTo(0.43, 15);
    expect(brierSkill(floats(0.8, 0.5, 1), floats(1, 0, 0))).toBeCloseTo(1 - 0.43 / (2 / 9), 14);
  });

  test('the observed share as forecast has skill 0, perfect forecasts 1', () => {
    expect(brierSkill(floats(0.25, 0.25, 0.25, 0.25), floats(1, 0, 0, 0))).toBeCloseTo(0, 15);
    expect(brierSkill(floats(1, 0, 0), floats(1, 0, 0))).toBe(1);
  });

  test('is insufficient without cases, its skill without both outcomes', () => {
    expect(brierScore(none, none)).toMatchObject({ reason: 'no cases' });
    expect(brierSkill(none, none)).toMatchObject({ reason: 'no cases' });
    expect(brierSkill(floats(0.5), floats(1))).toMatchObject({ reason: 'every one of the 1 outcomes is 1' });
  });

  test('perfect forecasts still have an upper bound', () => {
    const found = brierInterval(floats(1, 0, 1, 1), floats(1, 0, 1, 1), ids(1, 2, 3, 4), 0.95);
    expect(found).toMatchObject({ value: 0, lower: 0, upper: wilson(0, 4, 0.95).upper });
  });

  test('needs two clusters and variation', () => {
    expect(brierInterval(floats(0.3, 0.4), floats(0, 1), ids(1, 1), 0.9)).toMatchObject({
      status: 'insufficient',
    });
    expect(brierInterval(floats(0.3, 0.7), floats(0, 1), ids(1, 2), 0.9)).toMatchObject({
      status: 'insufficient',
    });
    expect(brierSkillInterval(floats(0.3, 0.4), floats(0, 1), ids(1, 1), 0.9)).toMatchObject({
      status: 'insufficient',
    });
    expect(brierSkillInterval(floats(0.3), floats(1), ids(1), 0.9)).toMatchObject({ status: 'insufficient' });
    const call = () => brierSkillInterval(floats(0.3, 0.2), floats(1, 0), ids(1), 0.9);
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
    const level = () => brierSkillInterval(floats(0.3, 0.2), floats(1, 0), ids(1, 2), 1);
    expect(level).toThrow(expect.objectContaining({ code: 'STATS_BAD_LEVEL' }));
  });

  test('intervals widen with the level, stay in range and ignore the order of the cases', () => {
    fc.assert(
      fc.property(cases, ({ f, o, clusters }) => {
        const order = Int32Array.from(f, (_, i) => f.length - 1 - i);
        const pick = (values: Float64Array) => Float64Array.from(order, (i) => values[i] ?? Number.NaN);
        const narrow = brierInterval(f, o, clusters, 0.8);
        const wide = brierInterval(
          pick(f),
          pick(o),
          order.map((i) => clusters[i] ?? -1),
          0.99,
        );
        expect(wide.status).toBe(narrow.status);
        if (narrow.status === 'insufficient' || wide.status === 'insufficient') return;
        expect(wide.value).toBeCloseTo(narrow.value, 14);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower + 1e-14);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper - 1e-14);
        expect(wide.lower).toBeGreaterThanOrEqual(0);
        expect(wide.upper).toBeLessThanOrEqual(1);
        const skill = brierSkillInterval(f, o, clusters, 0.95);
        if (skill.status === 'estimated') expect(skill.upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('exchanging the models turns the sign of their difference', () => {
    fc.assert(
      fc.property(cases, ({ f, g, o, clusters }) => {
        const here = pairedBrier(f, g, o, clusters, 0.9);
        const there = pairedBrier(g, f, o, clusters, 0.9);
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.value).toBeCloseTo(-here.value, 14);
        expect(there.upper).toBeCloseTo(-here.lower, 12);
        expect(here.value).toBeCloseTo(Number(brierScore(f, o)) - Number(brierScore(g, o)), 13);
      }),
    );
    expect(pairedBrier(floats(0.2, 0.3), floats(0.2, 0.3), floats(0, 1), ids(1, 2), 0.9)).toMatchObject({
      reason: 'no variation between clusters',
    });
  });
});

describe('log loss', () => {
  // 27 right answers forecast at 0.5787 and one wrong at 1: only epsilon says how wrong that is.
  const f = Float64Array.from({ length: 28 }, (_, i) => (i === 0 ? 1 : 0.5787));
  const o = Float64Array.from({ length: 28 }, (_, i) => (i === 0 ? 0 : 1));
  const clusters = Int32Array.from(f, (_, i) => i);

  test('falls from 1.761 to 0.774 by epsilon alone', () => {
    expect(logLoss(f, o, 1e-15)).toBeCloseTo(1.761, 3);
    expect(logLoss(f, o, 1e-3)).toBeCloseTo(0.774, 3);
  });

  test('its interval carries epsilon and the clipped cases', () => {
    expect(logLossInterval(f, o, clusters, 1e-3, 0.9)).toMatchObject({ epsilon: 1e-3, clipped: 1, n: 28 });
    expect(logLossInterval(floats(0, 1), floats(1, 0), ids(1, 2), 0.01, 0.9)).toMatchObject({
      status: 'insufficient',
    });
    expect(logLoss(none, none, 0.01)).toMatchObject({ reason: 'no cases' });
  });

  test('treats both outcomes alike, to the last digit', () => {
    expect(logLoss(floats(1), floats(0), 1e-15)).toBe(-Math.log(1e-15));
    expect(logLoss(floats(0), floats(1), 1e-15)).toBe(-Math.log(1e-15));
    expect(logLoss(floats(1), floats(1), 1e-3)).toBe(-Math.log1p(-1e-3));
  });

  test.each([0, 0.5, 1, -1, Number.NaN])('refuses the epsilon %s', (epsilon) => {
    expect(() => logLoss(f, o, epsilon)).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
  });
});

describe('scores of several classes', () => {
  const three = { probabilities: floats(0.2, 0.5, 0.3, 1, 0, 0), classes: ids(2, 0), classCount: 3 };

  test('by hand: 0.04 + 0.25 + 0.49 and 0; (0.2^2 + 0.7^2) / 2 and 0', () => {
    expect(multiclassBrier(three)).toBeCloseTo(0.78 / 2, 15);
    expect(rankedProbabilityScore(three)).toBeCloseTo(0.53 / 2 / 2, 15);
  });

  test('a miss by two classes costs more than a miss by one', () => {
    const far = rankedProbabilityScore({ probabilities: floats(1, 0, 0), classes: ids(2), classCount: 3 });
    const near = rankedProbabilityScore({ probabilities: floats(0, 1, 0), classes: ids(2), classCount: 3 });
    expect([far, near]).toEqual([1, 0.5]);
  });

  test('of two classes are twice and once the Brier score', () => {
    fc.assert(
      fc.property(cases, ({ f, o }) => {
        const two = {
          probabilities: Float64Array.from([...f].flatMap((p) => [1 - p, p])),
          classes: Int32Array.from(o),
          classCount: 2,
        };
        expect(multiclassBrier(two)).toBeCloseTo(2 * Number(brierScore(f, o)), 13);
        expect(rankedProbabilityScore(two)).toBeCloseTo(Number(brierScore(f, o)), 13);
      }),
    );
  });

  test('have intervals in range', () => {
    const worst = { probabilities: floats(1, 0, 0, 0, 0, 1, 0, 1, 0), classes: ids(2, 0, 1), classCount: 3 };
    expect(multiclassBrierInterval(worst, ids(1, 2, 3), 0.95)).toMatchObject({ lower: 0, upper: 2 });
    expect(rankedProbabilityInterval(three, ids(1, 2), 0.95)).toMatchObject({
      value: expect.closeTo(0.1325, 14),
    });
  });

  test.each([
    [{ ...three, classes: ids(3, 0) }, 'STATS_BAD_COUNT'],
    [{ ...three, classes: ids(-1, 0) }, 'STATS_BAD_COUNT'],
    [{ ...three, classCount: 1 }, 'STATS_BAD_COUNT'],
    [{ ...three, classes: ids(0) }, 'STATS_BAD_LENGTH'],
    [{ ...three, probabilities: floats(0.2, 0.5, 0.2, 1, 0, 0) }, 'STATS_BAD_VALUE'],
    [{ ...three, probabilities: floats(0.2, 0.5, Number.NaN, 1, 0, 0) }, 'STATS_BAD_VALUE'],
  ])('refuse %s', (forecasts, code) => {
    expect(() => multiclassBrier(forecasts)).toThrow(expect.objectContaining({ code }));
    expect(() => rankedProbabilityScore(forecasts)).toThrow(expect.objectContaining({ code }));
  });

  test('are insufficient without cases', () => {
    expect(multiclassBrier({ probabilities: none, classes: ids(), classCount: 3 })).toMatchObject({
      status: 'insufficient',
    });
  });
});

describe('Spiegelhalter', () => {
  test('by hand: forecasts 0.8 with outcomes 1 and 0', () => {
    // Numerator (0.2)(-0.6) + (-0.8)(-0.6) = 0.36; variance 2 x 0.36 x 0.16 = 0.1152.
    expect(spiegelhalterTest(floats(0.8, 0.8), floats(1, 0))).toMatchObject({
      statistic: expect.closeTo(0.36 / Math.sqrt(0.1152), 14),
    });
  });

  test('is the same for the complement of forecasts and outcomes', () => {
    fc.assert(
      fc.property(cases, ({ f, o }) => {
        const here = spiegelhalterTest(f, o);
        const there = spiegelhalterTest(
          f.map((x) => 1 - x),
          o.map((x) => 1 - x),
        );
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.statistic).toBeCloseTo(here.statistic, 10);
      }),
    );
  });

  test('is insufficient without variance', () => {
    expect(spiegelhalterTest(floats(0, 1, 0.5), floats(0, 0, 1))).toMatchObject({ status: 'insufficient' });
    expect(spiegelhalterTest(none, none)).toMatchObject({ reason: 'no cases' });
  });
});
