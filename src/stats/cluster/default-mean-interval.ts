import { PreceptorError } from '../../errors.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { wilson } from '../proportion/proportion.js';
import { type ClusterWarning, clusterWarnings, meanOfClusters, NO_VARIATION } from './cluster-mean.js';
import { type Clusters, groupByCluster } from './clusters.js';

/** A mean with its interval and what it rests on. */
export interface MeanInterval extends Interval {
  /** Cases. */
  readonly n: number;
  readonly clusters: number;
  readonly warnings: readonly ClusterWarning[];
}

/** The range of the metric; bounds are clamped to the sides that are given. */
export interface MetricRange {
  readonly min?: number;
  readonly max?: number;
}

/**
 * The default interval of a mean over cases.
 *
 * Wilson where every value is 0 or 1 and every cluster has one case; CR2 with Satterthwaite's t otherwise.
 * Where all values are 0 or all are 1, Wilson on the number of clusters: a cluster then counts as one trial.
 *
 * @param values - one per case, finite, any unit
 * @param clusters - the cluster id of each case, as long as `values`
 * @param level - two-sided coverage, 0 < level < 1
 * @param range - where given, t bounds are clamped to it; 0/1 data are within [0, 1] by Wilson alone
 * @returns the interval with n, clusters and warnings; the method names the rule that applied;
 *   `insufficient` for no cases, one cluster of several cases, or equal values other than 0 and 1
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_LEVEL`, or `STATS_BAD_VALUE`, also for a value
 *   outside the range
 * @source Wilson 1927, J Am Stat Assoc 22:209-212; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function defaultMeanInterval(
  values: Float64Array,
  clusters: Int32Array,
  level: number,
  range: MetricRange = {},
): MeanInterval | Insufficient {
  requireLevel(level, 'level');
  const { min = -Number.MAX_VALUE, max = Number.MAX_VALUE } = range;
  const groups = groupByCluster(values, clusters);
  const outside = values.find((value) => value < min || value > max);
  if (outside !== undefined) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `values: expected all within [${min}, ${max}], got ${outside}`,
    );
  }
  if (groups.n === 0) return insufficient('no cases');
  const isBinary = values.every((value) => value === 0 || value === 1);
  if (isBinary && groups.count === groups.n) {
    return { ...wilson(countOnes(groups), groups.n, level), n: groups.n, clusters: groups.n, warnings: [] };
  }
  const estimate = meanOfClusters(groups, level);
  if (estimate.status === 'estimated') {
    return {
      ...estimate,
      lower: Math.min(max, Math.max(min, estimate.lower)),
      upper: Math.min(max, Math.max(min, estimate.upper)),
    };
  }
  const ones = countOnes(groups);
  if (estimate.reason === NO_VARIATION && isBinary && (ones === 0 || ones === groups.n)) {
    const events = ones === 0 ? 0 : groups.count;
    return {
      ...wilson(events, groups.count, level),
      method: 'Wilson on clusters (no variation between them)',
      n: groups.n,
      clusters: groups.count,
      warnings: clusterWarnings(groups),
    };
  }
  return estimate;
}

/** The sum of 0/1 values: exact, for sums of integers are. */
function countOnes(groups: Clusters): number {
  return groups.totals.reduce((total, ones) => total + ones, 0);
}
