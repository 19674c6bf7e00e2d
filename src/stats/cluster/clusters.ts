import { at, floatAt, idAt, requireFinite, requireLength } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';

/** The values of n cases, added up by cluster; clusters in order of first appearance. */
export interface Clusters {
  readonly n: number;
  /** Number of clusters. */
  readonly count: number;
  /** Cases per cluster. */
  readonly sizes: Float64Array;
  /** Sum of the values per cluster. */
  readonly totals: Float64Array;
  /** Largest absolute value, the scale against which a difference counts as rounding. */
  readonly scale: number;
}

/**
 * Adds up values by cluster.
 *
 * @param values - one per case, finite
 * @param clusters - the cluster id of each case; any integers
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 */
export function groupByCluster(values: Float64Array, clusters: Int32Array): Clusters {
  requireLength(clusters.length, values.length, 'clusters');
  requireFinite(values, 'values');
  const indexOf = new Map<number, number>();
  const sums: CompensatedSum[] = [];
  const sizes: number[] = [];
  let scale = 0;
  for (let i = 0; i < values.length; i++) {
    const id = idAt(clusters, i);
    const value = floatAt(values, i);
    scale = Math.max(scale, Math.abs(value));
    let index = indexOf.get(id);
    if (index === undefined) {
      index = sums.length;
      indexOf.set(id, index);
      sums.push(new CompensatedSum());
      sizes.push(0);
    }
    sums[index]?.add(value);
    sizes[index] = at(sizes, index) + 1;
  }
  return {
    n: values.length,
    count: sums.length,
    sizes: Float64Array.from(sizes),
    totals: Float64Array.from(sums, (sum) => sum.total),
    scale,
  };
}
