import { PreceptorError } from '../../errors.js';
import { floatAt, requireCount, requireFinite } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { type ClippedMean, clippedMean } from '../scoring/rubric-score.js';

/**
 * Expected minimum of k scores drawn without replacement from the n of one case.
 *
 * With s_(0) <= ... <= s_(n-1): sum over j of s_(j) C(n-1-j, k-1) / C(n, k). The weights start at k / n and each is the
 * previous one times (n - k - j) / (n - 1 - j), so that no binomial coefficient is formed.
 *
 * @param scores - n >= k finite scores, in any order; left as it is
 * @param k - scores drawn, integer, 1 <= k <= n
 * @returns the mean of all C(n, k) minima: the mean at k = 1, the minimum at k = n
 * @throws PreceptorError `STATS_BAD_COUNT` for k outside 1..n, `STATS_BAD_VALUE`
 * @source Arora et al. 2025, arXiv:2505.08775
 */
export function worstAtK(scores: Float64Array, k: number): number {
  const n = scores.length;
  requireCount(k, 'k', 1, n);
  requireFinite(scores, 'scores');
  const sorted = scores.slice().sort();
  const total = new CompensatedSum();
  let weight = k / n;
  for (let j = 0; j <= n - k && weight > 0; j++) {
    total.add(weight * floatAt(sorted, j));
    weight *= (n - k - j) / (n - 1 - j);
  }
  return total.total;
}

/**
 * Worst-at-k of a suite: the mean over cases of the expected minimum, clipped to [0, 1] at the end.
 *
 * @param scores - one array a case; every case with the same number n >= k of scores
 * @param k - scores drawn, integer, 1 <= k <= n
 * @returns clipped and unclipped mean, and each case's value for a bootstrap over cases; null without a case
 * @throws PreceptorError `STATS_BAD_LENGTH` for unequal numbers of scores, `STATS_BAD_COUNT` or `STATS_BAD_VALUE`
 * @source Arora et al. 2025, arXiv:2505.08775
 */
export function meanWorstAtK(
  scores: readonly Float64Array[],
  k: number,
): ClippedMean & { readonly terms: Float64Array } {
  requireCount(k, 'k', 1);
  const n = scores[0]?.length ?? 0;
  scores.forEach((own, i) => {
    if (own.length !== n) {
      throw new PreceptorError(
        'STATS_BAD_LENGTH',
        `scores[${i}]: expected ${n} scores as for the first case, got ${own.length}`,
      );
    }
  });
  const terms = Float64Array.from(scores, (own) => worstAtK(own, k));
  return { ...clippedMean([...terms]), terms };
}
