import { type Insufficient, insufficient } from '../interval.js';
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
import { type ClusterMean, clusterWarnings, NO_VARIATION } from './cluster-mean.js';
import { type Clusters, groupByCluster } from './clusters.js';

/**
 * Weighted mean over clustered cases with the CR2 standard error and a t interval on Satterthwaite's degrees of freedom.
 *
 * The weighted intercept-only model y ~ 1 under a working model of independent cases of equal variance. With W the sum of
 * weights, e the residuals and B_c the block of (I - H)(I - H)' that belongs to cluster c:
 * SE^2 = W^-2 sum of (w_c' B_c^(-1/2) e_c)^2. Equal weights give `clusterMean`.
 *
 * @param values - one per case, finite, any unit
 * @param weights - one per case, finite, >= 0, on any scale; a case of weight 0 is left out
 * @param clusters - the cluster id of each case, as long as `values`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns as `clusterMean`; n and clusters count what has weight, and the dominant cluster is that of the largest share
 *   of the weight; `insufficient` for fewer than 2 cases or clusters with weight, or no variation between clusters
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181; Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672-683
 */
export function clusterWeightedMean(
  values: Float64Array,
  weights: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusterMean | Insufficient {
  requireLevel(level, 'level');
  const cases = weightedCases(values, weights, clusters);
  const { n, count } = cases.groups;
  if (n < 2) return insufficient(`a clustered mean needs at least 2 cases with weight, got ${n}`);
  if (count < 2) return insufficient(`a clustered mean needs at least 2 clusters with weight, got ${count}`);
  const parts = adjust(cases);
  if (typeof parts === 'string') return insufficient(parts);
  const { total, value } = cases;
  const df = satterthwaite(parts, cases);
  const se = (Math.sqrt(squaresOf(parts.cr2)) / total) * cases.scale;
  const cr0 = squaresOf(parts.cr0);
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * se;
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method: 'weighted, CR2, Satterthwaite t',
    df,
    se,
    cr0Se: (Math.sqrt(cr0) / total) * cases.scale,
    cr1Se: (Math.sqrt((cr0 * count) / (count - 1)) / total) * cases.scale,
    n,
    clusters: count,
    warnings: clusterWarnings({ ...cases.groups, n: total, sizes: cases.groups.totals }, df),
  };
}

/** Cases with weight; weights are in units of the largest. */
interface WeightedCases {
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Position of each case's cluster. */
  readonly positions: Int32Array;
  /** The weights by cluster. */
  readonly groups: Clusters;
  /** Sums of the weights and of their squares. */
  readonly total: number;
  readonly squares: number;
  /** The weighted mean. */
  readonly value: number;
  /** Largest absolute value, or 1 where all are 0. */
  readonly scale: number;
}

function weightedCases(
  allValues: Float64Array,
  allWeights: Float64Array,
  allClusters: Int32Array,
): WeightedCases {
  requireLength(allWeights.length, allValues.length, 'weights');
  requireLength(allClusters.length, allValues.length, 'clusters');
  requireFinite(allValues, 'values');
  requireFinite(allWeights, 'weights');
  for (const weight of allWeights) requireNumber(weight, 'weights', 0);
  const largest = allWeights.reduce((most, weight) => Math.max(most, weight), 0);
  const counts = (_: number, i: number) => floatAt(allWeights, i) / largest > 0;
  const values = allValues.filter(counts);
  const weights = allWeights.filter(counts).map((weight) => weight / largest);
  const clusters = allClusters.filter(counts);
  const groups = groupByCluster(weights, clusters);
  const positionOf = new Map<number, number>();
  const positions = clusters.map((id) => {
    const position = positionOf.get(id) ?? positionOf.size;
    positionOf.set(id, position);
    return position;
  });
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const total = new CompensatedSum();
  const squares = new CompensatedSum();
  const weighted = new CompensatedSum();
  weights.forEach((weight, i) => {
    total.add(weight);
    squares.add(weight * weight);
    weighted.add(weight * (floatAt(values, i) / scale));
  });
  const value = (weighted.total / total.total) * scale;
  return { values, weights, positions, groups, total: total.total, squares: squares.total, value, scale };
}

