import type { IntervalOrInsufficient } from '../interval.js';
import { requireNumber, requirePositive } from '../numeric/argument.js';
import { type BoundedMeanAlarm, startBoundedMeanAlarm } from './bounded-mean-alarm.js';
import { boundedMeanInterval } from './bounded-mean-sequence.js';

/** A comparison of two models on the same cases, case by case as they arrive. */
export interface ShadowOptions {
  /** Largest acceptable loss, in the unit of the scores, 0 <= margin < span. */
  readonly margin: number;
  /** Chance of ever crossing where the null hypothesis holds, 0 < alpha < 0.5. */
  readonly alpha: number;
  /** Highest minus lowest possible score, so that a difference lies in [-span, span]; 1 for 0/1 values. */
  readonly span: number;
}

/**
 * Starts the e-process that shows non-inferiority: H0: mean of new - old <= -margin.
 *
 * Feed it one difference a cluster with `updateBoundedMeanAlarm`; `crossedAt` says when non-inferiority was shown,
 * after which adding cases may stop. It is the betting process on (d + span) / (2 span).
 *
 * @param options - margin, alpha, span
 * @returns the state before the first difference
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Waudby-Smith & Ramdas 2024, J R Stat Soc B 86:1-27
 */
export function startNonInferiorityProcess(options: ShadowOptions): BoundedMeanAlarm {
  return start(options, 'above');
}

/**
 * Starts the alarm for a loss beyond the margin: H0: mean of new - old >= -margin.
 *
 * @param options - margin (0 alarms for any loss), alpha, span
 * @returns the state before the first difference
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Waudby-Smith & Ramdas 2024, J R Stat Soc B 86:1-27
 */
export function startLossAlarm(options: ShadowOptions): BoundedMeanAlarm {
  return start(options, 'below');
}

/**
 * The confidence sequence of a paired difference, new - old, at its last case.
 *
 * @param differences - one per cluster in the order of arrival, each in [-span, span]
 * @param options - level, span, and whether the sets of all earlier looks are intersected
 * @returns as `boundedMeanInterval`, bounds in [-span, span]
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Waudby-Smith & Ramdas 2024, J R Stat Soc B 86:1-27
 */
export function pairedShadowInterval(
  differences: Float64Array,
  options: { readonly level: number; readonly span: number; readonly isIntersected: boolean },
): IntervalOrInsufficient {
  const { level, span, isIntersected } = options;
  requirePositive(span, 'span');
  return boundedMeanInterval(differences, { level, range: { min: -span, max: span }, isIntersected });
}

function start(options: ShadowOptions, direction: 'above' | 'below'): BoundedMeanAlarm {
  const { margin, alpha, span } = options;
  requirePositive(span, 'span');
  requireNumber(margin, 'margin', 0, span * (1 - 1e-11));
  return startBoundedMeanAlarm({ nullMean: 0 - margin, direction, range: { min: -span, max: span }, alpha });
}
