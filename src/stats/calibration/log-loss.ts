import { PreceptorError } from '../../errors.js';
import { defaultMeanInterval, type MeanInterval } from '../cluster/default-mean-interval.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';
import { requireForecasts } from './forecasts.js';

/** A log loss, which means nothing without its epsilon. */
export interface LogLossInterval extends MeanInterval {
  /** Forecasts were clipped to [epsilon, 1 - epsilon]. */
  readonly epsilon: number;
  /** Cases whose forecast was clipped. */
  readonly clipped: number;
}

/**
 * Log loss: the mean of -ln of the probability given to what happened.
 *
 * @param forecasts - one probability per case, in [0, 1]; clipped to [epsilon, 1 - epsilon]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param epsilon - 0 < epsilon < 0.5; print it beside the result, which depends on it wherever a certain forecast fails
 * @returns nats, >= 0, lower is better; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Good 1952, J R Stat Soc B 14:107-114
 */
export function logLoss(
  forecasts: Float64Array,
  outcomes: Float64Array,
  epsilon: number,
): number | Insufficient {
  const terms = logLossTerms(forecasts, outcomes, epsilon);
  return terms.length === 0 ? insufficient('no cases') : mean(terms);
}

/**
 * Each case's -ln of the probability given to what happened, clipped to [epsilon, 1 - epsilon].
 *
 * @throws PreceptorError as `logLoss`
 */
export function logLossTerms(forecasts: Float64Array, outcomes: Float64Array, epsilon: number): Float64Array {
  requireForecasts(forecasts, outcomes);
  requireEpsilon(epsilon);
  return forecasts.map((forecast, i) => logTerm(forecast, floatAt(outcomes, i), epsilon));
}

/**
 * Log loss with the interval of a mean over clustered cases.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param clusters - the cluster id of each case
 * @param epsilon - 0 < epsilon < 0.5
 * @param level - two-sided coverage, 0 < level < 1
 * @returns CR2-t on the per-case terms, clamped to the range [-ln(1 - epsilon), -ln(epsilon)] that clipping leaves,
 *   with epsilon and the number of clipped cases; `insufficient` as `defaultMeanInterval`
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Good 1952, J R Stat Soc B 14:107-114; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function logLossInterval(
  forecasts: Float64Array,
  outcomes: Float64Array,
  clusters: Int32Array,
  epsilon: number,
  level: number,
): LogLossInterval | Insufficient {
  const terms = logLossTerms(forecasts, outcomes, epsilon);
  const range = { min: -Math.log1p(-epsilon), max: -Math.log(epsilon) };
  const estimate = defaultMeanInterval(terms, clusters, level, range);
  if (estimate.status === 'insufficient') return estimate;
  const clipped = forecasts.reduce((count, f) => count + Number(f < epsilon || 1 - f < epsilon), 0);
  return { ...estimate, epsilon, clipped };
}

/**
 * -ln q with q the probability of what happened.
 *
 * Clipping q rather than f treats both outcomes alike: 1 - (1 - epsilon) is not epsilon in floating point. The two
 * limits are written as the range above has them, so that no term lies outside by a rounding.
 */
export function logTerm(forecast: number, outcome: number, epsilon: number): number {
  const miss = outcome === 1 ? 1 - forecast : forecast;
  if (miss <= epsilon) return -Math.log1p(-epsilon);
  const q = outcome === 1 ? forecast : 1 - forecast;
  if (q <= epsilon) return -Math.log(epsilon);
  return miss < 0.5 ? -Math.log1p(-miss) : -Math.log(q);
}

/** Requires 0 < epsilon < 0.5; throws `STATS_BAD_VALUE`. */
export function requireEpsilon(epsilon: number): void {
  if (!(epsilon > 0 && epsilon < 0.5)) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `epsilon: expected a number strictly between 0 and 0.5, got ${epsilon}`,
    );
  }
}
