import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmEpisodes, alertBurden, clusteredAlarmRate } from '../../../src/stats/lead-time/alert-burden.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';
import { garwood } from '../../../src/stats/rate/garwood.js';

const coded = (code: string) => expect.objectContaining({ code });
const series = (times: readonly number[], values: readonly number[]) => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});

describe('alarmEpisodes', () => {
  const one = series([0, 1, 2, 3, 4, 5, 9], [5, 5, 1, 5, 5, 5, 5]);

  test('the window runs from the alarm given, and is not prolonged by those it silences', () => {
    // Window 3: 0 silences 1; 3 begins anew and silences 4 and 5; 9.
    expect([...alarmEpisodes(one, 5, 3)]).toEqual([0, 3, 9]);
    expect([...alarmEpisodes(one, 5, 3.5)]).toEqual([0, 4, 9]);
  });

  test('no window: every alarm, also at equal times; no alarm: none', () => {
    expect([...alarmEpisodes(one, 5, 0)]).toEqual([0, 1, 3, 4, 5, 9]);
    expect([...alarmEpisodes(series([2, 2], [5, 6]), 5, 0)]).toEqual([2, 2]);
    expect([...alarmEpisodes(series([2, 2], [5, 6]), 5, 1e-9)]).toEqual([2]);
    expect([...alarmEpisodes(one, 5.1, 1)]).toEqual([]);
    expect([...alarmEpisodes(series([], []), 5, 1)]).toEqual([]);
  });

  test('episodes stand at least a window apart, and a longer observation keeps the earlier ones', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (unsorted, refractory) => {
        const sorted = [...unsorted].sort(([a], [b]) => a - b);
        const of = (some: typeof sorted) =>
          alarmEpisodes(
            series(
              some.map(([time]) => time),
              some.map(([, value]) => value),
            ),
            2,
            refractory,
          );
        const starts = [...of(sorted)];
        starts.slice(1).forEach((start, i) => {
          expect(start - (starts[i] ?? 0)).toBeGreaterThanOrEqual(refractory);
        });
        const part = [...of(sorted.slice(0, sorted.length >> 1))];
        expect(starts.slice(0, part.length)).toEqual(part);
      }),
    );
  });

  test('refuses falling times, unequal lengths, thresholds and windows', () => {
    expect(() => alarmEpisodes(series([1, 0], [9, 9]), 5, 1)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alarmEpisodes(series([1], []), 5, 1)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => alarmEpisodes(series([1], [Number.NaN]), 5, 1)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alarmEpisodes(one, Number.NaN, 1)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alarmEpisodes(one, 5, -1)).toThrow(coded('STATS_BAD_VALUE'));
  });
});

describe('alertBurden', () => {
  test('by hand: 4 right, 12 wrong in 300 days: 4 per 100 days, 4 to evaluate for one', () => {
    const found = alertBurden(4, 12, 300, 0.95);
    const ppv = wilson(4, 16, 0.95);
    expect(found.falsePer100Days).toEqual(garwood(12, 3, 0.95));
    expect(found.falsePer100Days).toMatchObject({ value: 4 });
    expect(found.positivePredictiveValue).toEqual({ numerator: 4, denominator: 16, value: 0.25 });
    expect(found.numberNeededToEvaluate).toMatchObject({
      value: 4,
      lower: expect.closeTo(1 / ppv.upper, 12),
      upper: expect.closeTo(1 / ppv.lower, 12),
    });
  });

  test('no false episode: rate 0 with an upper limit of 100 ln 40 / days', () => {
    expect(alertBurden(4, 0, 300, 0.95).falsePer100Days).toMatchObject({
      value: 0,
      lower: 0,
      upper: expect.closeTo(Math.log(40) / 3, 12),
    });
  });

  test('no right episode: no number needed and no upper limit, never infinite', () => {
    expect(alertBurden(0, 12, 300, 0.95).numberNeededToEvaluate).toMatchObject({
      value: null,
      upper: null,
      lower: expect.closeTo(1 / wilson(0, 12, 0.95).upper, 12),
    });
  });

  test('no episode, no exposure: insufficient', () => {
    const found = alertBurden(0, 0, 0, 0.95);
    expect(found.falsePer100Days.status).toBe('insufficient');
    expect(found.numberNeededToEvaluate.status).toBe('insufficient');
    expect(found.positivePredictiveValue.value).toBeNull();
  });

  test('refuses false episodes without exposure, and numbers that are none', () => {
    expect(() => alertBurden(1, 1, 0, 0.95)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alertBurden(1, 1, -1, 0.95)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alertBurden(1, 1, Number.NaN, 0.95)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alertBurden(-1, 1, 1, 0.95)).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => alertBurden(1, 0.5, 1, 0.95)).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => alertBurden(1, 1, 1, 1)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});

describe('clusteredAlarmRate', () => {
  const episodes = Float64Array.of(0, 2, 1, 7);
  const days = Float64Array.of(10, 40, 30, 20);
  const own = Int32Array.of(1, 2, 3, 4);

  test('by hand: 10 in 100 days', () => {
    // Residuals 0 - 1, 2 - 4, 1 - 3, 7 - 2: SE = sqrt(4/3 (1 + 4 + 4 + 25)) = 6.733 per 100 days; t on 3.
    const found = clusteredAlarmRate(episodes, days, own, 0.95);
    expect(found).toMatchObject({
      value: 10,
      se: expect.closeTo(Math.sqrt((4 / 3) * 34), 12),
      df: 3,
      lower: 0,
    });
  });

  test('one patient with most alarms makes it wider than Garwood', () => {
    const found = clusteredAlarmRate(episodes, days, own, 0.95);
    const poisson = garwood(10, 1, 0.95);
    if (found.status !== 'estimated') throw new Error(found.reason);
    expect(found.upper).toBeGreaterThan(poisson.upper);
  });

  test('no alarm, no exposure, one patient: insufficient', () => {
    expect(clusteredAlarmRate(new Float64Array(4), days, own, 0.95).status).toBe('insufficient');
    expect(clusteredAlarmRate(new Float64Array(4), new Float64Array(4), own, 0.95).status).toBe(
      'insufficient',
    );
    expect(clusteredAlarmRate(episodes, days, new Int32Array(4), 0.95).status).toBe('insufficient');
  });

  test('refuses alarms without exposure, parts of episodes, unequal lengths and levels', () => {
    expect(() => clusteredAlarmRate(episodes, Float64Array.of(10, 0, 30, 20), own, 0.9)).toThrow(
      coded('STATS_BAD_VALUE'),
    );
    expect(() => clusteredAlarmRate(Float64Array.of(0.5), Float64Array.of(1), Int32Array.of(1), 0.9)).toThrow(
      coded('STATS_BAD_COUNT'),
    );
    expect(() => clusteredAlarmRate(episodes, days.slice(1), own, 0.9)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => clusteredAlarmRate(episodes, days, own.slice(1), 0.9)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => clusteredAlarmRate(episodes, days, own, 0)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});
