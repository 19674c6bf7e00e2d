import { PreceptorError } from '../../errors.js';
import { groupByCluster } from '../cluster/clusters.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireFinite, requireLength, requireLevel, requireNumber } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { CompensatedSum, mean } from '../numeric/sum.js';

/** People's and a judge's values of the labelled units, and the judge's alone of the others. */
export interface JudgedUnits {
  /** H: people's value of each labelled unit, finite. */
  readonly human: Float64Array;
  /** J: the judge's value of the same units, as long as `human`. */
  readonly judge: Float64Array;
  /** J of the units that nobody labelled, finite. */
  readonly unlabelled: Float64Array;
}

/** The cluster ids of the units: a cluster is labelled whole, or not at all. */
export interface JudgedClusters {
  /** As long as `human`. */
  readonly labelled: Int32Array;
  /** As long as `unlabelled`. */
  readonly unlabelled: Int32Array;
}

/** How much the judge counts: `tuned` for the least variance, 1 for plain PPI, 0 for people's labels alone. */
export type JudgeWeight = 'tuned' | number;

/** A prediction-powered mean. */
export interface PredictionPoweredMean extends Interval {
  readonly se: number;
  /** The weight of the judge, 0..1. */
  readonly lambda: number;
  /** Labelled and unlabelled units (clusters, where clusters were given). */
  readonly labelled: number;
  readonly unlabelled: number;
  /** Half the width of the interval over that of people's labels alone; `null` where those do not vary. */
  readonly widthRatio: number | null;
}

/**
 * Prediction-powered mean (PPI, PPI++): theta = lambda mean(J unlabelled) + mean(H - lambda J) of the labelled,
 * se^2 = var(lambda J unlabelled) / N + var(H - lambda J) / n.
 *
 * Tuned, lambda = cov(H, J) / ((1 + n / N) var(J of all)), cut to [0, 1]. Paired versions need nothing else: give
 * J_new - J_old and H_new - H_old of each unit. The labelled units must be a random sample of the same units. The
 * interval is normal: near a rate of 0 or 1, or with few labels, it covers less than its level (use `roganGladen`
 * or people's labels).
 *
 * @param units - values in any unit, one per independent unit
 * @param lambda - `tuned`, or a number in [0, 1] fixed beforehand
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the mean and its interval, not cut to any range; `insufficient` for fewer than 2 labelled or
 *   unlabelled units, or where nothing varies
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Angelopoulos et al. 2023, Science 382:669-674; Angelopoulos, Duchi & Zrnic 2023, arXiv:2311.01453
 */
export function predictionPoweredMean(
  units: JudgedUnits,
  lambda: JudgeWeight,
  level: number,
): PredictionPoweredMean | Insufficient {
  const { human, judge, unlabelled } = units;
  requireLevel(level, 'level');
  requireLength(judge.length, human.length, 'judge');
  requireFinite(human, 'human');
  requireFinite(judge, 'judge');
  requireFinite(unlabelled, 'unlabelled');
  if (lambda !== 'tuned') requireNumber(lambda, 'lambda', 0, 1);
  const n = human.length;
  const rest = unlabelled.length;
  if (n < 2) return insufficient(`a corrected mean needs at least 2 labelled units, got ${n}`);
  if (rest < 2) return insufficient(`a corrected mean needs at least 2 unlabelled units, got ${rest}`);
  const weight = lambda === 'tuned' ? tunedWeight(units) : lambda;
  const rectified = human.map((value, i) => value - weight * floatAt(judge, i));
  const se = Math.sqrt((weight ** 2 * variance(unlabelled)) / rest + variance(rectified) / n);
  const largest = [human, judge, unlabelled].reduce(
    (most, values) => values.reduce((sofar, value) => Math.max(sofar, Math.abs(value)), most),
    0,
  );
  // What remains of values that do not vary is rounding.
  if (!(se > 2 * Number.EPSILON * largest)) return insufficient('neither the labels nor the verdicts vary');
  const value = weight * mean(unlabelled) + mean(rectified);
  requireNumber(value, 'mean of the values');
  const halfWidth = -normalQuantile((1 - level) / 2) * se;
  const humanVariance = variance(human);
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method: lambda === 'tuned' ? 'PPI++, tuned, normal' : `PPI, lambda ${weight}, normal`,
    se,
    lambda: weight,
    labelled: n,
    unlabelled: rest,
    widthRatio: humanVariance > 0 ? se / Math.sqrt(humanVariance / n) : null,
  };
}

