import { type ClusterWarning, clusterWarnings } from '../cluster/cluster-mean.js';
import { groupByCluster } from '../cluster/clusters.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import {
  floatAt,
  idAt,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
} from '../numeric/argument.js';
import { studentTCdf, studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum, mean } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';

/** A least-squares slope with its CR2 standard error and Satterthwaite degrees of freedom. */
export interface ClusteredSlope extends Interval {
  readonly se: number;
  readonly df: number;
  /** y at x = 0. */
  readonly intercept: number;
  readonly n: number;
  readonly clusters: number;
  readonly warnings: readonly ClusterWarning[];
  /** Two-sided test of slope 0. */
  readonly test: TestResult;
}

/**
 * Slope of y on x by least squares over clustered cases, with the CR2 standard error and Satterthwaite's t.
 *
 * V = M (sum over clusters of X_g' A_g e_g e_g' A_g X_g) M with M = (X'X)^-1 and A_g = (I - X_g M X_g')^(-1/2).
 * X_g has two columns, so A_g acts through 2 x 2 matrices: with M = R R' and T_g = R' X_g'X_g R, A_g X_g R = X_g
 * R (I - T_g)^(-1/2); the cost is linear in the cases. df = (sum of p_g'p_g)^2 / sum of (p_g'p_h)^2, p_g = (I -
 * H)_g' A_g X_g M c.
 *
 * @param x - one per case, finite; 0/1 for a difference of two kinds of cases
 * @param y - as long as `x`, finite
 * @param clusters - the cluster id of each case; a cluster may hold cases of any x
 * @param level - two-sided coverage, 0 < level < 1
 * @returns slope, interval, df, test and warnings; `insufficient` for fewer than 3 cases or 2 clusters, constant x, one
 *   cluster without which x would be constant, or residuals that are all 0
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181; Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672-683
 */
export function clusteredSlope(
  x: Float64Array,
  y: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusteredSlope | Insufficient {
  requireLength(y.length, x.length, 'y');
  requireFinite(x, 'x');
  requireLevel(level, 'level');
  const groups = groupByCluster(y, clusters);
  const n = x.length;
  if (n < 3) return insufficient(`a slope needs at least 3 cases, got ${n}`);
  if (groups.count < 3)
    return insufficient(`a clustered slope needs at least 2 clusters, got ${groups.count}`);
  const line = leastSquares(x, y);
  if (line === null) return insufficient('x is constant');
  const parts = clusterParts(line, clusters, groups.count);
  const spread = sandwich(parts, n);
  if (spread === null) return insufficient('without one of the clusters x would be constant');
  if (spread.variance * n <= 1e-28)
    return insufficient('the residuals are 0: no standard error can be given');
  const se = (Math.sqrt(spread.variance) * line.yScale) / line.xScale;
  const { df } = spread;
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * se;
  const value = (line.slope * line.yScale) / line.xScale;
  const statistic = value / se;
  requireNumber(statistic, 't statistic');
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method: 'least-squares slope, CR2, Satterthwaite t',
    se,
    df,
    intercept: line.yMean - value * line.xMean,
    n,
    clusters: groups.count,
    warnings: clusterWarnings(groups, df),
    test: {
      status: 'estimated',
      statistic,
      p: 2 * studentTCdf(-Math.abs(statistic), df),
      df,
      method: 't of the slope, CR2, Satterthwaite',
    },
  };
}

interface Line {
  /** (x - mean) / root mean square deviation: the columns 1 and u of X are orthogonal, and X'X = n I. */
  readonly u: Float64Array;
  /** Slope on u, and residuals, both in units of yScale. */
  readonly slope: number;
  readonly residuals: Float64Array;
  readonly xMean: number;
  readonly yMean: number;
  readonly xScale: number;
  readonly yScale: number;
}

