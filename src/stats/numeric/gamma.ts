import { PreceptorError } from '../../errors.js';
import { requireLevel, requireNumber, requirePositive } from './argument.js';
import type { Tails } from './beta.js';
import { logConcaveRoot } from './log-concave-root.js';
import { poissonDensity } from './saddle-point.js';

const MAX_TERMS = 200_000;

/**
 * Regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x).
 *
 * @param a - shape, finite, > 0
 * @param x - finite, >= 0
 * @returns lower = P, upper = Q; relative error of each below 1e-12 for shapes up to 1e6
 * @throws PreceptorError `STATS_BAD_VALUE` for an argument out of range
 * @source Abramowitz & Stegun 1964, 6.5.29 (series) and 6.5.31 (continued fraction, modified Lentz)
 */
export function incompleteGamma(a: number, x: number): Tails {
  requirePositive(a, 'a');
  requireNumber(x, 'x', 0);
  if (x === 0) return { lower: 0, upper: 1 };
  const front = poissonDensity(a, x);
  if (x < a + 1) {
    const lower = Math.min(1, front * gammaSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, front * a * gammaFraction(a, x));
  return { lower: 1 - upper, upper };
}

/**
 * Inverse of the regularised incomplete gamma functions.
 *
 * @param p - tail probability, 0 < p < 1
 * @param a - shape, finite, > 0
 * @param tail - `lower` solves P(a, x) = p, `upper` solves Q(a, x) = p
 * @returns x > 0
 * @throws PreceptorError `STATS_BAD_LEVEL`, `STATS_BAD_VALUE`, or `STATS_NO_CONVERGENCE` where x underflows
 * @source Newton on ln P in ln x, whose density x^a e^-x / Gamma(a) is log-concave
 */
export function gammaQuantile(p: number, a: number, tail: 'lower' | 'upper' = 'lower'): number {
  requireLevel(p, 'p');
  requirePositive(a, 'a');
  if (p > 0.5) return gammaQuantile(1 - p, a, tail === 'lower' ? 'upper' : 'lower');
  const u = logConcaveRoot(
    (logX) => {
      const x = Math.exp(logX);
      return { tail: incompleteGamma(a, x)[tail], slope: poissonDensity(a, x) * a };
    },
    p,
    tail === 'lower' ? 1 : -1,
    { lowest: -700, start: Math.log(a), highest: 700 },
  );
  return Math.exp(u);
}

/** sum over k >= 0 of x^k / ((a+1) ... (a+k)). */
function gammaSeries(a: number, x: number): number {
  let term = 1;
  let total = 1;
  for (let k = 1; k <= MAX_TERMS; k++) {
    term *= x / (a + k);
    total += term;
    if (term < total * 1e-17) return total;
  }
  throw new PreceptorError('STATS_NO_CONVERGENCE', `incomplete gamma function at a=${a}, x=${x}`);
}

/** 1 / (x+1-a - 1(1-a) / (x+3-a - ...)) by the modified Lentz method. */
function gammaFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k <= MAX_TERMS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = numerator * d + b;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = b + numerator / c;
    if (Math.abs(c) < tiny) c = tiny;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 4e-16) return fraction;
  }
  throw new PreceptorError('STATS_NO_CONVERGENCE', `incomplete gamma function at a=${a}, x=${x}`);
}
