import type { BootstrapInterval, BootstrapOptions } from '../bootstrap/bootstrap-limits.js';
import { clusterBootstrap } from '../bootstrap/cluster-bootstrap.js';
import type { Insufficient } from '../interval.js';
import { at, floatAt } from '../numeric/argument.js';
import { type AlarmRecords, largestValue } from './alarm-records.js';
import { alarmThreshold, type ThresholdOptions } from './alarm-threshold.js';
import { type DetectionUnits, earlyDetection } from './early-detection.js';
import { type LeadTimes, leadTimes } from './lead-time.js';

/** Bootstrap intervals of early detection, the threshold estimated anew in every resample. */
export interface DetectionIntervals {
  readonly status: 'estimated';
  readonly medianMissesZero: BootstrapInterval | Insufficient;
  /** One per horizon, in the order given. */
  readonly sensitivityAt: readonly {
    readonly horizon: number;
    readonly sensitivity: BootstrapInterval | Insufficient;
  }[];
}

/**
 * Intervals of the median lead and of the sensitivities of `earlyDetection`, by a bootstrap over units.
 *
 * Units with an event and controls are drawn together, each unit a cluster; the rule for the fewest controls holds for
 * the controls observed, not for a resample. A resample without a valid threshold or without an event has no value.
 *
 * @param units - as `earlyDetection`
 * @param falseAlarmRate - as `earlyDetection`
 * @param horizons - as `earlyDetection`
 * @param bootstrap - as `clusterBootstrap`; the median and the threshold are not smooth, so the method is `percentile`
 * @param options - as `alarmThreshold`
 * @returns the intervals; `insufficient` as `earlyDetection`, and each as `clusterBootstrap`
 * @throws PreceptorError as `earlyDetection` and `clusterBootstrap`
 * @source Fawcett & Provost 1999, Proc KDD 53-62; Davison & Hinkley 1997, Bootstrap Methods and their Application,
 *   section 3.8
 */
export function detectionIntervals(
  units: DetectionUnits,
  falseAlarmRate: number,
  horizons: readonly number[],
  bootstrap: Omit<BootstrapOptions, 'method'>,
  options: ThresholdOptions = {},
): DetectionIntervals | Insufficient {
  const found = earlyDetection(units, falseAlarmRate, horizons, options);
  if (found.status === 'insufficient') return found;
  const { events, eventTimes, controls } = units;
  const maxima = Float64Array.from(controls, largestValue);
  const ids = Int32Array.from({ length: events.length + controls.length }, (_, unit) => unit);
  const again = (rows: Int32Array): LeadTimes | Insufficient => {
    const drawnMaxima = Float64Array.from(
      rows.filter((row) => row >= events.length),
      (row) => floatAt(maxima, row - events.length),
    );
    const threshold = alarmThreshold(drawnMaxima, falseAlarmRate, { leastControls: 1 });
    if (threshold.status === 'insufficient') return threshold;
    const drawn: AlarmRecords[] = [];
    const times: number[] = [];
    for (const row of rows) {
      const records = events[row];
      if (records === undefined) continue;
      drawn.push(records);
      times.push(at(eventTimes, row));
    }
    return leadTimes(drawn, times, threshold.tau, horizons);
  };
  const interval = (statistic: (leads: LeadTimes) => number | null) =>
    clusterBootstrap(
      ids,
      (rows) => {
        const leads = again(rows);
        return leads.status === 'insufficient' ? null : statistic(leads);
      },
      { ...bootstrap, method: 'percentile' },
    );
  return {
    status: 'estimated',
    medianMissesZero: interval((leads) => leads.medianMissesZero),
    sensitivityAt: horizons.map((horizon, h) => ({
      horizon,
      sensitivity: interval((leads) => leads.sensitivityAt[h]?.share.value ?? null),
    })),
  };
}
