import { type Insufficient, insufficient } from '../interval.js';
import { requireCount, requireNumber, requirePositive } from '../numeric/argument.js';
import { planQuantiles, requireErrorRates, roundUp } from './normal-plan.js';

/** What a paired comparison is planned for. */
export interface PairedPlan {
  /** Share of cases on which the models differ, 0 < discordance <= 1. */
  readonly discordance: number;
  /** True difference new - old that is assumed, |difference| <= discordance. */
  readonly difference: number;
  /** One-sided error rate, 0 < alpha < 0.5; a two-sided 0.05 is 0.025 here. */
  readonly alpha: number;
  /** Chance of success where the assumption is true, 0 < power < 1. */
  readonly power: number;
}

/**
 * Cases needed to show non-inferiority of a paired proportion.
 *
 * n = (z_alpha + z_beta)^2 (discordance - difference^2) / (margin + difference)^2, rounded up.
 *
 * @param plan - the plan and the margin > -difference, 0 < margin <= 1
 * @returns independent cases, >= 1; multiply by the design effect for clusters.
 *   Discordance 0.10, difference 0, margin 0.05, alpha 0.025, power 0.8 needs 314
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received;
 *   `STATS_BAD_COUNT` where more than 2^53 cases would be needed
 * @source Nam 1997, Biometrics 53:1422-1430 (the large-sample form with the variance at the assumed difference)
 */
export function pairedNonInferioritySampleSize(plan: PairedPlan & { readonly margin: number }): number {
  requirePairedPlan(plan);
  requirePositive(plan.margin, 'margin');
  requireNumber(plan.margin, 'margin', 0, 1);
  requirePositive(plan.margin + plan.difference, 'margin + difference');
  const z = planQuantiles(plan);
  const variance = plan.discordance - plan.difference ** 2;
  return roundUp(((z.alpha + z.beta) ** 2 * variance) / (plan.margin + plan.difference) ** 2);
}

/**
 * Cases needed to show a paired difference of proportions (McNemar's test).
 *
 * n = (z_alpha sqrt(psi) + z_beta sqrt(psi - d^2))^2 / d^2, rounded up.
 *
 * @param plan - the plan; the difference must not be 0
 * @returns independent cases, >= 1; discordance 0.20, difference 0.05, alpha 0.025, power 0.8 needs 626
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received;
 *   `STATS_BAD_COUNT` where more than 2^53 cases would be needed
 * @source Connor 1987, Biometrics 43:207-211
 */
export function pairedSuperioritySampleSize(plan: PairedPlan): number {
  requirePairedPlan(plan);
  const difference = Math.abs(plan.difference);
  requirePositive(difference, '|difference|');
  const z = planQuantiles(plan);
  const root = z.alpha * Math.sqrt(plan.discordance) + z.beta * Math.sqrt(plan.discordance - difference ** 2);
  return roundUp((Math.max(0, root) / difference) ** 2);
}

/**
 * The smallest paired difference of proportions that n cases can show: Connor's formula solved for |d|.
 *
 * @param plan - n independent cases, integer >= 1; discordance, alpha (one-sided) and power as in `PairedPlan`
 * @returns |difference| in (0, discordance]; `insufficient` where even a difference
 *   as large as the discordance is not shown
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Connor 1987, Biometrics 43:207-211, as
 *   (n + z_beta^2) d^2 - 2 z_alpha sqrt(n psi) d + (z_alpha^2 - z_beta^2) psi = 0
 */
export function detectableDifference(
  plan: Omit<PairedPlan, 'difference'> & { readonly n: number },
): { readonly status: 'estimated'; readonly value: number } | Insufficient {
  requireCount(plan.n, 'n', 1);
  requirePairedPlan({ ...plan, difference: 0 });
  const { n, discordance } = plan;
  const z = planQuantiles(plan);
  const inner = n + z.beta ** 2 - z.alpha ** 2;
  const value =
    inner < 0
      ? discordance + 1
      : (Math.sqrt(discordance) * (z.alpha * Math.sqrt(n) + z.beta * Math.sqrt(inner))) / (n + z.beta ** 2);
  if (!(value > 0 && value <= discordance)) {
    return insufficient(`${n} cases cannot show a difference within a discordance of ${discordance}`);
  }
  return { status: 'estimated', value };
}

/** Requires the ranges of `PairedPlan`; throws `STATS_BAD_LEVEL` or `STATS_BAD_VALUE`. */
export function requirePairedPlan(plan: PairedPlan): void {
  requireErrorRates(plan);
  requirePositive(plan.discordance, 'discordance');
  requireNumber(plan.discordance, 'discordance', 0, 1);
  requireNumber(plan.difference, 'difference', -plan.discordance, plan.discordance);
}
