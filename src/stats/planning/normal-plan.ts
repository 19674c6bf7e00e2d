import type { Insufficient } from '../interval.js';
import { requireAlpha, requireCount, requireLevel } from '../numeric/argument.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';

/** What every plan by the normal approximation fixes. */
export interface NormalPlan {
  /** One-sided error rate, 0 < alpha < 0.5; a two-sided 0.05 is 0.025 here. */
  readonly alpha: number;
  /** Chance of success where the assumption is true, 0 < power < 1. */
  readonly power: number;
}

/** The smallest effect that a plan can show, in the unit of the effect. */
export type Detectable = { readonly status: 'estimated'; readonly value: number } | Insufficient;

/** z_(1-alpha) and z_power. */
export function planQuantiles(plan: NormalPlan): { readonly alpha: number; readonly beta: number } {
  return { alpha: -normalQuantile(plan.alpha), beta: normalQuantile(plan.power) };
}

/** Requires a one-sided alpha and a power; throws `STATS_BAD_LEVEL`. */
export function requireErrorRates(plan: NormalPlan): void {
  requireAlpha(plan.alpha, 'alpha');
  requireLevel(plan.power, 'power');
}

/** Requires a power above alpha, without which there is nothing to detect; throws `STATS_BAD_LEVEL`. */
export function requirePowerAboveAlpha(plan: NormalPlan): void {
  requireErrorRates(plan);
  // (power - alpha) / (1 - alpha) lies strictly between 0 and 1 exactly where alpha < power < 1.
  requireLevel((plan.power - plan.alpha) / (1 - plan.alpha), 'power in excess of alpha');
}

/** P(Z <= shift / spread); without spread the answer is certain. */
export function shiftedPower(shift: number, spread: number): number {
  if (spread === 0) return shift > 0 ? 1 : 0;
  return normalCdf(Math.max(-1e3, Math.min(1e3, shift / spread)));
}

/**
 * Rounds up, but not for what is rounding error above a whole number; at least 1. Throws `STATS_BAD_COUNT` beyond
 * 2^53.
 */
export function roundUp(n: number): number {
  const rounded = Math.max(1, Math.ceil(n * (1 - 1e-12)));
  requireCount(rounded, 'the number needed', 1);
  return rounded;
}

/** The smallest n >= first that passes, for a test that stays passed; null where `last` does not pass either. */
export function smallestPassing(first: number, last: number, passes: (n: number) => boolean): number | null {
  if (passes(first)) return first;
  let low = first;
  let high = first;
  while (!passes(high)) {
    if (high >= last) return null;
    low = high;
    high = Math.min(last, Math.max(1, high) * 2);
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
