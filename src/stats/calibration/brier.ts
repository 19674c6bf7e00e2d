import { type ClusterMean, clusterMean } from '../cluster/cluster-mean.js';
import { defaultMeanInterval, type MeanInterval } from '../cluster/default-mean-interval.js';
import { oneClass } from '../discrimination/score-tally.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireLength } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';
import { requireForecasts } from './forecasts.js';

/**
 * Brier score: the mean squared difference of forecast and outcome.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @returns a number in [0, 1], lower is better; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Brier 1950, Mon Weather Rev 78:1-3
 */
export function brierScore(forecasts: Float64Array, outcomes: Float64Array): number | Insufficient {
  const terms = brierTerms(forecasts, outcomes);
  return terms.length === 0 ? insufficient('no cases') : mean(terms);
}

/**
 * The squared difference of forecast and outcome of each case; the Brier score is their mean.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 */
export function brierTerms(forecasts: Float64Array, outcomes: Float64Array): Float64Array {
  requireForecasts(forecasts, outcomes);
  return forecasts.map((forecast, i) => (forecast - floatAt(outcomes, i)) ** 2);
}

/**
 * Brier score with the default interval of a mean over clustered cases.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns CR2-t on the per-case terms, clamped to [0, 1]; by Wilson where every forecast is 0 or 1 (the terms are then
 *   errors), so that perfect forecasts still have an upper bound; `insufficient` as `defaultMeanInterval`
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Brier 1950, Mon Weather Rev 78:1-3; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function brierInterval(
  forecasts: Float64Array,
  outcomes: Float64Array,
  clusters: Int32Array,
  level: number,
): MeanInterval | Insufficient {
  return defaultMeanInterval(brierTerms(forecasts, outcomes), clusters, level, { min: 0, max: 1 });
}

/**
 * Brier skill score against the constant forecast of the observed share.
 *
 * 1 - BS / (obar (1 - obar)).
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @returns at most 1; 0 as good as the observed share, negative worse; `insufficient` where an outcome does not occur
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Murphy 1973, J Appl Meteorol 12:595-600
 */
export function brierSkill(forecasts: Float64Array, outcomes: Float64Array): number | Insufficient {
  const ones = requireForecasts(forecasts, outcomes);
  const n = outcomes.length;
  if (ones === 0 || ones === n) return insufficient(oneClass(n, ones));
  return 1 - mean(brierTerms(forecasts, outcomes)) / ((ones / n) * (1 - ones / n));
}

/**
 * Brier skill score with its interval by linearisation.
 *
 * With A = BS and B = obar (1 - obar), case i contributes skill - (term_i - A) / B + A (1 - 2 obar) (o_i - obar) / B^2;
 * the mean of the contributions is the skill, and CR2-t on them its interval.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the skill, its limits (the upper at most 1), standard errors, df and warnings; `insufficient` where an
 *   outcome does not occur, for one cluster, or without variation between clusters
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181, on the linearised ratio
 */
export function brierSkillInterval(
  forecasts: Float64Array,
  outcomes: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusterMean | Insufficient {
  const skill = brierSkill(forecasts, outcomes);
  requireLength(clusters.length, forecasts.length, 'clusters');
  if (typeof skill !== 'number') return skill;
  const terms = brierTerms(forecasts, outcomes);
  const score = mean(terms);
  const share = mean(outcomes);
  const spread = share * (1 - share);
  const slope = (score * (1 - 2 * share)) / spread ** 2;
  const contributions = terms.map(
    (term, i) => skill - (term - score) / spread + slope * (floatAt(outcomes, i) - share),
  );
  const estimate = clusterMean(contributions, clusters, level);
  if (estimate.status === 'insufficient') return estimate;
  return {
    ...estimate,
    value: skill,
    upper: Math.min(1, estimate.upper),
    method: 'linearised ratio, CR2, Satterthwaite t',
  };
}

/**
 * Difference of the Brier scores of two forecasts of the same outcomes, new - old.
 *
 * @param newForecasts - one probability per case, in [0, 1]
 * @param oldForecasts - as long as `newForecasts`
 * @param outcomes - 0 or 1, as long as `newForecasts`
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns CR2-t on the per-case differences, limits clamped to [-1, 1]; below 0 the new forecasts are better;
 *   `insufficient` as `clusterMean`
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function pairedBrier(
  newForecasts: Float64Array,
  oldForecasts: Float64Array,
  outcomes: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusterMean | Insufficient {
  requireLength(oldForecasts.length, newForecasts.length, 'oldForecasts');
  const old = brierTerms(oldForecasts, outcomes);
  const differences = brierTerms(newForecasts, outcomes).map((term, i) => term - floatAt(old, i));
  const estimate = clusterMean(differences, clusters, level);
  if (estimate.status === 'insufficient') return estimate;
  return { ...estimate, lower: Math.max(-1, estimate.lower), upper: Math.min(1, estimate.upper) };
}
