import { floatAt } from '../numeric/argument.js';

/** A statistic of a few sums over clusters; null where it has no value. */
interface SumStatistic {
  /** Sums that it is made of; each cluster adds to all of them. */
  readonly sums: number;
  readonly of: (sums: Float64Array) => number | null;
}

/** numerator / denominator from two neighbouring sums. */
function ratioAt(sums: Float64Array, first: number): number | null {
  const denominator = floatAt(sums, first + 1);
  return denominator === 0 ? null : floatAt(sums, first) / denominator;
}

/** 1 - sum (r - a)^2 / (n (var r + var a + (mean r - mean a)^2)), from n, r, a, r^2, a^2 and r a summed. */
function kappaAt(sums: Float64Array, first: number): number | null {
  const n = floatAt(sums, first);
  const r = floatAt(sums, first + 1);
  const a = floatAt(sums, first + 2);
  const squares = floatAt(sums, first + 3) + floatAt(sums, first + 4);
  const observed = n * (squares - 2 * floatAt(sums, first + 5));
  const expected = n * squares - 2 * r * a;
  // Equal ratings that are no integers leave a rounding instead of 0.
  return expected <= 1e-12 * n * squares ? null : 1 - observed / expected;
}

function difference(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

/** By name, so that a worker can be told which one to resample. */
export const SUM_STATISTICS = {
  /** Sums: numerator, denominator. */
  ratio: { sums: 2, of: (sums) => ratioAt(sums, 0) },
  /** Sums: numerator and denominator of the new, then of the old. */
  'ratio-difference': { sums: 4, of: (sums) => difference(ratioAt(sums, 0), ratioAt(sums, 2)) },
  /** Sums: n, reference, assigned, reference^2, assigned^2, reference * assigned. */
  'quadratic-kappa': { sums: 6, of: (sums) => kappaAt(sums, 0) },
  'quadratic-kappa-difference': { sums: 12, of: (sums) => difference(kappaAt(sums, 0), kappaAt(sums, 6)) },
} as const satisfies Record<string, SumStatistic>;

export type SumStatisticName = keyof typeof SUM_STATISTICS;

/** What every cluster adds to the sums of a statistic. */
export interface ClusterSums {
  readonly statistic: SumStatisticName;
  readonly clusters: number;
  /** Cluster-major: the sums of cluster c stand from c * sums on. */
  readonly totals: Float64Array;
}

/**
 * Adds up rows by cluster.
 *
 * @param statistic - its name
 * @param clusters - the cluster id of each row; any integers
 * @param terms - writes what a row adds into the array, which is as long as the statistic has sums
 */
export function sumByCluster(
  statistic: SumStatisticName,
  clusters: Int32Array,
  terms: (row: number, into: Float64Array) => void,
): ClusterSums {
  const width = SUM_STATISTICS[statistic].sums;
  const indexOf = new Map<number, number>();
  for (const id of clusters) if (!indexOf.has(id)) indexOf.set(id, indexOf.size);
  const totals = new Float64Array(indexOf.size * width);
  const into = new Float64Array(width);
  clusters.forEach((id, row) => {
    const start = (indexOf.get(id) ?? 0) * width;
    terms(row, into);
    for (let k = 0; k < width; k++) totals[start + k] = floatAt(totals, start + k) + floatAt(into, k);
  });
  return { statistic, clusters: indexOf.size, totals };
}

/** The statistic of all clusters. */
export function valueOfSums(sums: ClusterSums): number | null {
  return SUM_STATISTICS[sums.statistic].of(allSums(sums));
}

/** The statistic without each cluster in turn; null where one of them has no value. */
export function jackknifeOfSums(sums: ClusterSums): Float64Array | null {
  const { of, sums: width } = SUM_STATISTICS[sums.statistic];
  const all = allSums(sums);
  const rest = new Float64Array(width);
  const values = new Float64Array(sums.clusters);
  for (let c = 0; c < sums.clusters; c++) {
    for (let k = 0; k < width; k++) rest[k] = floatAt(all, k) - floatAt(sums.totals, c * width + k);
    const value = of(rest);
    if (value === null) return null;
    values[c] = value;
  }
  return values;
}

function allSums({ statistic, clusters, totals }: ClusterSums): Float64Array {
  const width = SUM_STATISTICS[statistic].sums;
  const all = new Float64Array(width);
  for (let i = 0; i < clusters * width; i++) all[i % width] = floatAt(all, i % width) + floatAt(totals, i);
  return all;
}
