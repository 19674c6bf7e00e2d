import type { BootstrapInterval, BootstrapOptions } from '../bootstrap/bootstrap-limits.js';
import { bootstrapMean } from '../bootstrap/cluster-bootstrap.js';
import type { Insufficient } from '../interval.js';
import { floatAt, requireFinite, requireLength, requireLevel } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';
import { requireBinary } from './binary.js';

/**
 * Net benefit of acting on a score, beside acting on everybody and on nobody, with the terms that a bootstrap
 * resamples.
 */
export interface NetBenefit {
  /** Mean of `terms`: TP / n - FP / n * t / (1 - t), in net true positives a case. */
  readonly value: number;
  /** Net benefit of acting on every case. */
  readonly treatAll: number;
  /** Net benefit of acting on no case: 0 by definition. */
  readonly treatNone: 0;
  /** value - max(treatAll, 0): what the score adds to the better of the two policies without it. */
  readonly gain: number;
  /** One per case: 1 where acted on rightly, -t / (1 - t) where acted on wrongly, else 0. */
  readonly terms: Float64Array;
  /** The same for acting on every case. */
  readonly treatAllTerms: Float64Array;
}

/**
 * Net benefit of acting on cases whose score reaches a threshold.
 *
 * @param scores - one per case, the estimated chance of the outcome, finite, usually in [0, 1]; for a yes/no call give
 *   0 and 1
 * @param outcomes - one per case, 1 = has the outcome, 0 = has not; as long as `scores`
 * @param threshold - the chance from which acting is right, set by clinicians, strictly between 0 and 1
 * @returns net benefits and their terms; cases with score >= threshold are acted on
 * @throws PreceptorError `STATS_BAD_LENGTH` (also without a case), `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Vickers & Elkin 2006, Med Decis Making 26:565-574
 */
export function netBenefit(scores: Float64Array, outcomes: Float64Array, threshold: number): NetBenefit {
  requireLength(outcomes.length, scores.length, 'outcomes');
  requireFinite(scores, 'scores');
  requireBinary(outcomes, 'outcomes');
  requireLevel(threshold, 'threshold');
  const harm = threshold / (1 - threshold);
  const treatAllTerms = outcomes.map((outcome) => (outcome === 1 ? 1 : -harm));
  const terms = treatAllTerms.map((term, i) => (floatAt(scores, i) >= threshold ? term : 0));
  const value = mean(terms);
  const treatAll = mean(treatAllTerms);
  return { value, treatAll, treatNone: 0, gain: value - Math.max(treatAll, 0), terms, treatAllTerms };
}

/** Net benefit and its lead over the two policies without a score, each with a cluster bootstrap. */
export interface NetBenefitIntervals {
  /** Of acting on the score; also the lead over acting on nobody, whose net benefit is 0. */
  readonly value: BootstrapInterval | Insufficient;
  /** Lead over acting on everybody, paired by case. */
  readonly overTreatAll: BootstrapInterval | Insufficient;
}

/**
 * Cluster bootstrap intervals of a net benefit and of its lead over acting on everybody.
 *
 * @param benefit - as `netBenefit` makes it
 * @param clusters - the cluster id of each case; as long as `benefit.terms`
 * @param options - as `clusterBootstrap`
 * @returns both; `insufficient` for fewer than 2 clusters or where no resample differs
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Vickers & Elkin 2006, Med Decis Making 26:565-574; Efron 1987, J Am Stat Assoc 82:171-185
 */
export function netBenefitIntervals(
  benefit: NetBenefit,
  clusters: Int32Array,
  options: BootstrapOptions,
): NetBenefitIntervals {
  const { terms, treatAllTerms } = benefit;
  const leads = terms.map((term, i) => term - floatAt(treatAllTerms, i));
  return {
    value: bootstrapMean(terms, clusters, options),
    overTreatAll: bootstrapMean(leads, clusters, options),
  };
}