/**
 * Prediction-powered mean of clusters: values are averaged within each cluster first, and a cluster then is one unit.
 *
 * The mean is that of cluster means: a large cluster counts as a small one.
 *
 * @param units - as `predictionPoweredMean`, one value per case
 * @param clusters - the cluster of each case; none may be on both sides
 * @param lambda - as `predictionPoweredMean`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns as `predictionPoweredMean`, counted in clusters
 * @throws PreceptorError as `predictionPoweredMean`; `STATS_BAD_VALUE` for a cluster that is labelled in part
 * @source as `predictionPoweredMean`
 */
export function clusteredPredictionPoweredMean(
  units: JudgedUnits,
  clusters: JudgedClusters,
  lambda: JudgeWeight,
  level: number,
): PredictionPoweredMean | Insufficient {
  const labelled = new Set(clusters.labelled);
  const shared = clusters.unlabelled.find((id) => labelled.has(id));
  if (shared !== undefined) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `clusters: cluster ${shared} is labelled in part; label all of it, or leave out its unlabelled cases`,
    );
  }
  const averaged = {
    human: clusterMeans(units.human, clusters.labelled),
    judge: clusterMeans(units.judge, clusters.labelled),
    unlabelled: clusterMeans(units.unlabelled, clusters.unlabelled),
  };
  const found = predictionPoweredMean(averaged, lambda, level);
  return found.status === 'insufficient' ? found : { ...found, method: `${found.method}, means of clusters` };
}

/**
 * Difference of two prediction-powered means of independent arms, first - second.
 *
 * Arms that share their units are not independent: give `predictionPoweredMean` the differences within units instead.
 *
 * @param first - the estimate of one arm
 * @param second - the estimate of the other, from other units
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the difference with se^2 = the sum of both; exchanging the arms changes the sign
 * @throws PreceptorError `STATS_BAD_LEVEL`
 * @source Angelopoulos, Duchi & Zrnic 2023, arXiv:2311.01453
 */
export function predictionPoweredDifference(
  first: PredictionPoweredMean,
  second: PredictionPoweredMean,
  level: number,
): Interval {
  requireLevel(level, 'level');
  const value = first.value - second.value;
  const se = Math.hypot(first.se, second.se);
  const halfWidth = -normalQuantile((1 - level) / 2) * se;
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method: 'difference of prediction-powered means of independent arms, normal',
    se,
  };
}

function tunedWeight({ human, judge, unlabelled }: JudgedUnits): number {
  const n = human.length;
  const all = new Float64Array(n + unlabelled.length);
  all.set(judge);
  all.set(unlabelled, n);
  const spread = variance(all);
  if (spread === 0) return 0;
  const [meanHuman, meanJudge] = [mean(human), mean(judge)];
  const products = new CompensatedSum();
  human.forEach((value, i) => {
    products.add((value - meanHuman) * (floatAt(judge, i) - meanJudge));
  });
  const weight = products.total / (n - 1) / ((1 + n / unlabelled.length) * spread);
  return Math.min(1, Math.max(0, weight));
}

/** With n - 1; exactly 0 where all values are equal. */
function variance(values: Float64Array): number {
  const first = floatAt(values, 0);
  if (values.every((value) => value === first)) return 0;
  const centre = mean(values);
  const squares = new CompensatedSum();
  for (const value of values) squares.add((value - centre) ** 2);
  return squares.total / (values.length - 1);
}

function clusterMeans(values: Float64Array, ids: Int32Array): Float64Array {
  const { totals, sizes } = groupByCluster(values, ids);
  return totals.map((total, c) => total / floatAt(sizes, c));
}
