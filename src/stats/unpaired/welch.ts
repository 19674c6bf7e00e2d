import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireFinite, requireLevel, requireNumber } from '../numeric/argument.js';
import { studentTCdf, studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum } from '../numeric/sum.js';

/** A difference of two independent means with Welch's interval and test. */
export interface Welch extends Interval {
  /** Welch-Satterthwaite degrees of freedom, fractional. */
  readonly df: number;
  readonly se: number;
  /** value / se. */
  readonly t: number;
  /** Two-sided p-value of H0: no difference. */
  readonly p: number;
  readonly newCases: number;
  readonly oldCases: number;
}

/** Mean, from the origin, and variance of one group, in units of the scale. */
interface Moments {
  readonly mean: number;
  /** Variance of the mean: s^2 / n. */
  readonly variance: number;
}

/**
 * Welch's t interval and test for a difference of two independent means, new - old, with unequal variances.
 *
 * SE^2 = v + w with v = s_new^2 / n_new and w = s_old^2 / n_old; df = (v + w)^2 / (v^2 / (n_new - 1) + w^2 / (n_old - 1)).
 *
 * @param next - values of the new model, one per independent case, finite, any unit
 * @param previous - values of the old model on other cases, in the same unit; paired cases need a paired method
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the difference, its interval (not clamped to any range), t, df and the two-sided p; `insufficient` for fewer
 *   than 2 cases of a model, or where neither model's values vary (deviations within 1e-12 of the largest value count
 *   as rounding); one model without variation leaves the degrees of freedom of the other
 * @throws PreceptorError `STATS_BAD_VALUE` for values, or limits, that are not finite; `STATS_BAD_LEVEL`
 * @source Welch 1938, Biometrika 29:350-362; Satterthwaite 1946, Biometrics Bull 2:110-114
 */
export function welch(next: Float64Array, previous: Float64Array, level: number): Welch | Insufficient {
  requireFinite(next, 'next');
  requireFinite(previous, 'previous');
  requireLevel(level, 'level');
  const newCases = next.length;
  const oldCases = previous.length;
  if (newCases < 2 || oldCases < 2) {
    return insufficient(`Welch's t needs at least 2 cases of each model, got ${newCases} and ${oldCases}`);
  }
  const largest = Math.max(largestSize(next), largestSize(previous));
  if (largest === 0) return insufficient('no variation within either model');
  // In units near the largest value, so that squares neither overflow nor vanish; a power of 2 rounds nothing. Both
  // means are taken from a common origin, so that their difference keeps its digits far from 0.
  const scale = 2 ** Math.floor(Math.log2(largest));
  const origin = floatAt(previous, 0) / scale;
  const here = momentsOf(next, scale, origin);
  const there = momentsOf(previous, scale, origin);
  const variance = here.variance + there.variance;
  if (variance === 0) return insufficient('no variation within either model');
  const value = (here.mean - there.mean) * scale;
  const se = Math.sqrt(variance) * scale;
  const t = (here.mean - there.mean) / Math.sqrt(variance);
  const df =
    1 /
    ((here.variance / variance) ** 2 / (newCases - 1) + (there.variance / variance) ** 2 / (oldCases - 1));
  const halfWidth = -studentTQuantile((1 - level) / 2, df) * se;
  requireNumber(value - halfWidth, 'the lower limit');
  requireNumber(value + halfWidth, 'the upper limit');
  return {
    status: 'estimated',
    value,
    lower: value - halfWidth,
    upper: value + halfWidth,
    level,
    method: 'Welch t',
    df,
    se,
    t,
    p: Math.min(1, 2 * studentTCdf(-Math.abs(t), df)),
    newCases,
    oldCases,
  };
}

function largestSize(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function momentsOf(values: Float64Array, scale: number, origin: number): Moments {
  const n = values.length;
  const total = new CompensatedSum();
  for (const value of values) total.add(value / scale - origin);
  const mean = total.total / n;
  const squares = new CompensatedSum();
  let varies = false;
  for (const value of values) {
    const deviation = value / scale - origin - mean;
    varies ||= Math.abs(deviation) > 1e-12;
    squares.add(deviation * deviation);
  }
  return { mean, variance: varies ? squares.total / (n - 1) / n : 0 };
}
