import { requireCount, requireNumber } from '../numeric/argument.js';
import { binomialCdf, binomialPmf, binomialSurvival } from '../numeric/binomial.js';
import type { TestResult } from '../test-result.js';
import { type Alternative, firstWhere, LIKELIHOOD_SLACK, sideOf } from './alternative.js';

/**
 * Exact binomial test of one proportion.
 *
 * Two-sided, by minimum likelihood: the probability of every count that is no more likely than the observed one
 * (equality within 1e-7 relative).
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1
 * @param p0 - proportion under the null hypothesis, in [0, 1]
 * @param alternative - `less` and `greater` are one-sided: P(X <= events), P(X >= events)
 * @returns statistic = events, p in [0, 1] (0 where it underflows, or where p0 of 0 or 1 rules the data out)
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Clopper & Pearson 1934, Biometrika 26:404-413 (one-sided); the two-sided rule is that of R's `binom.test`
 */
export function binomialTest(
  events: number,
  trials: number,
  p0: number,
  alternative: Alternative = 'two-sided',
): TestResult {
  requireCount(trials, 'trials', 1);
  requireCount(events, 'events', 0, trials);
  requireNumber(p0, 'p0', 0, 1);
  return {
    status: 'estimated',
    statistic: events,
    p: tailOf(events, trials, p0, alternative),
    method: `exact binomial, ${sideOf(alternative)}`,
  };
}

function tailOf(events: number, trials: number, p0: number, alternative: Alternative): number {
  switch (alternative) {
    case 'less':
      return binomialCdf(events, trials, p0);
    case 'greater':
      return atLeast(events, trials, p0);
    case 'two-sided':
      return minimumLikelihood(events, trials, p0);
  }
}

function minimumLikelihood(events: number, trials: number, p0: number): number {
  const mean = trials * p0;
  if (events === mean) return 1;
  const limit = binomialPmf(events, trials, p0) * LIKELIHOOD_SLACK;
  const isRare = (k: number): boolean => binomialPmf(k, trials, p0) <= limit;
  if (events < mean) {
    // From the mean on the probabilities fall.
    const first = firstWhere(Math.ceil(mean), trials + 1, isRare);
    return Math.min(1, binomialCdf(events, trials, p0) + atLeast(first, trials, p0));
  }
  // Counted from the mean downwards, so that the claim holds from the answer on.
  const start = Math.floor(mean);
  const last = start - firstWhere(0, start + 1, (steps) => isRare(start - steps));
  return Math.min(1, atLeast(events, trials, p0) + (last < 0 ? 0 : binomialCdf(last, trials, p0)));
}

/** P(X >= k), 0 beyond the last count. */
function atLeast(k: number, trials: number, p0: number): number {
  if (k > trials) return 0;
  return k === 0 ? 1 : binomialSurvival(k - 1, trials, p0);
}
