import { requireCount, requireNumber } from './argument.js';
import { incompleteBeta } from './beta.js';
import { binomialDensity } from './saddle-point.js';

/**
 * Probability of exactly k events in n trials.
 *
 * @param k - events, integer, 0 <= k <= n
 * @param n - trials, integer, >= 0
 * @param p - probability of an event, in [0, 1]
 * @returns P(X = k); 1 at n = 0
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function binomialPmf(k: number, n: number, p: number): number {
  requireArguments(k, n, p);
  return binomialDensity(k, n - k, p, 1 - p);
}

/**
 * Probability of at most k events in n trials.
 *
 * @param k - events, integer, 0 <= k <= n
 * @param n - trials, integer, >= 0
 * @param p - probability of an event, in [0, 1]
 * @returns P(X <= k), relative error below 1e-12 while it is the smaller tail
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Abramowitz & Stegun 1964, 26.5.24: P(X > k) = I_p(k + 1, n - k)
 */
export function binomialCdf(k: number, n: number, p: number): number {
  requireArguments(k, n, p);
  return k === n ? 1 : incompleteBeta(p, k + 1, n - k).upper;
}

/**
 * Probability of more than k events in n trials.
 *
 * @param k - events, integer, 0 <= k <= n
 * @param n - trials, integer, >= 0
 * @param p - probability of an event, in [0, 1]
 * @returns P(X > k), relative error below 1e-12 while it is the smaller tail; 0 at k = n
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Abramowitz & Stegun 1964, 26.5.24: P(X > k) = I_p(k + 1, n - k)
 */
export function binomialSurvival(k: number, n: number, p: number): number {
  requireArguments(k, n, p);
  return k === n ? 0 : incompleteBeta(p, k + 1, n - k).lower;
}

function requireArguments(k: number, n: number, p: number): void {
  requireCount(n, 'n');
  requireCount(k, 'k', 0, n);
  requireNumber(p, 'p', 0, 1);
}
