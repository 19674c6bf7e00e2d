import { insufficient } from '../interval.js';
import { requireAlpha, requireCount, requireNumber, requirePositive } from '../numeric/argument.js';
import {
  type Detectable,
  type NormalPlan,
  planQuantiles,
  requireErrorRates,
  requirePowerAboveAlpha,
  roundUp,
  shiftedPower,
} from './normal-plan.js';

/** Two models on different cases: one proportion each. */
export interface UnpairedRates {
  /** True proportion of the new model, in [0, 1]. */
  readonly newRate: number;
  /** True proportion of the old model, in [0, 1]. */
  readonly oldRate: number;
  /** Largest acceptable loss, 0 <= margin < 1; 0 asks for a difference in either direction. */
  readonly margin: number;
  /**
   * Variance under the null hypothesis: `unpooled` takes that of the true rates, `score` that of the rates under the
   * null (pooled at margin 0, Farrington and Manning's restricted estimates otherwise).
   */
  readonly variance: 'score' | 'unpooled';
}

/** A plan for an unpaired difference of proportions. */
export interface UnpairedPlan extends UnpairedRates, NormalPlan {
  /** Cases of the new model for each case of the old one, > 0; 1 for equal groups. */
  readonly ratio: number;
}

/**
 * Cases needed to show a difference, or non-inferiority, of two unpaired proportions.
 *
 * n_old = (z_alpha sqrt(V0) + z_beta sqrt(V1))^2 / distance^2, n_new = ratio n_old, both rounded up, with
 * V1 = pB (1 - pB) / ratio + pA (1 - pA) at the true rates and V0 the same at the rates under the null.
 *
 * @param plan - rates, margin, variance, ratio, one-sided alpha (a two-sided 0.05 is 0.025) and power;
 *   newRate - oldRate > -margin, and not 0 at margin 0
 * @returns independent cases of each model, >= 1; a paired design needs fewer
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received;
 *   `STATS_BAD_COUNT` where more than 2^53 cases would be needed
 * @source Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, chapter 4 (margin 0);
 *   Farrington & Manning 1990, Stat Med 9:1447-1454
 */
export function unpairedSampleSize(plan: UnpairedPlan): {
  readonly newCases: number;
  readonly oldCases: number;
} {
  requireRates(plan);
  requirePositive(plan.ratio, 'ratio');
  requireErrorRates(plan);
  const distance = distanceOf(plan);
  // Below it is the rounding of the subtraction.
  requireNumber(distance, 'distance from the null hypothesis', 1e-12);
  const z = planQuantiles(plan);
  const spread = spreads(plan, plan.ratio);
  const oldCases = (Math.max(0, z.alpha * spread.underNull + z.beta * spread.underTruth) / distance) ** 2;
  return { newCases: roundUp(plan.ratio * oldCases), oldCases: roundUp(oldCases) };
}

/** Two groups of given size, of which the chance of success is asked. */
export interface UnpairedSize {
  /** Cases of the new model, integer >= 1. */
  readonly newCases: number;
  /** Cases of the old model, integer >= 1. */
  readonly oldCases: number;
  /** One-sided error rate, 0 < alpha < 0.5. */
  readonly alpha: number;
}

/**
 * Chance that two groups show a difference, or non-inferiority, of unpaired proportions.
 *
 * Phi((distance sqrt(n_old) - z_alpha sqrt(V0)) / sqrt(V1)), in the terms of `unpairedSampleSize`.
 *
 * @param plan - rates, margin, variance, the cases of each model and one-sided alpha
 * @returns power in [0, 1]; alpha at a distance of 0
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source as `unpairedSampleSize`
 */
export function unpairedPower(plan: UnpairedRates & UnpairedSize): number {
  requireRates(plan);
  requireSize(plan);
  const spread = spreads(plan, plan.newCases / plan.oldCases);
  const z = planQuantiles({ alpha: plan.alpha, power: 0.5 }).alpha;
  return shiftedPower(distanceOf(plan) * Math.sqrt(plan.oldCases) - z * spread.underNull, spread.underTruth);
}

