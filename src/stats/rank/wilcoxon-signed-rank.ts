import { midRanks } from '../agreement/mid-ranks.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireFinite } from '../numeric/argument.js';
import { normalCdf } from '../numeric/normal.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import { signedRankTail } from './signed-rank-distribution.js';

/** Wilcoxon's test with the size of the effect. */
export interface WilcoxonSignedRank extends TestResult {
  /** Differences. */
  readonly n: number;
  /** Differences of exactly 0. */
  readonly zeros: number;
  /** (sum of positive - sum of negative ranks) / their sum, in [-1, 1]: the matched-pairs rank-biserial correlation. */
  readonly rankBiserial: number;
  /** Standardised statistic of the normal approximation, without continuity correction. */
  readonly z: number;
}

const MOST_EXACT = 50;

/**
 * Wilcoxon's signed-rank test of symmetry about 0, with Pratt's treatment of zeros. For sensitivity only: it does not
 * test the mean.
 *
 * The absolute differences are ranked with the zeros among them, ties share the mean of their ranks, then the ranks
 * of the zeros are left out. The statistic is the sum of the ranks r of the positive differences, of mean sum r / 2
 * and variance sum r^2 / 4, which holds for ties.
 *
 * @param differences - one per independent case, finite; equality is exact, so round derived scores beforehand
 * @returns two-sided p: exact, from all sign patterns of the mid-ranks, up to 50 differences other than 0, normal
 *   without continuity correction beyond; `insufficient` where every difference is 0, or there is none
 * @throws PreceptorError `STATS_BAD_VALUE` for a difference that is not finite
 * @source Wilcoxon 1945, Biometrics Bull 1:80-83; Pratt 1959, J Am Stat Assoc 54:655-667
 */
export function wilcoxonSignedRank(differences: Float64Array): WilcoxonSignedRank | Insufficient {
  requireFinite(differences, 'differences');
  const n = differences.length;
  const ranks = midRanks(differences.map(Math.abs));
  const positive = new CompensatedSum();
  const total = new CompensatedSum();
  const squares = new CompensatedSum();
  const kept: number[] = [];
  for (let i = 0; i < n; i++) {
    const difference = floatAt(differences, i);
    if (difference === 0) continue;
    const rank = floatAt(ranks, i);
    kept.push(rank);
    total.add(rank);
    squares.add(rank * rank);
    if (difference > 0) positive.add(rank);
  }
  if (kept.length === 0) return insufficient('no difference other than 0');
  const zeros = n - kept.length;
  const statistic = positive.total;
  const z = (statistic - total.total / 2) / Math.sqrt(squares.total / 4);
  const isExact = kept.length <= MOST_EXACT;
  const tail = isExact
    ? signedRankTail(kept, zeros, Math.max(statistic, total.total - statistic))
    : normalCdf(-Math.abs(z));
  return {
    status: 'estimated',
    statistic,
    p: Math.min(1, 2 * tail),
    method: `Wilcoxon signed-rank (Pratt), ${isExact ? 'exact' : 'normal approximation'}`,
    n,
    zeros,
    rankBiserial: (2 * statistic - total.total) / total.total,
    z,
  };
}
