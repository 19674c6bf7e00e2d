import { type Insufficient, type IntervalOrInsufficient, insufficient } from '../interval.js';
import {
  floatAt,
  requireCount,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
} from '../numeric/argument.js';
import { fQuantile, fSurvival } from '../numeric/f-distribution.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import type { Coefficient } from './coefficient.js';

/** Shrout & Fleiss: 1 raters nested in units, 2 raters a random sample, 3 raters fixed; one rating or the mean of k. */
export const ICC_FORMS = ['1,1', '2,1', '3,1', '1,k', '2,k', '3,k'] as const;
export type IccForm = (typeof ICC_FORMS)[number];

/** Below this, which only a negative correlation can reach, the quantile of F has no use. */
const LEAST_DF = 0.05;

/** An intraclass correlation with its mean squares. */
export interface IntraclassCorrelation extends Coefficient {
  readonly units: number;
  readonly raters: number;
  /** Mean squares: between units, within units, between raters, and what neither explains. */
  readonly unitsMeanSquare: number;
  readonly withinMeanSquare: number;
  readonly ratersMeanSquare: number;
  readonly errorMeanSquare: number;
  /** One-sided F test of ICC = 0; `insufficient` where the denominator is 0. */
  readonly test: TestResult | Insufficient;
}

/**
 * Intraclass correlation of a complete table of units by raters, with its F-based interval.
 *
 * ICC(1,1) = (MSB - MSW) / (MSB + (k-1) MSW); ICC(2,1) = (MSB - MSE) / (MSB + (k-1) MSE + k (MSJ - MSE) / n) (absolute
 * agreement); ICC(3,1) = (MSB - MSE) / (MSB + (k-1) MSE) (consistency); the mean of k by Spearman-Brown.
 *
 * @param ratings - one per unit and rater, unit by unit, finite; length units * raters, none missing
 * @param raters - ratings per unit (k); integer, >= 1
 * @param form - which correlation; chosen before the data are seen
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the correlation, at most 1, negative where units differ less than chance (for the mean of k without a lower
 *   end); the interval is `insufficient` where MSB or the error is 0; all is `insufficient` for fewer than 2 units or
 *   raters, no variation, or a denominator of 0
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` (not a multiple of raters), `STATS_BAD_VALUE` or
 *   `STATS_BAD_LEVEL`
 * @source Shrout & Fleiss 1979, Psychol Bull 86:420-428; McGraw & Wong 1996, Psychol Methods 1:30-46
 */
export function intraclassCorrelation(
  ratings: Float64Array,
  raters: number,
  form: IccForm,
  level: number,
): IntraclassCorrelation | Insufficient {
  requireCount(raters, 'raters', 1);
  requireFinite(ratings, 'ratings');
  requireLevel(level, 'level');
  const units = Math.floor(ratings.length / raters);
  requireLength(ratings.length, units * raters, 'ratings');
  if (units < 2) return insufficient(`an intraclass correlation needs at least 2 units, got ${units}`);
  if (raters < 2) return insufficient(`an intraclass correlation needs at least 2 raters, got ${raters}`);
  const squares = meanSquares(ratings, units, raters);
  const { between, within, judges, error, scale } = squares;
  if (between + within === 0) return insufficient('no variation');
  const single = singleIcc(squares, form);
  const isMean = form.endsWith('k');
  const denominator = 1 + (raters - 1) * single;
  if (!Number.isFinite(single) || (isMean && denominator <= 1e-12))
    return insufficient('no variation between units');
  const noise = form.startsWith('1') ? within : error;
  return {
    status: 'estimated',
    value: isMean ? averaged(single, raters) : single,
    interval: iccInterval(squares, single, form, level),
    units,
    raters,
    unitsMeanSquare: between * scale * scale,
    withinMeanSquare: within * scale * scale,
    ratersMeanSquare: judges * scale * scale,
    errorMeanSquare: error * scale * scale,
    test: noise === 0 ? insufficient('the error mean square is 0') : fTest(squares, form, between / noise),
  };
}

interface MeanSquares {
  readonly units: number;
  readonly raters: number;
  readonly between: number;
  readonly within: number;
  readonly judges: number;
  readonly error: number;
  /** The largest absolute deviation from the first rating: the unit of the squares. */
  readonly scale: number;
}

