import { type Insufficient, type Interval, type IntervalOrInsufficient, insufficient } from '../interval.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import type { TestResult } from '../test-result.js';

/** A coefficient of agreement or association: the value stands where its interval cannot. */
export interface Coefficient {
  readonly status: 'estimated';
  /** Point estimate, at most 1. */
  readonly value: number;
  /** `insufficient` where the standard error is 0 (perfect agreement, say) or the sample too small for one. */
  readonly interval: IntervalOrInsufficient;
}

/** The null hypothesis of no association beyond chance. */
export type TestOrInsufficient = TestResult | Insufficient;

/** Size, relative to their scale squared, below which a mean of squared deviations is rounding. */
const ROUNDING = 1e-24;

/** value +- z se, cut to [-1, 1]; `insufficient` where the standard error is 0. */
export function waldInterval(
  value: number,
  se: number,
  level: number,
  method: string,
): IntervalOrInsufficient {
  const interval = symmetricInterval(value, se, -normalQuantile((1 - level) / 2), { level, method });
  return interval.status === 'insufficient' ? interval : { ...interval, lower: Math.max(-1, interval.lower) };
}

/** value +- quantile * se, cut at 1; `insufficient` where the standard error is 0. */
export function symmetricInterval(
  value: number,
  se: number,
  quantile: number,
  labels: Pick<Interval, 'level' | 'method' | 'df'>,
): IntervalOrInsufficient {
  if (se === 0) return insufficient(noSpread(value));
  return {
    status: 'estimated',
    value,
    lower: value - quantile * se,
    upper: Math.min(1, value + quantile * se),
    se,
    ...labels,
  };
}

/** Fisher's z: tanh(atanh(value) +- z seOfZ); `insufficient` at -1 and 1, where atanh has no value. */
export function fisherInterval(
  value: number,
  seOfZ: number,
  level: number,
  method: string,
): IntervalOrInsufficient {
  if (Math.abs(value) >= 1 || seOfZ === 0) return insufficient(noSpread(value));
  const halfWidth = -normalQuantile((1 - level) / 2) * seOfZ;
  const centre = Math.atanh(value);
  return {
    status: 'estimated',
    value,
    lower: Math.tanh(centre - halfWidth),
    upper: Math.tanh(centre + halfWidth),
    level,
    method,
  };
}

/** Two-sided normal test of value = 0; `insufficient` where the null standard error is 0. */
export function normalTest(value: number, nullSe: number, method: string): TestOrInsufficient {
  if (nullSe === 0) return insufficient('the standard error under the null hypothesis is 0');
  const statistic = value / nullSe;
  return { status: 'estimated', statistic, p: twoSidedP(statistic), method };
}

/** P(|Z| >= |z|). */
export function twoSidedP(z: number): number {
  return 2 * normalCdf(-Math.abs(z));
}

/** The root of a mean of squared deviations; 0 where it is rounding beside the square of their scale. */
export function rootOf(variance: number, scale: number): number {
  return variance <= ROUNDING * scale * scale ? 0 : Math.sqrt(variance);
}

function noSpread(value: number): string {
  return value === 1
    ? 'perfect agreement leaves no spread to estimate a standard error from'
    : 'the standard error is 0';
}
