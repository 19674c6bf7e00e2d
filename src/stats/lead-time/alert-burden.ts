import { PreceptorError } from '../../errors.js';
import { type ClusterRatio, clusterRatio } from '../cluster/cluster-ratio.js';
import { type Share, share, shareInterval } from '../diagnostic/share.js';
import { type Insufficient, type IntervalOrInsufficient, insufficient } from '../interval.js';
import {
  floatAt,
  requireCount,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
} from '../numeric/argument.js';
import { garwood } from '../rate/garwood.js';
import { type NumberNeeded, numberNeeded } from '../scoring/number-needed.js';
import type { Series } from './alarm-records.js';

const NO_EXPOSURE = 'no time at risk of a false alarm';

/** What alarms cost those who answer them. */
export interface AlertBurden {
  /** False episodes, each counted once. */
  readonly falseEpisodes: number;
  /** Time at risk of a false alarm, in days. */
  readonly exposureDays: number;
  /**
   * 100 falseEpisodes / exposureDays with Garwood's interval for independent episodes; `insufficient` without
   * exposure.
   */
  readonly falsePer100Days: IntervalOrInsufficient;
  /** True episodes among all episodes, at the prevalence of the data. */
  readonly positivePredictiveValue: Share;
  /**
   * Episodes to look at for one true one: 1 / PPV with the Wilson limits inverted; `insufficient` without an episode.
   */
  readonly numberNeededToEvaluate: NumberNeeded | Insufficient;
}

/**
 * The start times of alarm episodes: an alarm silences those that follow within a refractory window.
 *
 * The window runs from the alarm that was given, and is not prolonged by those it silences.
 *
 * @param series - times ascending, values finite
 * @param threshold - a value >= threshold alarms; finite
 * @param refractory - length of the window in the unit of the times, finite, >= 0; at 0 every alarm is an episode
 * @returns ascending start times; an alarm exactly `refractory` after the start begins a new episode
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, also where the times fall
 */
export function alarmEpisodes(series: Series, threshold: number, refractory: number): Float64Array {
  const { times, values } = series;
  requireLength(values.length, times.length, 'values');
  requireFinite(times, 'times');
  requireFinite(values, 'values');
  requireNumber(threshold, 'threshold');
  requireNumber(refractory, 'refractory', 0);
  const starts: number[] = [];
  let silentUntil = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < times.length; i++) {
    const time = floatAt(times, i);
    if (i > 0) requireNumber(time, `times[${i}]`, floatAt(times, i - 1));
    if (time < silentUntil || floatAt(values, i) < threshold) continue;
    starts.push(time);
    silentUntil = time + refractory;
  }
  return Float64Array.from(starts);
}

/**
 * False alarms per 100 days at risk, and the number needed to evaluate.
 *
 * @param trueEpisodes - episodes that were right, integer >= 0
 * @param falseEpisodes - episodes that were wrong, integer >= 0
 * @param exposureDays - days at risk of a false alarm, summed over units, finite, >= 0
 * @param level - two-sided coverage of both intervals, 0 < level < 1
 * @returns count, exposure, rate and 1 / PPV; null or `insufficient` where undefined
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LEVEL`, or `STATS_BAD_VALUE`, also for false episodes without
 *   exposure
 * @source Garwood 1936, Biometrika 28:437-442; Wilson 1927, J Am Stat Assoc 22:209-212
 */
export function alertBurden(
  trueEpisodes: number,
  falseEpisodes: number,
  exposureDays: number,
  level: number,
): AlertBurden {
  requireCount(trueEpisodes, 'trueEpisodes');
  requireCount(falseEpisodes, 'falseEpisodes');
  requireNumber(exposureDays, 'exposureDays', 0);
  requireLevel(level, 'level');
  if (falseEpisodes > 0 && exposureDays === 0) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `exposureDays: expected a number above 0 with ${falseEpisodes} false episodes, got 0`,
    );
  }
  const positivePredictiveValue = share(trueEpisodes, trueEpisodes + falseEpisodes);
  const interval = shareInterval(positivePredictiveValue, level);
  return {
    falseEpisodes,
    exposureDays,
    falsePer100Days:
      exposureDays === 0 ? insufficient(NO_EXPOSURE) : garwood(falseEpisodes, exposureDays / 100, level),
    positivePredictiveValue,
    numberNeededToEvaluate: interval.status === 'insufficient' ? interval : numberNeeded(interval),
  };
}

/**
 * False alarm episodes per 100 days over units whose alarms cluster: a ratio of sums with a t interval over units.
 *
 * @param falseEpisodes - one per unit, integer >= 0
 * @param exposureDays - days at risk of a false alarm, one per unit, finite, >= 0
 * @param clusters - the cluster id of each unit; as long as `falseEpisodes`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the rate, its lower limit not below 0; `insufficient` as `clusterRatio`, also without any false episode:
 *   Garwood's interval of `alertBurden` then stands alone
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH`, `STATS_BAD_LEVEL` or `STATS_BAD_VALUE`
 * @source as `clusterRatio`
 */
export function clusteredAlarmRate(
  falseEpisodes: Float64Array,
  exposureDays: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusterRatio | Insufficient {
  requireLength(exposureDays.length, falseEpisodes.length, 'exposureDays');
  falseEpisodes.forEach((episodes, i) => {
    requireCount(episodes, `falseEpisodes[${i}]`);
    const days = floatAt(exposureDays, i);
    requireNumber(days, `exposureDays[${i}]`, episodes > 0 ? Number.MIN_VALUE : 0);
  });
  const rate = clusterRatio(
    falseEpisodes,
    exposureDays.map((days) => days / 100),
    clusters,
    level,
  );
  return rate.status === 'insufficient' ? rate : { ...rate, lower: Math.max(0, rate.lower) };
}
