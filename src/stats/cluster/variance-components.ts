import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireLength } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { groupByCluster } from './clusters.js';

/** Where the variance of nested repeats lies. */
export interface VarianceComponents {
  readonly status: 'estimated';
  /** Groups (cases) and values (samples) in all. */
  readonly groups: number;
  readonly n: number;
  /** Variance between groups, 0 where the estimate is negative. */
  readonly between: number;
  /** Variance within groups. */
  readonly within: number;
  /** ICC(1), the share of the variance that lies between groups; negative where groups differ less than chance. */
  readonly icc: number;
  /** Repeats per group that enter the estimate, n0 = (N - sum of n_g^2 / N) / (G - 1). */
  readonly repeats: number;
}

/**
 * One-way variance components and ICC(1) of repeats nested in groups (samples in a case, cases in a cluster).
 *
 * @param values - one per repeat, finite, any unit
 * @param groups - the group id of each repeat, as long as `values`
 * @returns the components; `insufficient` for one group, no group with a repeat, or no variance at all
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Searle, Casella & McCulloch 1992, Variance Components;
 *   Shrout & Fleiss 1979, Psychol Bull 86:420-428
 */
export function varianceComponents(
  values: Float64Array,
  groups: Int32Array,
): VarianceComponents | Insufficient {
  requireLength(groups.length, values.length, 'groups');
  const grouped = groupByCluster(values, groups);
  const { n, count, sizes, totals, scale } = grouped;
  if (count < 2) return insufficient(`variance components need at least 2 groups, got ${count}`);
  if (n === count) return insufficient('variance components need a group with at least 2 repeats');
  if (scale === 0) return insufficient('no variance');
  const means = totals.map((total, g) => total / floatAt(sizes, g));
  const grandMean = totals.reduce((sum, total) => sum + total / n, 0);
  const indexOf = new Map<number, number>();
  const withinSquares = new CompensatedSum();
  values.forEach((value, i) => {
    const id = idAt(groups, i);
    // Groups are numbered by first appearance, as groupByCluster numbers them.
    const g = indexOf.get(id) ?? indexOf.size;
    indexOf.set(id, g);
    withinSquares.add(((value - floatAt(means, g)) / scale) ** 2);
  });
  const betweenSquares = new CompensatedSum();
  means.forEach((mean, g) => {
    betweenSquares.add(floatAt(sizes, g) * ((mean - grandMean) / scale) ** 2);
  });
  const within = withinSquares.total / (n - count);
  const betweenMeanSquare = betweenSquares.total / (count - 1);
  const repeats = (n - sizes.reduce((sum, size) => sum + (size * size) / n, 0)) / (count - 1);
  const difference = (betweenMeanSquare - within) / repeats;
  if (within + betweenMeanSquare < 1e-24) return insufficient('no variance');
  return {
    status: 'estimated',
    groups: count,
    n,
    between: Math.max(0, difference) * scale * scale,
    within: within * scale * scale,
    icc: difference / (difference + within),
    repeats,
  };
}
