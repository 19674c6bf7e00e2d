import { type Insufficient, insufficient } from '../interval.js';
import { floatAt } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { absoluteArea } from './absolute-area.js';
import { tallyForecasts } from './forecasts.js';
import {
  cosineCoefficients,
  cosineCurve,
  kernelCurve,
  type ResidualMass,
  termsNeeded,
} from './smoothed-residual.js';

/** The direct sum of kernels knows one mirror image a side, which is all within reach below this width. */
const WIDEST_DIRECT = 0.05;
/** An error of the area, and so of the fixed point, that is let be: relative, but not below the area's rounding. */
const CLOSE = 1e-11;
const ROUNDING = 1e-15;

/**
 * Smooth expected calibration error: the kernel width that equals the area of the residuals smoothed by it.
 *
 * With g_s(t) = 1/n sum of K_s(t, f_i)(f_i - o_i) and K the Gaussian kernel of width s reflected at 0 and 1, it is the
 * s with s = integral over [0, 1] of |g_s(t)| dt. The area falls as s grows, so there is one such s. A forecast of
 * exactly 0 or 1 keeps its whole kernel: it and its mirror image fall together.
 *
 * @param forecasts - one probability per case, in [0, 1]
 * @param outcomes - 0 or 1, as long as `forecasts`
 * @returns a number in [0, 1], the fixed point to a relative 1e-11, lower is better; |mean f - mean o| where every
 *   residual points one way; `insufficient` for no cases
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Błasiok & Nakkiran 2024, Smooth ECE, Proc Int Conf Learn Represent (arXiv:2309.12236)
 */
export function smoothCalibrationError(
  forecasts: Float64Array,
  outcomes: Float64Array,
): number | Insufficient {
  const tally = tallyForecasts(forecasts, outcomes);
  if (tally.n === 0) return insufficient('no cases');
  const masses = tally.scores.map(
    (forecast, u) => (floatAt(tally.counts, u) * forecast - floatAt(tally.events, u)) / tally.n,
  );
  const signed = new CompensatedSum();
  const absolute = new CompensatedSum();
  for (const mass of masses) {
    signed.add(mass);
    absolute.add(Math.abs(mass));
  }
  // No smoothing takes the area out of [|sum|, sum of | |].
  const least = Math.abs(signed.total);
  const most = Math.min(1, absolute.total);
  if (most - least < ROUNDING) return most;
  return fixedPoint(smoothedArea({ places: tally.scores, masses }), least, most);
}

/** The area as a function of the width; series coefficients are kept until a narrower kernel needs more of them. */
function smoothedArea(residuals: ResidualMass): (width: number) => number {
  let coefficients = new Float64Array(0);
  // The series takes about 23 / width^2 steps for its grid, the direct sum 146 exponentials a place.
  const widestDirect = Math.min(WIDEST_DIRECT, Math.sqrt(0.04 / residuals.places.length));
  return (width) => {
    if (width < widestDirect) return absoluteArea(kernelCurve(residuals, width));
    const terms = termsNeeded(width);
    if (coefficients.length < terms) coefficients = cosineCoefficients(residuals, terms);
    return absoluteArea(cosineCurve(coefficients, width));
  };
}

/**
 * The root of area(s) - s: halving finds a bracket from above, where kernels are wide and cheap; then false position
 * (Illinois), with bisection wherever that fails to halve the bracket in three steps.
 *
 * The area falls in s, so area(s) - s falls at least as fast as -s: its size bounds the distance to the root.
 */
function fixedPoint(area: (width: number) => number, least: number, most: number): number {
  const isClose = (gap: number, width: number): boolean => Math.abs(gap) < Math.max(ROUNDING, CLOSE * width);
  let high = most;
  let above = area(high) - high;
  if (isClose(above, high)) return high;
  let low = high;
  let below = above;
  while (below < 0) {
    high = low;
    above = below;
    low = Math.max(least, high / 2);
    below = area(low) - low;
    if (isClose(below, low) || (low === least && below < 0)) return low;
  }
  for (let step = 0, size = high - low; !isClose(high - low, low); step++) {
    const isStuck = step % 3 === 2 && high - low > size / 2;
    if (step % 3 === 2) size = high - low;
    const guess = (low * above - high * below) / (above - below);
    const middle = !isStuck && guess > low && guess < high ? guess : (low + high) / 2;
    const value = area(middle) - middle;
    if (isClose(value, middle)) return middle;
    if (value > 0) {
      low = middle;
      below = value;
      above /= 2;
    } else {
      high = middle;
      above = value;
      below /= 2;
    }
  }
  return (low + high) / 2;
}
