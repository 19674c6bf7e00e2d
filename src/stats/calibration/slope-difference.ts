import { linearisedInterval } from '../cluster/linearised-interval.js';
import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { slopeInfluences } from './recalibration.js';

/** Forecasts with their outcomes, one of each per case. */
export interface ForecastOutcomes {
  /** Probabilities in [0, 1]. */
  readonly forecasts: Float64Array;
  /** 0 or 1. */
  readonly outcomes: Float64Array;
}

/**
 * Difference of two calibration slopes on the same cases, new - old; forecasts and outcomes may differ between both.
 *
 * What a case moves the difference by is what it moves the new slope by (A^-1 times its score) less what it moves the old one
 * by; limits by the sandwich over clusters.
 *
 * @param newer - forecasts and outcomes of the new model
 * @param older - those of the old one, for the same cases, as long
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @param clip - forecasts are clipped to [clip, 1 - clip] first; 0 < clip < 0.5
 * @returns the difference with t limits on clusters - 1; `insufficient` where either slope is (see `recalibrationLine`), for
 *   fewer than 2 clusters, or where both models move alike
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Cox 1958, Biometrika 45:562-565; Liang & Zeger 1986, Biometrika 73:13-22
 */
export function calibrationSlopeDifference(
  newer: ForecastOutcomes,
  older: ForecastOutcomes,
  clusters: Int32Array,
  level: number,
  clip: number,
): IntervalOrInsufficient {
  const now = slopeInfluences(newer.forecasts, newer.outcomes, clip);
  if (now.status === 'insufficient') return insufficient(`new: ${now.reason}`);
  const before = slopeInfluences(older.forecasts, older.outcomes, clip);
  if (before.status === 'insufficient') return insufficient(`old: ${before.reason}`);
  const moves = now.influences.map((move, i) => move - floatAt(before.influences, i));
  const method = 'difference of slopes, cluster sandwich, t on clusters - 1';
  return linearisedInterval(now.slope - before.slope, moves, clusters, level, method);
}
