import { PreceptorError } from '../../errors.js';
import { floatAt, requireFinite, requireLength, requireNumber } from '../numeric/argument.js';

/** A score followed over time in one unit. */
export interface Series {
  /** Times of the observations, finite, ascending (equal times allowed). */
  readonly times: Float64Array;
  /** The score at each time, finite; higher is more alarming; as long as `times`. */
  readonly values: Float64Array;
}

/**
 * The rising maxima of a series: all that any threshold can ask of it.
 *
 * The first value at or above a threshold is a running maximum, so the first alarm is found by bisection, and a
 * bootstrap that estimates the threshold anew never reads the series again.
 */
export interface AlarmRecords {
  /** Strictly ascending. */
  readonly maxima: Float64Array;
  /** The time at which each maximum was first reached, ascending. */
  readonly times: Float64Array;
}

/**
 * The rising maxima of one unit up to a last admissible time.
 *
 * @param series - times ascending, values finite; may be empty
 * @param until - observations after this time do not count (the event, or the end of follow-up); finite
 * @returns the records; both arrays empty where nothing was observed in time
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, also where the times fall
 */
export function alarmRecords(series: Series, until: number): AlarmRecords {
  const { times, values } = series;
  requireLength(values.length, times.length, 'values');
  requireFinite(times, 'times');
  requireFinite(values, 'values');
  requireNumber(until, 'until');
  const maxima: number[] = [];
  const reached: number[] = [];
  let highest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    const time = floatAt(times, i);
    if (i > 0 && time < floatAt(times, i - 1)) {
      throw new PreceptorError(
        'STATS_BAD_VALUE',
        `times[${i}]: expected ascending times, got ${time} after ${floatAt(times, i - 1)}`,
      );
    }
    const value = floatAt(values, i);
    if (time <= until && value > highest) {
      maxima.push(value);
      reached.push(time);
      highest = value;
    }
  }
  return { maxima: Float64Array.from(maxima), times: Float64Array.from(reached) };
}

/**
 * The first time at which a series reaches a threshold.
 *
 * @param records - of one unit
 * @param threshold - finite
 * @returns the time of the first value >= threshold; null where there is none
 * @throws PreceptorError `STATS_BAD_VALUE` for a threshold that is not finite
 */
export function firstAlarm(records: AlarmRecords, threshold: number): number | null {
  requireNumber(threshold, 'threshold');
  const { maxima, times } = records;
  let low = 0;
  let high = maxima.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (floatAt(maxima, middle) >= threshold) high = middle;
    else low = middle + 1;
  }
  return low < times.length ? floatAt(times, low) : null;
}

/**
 * The largest value of one unit: what decides whether a control ever alarms.
 *
 * @param records - of one unit, with at least one observation
 * @returns the last of the rising maxima
 * @throws PreceptorError `STATS_BAD_LENGTH` for a unit without an observation, which is missing and not silent
 */
export function largestValue(records: AlarmRecords): number {
  const last = records.maxima[records.maxima.length - 1];
  if (last === undefined) {
    throw new PreceptorError('STATS_BAD_LENGTH', 'records: expected at least one observation, got 0');
  }
  return last;
}