/**
 * The smallest gain (or loss) of an unpaired proportion that two groups show with the wanted power.
 *
 * @param plan - the old model's rate, variance, the cases of each model, one-sided alpha < power, and the direction
 * @returns |newRate - oldRate| > 0; `insufficient` where even a rate of 1 (or 0) is not shown
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source as `unpairedSampleSize`, by bisection of the power
 */
export function unpairedDetectableDifference(
  plan: UnpairedSize & {
    readonly oldRate: number;
    readonly variance: UnpairedRates['variance'];
    readonly power: number;
    readonly direction: 'gain' | 'loss';
  },
): Detectable {
  requireNumber(plan.oldRate, 'oldRate', 0, 1);
  requireSize(plan);
  requirePowerAboveAlpha(plan);
  const sign = plan.direction === 'gain' ? 1 : -1;
  const power = (difference: number): number =>
    unpairedPower({ ...plan, newRate: clamp(plan.oldRate + sign * difference), margin: 0 });
  let low = 0;
  let high = plan.direction === 'gain' ? 1 - plan.oldRate : plan.oldRate;
  if (high === 0 || power(high) < plan.power) {
    const cases = `${plan.newCases} and ${plan.oldCases} cases`;
    return insufficient(`${cases} cannot show a ${plan.direction} from a rate of ${plan.oldRate}`);
  }
  for (let step = 0; step < 1100; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (power(middle) < plan.power) low = middle;
    else high = middle;
  }
  return { status: 'estimated', value: high };
}

function distanceOf(plan: UnpairedRates): number {
  const difference = plan.newRate - plan.oldRate;
  return plan.margin === 0 ? Math.abs(difference) : difference + plan.margin;
}

/** sqrt(V0) and sqrt(V1), per case of the old model. */
function spreads(
  plan: UnpairedRates,
  ratio: number,
): { readonly underNull: number; readonly underTruth: number } {
  const spread = (newRate: number, oldRate: number): number =>
    Math.sqrt((newRate * (1 - newRate)) / ratio + oldRate * (1 - oldRate));
  const underTruth = spread(plan.newRate, plan.oldRate);
  if (plan.variance === 'unpooled') return { underNull: underTruth, underTruth };
  const oldRate = restrictedOldRate(plan, ratio);
  return { underNull: spread(clamp(oldRate - plan.margin), oldRate), underTruth };
}

/**
 * The old rate that maximises the expected likelihood under newRate = oldRate - margin.
 *
 * The likelihood is concave in it, so its derivative changes sign once: bisection to neighbouring doubles.
 */
function restrictedOldRate(plan: UnpairedRates, ratio: number): number {
  const { newRate, oldRate, margin } = plan;
  if (margin === 0) return (ratio * newRate + oldRate) / (1 + ratio);
  let low = margin;
  let high = 1;
  for (let step = 0; step < 1100; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const slope = ratio * slopeAt(newRate, middle - margin) + slopeAt(oldRate, middle);
    if (slope > 0) low = middle;
    else high = middle;
  }
  return high;
}

/** The derivative of p ln q + (1 - p) ln(1 - q) with respect to q. */
function slopeAt(p: number, q: number): number {
  return (p - q) / (q * (1 - q));
}

function clamp(rate: number): number {
  return Math.min(1, Math.max(0, rate));
}

function requireRates(plan: UnpairedRates): void {
  requireNumber(plan.newRate, 'newRate', 0, 1);
  requireNumber(plan.oldRate, 'oldRate', 0, 1);
  requireNumber(plan.margin, 'margin', 0, 1 - Number.EPSILON);
}

function requireSize(plan: UnpairedSize): void {
  requireCount(plan.newCases, 'newCases', 1);
  requireCount(plan.oldCases, 'oldCases', 1);
  requireAlpha(plan.alpha, 'alpha');
}
