import type { Insufficient } from '../interval.js';
import type { AlarmRecords } from './alarm-records.js';
import { largestValue } from './alarm-records.js';
import { type AlarmThreshold, alarmThreshold, type ThresholdOptions } from './alarm-threshold.js';
import { type LeadTimes, leadTimes } from './lead-time.js';

/** Lead times at a threshold estimated from controls. */
export interface EarlyDetection {
  readonly status: 'estimated';
  readonly threshold: AlarmThreshold;
  readonly leadTimes: LeadTimes;
}

/** Units followed up to an event and controls followed equally long. */
export interface DetectionUnits {
  /** One per unit with an event: its records up to the event. */
  readonly events: readonly AlarmRecords[];
  /** One per unit with an event, as `leadTimes`. */
  readonly eventTimes: readonly number[];
  /** One per control: its records over a follow-up equal to that of the events. */
  readonly controls: readonly AlarmRecords[];
}

/**
 * Activity monitoring: threshold from the controls at a fixed false-alarm rate, then leads of the units with an event.
 *
 * A bootstrap over units calls this on the resampled units, so that the threshold is estimated anew in each replicate.
 *
 * @param units - independent units; every control with at least one observation
 * @param falseAlarmRate - share of controls that may ever alarm, 0 < rate < 1
 * @param horizons - leads of interest, finite, >= 0
 * @param options - as `alarmThreshold`
 * @returns threshold and leads; `insufficient` as `alarmThreshold` and `leadTimes`
 * @throws PreceptorError as both
 * @source Fawcett & Provost 1999, Proc KDD 53-62
 */
export function earlyDetection(
  units: DetectionUnits,
  falseAlarmRate: number,
  horizons: readonly number[],
  options: ThresholdOptions = {},
): EarlyDetection | Insufficient {
  const maxima = Float64Array.from(units.controls, largestValue);
  const threshold = alarmThreshold(maxima, falseAlarmRate, options);
  if (threshold.status === 'insufficient') return threshold;
  const leads = leadTimes(units.events, units.eventTimes, threshold.tau, horizons);
  if (leads.status === 'insufficient') return leads;
  return { status: 'estimated', threshold, leadTimes: leads };
}
