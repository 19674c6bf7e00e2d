import { type Insufficient, insufficient } from '../interval.js';
import { requireCount } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { GroupCounts } from './simultaneous-wilson.js';

/** Shares of groups drawn towards the overall share as far as chance explains their spread. */
export interface ShrunkenShares {
  readonly status: 'estimated';
  /** One per group, in [0, 1]; the overall share for a group without a case. */
  readonly shares: readonly number[];
  /** Events among all cases of all groups. */
  readonly overall: number;
  /** Correlation of two cases of a group, in [0, 1]: 0 = the groups differ by chance alone. */
  readonly correlation: number;
}

/**
 * Shares of many groups, shrunken by a beta-binomial model fitted by moments.
 *
 * S = sum of n_i (p_i - p)^2 has the mean p (1 - p) [(1 - r)(m - 1) + r (N - sum of n_i^2 / N)]; r follows, cut to [0, 1], and
 * share i becomes p + w_i (p_i - p) with w_i = n_i r / (1 + (n_i - 1) r).
 *
 * @param groups - events and trials of each group, integers, 0 <= events <= trials
 * @returns the shrunken shares; `insufficient` with fewer than 2 groups that have cases, without or with only events, or where
 *   no group has 2 cases
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the group
 * @source Kleinman 1973, J Am Stat Assoc 68:46-54
 */
export function shrunkenShares(groups: readonly GroupCounts[]): ShrunkenShares | Insufficient {
  let n = 0;
  let total = 0;
  let m = 0;
  const squares = new CompensatedSum();
  groups.forEach(({ events, trials }, index) => {
    requireCount(trials, `groups[${index}].trials`);
    requireCount(events, `groups[${index}].events`, 0, trials);
    n += trials;
    total += events;
    if (trials > 0) m++;
    squares.add(trials * trials);
  });
  if (m < 2) return insufficient(`shrinking needs at least 2 groups with cases, got ${m}`);
  if (total === 0 || total === n) return insufficient('no variation: every case has the same outcome');
  const overall = total / n;
  const spread = new CompensatedSum();
  for (const { events, trials } of groups) {
    if (trials > 0) spread.add((events - trials * overall) ** 2 / trials);
  }
  const free = n - squares.total / n - (m - 1);
  if (free <= 1e-12 * n) return insufficient('shrinking needs a group with at least 2 cases');
  const excess = spread.total / (overall * (1 - overall)) - (m - 1);
  const correlation = Math.min(1, Math.max(0, excess / free));
  return {
    status: 'estimated',
    shares: groups.map(({ events, trials }) => {
      if (trials === 0) return overall;
      const weight = (trials * correlation) / (1 + (trials - 1) * correlation);
      return overall + weight * (events / trials - overall);
    }),
    overall,
    correlation,
  };
}
