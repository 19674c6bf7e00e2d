import { floatAt } from '../numeric/argument.js';

/** A fitted logistic line in one covariate: logit P(o = 1) = intercept + slope x. */
export interface LogisticLine {
  readonly intercept: number;
  readonly slope: number;
  /** Sum of p (1 - p). */
  readonly weight: number;
  /** Mean of x weighted by p (1 - p). */
  readonly centre: number;
  /** Sum of p (1 - p)(x - centre)^2. */
  readonly spread: number;
}

/** A fitted intercept: logit P(o = 1) = intercept + x. */
export interface LogisticShift {
  readonly intercept: number;
  /** Sum of p (1 - p). */
  readonly weight: number;
}

const MOST_STEPS = 200;
const CONVERGED = 1e-12;
/** A steeper line has separated the outcomes, or stands on covariates of almost no spread. */
const STEEPEST = 30;

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** 1 / (1 + e^-x). */
export function expit(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/**
 * Maximum likelihood by Newton's method (iteratively reweighted least squares) with halving of steps that do not help.
 *
 * The covariate is centred by its weighted mean in every step, which keeps the 2 x 2 system diagonal.
 *
 * @param x - the covariate, finite, not constant
 * @param outcomes - 0 or 1, both present
 * @returns the line, or undefined where the slope leaves [-30, 30] or nothing converges: the outcomes are separated
 */
export function fitLogisticLine(x: Float64Array, outcomes: Float64Array): LogisticLine | undefined {
  let intercept = 0;
  let slope = 0;
  let fit = logLikelihood(x, outcomes, intercept, slope);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { weight, centre, spread, height, tilt } = normalEquations(x, outcomes, intercept, slope);
    if (!(weight > 0 && spread > 0)) return undefined;
    let turn = tilt / spread;
    let lift = height / weight - turn * centre;
    let next = logLikelihood(x, outcomes, intercept + lift, slope + turn);
    for (let halving = 0; halving < 60 && !(next >= fit - 1e-12 * Math.abs(fit)); halving++) {
      turn /= 2;
      lift /= 2;
      next = logLikelihood(x, outcomes, intercept + lift, slope + turn);
    }
    intercept += lift;
    slope += turn;
    fit = next;
    if (Math.abs(slope) > STEEPEST) return undefined;
    if (
      Math.abs(turn) <= CONVERGED * (1 + Math.abs(slope)) &&
      Math.abs(lift) <= CONVERGED * (1 + Math.abs(intercept))
    ) {
      return { intercept, slope, ...normalEquations(x, outcomes, intercept, slope) };
    }
  }
  return undefined;
}

/**
 * Maximum likelihood of an intercept beside the offset x; the score falls in it, so Newton is kept in a bracket.
 *
 * @param x - the offset, finite
 * @param outcomes - 0 or 1, both present
 */
export function fitLogisticShift(x: Float64Array, outcomes: Float64Array): LogisticShift | undefined {
  let low = -1000;
  let high = 1000;
  let intercept = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { weight, height } = normalEquations(x, outcomes, intercept, 1);
    if (height > 0) low = intercept;
    else high = intercept;
    const newton = intercept + height / weight;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    const isDone = Math.abs(next - intercept) <= CONVERGED * (1 + Math.abs(next)) || high - low < CONVERGED;
    intercept = next;
    if (isDone) return { intercept, weight: normalEquations(x, outcomes, intercept, 1).weight };
  }
  return undefined;
}

interface NormalEquations {
  readonly weight: number;
  readonly centre: number;
  readonly spread: number;
  /** Sum of residuals. */
  readonly height: number;
  /** Sum of residuals times (x - centre). */
  readonly tilt: number;
}

function normalEquations(
  x: Float64Array,
  outcomes: Float64Array,
  intercept: number,
  slope: number,
): NormalEquations {
  let weight = 0;
  let moment = 0;
  let height = 0;
  for (let i = 0; i < x.length; i++) {
    const p = expit(intercept + slope * floatAt(x, i));
    weight += p * (1 - p);
    moment += p * (1 - p) * floatAt(x, i);
    height += floatAt(outcomes, i) - p;
  }
  const centre = moment / weight;
  let spread = 0;
  let tilt = 0;
  for (let i = 0; i < x.length; i++) {
    const p = expit(intercept + slope * floatAt(x, i));
    const deviation = floatAt(x, i) - centre;
    spread += p * (1 - p) * deviation * deviation;
    tilt += (floatAt(outcomes, i) - p) * deviation;
  }
  return { weight, centre, spread, height, tilt };
}

function logLikelihood(x: Float64Array, outcomes: Float64Array, intercept: number, slope: number): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) {
    const eta = intercept + slope * floatAt(x, i);
    total -= softplus(floatAt(outcomes, i) === 1 ? -eta : eta);
  }
  return total;
}
