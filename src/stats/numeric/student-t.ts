import { requireLevel, requireNumber, requirePositive } from './argument.js';
import { betaQuantileLogit, incompleteBeta } from './beta.js';
import { logGamma } from './log-gamma.js';

/**
 * Cumulative distribution of Student's t with fractional degrees of freedom.
 *
 * @param t - finite
 * @param df - degrees of freedom, finite, > 0
 * @returns P(T <= t); the lower tail keeps its relative accuracy, so take studentTCdf(-t, df) for the upper one
 * @throws PreceptorError `STATS_BAD_VALUE` for an argument out of range
 * @source Abramowitz & Stegun 1964, 26.7.1: P(|T| > t) = I_x(df/2, 1/2) at x = df / (df + t^2)
 */
export function studentTCdf(t: number, df: number): number {
  requireNumber(t, 't');
  requirePositive(df, 'df');
  const ratio = Math.abs(t) / Math.sqrt(df);
  const tail = ratio < 1e150 ? innerTail(ratio, df) : farTail(ratio, df);
  return t <= 0 ? tail : 1 - tail;
}

function innerTail(ratio: number, df: number): number {
  const square = ratio * ratio;
  return incompleteBeta(1 / (1 + square), df / 2, 0.5, square / (1 + square)).lower / 2;
}

/** The leading term x^(df/2) / (df B(df/2, 1/2)) in logs, for an x = 1 / ratio^2 that would underflow. */
function farTail(ratio: number, df: number): number {
  const logBeta = logGamma(df / 2) + logGamma(0.5) - logGamma(df / 2 + 0.5);
  return Math.exp(-df * Math.log(ratio) - Math.log(df) - logBeta);
}

/**
 * Quantile of Student's t with fractional degrees of freedom.
 *
 * @param p - 0 < p < 1; for an upper tail q use -studentTQuantile(q, df), which loses no digits
 * @param df - degrees of freedom, finite, > 0
 * @returns t with P(T <= t) = p; exactly 0 at p = 0.5
 * @throws PreceptorError `STATS_BAD_LEVEL`, `STATS_BAD_VALUE`, or `STATS_NO_CONVERGENCE` where t overflows
 * @source the inverse of 26.7.1 in the logit u of x = df / (df + t^2): t = sqrt(df) e^(-u/2)
 */
export function studentTQuantile(p: number, df: number): number {
  requireLevel(p, 'p');
  requirePositive(df, 'df');
  if (p === 0.5) return 0;
  if (p > 0.5) return -studentTQuantile(1 - p, df);
  // Both tails hold 2p; above a quarter the centre 1 - 2p is the exact difference.
  const u =
    p < 0.25
      ? betaQuantileLogit(2 * p, df / 2, 0.5, 'lower')
      : betaQuantileLogit(1 - 2 * p, df / 2, 0.5, 'upper');
  return -Math.sqrt(df) * Math.exp(-u / 2);
}