function leastSquares(x: Float64Array, y: Float64Array): Line | null {
  const n = x.length;
  const first = floatAt(x, 0);
  if (x.every((value) => value === first)) return null;
  // About the first case: the digits of a common offset must not cost those of the differences.
  const origin = floatAt(y, 0);
  const dx = x.map((value) => value - first);
  const dy = y.map((value) => value - origin);
  const [meanDx, meanDy] = [mean(dx), mean(dy)];
  const largest = dx.reduce((most, value) => Math.max(most, Math.abs(value - meanDx)), 0);
  const squares = new CompensatedSum();
  for (const value of dx) squares.add(((value - meanDx) / largest) ** 2);
  const xScale = Math.sqrt(squares.total / n) * largest;
  const yScale = dy.reduce((most, value) => Math.max(most, Math.abs(value - meanDy)), 0) || 1;
  requireNumber(xScale, 'spread of x');
  requireNumber(yScale, 'spread of y');
  const u = dx.map((value) => (value - meanDx) / xScale);
  const v = dy.map((value) => (value - meanDy) / yScale);
  const products = new CompensatedSum();
  u.forEach((value, i) => {
    products.add(value * floatAt(v, i));
  });
  const slope = products.total / n;
  const residuals = u.map((value, i) => floatAt(v, i) - slope * value);
  return { u, slope, residuals, xMean: first + meanDx, yMean: origin + meanDy, xScale, yScale };
}

/** Per cluster: cases, sum of u, sum of u^2, sum of residuals e, sum of u e. */
interface ClusterParts {
  readonly sizes: Float64Array;
  readonly u: Float64Array;
  readonly uu: Float64Array;
  readonly e: Float64Array;
  readonly ue: Float64Array;
}

function clusterParts(line: Line, clusters: Int32Array, count: number): ClusterParts {
  const make = () => new Float64Array(count);
  const parts = { sizes: make(), u: make(), uu: make(), e: make(), ue: make() };
  const numbers = new Map<number, number>();
  for (let i = 0; i < clusters.length; i++) {
    const id = idAt(clusters, i);
    const g = numbers.get(id) ?? numbers.size;
    numbers.set(id, g);
    const u = floatAt(line.u, i);
    const e = floatAt(line.residuals, i);
    const add = (sums: Float64Array, term: number) => {
      sums[g] = floatAt(sums, g) + term;
    };
    add(parts.sizes, 1);
    add(parts.u, u);
    add(parts.uu, u * u);
    add(parts.e, e);
    add(parts.ue, u * e);
  }
  return parts;
}

/** CR2 variance of the slope on u and its degrees of freedom; `null` where a cluster has leverage 1. */
function sandwich(parts: ClusterParts, n: number): { variance: number; df: number } | null {
  const meat = new CompensatedSum();
  const trace = new CompensatedSum();
  const diagonal = new CompensatedSum();
  const cross = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()] as const;
  for (let g = 0; g < parts.sizes.length; g++) {
    // T = X_g'X_g / n; w / n = (I - T)^(-1/2) M c, the adjusted weights of the two columns, c the slope's unit vector.
    const t: Symmetric = [floatAt(parts.sizes, g) / n, floatAt(parts.u, g) / n, floatAt(parts.uu, g) / n];
    const w = slopeWeights(t);
    if (w === null) return null;
    meat.add((w[0] * floatAt(parts.e, g) + w[1] * floatAt(parts.ue, g)) ** 2);
    // b = X_g'a_g and a_g'a_g, a_g = X_g w; both over n.
    const b0 = t[0] * w[0] + t[1] * w[1];
    const b1 = t[1] * w[0] + t[2] * w[1];
    const own = w[0] * b0 + w[1] * b1;
    const fitted = b0 * b0 + b1 * b1;
    trace.add(own - fitted);
    diagonal.add(own * own - 2 * own * fitted);
    cross[0].add(b0 * b0);
    cross[1].add(b0 * b1);
    cross[2].add(b1 * b1);
  }
  const [c0, c1, c2] = cross.map((sum) => sum.total);
  const squares = diagonal.total + (c0 ?? 0) ** 2 + 2 * (c1 ?? 0) ** 2 + (c2 ?? 0) ** 2;
  // Leverages next to 1 leave nothing but rounding.
  if (!(trace.total > 1e-9 && squares > 1e-18)) return null;
  return { variance: meat.total / n / n, df: trace.total ** 2 / squares };
}

type Symmetric = readonly [number, number, number];

/** The second column of (I - T)^(-1/2), T = (a b; b d) with eigenvalues in [0, 1); `null` where one reaches 1. */
function slopeWeights([a, b, d]: Symmetric): readonly [number, number] | null {
  // For S = I - T: S^(-1/2) = (trace of root * I - root) / det of root, root = (S + s I) / t, s = sqrt(det S),
  // t = sqrt(trace S + 2 s).
  const det = (1 - a) * (1 - d) - b * b;
  if (det <= 1e-14) return null;
  const s = Math.sqrt(det);
  const t = Math.sqrt(2 - a - d + 2 * s);
  return [b / (t * s), (1 - a + s) / (t * s)];
}
