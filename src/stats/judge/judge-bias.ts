import type { ClusterWarning } from '../cluster/cluster-mean.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import {
  floatAt,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
  requirePositive,
} from '../numeric/argument.js';
import { studentTCdf, studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum, mean } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import { type ClusteredSlope, clusteredSlope } from './clustered-slope.js';

/** A difference of means between a judge's own model family and the others. */
export interface SelfPreference extends Interval {
  readonly se: number;
  readonly df: number;
  /** Cases of the own family and of others. */
  readonly own: number;
  readonly others: number;
  /** Two-sided test of no preference. */
  readonly test: TestResult;
  readonly warnings: readonly ClusterWarning[];
}

/**
 * Self-preference of a judge: mean(J - H; own family) - mean(J - H; others), by Welch's t.
 *
 * @param own - judge's minus people's value of each case that a model of the judge's family answered; finite
 * @param others - the same of the other families' cases; all cases are independent
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the difference, its interval and test; positive: the judge favours its own; `insufficient` for fewer than 2
 *   cases on a side or where neither varies
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Welch 1947, Biometrika 34:28-35
 */
export function selfPreference(
  own: Float64Array,
  others: Float64Array,
  level: number,
): SelfPreference | Insufficient {
  requireFinite(own, 'own');
  requireFinite(others, 'others');
  requireLevel(level, 'level');
  if (own.length < 2 || others.length < 2) {
    return insufficient(
      `self-preference needs at least 2 cases of each kind, got ${own.length} and ${others.length}`,
    );
  }
  const parts = [own, others].map((values) => squaredError(values));
  const [a = 0, b = 0] = parts;
  const variance = a + b;
  if (variance === 0) return insufficient('neither kind of case varies');
  // Shares of the variance: no square of a small number can vanish.
  const df = 1 / ((a / variance) ** 2 / (own.length - 1) + (b / variance) ** 2 / (others.length - 1));
  const value = mean(own) - mean(others);
  const se = Math.sqrt(variance);
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * se;
  const statistic = value / se;
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method: 'Welch t',
    se,
    df,
    own: own.length,
    others: others.length,
    test: {
      status: 'estimated',
      statistic,
      p: 2 * studentTCdf(-Math.abs(statistic), df),
      df,
      method: "Welch's t",
    },
    warnings: [],
  };
}

/** Cases of both kinds, with their clusters. */
export interface JudgedCases {
  /** J - H: the judge's minus people's value of each case, finite. */
  readonly excess: Float64Array;
  /** 1 where a model of the judge's family answered, else 0; as long as `excess`. */
  readonly own: Int32Array;
  /** The cluster id of each case; a cluster may hold both kinds. */
  readonly clusters: Int32Array;
}

/**
 * Self-preference over clustered cases: the same difference with the CR2 standard error and Satterthwaite's t.
 *
 * @param cases - differences, families and clusters
 * @param level - two-sided coverage, 0 < level < 1
 * @returns as `selfPreference`; `insufficient` also for fewer than 2 clusters or where one cluster holds all of a kind
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_LEVEL`, or `STATS_BAD_VALUE`, also for an `own` other
 *   than 0 or 1
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181; Pustejovsky & Tipton 2018, J Bus Econ Stat 36:672-683
 */
export function clusteredSelfPreference(cases: JudgedCases, level: number): SelfPreference | Insufficient {
  const { excess, own, clusters } = cases;
  requireLength(own.length, excess.length, 'own');
  own.forEach((flag, i) => {
    requireNumber(flag, `own[${i}]`, 0, 1);
  });
  const found = clusteredSlope(Float64Array.from(own), excess, clusters, level);
  if (found.status === 'insufficient') {
    return found.reason === 'x is constant' ? insufficient('all cases are of one kind') : found;
  }
  const { status, value, lower, upper, se, df, test, warnings, n } = found;
  const ownCases = own.reduce((sum, flag) => sum + flag, 0);
  const method = 'difference of means, CR2, Satterthwaite t';
  return {
    status,
    value,
    lower,
    upper,
    level,
    method,
    se,
    df,
    own: ownCases,
    others: n - ownCases,
    test,
    warnings,
  };
}

/**
 * Verbosity bias of a judge: least-squares slope of J - H on the natural logarithm of the answer's length.
 *
 * @param excess - J - H of each case, finite
 * @param lengths - length of each answer, any unit (characters, tokens), > 0
 * @param clusters - the cluster id of each case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the slope per unit of log length (0.693 times it per doubling) as `clusteredSlope`; positive: longer answers
 *   are favoured; `insufficient` as there
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_LEVEL` or `STATS_BAD_VALUE`
 * @source as `clusteredSlope`
 */
export function verbosityBias(
  excess: Float64Array,
  lengths: Float64Array,
  clusters: Int32Array,
  level: number,
): ClusteredSlope | Insufficient {
  lengths.forEach((length, i) => {
    requirePositive(length, `lengths[${i}]`);
  });
  return clusteredSlope(lengths.map(Math.log), excess, clusters, level);
}

/** Variance of a mean; exactly 0 where all values are equal. */
function squaredError(values: Float64Array): number {
  const first = floatAt(values, 0);
  if (values.every((value) => value === first)) return 0;
  const centre = mean(values);
  const squares = new CompensatedSum();
  for (const value of values) squares.add((value - centre) ** 2);
  return squares.total / (values.length - 1) / values.length;
}
