import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireFinite, requireLength, requireLevel, requireNumber } from '../numeric/argument.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum } from '../numeric/sum.js';
import { type ClusterWarning, clusterWarnings, NO_VARIATION } from './cluster-mean.js';
import { type Clusters, groupByCluster } from './clusters.js';

/** A ratio of sums, or the difference of two, with its linearised standard error. */
export interface ClusterRatio extends Interval {
  /** Cases. */
  readonly n: number;
  /** Clusters that bear on the ratio: those with a numerator or denominator other than 0. */
  readonly clusters: number;
  readonly se: number;
  /** clusters - 1. */
  readonly df: number;
  readonly warnings: readonly ClusterWarning[];
}

/** One numerator and one denominator per case. */
export interface RatioParts {
  /** Finite, any unit. */
  readonly numerators: Float64Array;
  /** Finite, as long as `numerators`. */
  readonly denominators: Float64Array;
}

/**
 * Ratio of sums over clustered cases, linearised, with a t interval.
 *
 * R = sum of numerators / sum of denominators; SE^2 = G / (G - 1) sum over clusters of (num_c - R den_c)^2 / (sum of
 * denominators)^2; t on G - 1. A cluster of which every numerator and denominator is 0 adds nothing to either sum and
 * is not counted in G.
 *
 * @param numerators - one per case, finite, for example supported claims
 * @param denominators - one per case, finite, for example claims; cases without any stay in
 * @param clusters - the cluster id of each case, as long as `numerators`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the ratio, its interval (not clamped to any range), standard error, df and warnings; `insufficient` where the
 *   denominators sum to 0 (within rounding), for fewer than 2 clusters, or where no cluster differs from the ratio
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Cochran 1977, Sampling Techniques, 3rd ed., section 6.3 and 9A; Woodruff 1971, J Am Stat Assoc 66:411-414
 */
export function clusterRatio(
  numerators: Float64Array,
  denominators: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusterRatio | Insufficient {
  requireLevel(level, 'level');
  const ratio = linearise({ numerators, denominators }, clusters);
  if (ratio.status === 'insufficient') return ratio;
  return intervalOf(ratio.value, ratio, null, level, 'ratio of sums, linearised, clustered t');
}

/**
 * Difference of two ratios of sums over the same clusters (new - old), linearised, with a t interval.
 *
 * The influence of cluster c is (num_c - R den_c) / (sum of denominators) of the new ratio minus that of the old;
 * SE^2 = G / (G - 1) sum of its squares; t on G - 1. The pairing enters through the clusters: each case has one part in
 * either ratio, and G counts the clusters that bear on at least one.
 *
 * @param newRatio - numerators and denominators of the new version, one of each per case
 * @param oldRatio - those of the old version for the same cases, as long
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns new - old as `clusterRatio` returns a ratio; `insufficient` as there, for either ratio
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source as `clusterRatio`
 */
export function clusterRatioDifference(
  newRatio: RatioParts,
  oldRatio: RatioParts,
  clusters: Int32Array,
  level: number,
): ClusterRatio | Insufficient {
  requireLevel(level, 'level');
  const later = linearise(newRatio, clusters);
  if (later.status === 'insufficient') return insufficient(`new: ${later.reason}`);
  const earlier = linearise(oldRatio, clusters);
  if (earlier.status === 'insufficient') return insufficient(`old: ${earlier.reason}`);
  const value = later.value - earlier.value;
  return intervalOf(
    value,
    later,
    earlier,
    level,
    'difference of two ratios of sums, linearised, clustered t',
  );
}

/** A ratio with what each cluster moves it by. */
interface Linearised {
  readonly status: 'estimated';
  readonly value: number;
  readonly groups: Clusters;
  readonly influences: Float64Array;
  /** Share of the denominators per cluster. */
  readonly shares: Float64Array;
  /** 1 for a cluster with a numerator or denominator other than 0. */
  readonly bears: Uint8Array;
}

function linearise(
  { numerators, denominators }: RatioParts,
  clusters: Int32Array,
): Linearised | Insufficient {
  requireLength(denominators.length, numerators.length, 'denominators');
  requireLength(clusters.length, numerators.length, 'clusters');
  requireFinite(numerators, 'numerators');
  requireFinite(denominators, 'denominators');
  const tops = groupByCluster(numerators, clusters);
  const bottoms = groupByCluster(denominators, clusters);
  const denominator = sumOf(bottoms.totals, 'sum of the denominators');
  if (Math.abs(denominator) <= 1e-12 * bottoms.scale) return insufficient('the denominators sum to 0');
  const value = sumOf(tops.totals, 'sum of the numerators') / denominator;
  requireNumber(value, 'ratio');
  const shares = bottoms.totals.map((total) => total / denominator);
  const influences = tops.totals.map((total, c) => {
    const top = total / denominator;
    const expected = value * floatAt(shares, c);
    // What rounding alone leaves of the difference is none.
    return Math.abs(top - expected) <= 1e-12 * Math.max(Math.abs(top), Math.abs(expected))
      ? 0
      : top - expected;
  });
  const positions = new Map<number, number>();
  const bears = new Uint8Array(tops.count);
  clusters.forEach((id, i) => {
    const c = positions.get(id) ?? positions.size;
    positions.set(id, c);
    if (floatAt(numerators, i) !== 0 || floatAt(denominators, i) !== 0) bears[c] = 1;
  });
  return { status: 'estimated', value, groups: tops, influences, shares, bears };
}

/** The interval of new - old, or of one ratio. */
function intervalOf(
  value: number,
  later: Linearised,
  earlier: Linearised | null,
  level: number,
  method: string,
): ClusterRatio | Insufficient {
  const bears = later.bears.map((bit, c) => bit | (earlier?.bears[c] ?? 0));
  const count = bears.reduce((sum, bit) => sum + bit, 0);
  if (count < 2)
    return insufficient(`a clustered ratio needs at least 2 clusters that bear on it, got ${count}`);
  const influences = later.influences.map((one, c) => one - (earlier?.influences[c] ?? 0));
  const largest = later.influences.reduce(
    (most, one, c) => Math.max(most, Math.abs(one), Math.abs(earlier?.influences[c] ?? 0)),
    0,
  );
  const squares = new CompensatedSum();
  // In units of the largest, so that squares neither overflow nor vanish.
  for (const one of influences) if (Math.abs(one) > 1e-12 * largest) squares.add((one / largest) ** 2);
  if (squares.total === 0) return insufficient(NO_VARIATION);
  const df = count - 1;
  const se = Math.sqrt((count / df) * squares.total) * largest;
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * se;
  const shares = later.shares.map((share, c) => Math.max(Math.abs(share), Math.abs(earlier?.shares[c] ?? 0)));
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method,
    df,
    se,
    n: later.groups.n,
    clusters: count,
    // A cluster dominates a ratio by its share of the denominators, whatever its number of cases.
    warnings: clusterWarnings({ ...later.groups, n: 1, count, sizes: shares }, df),
  };
}

function sumOf(totals: Float64Array, name: string): number {
  const sum = new CompensatedSum();
  for (const total of totals) sum.add(total);
  requireNumber(sum.total, name);
  return sum.total;
}
