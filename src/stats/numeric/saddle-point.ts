import { stirlingError } from './log-gamma.js';

/**
 * Deviance x ln(x / m) + m - x, without cancellation near x = m.
 *
 * With v = (x - m) / (x + m): ln(x / m) = 2 (v + v^3/3 + v^5/5 + ...), so the deviance is
 * (x - m) v + 2 x (v^3/3 + v^5/5 + ...).
 *
 * @param x - count or shape, >= 0
 * @param m - its mean, > 0
 * @source Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const v = (x - m) / (x + m);
  if (Math.abs(v) > 0.3) return x * Math.log(x / m) + m - x;
  let total = (x - m) * v;
  let power = 2 * x * v;
  for (let odd = 3; odd < 99; odd += 2) {
    power *= v * v;
    const next = total + power / odd;
    if (next === total) break;
    total = next;
  }
  return total;
}

/**
 * x^a y^b Gamma(a+b+1) / (Gamma(a+1) Gamma(b+1)), the binomial probability for real counts.
 *
 * @param a - events, >= 0
 * @param b - non-events, >= 0
 * @param x - probability of an event, in [0, 1]
 * @param y - 1 - x, given apart so that neither loses digits
 * @source Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function binomialDensity(a: number, b: number, x: number, y: number): number {
  if (x === 0) return a === 0 ? 1 : 0;
  if (y === 0) return b === 0 ? 1 : 0;
  if (a === 0) return Math.exp(b * logOf(y, x));
  if (b === 0) return Math.exp(a * logOf(x, y));
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * a) / b);
}

/**
 * m^a e^-m / Gamma(a+1), the Poisson probability for a real count.
 *
 * @param a - events, >= 0
 * @param m - mean, >= 0
 * @source Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function poissonDensity(a: number, m: number): number {
  if (m === 0) return a === 0 ? 1 : 0;
  if (a === 0) return Math.exp(-m);
  return Math.exp(-stirlingError(a) - deviance(a, m)) / Math.sqrt(2 * Math.PI * a);
}

/** ln x, through its complement where x is near 1. */
function logOf(x: number, complement: number): number {
  return complement < 0.5 ? Math.log1p(-complement) : Math.log(x);
}
