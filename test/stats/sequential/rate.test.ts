import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Interval } from '../../../src/stats/interval.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';
import { clopperPearson } from '../../../src/stats/proportion/proportion.js';
import { anytimeP } from '../../../src/stats/sequential/alarm.js';
import { type RateAlarm, startRateAlarm, updateRateAlarm } from '../../../src/stats/sequential/rate-alarm.js';
import {
  rateSequenceInterval,
  startRateSequence,
  updateRateSequence,
} from '../../../src/stats/sequential/rate-sequence.js';

const EVEN = { a: 1, b: 1 };

function sequence(events: number, trials: number, level = 0.95, prior = EVEN): Interval {
  const found = rateSequenceInterval(
    updateRateSequence(startRateSequence({ prior, level }), { events, trials }),
  );
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

function alarm(events: number, trials: number, limit: number, prior?: { a: number; b: number }): RateAlarm {
  const options = prior === undefined ? { limit, alpha: 0.05 } : { limit, alpha: 0.05, prior };
  return updateRateAlarm(startRateAlarm(options), { events, trials });
}

describe('the confidence sequence of a rate', () => {
  test('by hand: 0 of t under Beta(1, 1) excludes p with (1 / (t + 1)) (1 - p)^-t >= 20', () => {
    const found = sequence(0, 30);
    expect(found.lower).toBe(0);
    expect(found.upper).toBeCloseTo(1 - (20 * 31) ** (-1 / 30), 12);
    const all = sequence(30, 30);
    expect([all.lower, all.upper]).toEqual([expect.closeTo(1 - found.upper, 12), 1]);
  });

  test('one trial says little: 1 of 1 excludes p < 1 / 40', () => {
    // B(2, 1) / B(1, 1) / p = 1 / (2 p) < 20
    expect(sequence(1, 1).lower).toBeCloseTo(1 / 40, 12);
  });

  test('nothing before the first trial', () => {
    expect(rateSequenceInterval(startRateSequence({ prior: EVEN, level: 0.95 }))).toEqual({
      status: 'insufficient',
      reason: 'a confidence sequence needs at least 1 trial, got 0',
    });
  });

  test('the state is JSON, and batches add up', () => {
    const start = startRateSequence({ prior: { a: 0.5, b: 20 }, level: 0.9 });
    const once = updateRateSequence(start, { events: 5, trials: 80 });
    const first = updateRateSequence(start, { events: 2, trials: 30 });
    const again = updateRateSequence(JSON.parse(JSON.stringify(first)), { events: 3, trials: 50 });
    expect(again).toEqual(once);
    expect(start.trials).toBe(0);
  });

  test('holds the rate, nests by level, mirrors, and is never narrower than the exact interval of one look', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (trials, share) => {
          const events = Math.round(share * trials);
          const found = sequence(events, trials);
          const wide = sequence(events, trials, 0.99);
          expect(found.lower).toBeLessThanOrEqual(found.value);
          expect(found.upper).toBeGreaterThanOrEqual(found.value);
          expect(wide.lower).toBeLessThanOrEqual(found.lower);
          expect(wide.upper).toBeGreaterThanOrEqual(found.upper);
          expect(sequence(trials - events, trials).lower).toBeCloseTo(1 - found.upper, 10);
          const exact = clopperPearson(events, trials, 0.95);
          expect(found.upper - found.lower).toBeGreaterThan((exact.upper - exact.lower) * 0.99);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('its price is 1.5 to 2 times the width of Wald for t = 50..2000', () => {
    for (const trials of [50, 200, 500, 1000, 2000]) {
      for (const rate of [0.1, 0.3, 0.5]) {
        const found = sequence(rate * trials, trials);
        const wald = 2 * 1.959964 * Math.sqrt((rate * (1 - rate)) / trials);
        expect((found.upper - found.lower) / wald).toBeGreaterThan(1.49);
        expect((found.upper - found.lower) / wald).toBeLessThan(2);
      }
    }
  });

  test('read at every look it misses the rate in at most 5 % of streams, where the exact interval misses far more', () => {
    // 300 streams of 1000 trials at rate 0.1, looks at 25 counts; Monte Carlo error of 0.05: 0.0126, three of which are granted.
    const rng = mersenneTwister(2024);
    const streams = 300;
    const looks = Array.from({ length: 25 }, (_, k) => Math.round(10 * 100 ** (k / 24)));
    let missed = 0;
    let exactMissed = 0;
    for (let s = 0; s < streams; s++) {
      let events = 0;
      let trials = 0;
      let misses = false;
      let exactMisses = false;
      for (const look of looks) {
        for (; trials < look; trials++) events += rng.next() < 0.1 ? 1 : 0;
        const found = sequence(events, trials);
        misses ||= found.lower > 0.1 || found.upper < 0.1;
        const exact = clopperPearson(events, trials, 0.95);
        exactMisses ||= exact.lower > 0.1 || exact.upper < 0.1;
      }
      missed += misses ? 1 : 0;
      exactMissed += exactMisses ? 1 : 0;
    }
    expect(missed / streams).toBeLessThanOrEqual(0.05 + 3 * 0.0126);
    expect(exactMissed / streams).toBeGreaterThan(0.1);
  });

  test.each([
    ['STATS_BAD_VALUE', () => startRateSequence({ prior: { a: 0, b: 1 }, level: 0.95 })],
    [
      'STATS_BAD_VALUE',
      () => startRateSequence({ prior: { a: 1, b: Number.POSITIVE_INFINITY }, level: 0.95 }),
    ],
    ['STATS_BAD_LEVEL', () => startRateSequence({ prior: EVEN, level: 1 })],
    ['STATS_BAD_COUNT', () => sequence(2, 1)],
    ['STATS_BAD_COUNT', () => sequence(0, 0)],
    ['STATS_BAD_COUNT', () => rateSequenceInterval({ prior: EVEN, level: 0.95, events: 3, trials: 2 })],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('the alarm on a rate', () => {
  test('by hand: one event in one trial at limit 0.5 under Beta(1, 1): mean of p / 0.5 over (0.5, 1) = 1.5', () => {
    expect(Math.exp(alarm(1, 1, 0.5, EVEN).logE)).toBeCloseTo(1.5, 12);
    expect(Math.exp(alarm(0, 1, 0.5, EVEN).logE)).toBeCloseTo(0.5, 12);
  });

  test('starts at e = 1', () => {
    const start = startRateAlarm({ limit: 0.01, alpha: 0.05 });
    expect(start).toMatchObject({
      logE: 0,
      largestLogE: 0,
      crossedAt: null,
      prior: { a: 1, b: 1 / 0.03 - 1 },
    });
    expect(anytimeP(start)).toBe(1);
  });

  test('a diffuse prior is six times weaker in one example: e = 3.6 against 21.8', () => {
    const diffuse = alarm(6, 77, 0.02, EVEN);
    const focused = alarm(6, 77, 0.02);
    expect(Math.exp(diffuse.logE)).toBeCloseTo(3.61, 2);
    expect(Math.exp(focused.logE)).toBeCloseTo(21.76, 2);
    expect([diffuse.crossedAt, focused.crossedAt]).toEqual([null, 77]);
  });

  test('an alarm stays, and so does its p-value', () => {
    const raised = alarm(6, 77, 0.02);
    const later = updateRateAlarm(raised, { events: 0, trials: 5000 });
    expect(later.logE).toBeLessThan(0);
    expect(later.crossedAt).toBe(77);
    expect(anytimeP(later)).toBe(anytimeP(raised));
    expect(anytimeP(raised)).toBeLessThan(0.05);
  });

  test('far below and far above the limit the logarithm stays finite', () => {
    expect(Number.isFinite(alarm(0, 10_000_000, 0.01).logE)).toBe(true);
    const far = alarm(10_000_000, 10_000_000, 0.01).logE;
    expect(far).toBeGreaterThan(4e7);
    expect(Number.isFinite(far)).toBe(true);
  });

  test('an event raises e, a trial without one lowers it; the order does not matter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 2000 }), (events, free) => {
        const state = alarm(events, events + free, 0.01);
        expect(updateRateAlarm(state, { events: 1, trials: 1 }).logE).toBeGreaterThan(state.logE);
        expect(updateRateAlarm(state, { events: 0, trials: 1 }).logE).toBeLessThan(state.logE);
        const other = updateRateAlarm(alarm(0, free, 0.01), { events, trials: Math.max(1, events) });
        if (events > 0) expect(other.logE).toBeCloseTo(state.logE, 12);
      }),
    );
  });

  test('at the limit it ever rises in at most 5 % of streams; at three times the limit in most', () => {
    // 1500 streams of 3000 trials; e peaks at events only, so these are all looks. Three Monte Carlo errors: 0.0169.
    const rng = mersenneTwister(7);
    const shareRaised = (rate: number): number => {
      let raised = 0;
      for (let s = 0; s < 1500; s++) {
        let state = startRateAlarm({ limit: 0.01, alpha: 0.05 });
        while (state.crossedAt === null) {
          const gap = Math.ceil(Math.log1p(-rng.next()) / Math.log1p(-rate));
          if (state.trials + gap > 3000) break;
          state = updateRateAlarm(state, { events: 1, trials: Math.max(1, gap) });
        }
        raised += state.crossedAt === null ? 0 : 1;
      }
      return raised / 1500;
    };
    expect(shareRaised(0.01)).toBeLessThanOrEqual(0.05 + 0.0169);
    expect(shareRaised(0.03)).toBeGreaterThan(0.95);
  });

  test.each([
    ['STATS_BAD_VALUE', () => startRateAlarm({ limit: 0, alpha: 0.05 })],
    ['STATS_BAD_VALUE', () => startRateAlarm({ limit: 1, alpha: 0.05, prior: EVEN })],
    ['STATS_BAD_VALUE', () => startRateAlarm({ limit: 0.4, alpha: 0.05 })],
    ['STATS_BAD_VALUE', () => startRateAlarm({ limit: 0.1, alpha: 0.05, prior: { a: -1, b: 1 } })],
    ['STATS_BAD_LEVEL', () => startRateAlarm({ limit: 0.1, alpha: 0.5 })],
    ['STATS_BAD_COUNT', () => alarm(3, 2, 0.1)],
    ['STATS_BAD_COUNT', () => alarm(0, 0, 0.1)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
