import { type Share, share } from '../diagnostic/share.js';
import { type Insufficient, insufficient } from '../interval.js';
import { requireLength, requireNumber } from '../numeric/argument.js';
import { quantile } from '../numeric/quantile.js';
import { type AlarmRecords, firstAlarm } from './alarm-records.js';

/** How early, and how often, events were seen. */
export interface LeadTimes {
  readonly status: 'estimated';
  /** One per unit with an event: event time - first alarm, >= 0, or null for no alarm before the event ("no lead"). */
  readonly leads: readonly (number | null)[];
  /** Units with an alarm at or before the event, among all units with an event. */
  readonly detected: Share;
  /** For each horizon h asked: units with lead >= h among all units with an event. */
  readonly sensitivityAt: readonly { readonly horizon: number; readonly share: Share }[];
  /** Median over all units with an event, a miss counted as 0; in the unit of the times. */
  readonly medianMissesZero: number;
}

/**
 * Lead times of alarms at a threshold.
 *
 * @param events - one per unit with an event: its records up to the event (`alarmRecords(series, eventTime)`)
 * @param eventTimes - one per unit, finite: the earlier of onset and recognition; not before any time in its records
 * @param threshold - finite, as `alarmThreshold` gives it
 * @param horizons - leads of interest, finite, >= 0, in the unit of the times
 * @returns leads, sensitivities and the median; `insufficient` without a unit
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, also for records that go on after the event
 * @source Fawcett & Provost 1999, Proc KDD 53-62
 */
export function leadTimes(
  events: readonly AlarmRecords[],
  eventTimes: readonly number[],
  threshold: number,
  horizons: readonly number[],
): LeadTimes | Insufficient {
  requireLength(eventTimes.length, events.length, 'eventTimes');
  requireNumber(threshold, 'threshold');
  horizons.forEach((horizon, i) => {
    requireNumber(horizon, `horizons[${i}]`, 0);
  });
  if (events.length === 0) return insufficient('lead times need at least 1 unit with an event, got 0');
  const leads = events.map((records, i) => {
    const eventTime = eventTimes[i] ?? Number.NaN;
    requireNumber(eventTime, `eventTimes[${i}]`, records.times[records.times.length - 1]);
    const alarm = firstAlarm(records, threshold);
    return alarm === null ? null : eventTime - alarm;
  });
  const atLeast = (horizon: number) =>
    share(leads.filter((lead) => lead !== null && lead >= horizon).length, leads.length);
  return {
    status: 'estimated',
    leads,
    detected: atLeast(0),
    sensitivityAt: horizons.map((horizon) => ({ horizon, share: atLeast(horizon) })),
    medianMissesZero: quantile(
      Float64Array.from(leads, (lead) => lead ?? 0),
      0.5,
    ),
  };
}
