import { requireAlpha, requireCount, requireNumber, requirePositive } from '../numeric/argument.js';
import { type NormalPlan, planQuantiles, requireErrorRates, roundUp, shiftedPower } from './normal-plan.js';

/** What makes a paired difference of mean scores vary from case to case. */
export interface PairedMeanVariance {
  /** Variance over cases of the difference between the models' expected scores, omega^2, score units squared, >= 0. */
  readonly caseVariance: number;
  /** Variance of the new model's score within a case, sigma_B^2, >= 0. */
  readonly newVariance: number;
  /** Answers of the new model to each case, integer >= 1. */
  readonly newRepeats: number;
  /** Variance of the old model's score within a case, sigma_A^2, >= 0. */
  readonly oldVariance: number;
  /** Answers of the old model to each case, integer >= 1. */
  readonly oldRepeats: number;
}

/** A plan for a paired difference of mean scores. */
export interface PairedMeanPlan extends PairedMeanVariance, NormalPlan {
  /** Distance between the truth and the null hypothesis, score units, > 0: |difference|, or margin + difference. */
  readonly distance: number;
}

/**
 * Cases needed to show a paired difference of mean scores.
 *
 * n = (z_alpha + z_beta)^2 (omega^2 + sigma_B^2 / K_B + sigma_A^2 / K_A) / distance^2, rounded up.
 *
 * @param plan - variances, repeats, distance, one-sided alpha (a two-sided 0.05 is 0.025) and power
 * @returns independent cases, >= 1; omega^2 = 1/9 alone, distance 0.03, alpha 0.025, power 0.8 needs 969
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` (also where every variance is 0) or `STATS_BAD_LEVEL`
 * @source Miller 2024, arXiv:2411.00640
 */
export function pairedMeanSampleSize(plan: PairedMeanPlan): number {
  const variance = pairedMeanVariance(plan);
  requirePositive(plan.distance, 'distance');
  requireErrorRates(plan);
  const z = planQuantiles(plan);
  return roundUp(((z.alpha + z.beta) ** 2 * variance) / plan.distance ** 2);
}

/**
 * Chance that n cases show a paired difference of mean scores: Phi(distance sqrt(n / variance) - z_alpha).
 *
 * @param plan - variances, repeats, distance >= 0, one-sided alpha, and n independent cases, integer >= 1
 * @returns power in [0, 1]; alpha at distance 0
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` (also where every variance is 0) or `STATS_BAD_LEVEL`
 * @source Miller 2024, arXiv:2411.00640
 */
export function pairedMeanPower(plan: Omit<PairedMeanPlan, 'power'> & { readonly n: number }): number {
  requireCount(plan.n, 'n', 1);
  const variance = pairedMeanVariance(plan);
  requireNumber(plan.distance, 'distance', 0);
  requireAlpha(plan.alpha, 'alpha');
  const spread = Math.sqrt(variance / plan.n);
  return shiftedPower(plan.distance - planQuantiles({ ...plan, power: 0.5 }).alpha * spread, spread);
}

/**
 * The smallest paired difference of mean scores that n cases show with the wanted power.
 *
 * (z_alpha + z_beta) sqrt(variance / n); for non-inferiority it is margin + true difference.
 *
 * @param plan - variances, repeats, one-sided alpha, power, and n independent cases, integer >= 1
 * @returns distance in score units, >= 0 (0 where the power is no more than alpha); it may exceed the score's range
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` (also where every variance is 0) or `STATS_BAD_LEVEL`
 * @source Miller 2024, arXiv:2411.00640
 */
export function detectableMeanDifference(
  plan: Omit<PairedMeanPlan, 'distance'> & { readonly n: number },
): number {
  requireCount(plan.n, 'n', 1);
  const variance = pairedMeanVariance(plan);
  requireErrorRates(plan);
  const z = planQuantiles(plan);
  return Math.max(0, (z.alpha + z.beta) * Math.sqrt(variance / plan.n));
}

/** omega^2 + sigma_B^2 / K_B + sigma_A^2 / K_A, the variance of one case's paired difference. */
function pairedMeanVariance(plan: PairedMeanVariance): number {
  requireNumber(plan.caseVariance, 'caseVariance', 0);
  requireNumber(plan.newVariance, 'newVariance', 0);
  requireNumber(plan.oldVariance, 'oldVariance', 0);
  requireCount(plan.newRepeats, 'newRepeats', 1);
  requireCount(plan.oldRepeats, 'oldRepeats', 1);
  const variance =
    plan.caseVariance + plan.newVariance / plan.newRepeats + plan.oldVariance / plan.oldRepeats;
  requirePositive(variance, 'the variance of a paired difference');
  return variance;
}
