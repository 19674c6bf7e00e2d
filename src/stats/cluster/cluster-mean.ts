import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireLevel, requireNumber } from '../numeric/argument.js';
import { studentTCdf, studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum } from '../numeric/sum.js';
import { type Clusters, groupByCluster } from './clusters.js';

/** What makes a clustered interval unsafe to decide on. */
export type ClusterWarning =
  | { readonly kind: 'few-degrees-of-freedom'; readonly df: number; readonly atLeast: number }
  | { readonly kind: 'few-clusters'; readonly clusters: number; readonly atLeast: number }
  | { readonly kind: 'dominant-cluster'; readonly share: number; readonly atMost: number };

/** A clustered mean with its CR2 standard error and Satterthwaite degrees of freedom. */
export interface ClusterMean extends Interval {
  /** Cases. */
  readonly n: number;
  readonly clusters: number;
  /** CR2 (bias-reduced) standard error. */
  readonly se: number;
  /** CR0 standard error, the clustered standard error of Miller 2024; for comparison only. */
  readonly cr0Se: number;
  /** CR1 standard error, CR0 times sqrt(G / (G - 1)); for comparison only. */
  readonly cr1Se: number;
  readonly df: number;
  readonly warnings: readonly ClusterWarning[];
}

/** The reason given where a standard error would be 0. */
export const NO_VARIATION = 'no variation between clusters';
const UNHELD = 'the values are so small or so large that no number can hold their interval';

/** Below it, doubles lose digits and at last all of them, so that a standard error is 0 or mostly rounding. */
const SMALLEST_NORMAL = 2 ** -1022;

const LEAST_DF = 10;
const LEAST_CLUSTERS = 10;
const LARGEST_SHARE = 0.2;

/**
 * Mean over clustered cases with the CR2 standard error and a t interval on Satterthwaite's degrees of freedom.
 *
 * With T_c = sum over cluster c of (s - mean) and N cases in all: SE^2 = N^-2 sum of T_c^2 / (1 - n_c / N).
 *
 * @param values - one per case, finite, any unit
 * @param clusters - the cluster id of each case, as long as `values`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the mean, its interval (not clamped to any range), both standard errors, df and warnings;
 *   `insufficient` for fewer than 2 cases, one cluster, no variation between clusters (a spread of their
 *   totals within 1e-12 of the largest value counts as rounding), a standard error below 2^-1022, or limits above 2^1024
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181; Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672-683
 */
export function clusterMean(
  values: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusterMean | Insufficient {
  requireLevel(level, 'level');
  return meanOfClusters(groupByCluster(values, clusters), level);
}

/**
 * One-sided p-value of H0: mean <= m0, from a clustered mean.
 *
 * @param estimate - the answer of `clusterMean`
 * @param m0 - mean under the null hypothesis, finite, in the unit of the values
 * @returns P(T >= (mean - m0) / se) with the estimate's df
 * @throws PreceptorError `STATS_BAD_VALUE` for an m0 that is not finite
 * @source as `clusterMean`
 */
export function clusterMeanP(estimate: ClusterMean, m0: number): number {
  requireNumber(m0, 'm0');
  return studentTCdf((m0 - estimate.value) / estimate.se, estimate.df);
}

/** `clusterMean` for cases already added up by cluster. */
export function meanOfClusters(clusters: Clusters, level: number): ClusterMean | Insufficient {
  const { n, count, scale } = clusters;
  if (n < 2) return insufficient(`a clustered mean needs at least 2 cases, got ${n}`);
  if (count < 2) return insufficient(`a clustered mean needs at least 2 clusters, got ${count}`);
  const total = new CompensatedSum();
  for (const clusterTotal of clusters.totals) total.add(clusterTotal);
  const value = total.total / n;
  requireNumber(value, 'mean of the values');
  const cr2 = new CompensatedSum();
  const cr0 = new CompensatedSum();
  let varies = false;
  for (let c = 0; c < count; c++) {
    const size = floatAt(clusters.sizes, c);
    // In units of the largest value, so that squares neither overflow nor vanish.
    const deviation = scale === 0 ? 0 : (floatAt(clusters.totals, c) - size * value) / scale;
    varies ||= Math.abs(deviation) > 1e-12 * size;
    cr0.add(deviation * deviation);
    cr2.add((deviation * deviation) / (1 - size / n));
  }
  if (!varies) return insufficient(NO_VARIATION);
  const se = (Math.sqrt(cr2.total) / n) * scale;
  const df = satterthwaite(clusters);
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * se;
  const [lower, upper] = [value - halfWidth, value + halfWidth];
  if (se < SMALLEST_NORMAL || !Number.isFinite(lower) || !Number.isFinite(upper)) return insufficient(UNHELD);
  return {
    status: 'estimated',
    value,
    lower,
    upper,
    level,
    method: 'CR2, Satterthwaite t',
    df,
    se,
    cr0Se: (Math.sqrt(cr0.total) / n) * scale,
    cr1Se: (Math.sqrt((cr0.total * count) / (count - 1)) / n) * scale,
    n,
    clusters: count,
    warnings: clusterWarnings(clusters, df),
  };
}

/**
 * 1 / (N^2 sum over g, h of [k_g k_h (n_g 1{g=h} - n_g n_h / N)]^2) with k_g^2 = 1 / (N^2 (1 - n_g / N)).
 *
 * Off the diagonal the summand is a product, so the double sum is (sum of a)^2 plus a correction of the diagonal,
 * with a = k^2 n_g^2 / N: the cost is linear in the number of clusters.
 */
function satterthwaite(clusters: Clusters): number {
  const { n, sizes } = clusters;
  const products = new CompensatedSum();
  const diagonal = new CompensatedSum();
  for (const size of sizes) {
    const rest = 1 - size / n;
    const product = (size * size) / rest;
    products.add(product);
    diagonal.add((product / rest) * (rest * rest - (size / n) ** 2));
  }
  return n ** 2 / ((products.total / n) ** 2 + diagonal.total);
}

/** What to beware of, from the clusters alone or, with df, from their CR2 interval. */
export function clusterWarnings(clusters: Clusters, df?: number): readonly ClusterWarning[] {
  const { count } = clusters;
  const share = clusters.sizes.reduce((most, size) => Math.max(most, size), 0) / clusters.n;
  const warnings: ClusterWarning[] = [];
  if (df !== undefined && df < LEAST_DF)
    warnings.push({ kind: 'few-degrees-of-freedom', df, atLeast: LEAST_DF });
  if (count < LEAST_CLUSTERS)
    warnings.push({ kind: 'few-clusters', clusters: count, atLeast: LEAST_CLUSTERS });
  if (share > LARGEST_SHARE) warnings.push({ kind: 'dominant-cluster', share, atMost: LARGEST_SHARE });
  return warnings;
}
