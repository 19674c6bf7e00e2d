import { requireLevel, requireNumber, requirePositive } from './argument.js';
import { betaQuantileLogit, incompleteBeta, type Tails } from './beta.js';

/**
 * Cumulative distribution of Fisher's F with fractional degrees of freedom.
 *
 * @param f - finite, >= 0
 * @param df1 - degrees of freedom of the numerator, finite, > 0
 * @param df2 - degrees of freedom of the denominator, finite, > 0
 * @returns P(F <= f); relative error below 1e-12 while it is small, so take `fSurvival` for the upper tail
 * @throws PreceptorError `STATS_BAD_VALUE` for an argument out of range
 * @source Abramowitz & Stegun 1964, 26.6.2: P(F <= f) = I_x(df1/2, df2/2) at x = df1 f / (df1 f + df2)
 */
export function fCdf(f: number, df1: number, df2: number): number {
  return tails(f, df1, df2).lower;
}

/**
 * Upper tail of Fisher's F.
 *
 * @param f - finite, >= 0
 * @param df1 - degrees of freedom of the numerator, finite, > 0
 * @param df2 - degrees of freedom of the denominator, finite, > 0
 * @returns P(F > f); relative error below 1e-12 while it is small
 * @throws PreceptorError `STATS_BAD_VALUE` for an argument out of range
 * @source Abramowitz & Stegun 1964, 26.6.2
 */
export function fSurvival(f: number, df1: number, df2: number): number {
  return tails(f, df1, df2).upper;
}

/**
 * Quantile of Fisher's F with fractional degrees of freedom.
 *
 * @param p - tail probability, 0 < p < 1
 * @param df1 - degrees of freedom of the numerator, finite, > 0
 * @param df2 - degrees of freedom of the denominator, finite, > 0
 * @param tail - `lower` solves P(F <= f) = p, `upper` solves P(F > f) = p without loss of digits
 * @returns f > 0
 * @throws PreceptorError `STATS_BAD_LEVEL`, `STATS_BAD_VALUE`, or `STATS_NO_CONVERGENCE` where f over- or underflows
 * @source the inverse of 26.6.2 in the logit u of x = df1 f / (df1 f + df2): f = df2 / df1 e^u
 */
export function fQuantile(p: number, df1: number, df2: number, tail: 'lower' | 'upper' = 'lower'): number {
  requireLevel(p, 'p');
  requirePositive(df1, 'df1');
  requirePositive(df2, 'df2');
  return (df2 / df1) * Math.exp(betaQuantileLogit(p, df1 / 2, df2 / 2, tail));
}

function tails(f: number, df1: number, df2: number): Tails {
  requireNumber(f, 'f', 0);
  requirePositive(df1, 'df1');
  requirePositive(df2, 'df2');
  const odds = (df1 / df2) * f;
  // Both parts by division: 1 - x would lose the digits of an x near 1.
  if (odds <= 1) return incompleteBeta(odds / (1 + odds), df1 / 2, df2 / 2, 1 / (1 + odds));
  return incompleteBeta(1 / (1 + 1 / odds), df1 / 2, df2 / 2, 1 / odds / (1 + 1 / odds));
}
