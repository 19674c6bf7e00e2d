import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';
import {
  boundedMeanPath,
  startBoundedMeanAlarm,
  updateBoundedMeanAlarm,
} from '../../../src/stats/sequential/bounded-mean-alarm.js';
import { boundedMeanInterval } from '../../../src/stats/sequential/bounded-mean-sequence.js';
import {
  pairedShadowInterval,
  startLossAlarm,
  startNonInferiorityProcess,
} from '../../../src/stats/sequential/paired-shadow.js';

const UNIT = { min: 0, max: 1 };
const options = { nullMean: 0.3, direction: 'above', range: UNIT, alpha: 0.05 } as const;
const unitValues = fc.float64Array({ minLength: 1, maxLength: 60, min: 0, max: 1, noNaN: true });

/** Differences of 0/1 values with the given shares of losses and wins. */
function differences(rng: { next(): number }, count: number, losses: number, wins: number): Float64Array {
  return new Float64Array(count).map(() => {
    const u = rng.next();
    return u < losses ? -1 : u < losses + wins ? 1 : 0;
  });
}

describe('the betting process', () => {
  test('by hand: the first bet is sqrt(2 ln 20 / (ln 2 / 4)) = 5.88, cut to 0.5 / 0.3; the second to the same', () => {
    const state = updateBoundedMeanAlarm(startBoundedMeanAlarm(options), Float64Array.of(1, 0.2));
    const bet = 0.5 / 0.3;
    expect(state.logE).toBeCloseTo(Math.log((1 + bet * 0.7) * (1 + bet * -0.1)), 14);
    // Means (1/2 + 1) / 2 = 0.75 and (1/2 + 1.2) / 3 = 0.5667.
    expect(state.bets.squares).toBeCloseTo(0.25 ** 2 + (0.2 - 1.7 / 3) ** 2, 14);
  });

  test('starts at e = 1, and no values change nothing', () => {
    const start = startBoundedMeanAlarm(options);
    expect(start).toMatchObject({ logE: 0, largestLogE: 0, crossedAt: null });
    expect(updateBoundedMeanAlarm(start, new Float64Array(0))).toEqual(start);
  });

  test('the state is JSON; parts, and the path, give what the whole gives', () => {
    fc.assert(
      fc.property(unitValues, fc.nat(60), (values, cut) => {
        const whole = updateBoundedMeanAlarm(startBoundedMeanAlarm(options), values);
        const first = updateBoundedMeanAlarm(startBoundedMeanAlarm(options), values.slice(0, cut));
        expect(updateBoundedMeanAlarm(JSON.parse(JSON.stringify(first)), values.slice(cut))).toEqual(whole);
        expect(boundedMeanPath(startBoundedMeanAlarm(options), values).at(-1)).toBe(whole.logE);
      }),
    );
  });

  test('below on turned values is above, and the unit of the values does not matter', () => {
    fc.assert(
      fc.property(unitValues, (values) => {
        const above = updateBoundedMeanAlarm(startBoundedMeanAlarm(options), values).logE;
        const turned = startBoundedMeanAlarm({ ...options, nullMean: 0.7, direction: 'below' });
        expect(
          updateBoundedMeanAlarm(
            turned,
            values.map((y) => 1 - y),
          ).logE,
        ).toBeCloseTo(above, 9);
        const percent = startBoundedMeanAlarm({ ...options, nullMean: 30, range: { min: 0, max: 100 } });
        expect(
          updateBoundedMeanAlarm(
            percent,
            values.map((y) => 100 * y),
          ).logE,
        ).toBeCloseTo(above, 9);
      }),
    );
  });

  test('crossedAt is the first crossing and stays', () => {
    const start = startBoundedMeanAlarm(options);
    const path = boundedMeanPath(start, new Float64Array(20).fill(1));
    const first = path.findIndex((logE) => logE >= Math.log(20)) + 1;
    expect(first).toBeGreaterThan(1);
    const after = updateBoundedMeanAlarm(
      start,
      Float64Array.from({ length: 300 }, (_, i) => (i < 20 ? 1 : 0)),
    );
    expect(after.crossedAt).toBe(first);
    expect(after.logE).toBeLessThan(0);
  });

  test.each([
    ['STATS_BAD_VALUE', () => startBoundedMeanAlarm({ ...options, nullMean: 0 })],
    ['STATS_BAD_VALUE', () => startBoundedMeanAlarm({ ...options, nullMean: Number.NaN })],
    ['STATS_BAD_VALUE', () => startBoundedMeanAlarm({ ...options, range: { min: 1, max: 1 } })],
    [
      'STATS_BAD_VALUE',
      () => startBoundedMeanAlarm({ ...options, range: { min: 0, max: Number.POSITIVE_INFINITY } }),
    ],
    ['STATS_BAD_VALUE', () => startBoundedMeanAlarm({ ...options, cap: 1 })],
    ['STATS_BAD_LEVEL', () => startBoundedMeanAlarm({ ...options, alpha: 0 })],
    [
      'STATS_BAD_VALUE',
      () => updateBoundedMeanAlarm(startBoundedMeanAlarm(options), Float64Array.of(0.5, 1.1)),
    ],
    ['STATS_BAD_VALUE', () => boundedMeanPath(startBoundedMeanAlarm(options), Float64Array.of(Number.NaN))],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('the paired shadow comparison', () => {
  test('a new model that loses exactly the margin crosses in at most 2.5 % of streams', () => {
    // 1500 streams of 1000 cases, loss .10 and win .05 at a margin of .05, every case a look. Three errors: 0.0121.
    const rng = mersenneTwister(31);
    let crossed = 0;
    for (let s = 0; s < 1500; s++) {
      const start = startNonInferiorityProcess({ margin: 0.05, alpha: 0.025, span: 1 });
      crossed += updateBoundedMeanAlarm(start, differences(rng, 1000, 0.1, 0.05)).crossedAt === null ? 0 : 1;
    }
    expect(crossed / 1500).toBeLessThanOrEqual(0.025 + 0.0121);
  });

  test('an equal model is shown non-inferior, a bad one raises the loss alarm, and neither does both', () => {
    const rng = mersenneTwister(5);
    const plan = { margin: 0.05, alpha: 0.025, span: 1 };
    const equal = differences(rng, 4000, 0.05, 0.05);
    const bad = differences(rng, 4000, 0.15, 0.03);
    expect(updateBoundedMeanAlarm(startNonInferiorityProcess(plan), equal).crossedAt).not.toBeNull();
    expect(updateBoundedMeanAlarm(startLossAlarm(plan), equal).crossedAt).toBeNull();
    expect(updateBoundedMeanAlarm(startNonInferiorityProcess(plan), bad).crossedAt).toBeNull();
    expect(updateBoundedMeanAlarm(startLossAlarm(plan), bad).crossedAt).not.toBeNull();
  });

  test('its interval lies in [-span, span] and turns round with the models', () => {
    const d = differences(mersenneTwister(9), 500, 0.1, 0.05);
    const one = pairedShadowInterval(d, { level: 0.95, span: 1, isIntersected: false });
    const other = pairedShadowInterval(
      d.map((x) => -x),
      { level: 0.95, span: 1, isIntersected: false },
    );
    if (one.status === 'insufficient' || other.status === 'insufficient')
      throw new Error('expected intervals');
    expect(other.lower).toBeCloseTo(-one.upper, 10);
    expect(other.upper).toBeCloseTo(-one.lower, 10);
    expect(one.lower).toBeLessThan(-0.05);
    expect(one.upper).toBeGreaterThan(-0.05);
  });

  test.each([
    ['STATS_BAD_VALUE', () => startNonInferiorityProcess({ margin: 1, alpha: 0.025, span: 1 })],
    ['STATS_BAD_VALUE', () => startNonInferiorityProcess({ margin: -0.1, alpha: 0.025, span: 1 })],
    ['STATS_BAD_VALUE', () => startLossAlarm({ margin: 0, alpha: 0.025, span: 0 })],
    ['STATS_BAD_LEVEL', () => startLossAlarm({ margin: 0, alpha: 0.6, span: 1 })],
    [
      'STATS_BAD_VALUE',
      () => pairedShadowInterval(Float64Array.of(2), { level: 0.9, span: 1, isIntersected: false }),
    ],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('the hedged confidence sequence', () => {
  const wide = { level: 0.95, range: UNIT, isIntersected: false };

  test('nothing without a value; one value at the end says nothing; equal values have an interval, not a point', () => {
    expect(boundedMeanInterval(new Float64Array(0), wide).status).toBe('insufficient');
    expect(boundedMeanInterval(Float64Array.of(1), wide)).toMatchObject({ value: 1, lower: 0, upper: 1 });
    const equal = boundedMeanInterval(new Float64Array(40).fill(0.5), wide);
    if (equal.status === 'insufficient') throw new Error(equal.reason);
    expect(equal.lower).toBeLessThan(0.45);
    expect(equal.upper).toBeGreaterThan(0.55);
    expect(boundedMeanInterval(new Float64Array(40), wide)).toMatchObject({ value: 0, lower: 0 });
  });

  test('bounds inside the range, wider by level, mirrored; the intersection only narrows', () => {
    fc.assert(
      fc.property(unitValues, (values) => {
        const found = boundedMeanInterval(values, wide);
        const wider = boundedMeanInterval(values, { ...wide, level: 0.99 });
        const mirrored = boundedMeanInterval(
          values.map((y) => 1 - y),
          wide,
        );
        const narrowed = boundedMeanInterval(values, { ...wide, isIntersected: true });
        if (found.status === 'insufficient' || wider.status === 'insufficient') return;
        expect(found.lower).toBeGreaterThanOrEqual(0);
        expect(found.upper).toBeLessThanOrEqual(1);
        expect(wider.upper - wider.lower).toBeGreaterThan(found.upper - found.lower - 1e-9);
        if (mirrored.status === 'estimated') expect(mirrored.lower).toBeCloseTo(1 - found.upper, 9);
        if (narrowed.status === 'estimated') {
          expect(narrowed.lower).toBeGreaterThanOrEqual(found.lower - 1e-12);
          expect(narrowed.upper).toBeLessThanOrEqual(found.upper + 1e-12);
        }
      }),
    );
  });

  test('a drift empties the intersection', () => {
    const drifted = Float64Array.from({ length: 600 }, (_, i) => (i < 200 ? 0 : 1));
    expect(boundedMeanInterval(drifted, { ...wide, isIntersected: true })).toEqual({
      status: 'insufficient',
      reason: 'no single mean is compatible with all values: it has drifted',
    });
  });

  test('intersected over all looks it misses the mean in at most 5 % of streams', () => {
    // 400 streams of 300 values of mean 1/3 (u^2); Monte Carlo error 0.0109, three of which are granted.
    const rng = mersenneTwister(77);
    let missed = 0;
    for (let s = 0; s < 400; s++) {
      const values = new Float64Array(300).map(() => rng.next() ** 2);
      const found = boundedMeanInterval(values, { ...wide, isIntersected: true });
      missed += found.status === 'insufficient' || found.lower > 1 / 3 || found.upper < 1 / 3 ? 1 : 0;
    }
    expect(missed / 400).toBeLessThanOrEqual(0.05 + 0.0327);
  });

  test('its price is at most 2.3 times the width of Wald for t = 50..2000', () => {
    const rng = mersenneTwister(12);
    for (const count of [50, 200, 500, 1000, 2000]) {
      const values = new Float64Array(count).map(() => (rng.next() < 0.3 ? 1 : 0));
      const found = boundedMeanInterval(values, wide);
      if (found.status === 'insufficient') throw new Error(found.reason);
      const wald = 2 * 1.959964 * Math.sqrt((found.value * (1 - found.value)) / count);
      expect((found.upper - found.lower) / wald).toBeGreaterThan(1.2);
      expect((found.upper - found.lower) / wald).toBeLessThan(2.3);
    }
  });

  test.each([
    ['STATS_BAD_LEVEL', () => boundedMeanInterval(Float64Array.of(0.5), { ...wide, level: 0 })],
    ['STATS_BAD_VALUE', () => boundedMeanInterval(Float64Array.of(0.5), { ...wide, cap: 0 })],
    [
      'STATS_BAD_VALUE',
      () => boundedMeanInterval(Float64Array.of(0.5), { ...wide, range: { min: 1, max: 0 } }),
    ],
    ['STATS_BAD_VALUE', () => boundedMeanInterval(Float64Array.of(-0.1), wide)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
