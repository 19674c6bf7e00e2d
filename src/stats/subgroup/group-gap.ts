import { type Insufficient, insufficient } from '../interval.js';
import { requireCount, requireNumber } from '../numeric/argument.js';

/** One group's figure and the number of independent cases behind it. */
export interface GroupValue {
  readonly value: number;
  readonly n: number;
}

/** How far groups lie apart. Groups are named by their index in the input. */
export interface GroupGap {
  readonly status: 'estimated';
  /** Largest less smallest value of the reportable groups, >= 0. */
  readonly gap: number;
  /** The smallest value, and every group that has it. */
  readonly lowest: { readonly value: number; readonly groups: readonly number[] };
  /** The largest value, and every group that has it. */
  readonly highest: { readonly value: number; readonly groups: readonly number[] };
  /** Smallest / largest, in [0, 1]; null where a value is negative or the largest is 0. */
  readonly ratio: number | null;
  /** Groups with enough cases. */
  readonly reportable: readonly number[];
}

/** Fewest cases of a group that may be shown. */
export const LEAST_REPORTABLE = 10;

/**
 * Gap, worst group and ratio among the reportable groups.
 *
 * The gap of many small groups is large by chance alone: it stands beside `gapPermutation` and `shrunkenShares`.
 *
 * @param groups - one per group: value finite, n an integer >= 0; the value of a group without a case is not read
 * @param leastReportable - groups with fewer cases are left out, integer >= 1
 * @returns the gap with ties named in full; `insufficient` with fewer than 2 reportable groups
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the group
 * @source Sagawa et al. 2020, Proc ICLR (arXiv:1911.08731), the worst group
 */
export function groupGap(
  groups: readonly GroupValue[],
  leastReportable: number = LEAST_REPORTABLE,
): GroupGap | Insufficient {
  requireCount(leastReportable, 'leastReportable', 1);
  const reportable: number[] = [];
  groups.forEach(({ value, n }, index) => {
    requireCount(n, `groups[${index}].n`);
    if (n > 0) requireNumber(value, `groups[${index}].value`);
    if (n >= leastReportable) reportable.push(index);
  });
  if (reportable.length < 2) {
    return insufficient(
      `a gap needs at least 2 groups of ${leastReportable} or more cases, got ${reportable.length}`,
    );
  }
  const values = groups.map(({ value }) => value);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const index of reportable) {
    low = Math.min(low, values[index] ?? low);
    high = Math.max(high, values[index] ?? high);
  }
  const having = (value: number) => reportable.filter((index) => values[index] === value);
  const gap = high - low;
  requireNumber(gap, 'gap');
  return {
    status: 'estimated',
    gap,
    lowest: { value: low, groups: having(low) },
    highest: { value: high, groups: having(high) },
    ratio: low >= 0 && high > 0 ? low / high : null,
    reportable,
  };
}