/** Per cluster: scores of either estimator, and what the degrees of freedom take from u = B^(-1/2) w. */
interface Adjusted {
  readonly cr2: Float64Array;
  readonly cr0: Float64Array;
  /** Sum of u. */
  readonly sums: Float64Array;
  /** u' w. */
  readonly products: Float64Array;
  /** w' w, which equals u' B u. */
  readonly squares: Float64Array;
}

/**
 * B = I - (1 w' + w 1') / W + S / W^2 1 1' differs from I only on the plane of 1 and w, so its inverse root is that of a
 * 2 x 2 matrix in the basis 1 / sqrt(n), (w - mean w) / norm; u = alpha 1 + beta (w - mean w).
 *
 * @returns the reason where no cluster's score differs from 0 beyond rounding, or B has no inverse within rounding
 */
function adjust(cases: WeightedCases): Adjusted | string {
  const { groups, total, squares, scale } = cases;
  const { count, sizes, totals } = groups;
  const spread = new Float64Array(count);
  const even = new Float64Array(count);
  const tilted = new Float64Array(count);
  cases.weights.forEach((weight, i) => {
    const c = idAt(cases.positions, i);
    const residual = (floatAt(cases.values, i) - cases.value) / scale;
    const excess = weight - floatAt(totals, c) / floatAt(sizes, c);
    spread[c] = floatAt(spread, c) + excess * excess;
    even[c] = floatAt(even, c) + residual;
    tilted[c] = floatAt(tilted, c) + excess * residual;
  });
  const empty = () => new Float64Array(count);
  const found = { cr2: empty(), cr0: empty(), sums: empty(), products: empty(), squares: empty() };
  let varies = false;
  for (let c = 0; c < count; c++) {
    const size = floatAt(sizes, c);
    const mean = floatAt(totals, c) / size;
    const norm2 = floatAt(spread, c);
    const a = 1 - (2 * size * mean) / total + (size * squares) / (total * total);
    const b2 = (size * norm2) / (total * total);
    if (a - b2 < 1e-14) return 'one cluster holds all of the weight';
    const root = Math.sqrt(a - b2);
    const outer = root * Math.sqrt(a + 1 + 2 * root);
    // The off-diagonal element is -sqrt(size norm2) / W; both coordinates of u carry it times a coordinate of w.
    const alpha = ((1 + root) * mean + norm2 / total) / outer;
    const beta = (a + root + (size * mean) / total) / outer;
    found.cr2[c] = alpha * floatAt(even, c) + beta * floatAt(tilted, c);
    found.cr0[c] = mean * floatAt(even, c) + floatAt(tilted, c);
    found.sums[c] = alpha * size;
    found.products[c] = alpha * size * mean + beta * norm2;
    found.squares[c] = size * mean * mean + norm2;
    varies ||= Math.abs(floatAt(found.cr0, c)) > 1e-12 * floatAt(totals, c);
  }
  return varies ? found : NO_VARIATION;
}

/**
 * (sum of z_g' z_g)^2 / sum over g, h of (z_g' z_h)^2 with z_g = u_g - w (1' u_g) / W.
 *
 * Off the diagonal z_g' z_h = a_g c_h + c_g a_h with a = sum of u and c = a S / (2 W^2) - u' w / W: the double sum is
 * 2 (sum a^2) (sum c^2) + 2 (sum a c)^2 plus a correction of the diagonal.
 */
function satterthwaite(parts: Adjusted, { total, squares }: WeightedCases): number {
  const aa = new CompensatedSum();
  const cc = new CompensatedSum();
  const ac = new CompensatedSum();
  const diagonal = new CompensatedSum();
  parts.sums.forEach((a, g) => {
    const c = (a * squares) / (2 * total * total) - floatAt(parts.products, g) / total;
    aa.add(a * a);
    cc.add(c * c);
    ac.add(a * c);
    diagonal.add(floatAt(parts.squares, g) ** 2 - (2 * a * c) ** 2);
  });
  return squares ** 2 / (2 * aa.total * cc.total + 2 * ac.total ** 2 + diagonal.total);
}

function squaresOf(scores: Float64Array): number {
  const squares = new CompensatedSum();
  for (const score of scores) squares.add(score * score);
  return squares.total;
}
