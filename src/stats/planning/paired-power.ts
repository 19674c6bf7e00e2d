import { insufficient } from '../interval.js';
import { requireAlpha, requireCount, requireNumber, requirePositive } from '../numeric/argument.js';
import { type Detectable, planQuantiles, requirePowerAboveAlpha, shiftedPower } from './normal-plan.js';
import { type PairedPlan, requirePairedPlan } from './sample-size.js';

/** A paired comparison of n cases, of which the chance of success is asked. */
export type PairedSize = Omit<PairedPlan, 'power'> & {
  /** Independent cases, integer >= 1; clusters count by their effective number. */
  readonly n: number;
};

/**
 * Chance that n cases show non-inferiority of a paired proportion, by the normal approximation.
 *
 * Phi((margin + d) sqrt(n) / sqrt(psi - d^2) - z_alpha): `pairedNonInferioritySampleSize` solved for the power.
 *
 * @param plan - n, discordance, true difference, one-sided alpha; 0 <= margin <= 1 (0 asks for superiority)
 * @returns power in [0, 1]; alpha where the true difference is -margin; for the power of Tango's test without
 *   the approximation see `tangoPower`
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Nam 1997, Biometrics 53:1422-1430
 */
export function pairedNonInferiorityPower(plan: PairedSize & { readonly margin: number }): number {
  requireSize(plan);
  requireNumber(plan.margin, 'margin', 0, 1);
  const { n, margin, difference } = plan;
  const spread = Math.sqrt(plan.discordance - difference ** 2);
  const z = planQuantiles({ alpha: plan.alpha, power: 0.5 }).alpha;
  return shiftedPower((margin + difference) * Math.sqrt(n) - z * spread, spread);
}

/**
 * The smallest margin against which n cases show non-inferiority with the wanted power.
 *
 * margin = (z_alpha + z_beta) sqrt((psi - d^2) / n) - d.
 *
 * @param plan - n, discordance, assumed true difference, one-sided alpha < power
 * @returns margin in [0, 1), 0 where even superiority is shown; `insufficient` where no margin below 1 is enough
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Nam 1997, Biometrics 53:1422-1430
 */
export function detectableMargin(plan: PairedPlan & { readonly n: number }): Detectable {
  requireCount(plan.n, 'n', 1);
  requirePairedPlan(plan);
  requirePowerAboveAlpha(plan);
  const z = planQuantiles(plan);
  const se = Math.sqrt((plan.discordance - plan.difference ** 2) / plan.n);
  const value = Math.max(0, (z.alpha + z.beta) * se - plan.difference);
  if (value >= 1) return insufficient(`${plan.n} cases cannot show non-inferiority by any margin below 1`);
  return { status: 'estimated', value };
}

/**
 * The lowest true difference with which n cases still show non-inferiority with the wanted power.
 *
 * With k = (z_alpha + z_beta)^2 it solves (n + k) d^2 + 2 n margin d + n margin^2 - k psi = 0.
 *
 * @param plan - n, discordance, 0 < margin <= 1, one-sided alpha < power
 * @returns difference in [-discordance, discordance]: a positive one means that the new model must be better;
 *   `insufficient` where even a difference as large as the discordance is not enough
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Nam 1997, Biometrics 53:1422-1430
 */
export function lowestNonInferiorDifference(
  plan: Omit<PairedPlan, 'difference'> & { readonly n: number; readonly margin: number },
): Detectable {
  requireCount(plan.n, 'n', 1);
  requirePairedPlan({ ...plan, difference: 0 });
  requirePositive(plan.margin, 'margin');
  requireNumber(plan.margin, 'margin', 0, 1);
  requirePowerAboveAlpha(plan);
  const { n, margin, discordance } = plan;
  const z = planQuantiles(plan);
  const k = (z.alpha + z.beta) ** 2;
  const discriminant = k * (discordance * (n + k) - n * margin ** 2);
  // Without a real root the margin is so wide that every difference is shown.
  const root = discriminant < 0 ? -discordance : (Math.sqrt(discriminant) - n * margin) / (n + k);
  if (root > discordance) {
    return insufficient(
      `${n} cases cannot show a margin of ${margin} within a discordance of ${discordance}`,
    );
  }
  return { status: 'estimated', value: Math.max(-discordance, root) };
}

/**
 * Chance that McNemar's test of n cases shows a paired difference of proportions, by the normal approximation.
 *
 * Phi((|d| sqrt(n) - z_alpha sqrt(psi)) / sqrt(psi - d^2)): `pairedSuperioritySampleSize` solved for the power.
 *
 * @param plan - n, discordance, true difference, one-sided alpha (a two-sided 0.05 is 0.025)
 * @returns power in [0, 1]; alpha at a difference of 0; for the exact power see `mcnemarPower`
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Connor 1987, Biometrics 43:207-211
 */
export function pairedSuperiorityPower(plan: PairedSize): number {
  requireSize(plan);
  const difference = Math.abs(plan.difference);
  const z = planQuantiles({ alpha: plan.alpha, power: 0.5 }).alpha;
  const shift = difference * Math.sqrt(plan.n) - z * Math.sqrt(plan.discordance);
  return shiftedPower(shift, Math.sqrt(plan.discordance - difference ** 2));
}

function requireSize(plan: PairedSize): void {
  requireCount(plan.n, 'n', 1);
  requireAlpha(plan.alpha, 'alpha');
  requirePairedPlan({ ...plan, power: 0.5 });
}
