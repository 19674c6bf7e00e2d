import { type Share, share } from '../diagnostic/share.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireCount, requireFinite, requireLevel } from '../numeric/argument.js';
import { exactUpper } from '../proportion/proportion.js';

/** A threshold that keeps the share of alarming controls at or below a named rate. */
export interface AlarmThreshold {
  readonly status: 'estimated';
  /** The smallest control maximum with share of controls (maximum >= tau) <= the named rate. */
  readonly tau: number;
  /** Controls at or above tau among all controls: what was achieved. */
  readonly achieved: Share;
  /** Exact one-sided upper limit of the achieved rate, were tau fixed beforehand on these controls. */
  readonly achievedUpper: number;
  /** One-sided coverage of `achievedUpper`. */
  readonly level: number;
}

export interface ThresholdOptions {
  /** Fewest controls with which the rate may be named; by default 5 / rate, which is 100 for 5 %. */
  readonly leastControls?: number;
  /** One-sided coverage of the upper limit of the achieved rate; 0.95 by default. */
  readonly level?: number;
}

const EXPECTED_ALARMS = 5;

/**
 * The alarm threshold at a fixed false-alarm rate a control.
 *
 * @param controlMaxima - the largest score of each independent control, finite
 * @param falseAlarmRate - the named rate, share of controls that may ever alarm, 0 < rate < 1
 * @param options - see `ThresholdOptions`
 * @returns the threshold; `insufficient` with fewer controls than the rate needs, or where ties at the top leave no
 *   control maximum that keeps the rate
 * @throws PreceptorError `STATS_BAD_VALUE`, `STATS_BAD_LEVEL` or `STATS_BAD_COUNT`
 * @source Fawcett & Provost 1999, Proc KDD 53-62; Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function alarmThreshold(
  controlMaxima: Float64Array,
  falseAlarmRate: number,
  options: ThresholdOptions = {},
): AlarmThreshold | Insufficient {
  requireFinite(controlMaxima, 'controlMaxima');
  requireLevel(falseAlarmRate, 'falseAlarmRate');
  const { level = 0.95, leastControls = leastControlsFor(falseAlarmRate) } = options;
  requireLevel(level, 'level');
  requireCount(leastControls, 'leastControls', 1);
  const n = controlMaxima.length;
  if (n < leastControls) {
    return insufficient(
      `a false-alarm rate of ${falseAlarmRate} needs at least ${leastControls} controls, got ${n}`,
    );
  }
  const sorted = controlMaxima.slice().sort();
  const allowed = alarmsAllowed(n, falseAlarmRate);
  // The candidate of rank `allowed` from the top; where it is tied below, the next larger value.
  let first = n - allowed;
  while (first > 0 && first < n && floatAt(sorted, first) === floatAt(sorted, first - 1)) first++;
  if (first >= n) {
    return insufficient(
      `no threshold keeps the false-alarm rate at ${falseAlarmRate}: too few controls or tied scores at the top`,
    );
  }
  const alarms = n - first;
  return {
    status: 'estimated',
    tau: floatAt(sorted, first),
    achieved: share(alarms, n),
    achievedUpper: exactUpper(alarms, n, 1 - level).upper,
    level,
  };
}

/**
 * The fewest controls with which a false-alarm rate may be named: five expected alarms.
 *
 * @param falseAlarmRate - 0 < rate < 1
 * @returns 5 / rate, rounded up; 100 for 5 %, 500 for 1 %
 * @throws PreceptorError `STATS_BAD_LEVEL`
 */
export function leastControlsFor(falseAlarmRate: number): number {
  requireLevel(falseAlarmRate, 'falseAlarmRate');
  return Math.ceil(EXPECTED_ALARMS / falseAlarmRate - 1e-9);
}

/** The largest count with count / n <= rate, compared as quotients: a rounded product could be one off. */
function alarmsAllowed(n: number, rate: number): number {
  let count = Math.min(n, Math.floor(rate * n) + 1);
  while (count / n > rate) count--;
  return count;
}
