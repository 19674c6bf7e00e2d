import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireCount, requireLevel } from '../numeric/argument.js';
import { mcnemarMidP } from '../paired/mcnemar.js';
import { clopperPearson, wilson } from '../proportion/proportion.js';
import type { TestResult } from '../test-result.js';

/** Comparisons that a judge made twice, the second time with the answers exchanged; integers >= 0. */
export interface SwappedComparisons {
  /** It preferred the same answer (or tied) both times. */
  readonly consistent: number;
  /** It preferred whichever stood first, both times. */
  readonly firstTwice: number;
  /** It preferred whichever stood second, both times. */
  readonly secondTwice: number;
  /** It changed in any other way (a tie in one order alone). */
  readonly otherwise: number;
}

/** How far a judge's preference depends on the order of the answers. */
export interface SwapConsistency {
  readonly status: 'estimated';
  /** Share of comparisons with the same preference in both orders, Wilson. */
  readonly consistency: Interval;
  /** Among those that went to one position both times, the share of the first; 0.5 without bias; Clopper-Pearson. */
  readonly firstShare: Interval | Insufficient;
  /** Two-sided mid-p test of firstShare = 0.5. */
  readonly test: TestResult;
}

/**
 * Position bias of a judge from comparisons made in both orders.
 *
 * @param comparisons - counts of independent comparisons
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the consistent share, the share of the first position, and its test (p = 1 where no comparison went to a
 *   position twice); `insufficient` without a comparison
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Zheng et al. 2023, arXiv:2306.05685; Wilson 1927, J Am Stat Assoc 22:209-212; Clopper & Pearson 1934,
 *   Biometrika 26:404-413; Fagerland, Lydersen & Laake 2013, BMC Med Res Methodol 13:91 (mid-p)
 */
export function swapConsistency(
  comparisons: SwappedComparisons,
  level: number,
): SwapConsistency | Insufficient {
  requireLevel(level, 'level');
  const { consistent, firstTwice, secondTwice, otherwise } = comparisons;
  requireCount(consistent, 'consistent');
  requireCount(firstTwice, 'firstTwice');
  requireCount(secondTwice, 'secondTwice');
  requireCount(otherwise, 'otherwise');
  const byPosition = firstTwice + secondTwice;
  const total = consistent + byPosition + otherwise;
  if (total === 0) return insufficient('no comparisons');
  return {
    status: 'estimated',
    consistency: { ...wilson(consistent, total, level), method: 'share consistent under exchange, Wilson' },
    firstShare:
      byPosition === 0
        ? insufficient('no comparison went to one position twice')
        : clopperPearson(firstTwice, byPosition, level),
    test: {
      status: 'estimated',
      statistic: firstTwice - secondTwice,
      p: mcnemarMidP({
        bothRight: 0,
        onlyNew: firstTwice,
        onlyOld: secondTwice,
        bothWrong: consistent + otherwise,
      }),
      method: 'mid-p binomial test of first against second position',
    },
  };
}
