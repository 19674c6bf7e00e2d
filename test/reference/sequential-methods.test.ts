import { describe, expect, test } from 'vitest';
import {
  asymptoticInterval,
  startAsymptoticSequence,
  updateAsymptoticSequence,
} from '../../src/stats/sequential/asymptotic-sequence.js';
import { boundedMeanPath, startBoundedMeanAlarm } from '../../src/stats/sequential/bounded-mean-alarm.js';
import { boundedMeanInterval } from '../../src/stats/sequential/bounded-mean-sequence.js';
import { averageLogE, eBenjaminiHochberg } from '../../src/stats/sequential/e-values.js';
import { startRateAlarm, updateRateAlarm } from '../../src/stats/sequential/rate-alarm.js';
import {
  rateSequenceInterval,
  startRateSequence,
  updateRateSequence,
} from '../../src/stats/sequential/rate-sequence.js';
import { expectClose, printDifferences, type ReferenceRow, readReference } from './reference.js';

const TOLERANCE = 1e-9;

printDifferences();

type Limits = readonly [number, number];

describe('mixtures against mpmath', () => {
  const reference = readReference<{
    readonly sequences: readonly { readonly args: readonly number[]; readonly expected: Limits }[];
    readonly alarms: readonly ReferenceRow[];
  }>('sequential-mixtures.json');

  test.each(reference.sequences)('rateSequenceInterval $args', ({ args, expected }) => {
    const [events = 0, trials = 0, a = 0, b = 0, level = 0] = args;
    const state = updateRateSequence(startRateSequence({ prior: { a, b }, level }), { events, trials });
    const found = rateSequenceInterval(state);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.lower, expected[0], TOLERANCE, 'rateSequenceInterval.lower');
    expectClose(found.upper, expected[1], TOLERANCE, 'rateSequenceInterval.upper');
  });

  test.each(reference.alarms)('updateRateAlarm $args', ({ args, expected }) => {
    const [events = 0, trials = 0, limit = 0, a = 0, b = 0] = args;
    const state = updateRateAlarm(startRateAlarm({ limit, alpha: 0.05, prior: { a, b } }), {
      events,
      trials,
    });
    expectClose(state.logE, expected, TOLERANCE, 'updateRateAlarm');
  });
});

describe('betting and averages against naive loops', () => {
  const reference = readReference<{
    readonly streams: readonly {
      readonly values: readonly number[];
      readonly min: number;
      readonly max: number;
      readonly nullMean: number;
      readonly alpha: number;
      readonly cap: number;
      readonly above: readonly number[];
      readonly below: readonly number[];
      readonly interval: Limits | null;
      readonly intersected: Limits | null;
    }[];
    readonly moments: readonly {
      readonly values: readonly number[];
      readonly times: number;
      readonly level: number;
      readonly narrowestAt: number;
      readonly expected: Limits;
    }[];
    readonly averages: readonly {
      readonly e: readonly number[];
      readonly weights: readonly number[];
      readonly expected: number;
    }[];
    readonly discoveries: readonly {
      readonly e: readonly number[];
      readonly q: number;
      readonly rejected: readonly boolean[];
    }[];
  }>('sequential-betting.json');

  test.each(reference.streams)('$values.length values against $nullMean', (row) => {
    const values = Float64Array.from(row.values);
    const range = { min: row.min, max: row.max };
    for (const direction of ['above', 'below'] as const) {
      const start = startBoundedMeanAlarm({
        nullMean: row.nullMean,
        direction,
        range,
        alpha: row.alpha,
        cap: row.cap,
      });
      boundedMeanPath(start, values).forEach((logE, i) => {
        // A sum of logarithms that comes near 0 keeps its absolute digits only.
        expect(Math.abs(logE - (row[direction][i] ?? Number.MAX_VALUE))).toBeLessThanOrEqual(1e-12 * (i + 1));
      });
    }
    for (const [expected, isIntersected] of [
      [row.interval, false],
      [row.intersected, true],
    ] as const) {
      const found = boundedMeanInterval(values, { level: 1 - row.alpha, range, isIntersected, cap: row.cap });
      if (found.status === 'insufficient' || expected === null) {
        expect([found.status, expected]).toEqual(['insufficient', null]);
        continue;
      }
      expectClose(found.lower, expected[0], TOLERANCE, 'boundedMeanInterval.lower');
      expectClose(found.upper, expected[1], TOLERANCE, 'boundedMeanInterval.upper');
    }
  });

  test.each(reference.moments)('asymptoticInterval, narrowest at $narrowestAt', (row) => {
    let state = startAsymptoticSequence({ level: row.level, narrowestAt: row.narrowestAt });
    for (let i = 0; i < row.times; i++)
      state = updateAsymptoticSequence(state, Float64Array.from(row.values));
    const found = asymptoticInterval(state);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.lower, row.expected[0], TOLERANCE, 'asymptoticInterval.lower');
    expectClose(found.upper, row.expected[1], TOLERANCE, 'asymptoticInterval.upper');
  });

  test.each(reference.averages)('averageLogE $e', ({ e, weights, expected }) => {
    const found = averageLogE(Float64Array.from(e, Math.log), Float64Array.from(weights));
    expectClose(found, expected, TOLERANCE, 'averageLogE');
  });

  test.each(reference.discoveries)('eBenjaminiHochberg $e', ({ e, q, rejected }) => {
    expect(eBenjaminiHochberg(Float64Array.from(e, Math.log), q).isRejected).toEqual(rejected);
  });
});
