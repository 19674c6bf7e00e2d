import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmRecords, firstAlarm, largestValue } from '../../../src/stats/lead-time/alarm-records.js';
import { detectionIntervals } from '../../../src/stats/lead-time/detection-intervals.js';
import { earlyDetection } from '../../../src/stats/lead-time/early-detection.js';
import { leadTimes } from '../../../src/stats/lead-time/lead-time.js';

const coded = (code: string) => expect.objectContaining({ code });
const series = (times: readonly number[], values: readonly number[]) => ({
  times: Float64Array.from(times),
  values: Float64Array.from(values),
});
const anySeries = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 9 })), { maxLength: 20 })
  .map((rows) => [...rows].sort(([a], [b]) => a - b))
  .map((rows) =>
    series(
      rows.map(([time]) => time),
      rows.map(([, value]) => value),
    ),
  );

describe('alarmRecords and firstAlarm', () => {
  const records = alarmRecords(series([0, 1, 2, 3, 4, 5], [2, 5, 5, 4, 8, 9]), 4);

  test('rising maxima up to the last admissible time', () => {
    expect([...records.maxima]).toEqual([2, 5, 8]);
    expect([...records.times]).toEqual([0, 1, 4]);
    expect(largestValue(records)).toBe(8);
  });

  test('the first value at or above the threshold; what comes later is no alarm', () => {
    expect([1, 2, 3, 5, 6, 8, 8.5].map((threshold) => firstAlarm(records, threshold))).toEqual([
      0,
      0,
      1,
      1,
      4,
      4,
      null,
    ]);
  });

  test('nothing observed in time: no alarm, and no largest value', () => {
    const none = alarmRecords(series([5], [9]), 4);
    expect(firstAlarm(none, -9)).toBeNull();
    expect(() => largestValue(none)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(alarmRecords(series([], []), 0).maxima).toHaveLength(0);
  });

  test('as a search through all observations', () => {
    fc.assert(
      fc.property(
        anySeries,
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 10 }),
        (one, until, tau) => {
          const first = one.times.findIndex((time, i) => time <= until && (one.values[i] ?? -1) >= tau);
          expect(firstAlarm(alarmRecords(one, until), tau)).toBe(first < 0 ? null : one.times[first]);
        },
      ),
    );
  });

  test('refuses falling times, unequal lengths and numbers that are none', () => {
    expect(() => alarmRecords(series([1, 0], [1, 1]), 4)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alarmRecords(series([1], []), 4)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => alarmRecords(series([Number.NaN], [1]), 4)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alarmRecords(series([1], [Number.POSITIVE_INFINITY]), 4)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => alarmRecords(series([1], [1]), Number.NaN)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => firstAlarm(records, Number.NaN)).toThrow(coded('STATS_BAD_VALUE'));
  });
});

describe('leadTimes', () => {
  const events = [
    alarmRecords(series([0, 3, 9], [1, 6, 7]), 10),
    alarmRecords(series([1, 2], [1, 2]), 12),
    alarmRecords(series([8], [6]), 8),
    alarmRecords(series([0], [6]), 20),
  ];

  test('by hand: leads 7, none, 0, 20', () => {
    // Misses count as 0 in the median: 0 0 7 20, so 3.5. An alarm at the event itself has lead 0 and is a detection.
    expect(leadTimes(events, [10, 12, 8, 20], 6, [0, 7, 7.5])).toEqual({
      status: 'estimated',
      leads: [7, null, 0, 20],
      detected: { numerator: 3, denominator: 4, value: 0.75 },
      sensitivityAt: [
        { horizon: 0, share: { numerator: 3, denominator: 4, value: 0.75 } },
        { horizon: 7, share: { numerator: 2, denominator: 4, value: 0.5 } },
        { horizon: 7.5, share: { numerator: 1, denominator: 4, value: 0.25 } },
      ],
      medianMissesZero: 3.5,
    });
  });

  test('no alarm anywhere: median 0; no event: insufficient', () => {
    expect(leadTimes(events, [10, 12, 8, 20], 99, [])).toMatchObject({
      medianMissesZero: 0,
      detected: { numerator: 0 },
    });
    expect(leadTimes([], [], 6, [1]).status).toBe('insufficient');
  });

  test('a lower threshold never shortens a lead; a longer horizon never finds more', () => {
    fc.assert(
      fc.property(
        fc.array(anySeries, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 9 }),
        (all, tau) => {
          const records = all.map((one) => alarmRecords(one, 15));
          const times = all.map(() => 15);
          const strict = leadTimes(records, times, tau, [0, 3, 9]);
          const loose = leadTimes(records, times, tau - 1, [0, 3, 9]);
          if (strict.status !== 'estimated' || loose.status !== 'estimated') throw new Error('no leads');
          expect(loose.medianMissesZero).toBeGreaterThanOrEqual(strict.medianMissesZero);
          strict.leads.forEach((lead, i) => {
            if (lead === null) return;
            expect(lead).toBeGreaterThanOrEqual(0);
            expect(loose.leads[i]).toBeGreaterThanOrEqual(lead);
          });
          const [now, soon, late] = strict.sensitivityAt.map(({ share }) => share.numerator);
          expect(now).toBe(strict.detected.numerator);
          expect(soon).toBeLessThanOrEqual(now ?? -1);
          expect(late).toBeLessThanOrEqual(soon ?? -1);
        },
      ),
    );
  });

  test('refuses records after the event, missing event times and horizons', () => {
    expect(() => leadTimes(events, [8, 12, 8, 20], 6, [])).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => leadTimes(events, [10], 6, [])).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => leadTimes(events, [10, 12, Number.NaN, 20], 6, [])).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => leadTimes(events, [10, 12, 8, 20], 6, [-1])).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => leadTimes(events, [10, 12, 8, 20], Number.NaN, [])).toThrow(coded('STATS_BAD_VALUE'));
  });
});

