import { requireNumber, requirePositive } from './argument.js';
import { gammaQuantile, incompleteGamma } from './gamma.js';

/**
 * Cumulative distribution of chi-square with fractional degrees of freedom.
 *
 * @param x - finite, >= 0
 * @param df - degrees of freedom, finite, > 0
 * @returns P(X <= x), relative error below 1e-12 while it is the smaller tail; 0 at x = 0
 * @throws PreceptorError `STATS_BAD_VALUE` for an argument out of range
 * @source Abramowitz & Stegun 1964, 26.4.19: P(X <= x) = P(df/2, x/2)
 */
export function chiSquareCdf(x: number, df: number): number {
  requireArguments(x, df);
  return incompleteGamma(df / 2, x / 2).lower;
}

/**
 * Upper tail of chi-square with fractional degrees of freedom: the p-value of a chi-square test.
 *
 * @param x - finite, >= 0
 * @param df - degrees of freedom, finite, > 0
 * @returns P(X > x), relative error below 1e-12 until it underflows; 1 at x = 0
 * @throws PreceptorError `STATS_BAD_VALUE` for an argument out of range
 * @source Abramowitz & Stegun 1964, 26.4.19: P(X > x) = Q(df/2, x/2)
 */
export function chiSquareSurvival(x: number, df: number): number {
  requireArguments(x, df);
  return incompleteGamma(df / 2, x / 2).upper;
}

/**
 * Quantile of chi-square with fractional degrees of freedom.
 *
 * @param p - tail probability, 0 < p < 1
 * @param df - degrees of freedom, finite, > 0
 * @param tail - `lower` solves P(X <= x) = p, `upper` solves P(X > x) = p and loses no digits of a small p
 * @returns x > 0
 * @throws PreceptorError `STATS_BAD_LEVEL`, `STATS_BAD_VALUE`, or `STATS_NO_CONVERGENCE` where x underflows
 * @source the inverse of 26.4.19
 */
export function chiSquareQuantile(p: number, df: number, tail: 'lower' | 'upper' = 'lower'): number {
  requirePositive(df, 'df');
  return 2 * gammaQuantile(p, df / 2, tail);
}

function requireArguments(x: number, df: number): void {
  requireNumber(x, 'x', 0);
  requirePositive(df, 'df');
}