function meanSquares(ratings: Float64Array, units: number, raters: number): MeanSquares {
  const first = floatAt(ratings, 0);
  const scale = ratings.reduce((most, rating) => Math.max(most, Math.abs(rating - first)), 0);
  requireNumber(scale, 'spread of the ratings', 0, 1e150);
  const value = (u: number, r: number) =>
    scale === 0 ? 0 : (floatAt(ratings, u * raters + r) - first) / scale;
  const unitMeans = new Float64Array(units);
  const raterMeans = new Float64Array(raters);
  for (let u = 0; u < units; u++) {
    for (let r = 0; r < raters; r++) {
      unitMeans[u] = floatAt(unitMeans, u) + value(u, r) / raters;
      raterMeans[r] = floatAt(raterMeans, r) + value(u, r) / units;
    }
  }
  const mean = unitMeans.reduce((sum, unit) => sum + unit / units, 0);
  const sums = [0, 1, 2, 3].map(() => new CompensatedSum());
  for (let u = 0; u < units; u++) {
    const unit = floatAt(unitMeans, u) - mean;
    sums[0]?.add(raters * unit * unit);
    for (let r = 0; r < raters; r++) {
      const own = value(u, r) - floatAt(unitMeans, u);
      sums[1]?.add(own * own);
      sums[3]?.add((own - floatAt(raterMeans, r) + mean) ** 2);
    }
  }
  for (const rater of raterMeans) sums[2]?.add(units * (rater - mean) ** 2);
  const total = (index: number) => rounded(sums[index]?.total ?? Number.NaN, ratings.length);
  return {
    units,
    raters,
    between: total(0) / (units - 1),
    within: total(1) / (units * (raters - 1)),
    judges: total(2) / (raters - 1),
    error: total(3) / ((units - 1) * (raters - 1)),
    scale,
  };
}

/** Deviations below 1e-13 of the largest are rounding. */
function rounded(squares: number, terms: number): number {
  return squares <= 1e-26 * terms ? 0 : squares;
}

function singleIcc(squares: MeanSquares, form: IccForm): number {
  const { between, within, judges, error, raters, units } = squares;
  if (form.startsWith('1')) return (between - within) / (between + (raters - 1) * within);
  const shift = form.startsWith('2') ? (raters * (judges - error)) / units : 0;
  return (between - error) / (between + (raters - 1) * error + shift);
}

/** Spearman-Brown: the reliability of the mean of k ratings. */
function averaged(single: number, raters: number): number {
  return (raters * single) / (1 + (raters - 1) * single);
}

function degrees(squares: MeanSquares, form: IccForm): readonly [number, number] {
  const { units, raters } = squares;
  return [units - 1, form.startsWith('1') ? units * (raters - 1) : (units - 1) * (raters - 1)];
}

function fTest(squares: MeanSquares, form: IccForm, statistic: number): TestResult {
  const [df1, df2] = degrees(squares, form);
  return {
    status: 'estimated',
    statistic,
    p: fSurvival(statistic, df1, df2),
    df: df1,
    method: `F of ICC(${form}) on ${df1} and ${df2} degrees of freedom, one-sided`,
  };
}

function iccInterval(
  squares: MeanSquares,
  single: number,
  form: IccForm,
  level: number,
): IntervalOrInsufficient {
  const { between, within, error, raters } = squares;
  const noise = form.startsWith('1') ? within : error;
  if (noise === 0) return insufficient('the error mean square is 0');
  if (between === 0) return insufficient('the units do not differ');
  const limits = form.startsWith('2')
    ? absoluteLimits(squares, single, level)
    : fLimits(squares, form, level);
  const isMean = form.endsWith('k');
  if (limits === null || (isMean && 1 + (raters - 1) * limits.lower <= 0)) {
    return insufficient('the units differ too little beside the raters and the error');
  }
  const of = (limit: number) => (isMean ? averaged(limit, raters) : limit);
  return {
    status: 'estimated',
    value: of(single),
    lower: of(limits.lower),
    upper: of(limits.upper),
    level,
    method: `ICC(${form}), F`,
  };
}

/** (F / q - 1) / (F / q + k - 1), q a quantile of F on either side. */
function fLimits(squares: MeanSquares, form: IccForm, level: number) {
  const { between, within, error, raters } = squares;
  const [df1, df2] = degrees(squares, form);
  const f = between / (form.startsWith('1') ? within : error);
  const limit = (ratio: number) => (ratio - 1) / (ratio + raters - 1);
  const alpha = (1 - level) / 2;
  return {
    lower: limit(f / fQuantile(alpha, df1, df2, 'upper')),
    upper: limit(f * fQuantile(alpha, df2, df1, 'upper')),
  };
}

/** Shrout & Fleiss for ICC(2,1), with Satterthwaite's degrees of freedom of the raters' and the error's mean square. */
function absoluteLimits(squares: MeanSquares, icc: number, level: number) {
  const { units: n, raters: k, between, judges, error } = squares;
  const judgesPart = k * icc * (judges / error);
  const errorPart = n * (1 + (k - 1) * icc) - k * icc;
  const df =
    ((k - 1) * (n - 1) * (judgesPart + errorPart) ** 2) / ((n - 1) * judgesPart ** 2 + errorPart ** 2);
  if (df < LEAST_DF) return null;
  const alpha = (1 - level) / 2;
  const above = fQuantile(alpha, n - 1, df, 'upper');
  const below = fQuantile(alpha, df, n - 1, 'upper');
  const rest = k * judges + (k * n - k - n) * error;
  return {
    lower: (n * (between - above * error)) / (above * rest + n * between),
    upper: (n * (below * between - error)) / (rest + n * below * between),
  };
}
