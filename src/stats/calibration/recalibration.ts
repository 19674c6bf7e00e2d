import { PreceptorError } from '../../errors.js';
import { groupByCluster } from '../cluster/clusters.js';
import { linearisedInterval } from '../cluster/linearised-interval.js';
import { oneClass } from '../discrimination/score-tally.js';
import { type Insufficient, type IntervalOrInsufficient, insufficient } from '../interval.js';
import { floatAt, requireLength, requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { requireForecasts } from './forecasts.js';
import { expit, fitLogisticLine, fitLogisticShift, type LogisticLine } from './logistic-line.js';

/** How recalibration is estimated. */
export interface RecalibrationOptions {
  /** Two-sided coverage, 0 < level < 1. */
  readonly level: number;
  /** Forecasts are clipped to [clip, 1 - clip] first; 0 < clip < 0.5, default 0.01. */
  readonly clip?: number;
  /** The cluster id of each case; without it cases are independent. */
  readonly clusters?: Int32Array;
}

/** Logistic recalibration: logit P(o = 1) = intercept + slope logit f. */
export interface Recalibration {
  readonly status: 'estimated';
  /** Target 1; below 1 the forecasts are over-confident. */
  readonly slope: IntervalOrInsufficient;
  /** Target 0, beside the slope. */
  readonly intercept: IntervalOrInsufficient;
  /** Calibration in the large: the intercept at a slope of 1. Target 0; below 0 the forecasts are too high. */
  readonly inTheLarge: IntervalOrInsufficient;
  readonly clip: number;
  /** Cases whose forecast was clipped. */
  readonly clipped: number;
  readonly n: number;
  readonly ones: number;
  /** The number of cases where no clusters were given. */
  readonly clusters: number;
}

/** The estimates of a recalibration without intervals. */
export interface RecalibrationLine {
  readonly status: 'estimated';
  readonly slope: number;
  readonly intercept: number;
}

const DEFAULT_CLIP = 0.01;
const SEPARATED = 'the slope lies beyond 30: the forecasts separate the outcomes, or have almost no spread';

/**
 * Calibration slope, intercept and calibration in the large with their intervals.
 *
 * Cases independent: Wald limits from the Fisher information A. Clustered: the sandwich
 * A^-1 (G / (G - 1) sum of u_c u_c') A^-1 over the cluster sums u_c of the score, with t on G - 1 degrees of freedom.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param options - level, clip and clusters
 * @returns the three estimates, each `insufficient` on its own where it does not exist; slope and intercept where the
 *   clipped forecasts are all equal or separate the outcomes; all of them where an outcome does not occur or there is
 *   one cluster
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Cox 1958, Biometrika 45:562-565; Van Calster et al. 2019, BMC Med 17:230; Liang & Zeger 1986,
 *   Biometrika 73:13-22 (the sandwich)
 */
export function logisticRecalibration(
  forecasts: Float64Array,
  outcomes: Float64Array,
  options: RecalibrationOptions,
): Recalibration | Insufficient {
  const { level, clip = DEFAULT_CLIP, clusters } = options;
  requireLevel(level, 'level');
  const ones = requireForecasts(forecasts, outcomes);
  const n = forecasts.length;
  const x = clippedLogits(forecasts, clip);
  if (clusters !== undefined) requireLength(clusters.length, n, 'clusters');
  if (ones === 0 || ones === n) return insufficient(oneClass(n, ones));
  const count = clusters === undefined ? n : groupByCluster(outcomes, clusters).count;
  if (count < 2) return insufficient('a clustered standard error needs at least 2 clusters, got 1');
  const design: Design = { x, outcomes, clusters, count, level };
  return {
    status: 'estimated',
    ...lineIntervals(design),
    inTheLarge: shiftInterval(design),
    clip,
    clipped: forecasts.reduce((total, f) => total + Number(f < clip || 1 - f < clip), 0),
    n,
    ones,
    clusters: count,
  };
}

/**
 * Calibration slope and intercept alone, for resampling.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param clip - forecasts are clipped to [clip, 1 - clip] first; 0 < clip < 0.5
 * @returns the line; `insufficient` where an outcome does not occur, the clipped forecasts are all equal, or they
 *   separate the outcomes
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 * @source Cox 1958, Biometrika 45:562-565
 */
export function recalibrationLine(
  forecasts: Float64Array,
  outcomes: Float64Array,
  clip: number = DEFAULT_CLIP,
): RecalibrationLine | Insufficient {
  const fitted = fitLine(forecasts, outcomes, clip);
  if (fitted.status === 'insufficient') return fitted;
  const { slope, intercept } = fitted.line;
  return { status: 'estimated', slope, intercept };
}

/**
 * Calibration in the large alone, for resampling.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @param clip - forecasts are clipped to [clip, 1 - clip] first; 0 < clip < 0.5
 * @returns the intercept beside the offset logit f, target 0; `insufficient` where an outcome does not occur
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 * @source Van Calster et al. 2019, BMC Med 17:230
 */
export function calibrationInTheLarge(
  forecasts: Float64Array,
  outcomes: Float64Array,
  clip: number = DEFAULT_CLIP,
): number | Insufficient {
  const ones = requireForecasts(forecasts, outcomes);
  const x = clippedLogits(forecasts, clip);
  if (ones === 0 || ones === x.length) return insufficient(oneClass(x.length, ones));
  return fitLogisticShift(x, outcomes)?.intercept ?? insufficient(SEPARATED);
}

interface Design {
  readonly x: Float64Array;
  readonly outcomes: Float64Array;
  readonly clusters: Int32Array | undefined;
  readonly count: number;
  readonly level: number;
}

function lineIntervals(design: Design): Pick<Recalibration, 'slope' | 'intercept'> {
  const { x, outcomes } = design;
  const neither = (reason: string) => ({ slope: insufficient(reason), intercept: insufficient(reason) });
  if (isConstant(x)) return neither('every clipped forecast is the same: no slope');
  const line = fitLogisticLine(x, outcomes);
  if (line === undefined) return neither(SEPARATED);
  const { weight, centre, spread } = line;
  const turns = turnsOf(line, x, outcomes);
  const lifts = x.map((_, i) => residualOf(line, x, outcomes, i) / weight - centre * floatAt(turns, i));
  return {
    slope: interval(design, line.slope, 1 / spread, turns),
    intercept: interval(design, line.intercept, 1 / weight + (centre * centre) / spread, lifts),
  };
}

/** What each case moves the slope by: A^-1 times its score, in the covariate centred by its weighted mean. */
function turnsOf(line: LogisticLine, x: Float64Array, outcomes: Float64Array): Float64Array {
  const { centre, spread } = line;
  return x.map((value, i) => (residualOf(line, x, outcomes, i) * (value - centre)) / spread);
}

function residualOf(line: LogisticLine, x: Float64Array, outcomes: Float64Array, i: number): number {
  return floatAt(outcomes, i) - expit(line.intercept + line.slope * floatAt(x, i));
}

/** The slope with what each case moves it by; `insufficient` as `recalibrationLine`. */
export function slopeInfluences(forecasts: Float64Array, outcomes: Float64Array, clip: number) {
  const fitted = fitLine(forecasts, outcomes, clip);
  if (fitted.status === 'insufficient') return fitted;
  const { line, x } = fitted;
  return { status: 'estimated', slope: line.slope, influences: turnsOf(line, x, outcomes) } as const;
}

function fitLine(forecasts: Float64Array, outcomes: Float64Array, clip: number) {
  const ones = requireForecasts(forecasts, outcomes);
  const x = clippedLogits(forecasts, clip);
  if (ones === 0 || ones === x.length) return insufficient(oneClass(x.length, ones));
  if (isConstant(x)) return insufficient('every clipped forecast is the same: no slope');
  const line = fitLogisticLine(x, outcomes);
  return line === undefined ? insufficient(SEPARATED) : ({ status: 'estimated', line, x } as const);
}

function shiftInterval(design: Design): IntervalOrInsufficient {
  const { x, outcomes } = design;
  const shift = fitLogisticShift(x, outcomes);
  if (shift === undefined) return insufficient(SEPARATED);
  const { intercept, weight } = shift;
  const lifts = x.map((value, i) => (floatAt(outcomes, i) - expit(intercept + value)) / weight);
  return interval(design, intercept, 1 / weight, lifts);
}

function interval(
  design: Design,
  value: number,
  modelVariance: number,
  influences: Float64Array,
): IntervalOrInsufficient {
  const { clusters, level } = design;
  if (clusters === undefined) {
    const se = Math.sqrt(modelVariance);
    const halfWidth = -normalQuantile((1 - level) / 2) * se;
    return {
      status: 'estimated',
      value,
      lower: value - halfWidth,
      upper: value + halfWidth,
      level,
      method: 'Wald',
      se,
    };
  }
  return linearisedInterval(value, influences, clusters, level, 'cluster sandwich, t on clusters - 1');
}

function clippedLogits(forecasts: Float64Array, clip: number): Float64Array {
  if (!(clip > 0 && clip < 0.5)) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `clip: expected a number strictly between 0 and 0.5, got ${clip}`,
    );
  }
  const most = Math.log1p(-clip) - Math.log(clip);
  return forecasts.map((f) => (f <= clip ? -most : 1 - f <= clip ? most : Math.log(f) - Math.log1p(-f)));
}

function isConstant(x: Float64Array): boolean {
  const first = floatAt(x, 0);
  return x.every((value) => value === first);
}
