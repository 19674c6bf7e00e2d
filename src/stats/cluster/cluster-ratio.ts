import { type Insufficient, type Interval, insufficient } from '../interval.js';
import {
  floatAt,
  idAt,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
} from '../numeric/argument.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum } from '../numeric/sum.js';
import { type ClusterWarning, clusterWarnings, NO_VARIATION } from './cluster-mean.js';

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
  const ratio = linearise({ numerators, denominators }, positionsOf(clusters));
  if (ratio.status === 'insufficient') return ratio;
  return intervalOf(
    ratio.value,
    ratio,
    null,
    clusters.length,
    level,
    'ratio of sums, linearised, clustered t',
  );
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
  const positions = positionsOf(clusters);
  const later = linearise(newRatio, positions);
  if (later.status === 'insufficient') return insufficient(`new: ${later.reason}`);
  const earlier = linearise(oldRatio, positions);
  if (earlier.status === 'insufficient') return insufficient(`old: ${earlier.reason}`);
  const value = later.value - earlier.value;
  return intervalOf(
    value,
    later,
    earlier,
    clusters.length,
    level,
    'difference of two ratios of sums, linearised, clustered t',
  );
}

/** Cases numbered by cluster, in order of first appearance. */
interface Positions {
  readonly of: Int32Array;
  readonly count: number;
}

/** A ratio with what each cluster moves it by. */
interface Linearised {
  readonly status: 'estimated';
  readonly value: number;
  readonly influences: Float64Array;
  /** Share of the denominators per cluster. */
  readonly shares: Float64Array;
  /** 1 for a cluster with a numerator or denominator other than 0. */
  readonly bears: Uint8Array;
}

function positionsOf(clusters: Int32Array): Positions {
  const known = new Map<number, number>();
  const of = clusters.map((id) => {
    const position = known.get(id) ?? known.size;
    if (position === known.size) known.set(id, position);
    return position;
  });
  return { of, count: known.size };
}

function linearise(
  { numerators, denominators }: RatioParts,
  positions: Positions,
): Linearised | Insufficient {
  requireLength(numerators.length, positions.of.length, 'numerators');
  requireLength(denominators.length, positions.of.length, 'denominators');
  requireFinite(numerators, 'numerators');
  requireFinite(denominators, 'denominators');
  const tops = totalsOf(numerators, positions);
  const bottoms = totalsOf(denominators, positions);
  const denominator = sumOf(bottoms, 'sum of the denominators');
  const scale = denominators.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  if (Math.abs(denominator) <= 1e-12 * scale) return insufficient('the denominators sum to 0');
  const value = sumOf(tops, 'sum of the numerators') / denominator;
  requireNumber(value, 'ratio');
  const shares = bottoms.map((total) => total / denominator);
  const influences = tops.map((total, c) => {
    const top = total / denominator;
    const expected = value * floatAt(shares, c);
    // What rounding alone leaves of the difference is none.
    return Math.abs(top - expected) <= 1e-12 * Math.max(Math.abs(top), Math.abs(expected))
      ? 0
      : top - expected;
  });
  const bears = new Uint8Array(positions.count);
  for (let i = 0; i < positions.of.length; i++)
    if (floatAt(numerators, i) !== 0 || floatAt(denominators, i) !== 0) bears[idAt(positions.of, i)] = 1;
  return { status: 'estimated', value, influences, shares, bears };
}

/** Neumaier's sum of every cluster at once: an object for each of a million clusters would cost more than the sum. */
function totalsOf(values: Float64Array, { of, count }: Positions): Float64Array {
  const totals = new Float64Array(count);
  const corrections = new Float64Array(count);
  for (let i = 0; i < values.length; i++) {
    const c = idAt(of, i);
    const [total, term] = [floatAt(totals, c), floatAt(values, i)];
    const next = total + term;
    const lost = Math.abs(total) >= Math.abs(term) ? total - next + term : term - next + total;
    corrections[c] = floatAt(corrections, c) + lost;
    totals[c] = next;
  }
  return totals.map((total, c) => total + floatAt(corrections, c));
}

/** The interval of new - old, or of one ratio. */
function intervalOf(
  value: number,
  later: Linearised,
  earlier: Linearised | null,
  n: number,
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
    n,
    clusters: count,
    // A cluster dominates a ratio by its share of the denominators, whatever its number of cases.
    warnings: clusterWarnings({ n: 1, count, sizes: shares, totals: shares, scale: 1 }, df),
  };
}

function sumOf(totals: Float64Array, name: string): number {
  const sum = new CompensatedSum();
  for (const total of totals) sum.add(total);
  requireNumber(sum.total, name);
  return sum.total;
}