describe('earlyDetection and detectionIntervals', () => {
  const controls = Array.from({ length: 100 }, (_, i) => alarmRecords(series([0, 1], [i / 10, 0]), 9));
  const events = Array.from({ length: 12 }, (_, i) =>
    alarmRecords(series([0, i % 5], [i % 3, 8 + i / 5]), 9),
  );
  const units = { events, eventTimes: events.map(() => 9), controls };
  const bootstrap = { level: 0.9, replicates: 200, seed: 11 };

  test('by hand: 9.5 is reached by five controls and by the events with 8 + i / 5 >= 9.5', () => {
    const found = earlyDetection(units, 0.05, [6]);
    // i = 8 to 11 alarm at i % 5 = 3, 4, 0, 1: leads 6, 5, 9, 8.
    expect(found).toMatchObject({
      threshold: { tau: 9.5, achieved: { numerator: 5 } },
      leadTimes: {
        detected: { numerator: 4 },
        sensitivityAt: [{ share: { numerator: 3 } }],
        medianMissesZero: 0,
      },
    });
  });

  test('bounds lie in the parameter space and around the value', () => {
    const found = detectionIntervals(units, 0.05, [0, 6], { ...bootstrap, undefinedAbove: 0.1 });
    if (found.status !== 'estimated') throw new Error(found.reason);
    expect(found.sensitivityAt.map(({ horizon }) => horizon)).toEqual([0, 6]);
    for (const { sensitivity } of found.sensitivityAt) {
      if (sensitivity.status !== 'estimated') throw new Error(sensitivity.reason);
      expect(sensitivity.lower).toBeGreaterThanOrEqual(0);
      expect(sensitivity.lower).toBeLessThanOrEqual(sensitivity.value);
      expect(sensitivity.upper).toBeGreaterThanOrEqual(sensitivity.value);
      expect(sensitivity.upper).toBeLessThanOrEqual(1);
      expect(sensitivity.clusters).toBe(112);
    }
    expect(detectionIntervals(units, 0.05, [0, 6], { ...bootstrap, undefinedAbove: 0.1 })).toEqual(found);
  });

  test('too few controls, tied controls and no event are insufficient', () => {
    const cases = [
      { ...units, controls: controls.slice(1) },
      { ...units, controls: controls.map(() => alarmRecords(series([0], [1]), 9)) },
      { ...units, events: [], eventTimes: [] },
    ];
    for (const one of cases) {
      expect(earlyDetection(one, 0.05, [1]).status).toBe('insufficient');
      expect(detectionIntervals(one, 0.05, [1], bootstrap).status).toBe('insufficient');
    }
  });

  test('a control without an observation is missing, not silent', () => {
    const missing = [...controls, alarmRecords(series([], []), 9)];
    expect(() => earlyDetection({ ...units, controls: missing }, 0.05, [])).toThrow(
      coded('STATS_BAD_LENGTH'),
    );
  });

  test('refuses horizons, rates and too few resamples', () => {
    expect(() => detectionIntervals(units, 0.05, [-1], bootstrap)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => detectionIntervals(units, 0, [1], bootstrap)).toThrow(coded('STATS_BAD_LEVEL'));
    expect(() => detectionIntervals(units, 0.05, [1], { ...bootstrap, replicates: 5 })).toThrow(
      coded('STATS_BAD_COUNT'),
    );
  });
});
