import { PreceptorError } from '../../errors.js';
import { requireLevel, requireNumber, requirePositive } from './argument.js';
import { logConcaveRoot } from './log-concave-root.js';
import { binomialDensity } from './saddle-point.js';

/** Both tails of a distribution at one point; the smaller keeps its relative accuracy. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const MAX_TERMS = 200_000;

/**
 * Regularised incomplete beta function and its complement, I_x(a, b) and 1 - I_x(a, b).
 *
 * @param x - in [0, 1]
 * @param a - shape, finite, > 0
 * @param b - shape, finite, > 0
 * @param y - 1 - x, where the caller knows it with more digits than the subtraction gives
 * @returns both tails; relative error of each below 1e-12 for shapes up to 1e6
 * @throws PreceptorError `STATS_BAD_VALUE` for an argument out of range
 * @source Didonato & Morris 1992, ACM Trans Math Softw 18:360-373 (the fraction of BFRAC); prefactor by Loader 2000
 */
export function incompleteBeta(x: number, a: number, b: number, y: number = 1 - x): Tails {
  requireNumber(x, 'x', 0, 1);
  requireNumber(y, 'y', 0, 1);
  requirePositive(a, 'a');
  requirePositive(b, 'b');
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const front = betaFront(x, y, a, b);
  if (x < (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, front * betaFraction(x, y, a, b));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, front * betaFraction(y, x, b, a));
  return { lower: 1 - upper, upper };
}

/**
 * Inverse of the regularised incomplete beta function.
 *
 * @param p - tail probability, 0 < p < 1
 * @param a - shape, finite, > 0
 * @param b - shape, finite, > 0
 * @param tail - `lower` solves I_x(a, b) = p, `upper` solves 1 - I_x(a, b) = p
 * @returns x in (0, 1)
 * @throws PreceptorError `STATS_BAD_LEVEL`, `STATS_BAD_VALUE`, or `STATS_NO_CONVERGENCE` where x underflows
 * @source Newton on ln I_x in the logit of x, whose density x^a (1-x)^b / B(a, b) is log-concave
 */
export function betaQuantile(p: number, a: number, b: number, tail: 'lower' | 'upper' = 'lower'): number {
  return 1 / (1 + Math.exp(-betaQuantileLogit(p, a, b, tail)));
}

/** The logit of `betaQuantile`: keeps the digits of x near 0 and of 1 - x near 1. */
export function betaQuantileLogit(p: number, a: number, b: number, tail: 'lower' | 'upper'): number {
  requireLevel(p, 'p');
  requirePositive(a, 'a');
  requirePositive(b, 'b');
  // The smaller of both tails is the accurate one.
  if (p > 0.5) return betaQuantileLogit(1 - p, a, b, tail === 'lower' ? 'upper' : 'lower');
  return logConcaveRoot(
    (u) => {
      const x = 1 / (1 + Math.exp(-u));
      const y = 1 / (1 + Math.exp(u));
      return { tail: incompleteBeta(x, a, b, y)[tail], slope: betaFront(x, y, a, b) };
    },
    p,
    tail === 'lower' ? 1 : -1,
    { lowest: -700, start: Math.log(a / b), highest: 700 },
  );
}

/** x^a y^b / B(a, b). */
function betaFront(x: number, y: number, a: number, b: number): number {
  return binomialDensity(a, b, x, y) * (a / (a + b)) * b;
}

/**
 * The continued fraction of I_x(a, b) = front / (beta_0 + alpha_1 / (beta_1 + alpha_2 / ...)), modified Lentz method.
 *
 * alpha_m = (a+m-1) (a+b+m-1) m (b-m) x^2 / (a+2m-1)^2 and
 * beta_m = m + m (b-m) x / (a+2m-1) + (a+m) (a y - b x + 1 + m (1 + y)) / (a+2m+1);
 * with y apart, nothing cancels near x = 1.
 */
function betaFraction(x: number, y: number, a: number, b: number): number {
  const tiny = 1e-300;
  const lambda = a * y - b * x + 1;
  let value = keepOff((a * lambda) / (a + 1), tiny);
  let c = value;
  let d = 0;
  for (let m = 1; m <= MAX_TERMS; m++) {
    const odd = a + 2 * m - 1;
    const alpha = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
    const beta = m + (m * (b - m) * x) / odd + ((a + m) * (lambda + m * (1 + y))) / (odd + 2);
    d = 1 / keepOff(beta + alpha * d, tiny);
    c = keepOff(beta + alpha / c, tiny);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 4e-16) return 1 / value;
  }
  throw new PreceptorError('STATS_NO_CONVERGENCE', `incomplete beta function at x=${x}, a=${a}, b=${b}`);
}

function keepOff(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
