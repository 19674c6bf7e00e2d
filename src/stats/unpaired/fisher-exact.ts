import { type Alternative, firstWhere, LIKELIHOOD_SLACK, sideOf } from '../proportion/alternative.js';
import type { TestResult } from '../test-result.js';
import {
  type Hypergeometric,
  hypergeometric,
  hypergeometricCdf,
  hypergeometricPmf,
  hypergeometricSurvival,
} from './hypergeometric.js';
import { requireUnpaired, type UnpairedCounts } from './unpaired-counts.js';

/**
 * Fisher's exact test of two independent proportions.
 *
 * Two-sided, by minimum likelihood: the probability, given both margins, of every table that is no more likely than
 * the observed one (equality within 1e-7 relative).
 *
 * @param counts - events and independent cases of each model; integers, at least one case each
 * @param alternative - `greater`: the new model has more events, P(X >= newEvents); `less` the reverse
 * @returns statistic = newEvents, p in [0, 1] (0 only where it underflows); 1 where no case, or every case, has the
 *   event
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Fisher 1935, J R Stat Soc 98:39-82; the two-sided rule is that of R's `fisher.test`
 */
export function fisherExact(counts: UnpairedCounts, alternative: Alternative = 'two-sided'): TestResult {
  requireUnpaired(counts, 1);
  const of = hypergeometric(
    counts.newCases + counts.oldCases,
    counts.newCases,
    counts.newEvents + counts.oldEvents,
  );
  return {
    status: 'estimated',
    statistic: counts.newEvents,
    p: tailOf(of, counts.newEvents, alternative),
    method: `Fisher exact, ${sideOf(alternative)}`,
  };
}

function tailOf(of: Hypergeometric, k: number, alternative: Alternative): number {
  switch (alternative) {
    case 'less':
      return hypergeometricCdf(of, k);
    case 'greater':
      return hypergeometricSurvival(of, k);
    case 'two-sided':
      return minimumLikelihood(of, k);
  }
}

/** Both tails whose counts are no more likely than k: towards the mode the probabilities rise on either side. */
function minimumLikelihood(of: Hypergeometric, k: number): number {
  const limit = hypergeometricPmf(of, k) * LIKELIHOOD_SLACK;
  const isRare = (count: number): boolean => hypergeometricPmf(of, count) <= limit;
  if (isRare(of.mode)) return 1;
  const above = firstWhere(of.mode, of.highest + 1, isRare);
  const below = of.mode - firstWhere(0, of.mode - of.lowest + 1, (steps) => isRare(of.mode - steps));
  return Math.min(1, hypergeometricCdf(of, below) + hypergeometricSurvival(of, above));
}
