import { requirePositive } from './argument.js';

/** zeta(k) - 1 for k = 2..31, to 18 digits (mpmath). */
const ZETA_LESS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 0.00006124813505870483,
  0.00003058823630702049, 0.00001528225940865187, 0.000007637197637899763, 0.00000381729326499984,
  0.000001908212716553939, 9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7,
  1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10,
  4.656629065033784e-10,
] as const;

const ONE_LESS_EULER = 0.42278433509846713;
const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Natural logarithm of the gamma function for x > 0.
 *
 * @param x - finite, > 0
 * @returns ln Gamma(x), relative error about 1e-15; exactly 0 at 1 and 2
 * @throws PreceptorError `STATS_BAD_VALUE` otherwise
 * @source Abramowitz & Stegun 1964, 6.1.33 (series at 2), 6.1.15 (recurrence), 6.1.40 (Stirling)
 */
export function logGamma(x: number): number {
  requirePositive(x, 'x');
  if (x < 0.5) return atTwoPlus(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return atTwoPlus(x - 1) - Math.log1p(x - 1);
  if (x <= 10) {
    let product = 1;
    let base = x;
    while (base > 2.5) {
      base -= 1;
      product *= base;
    }
    return atTwoPlus(base - 2) + Math.log(product);
  }
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingSeries(x);
}

/**
 * Error of Stirling's formula, ln Gamma(x + 1) - (x + 1/2) ln x + x - ln(2 pi) / 2.
 *
 * @param x - finite, > 0
 * @returns the error, absolute accuracy about 1e-15
 * @source Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function stirlingError(x: number): number {
  if (x > 10) return stirlingSeries(x);
  return logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
}

/** ln Gamma(2 + e) for |e| <= 1/2: (1 - euler) e + sum over k >= 2 of (-1)^k (zeta(k) - 1) e^k / k. */
function atTwoPlus(e: number): number {
  let power = -e;
  let total = 0;
  ZETA_LESS_ONE.forEach((coefficient, index) => {
    power *= -e;
    total += (coefficient * power) / (index + 2);
  });
  return e * ONE_LESS_EULER + total;
}

/** The asymptotic series B(2k) / (2k (2k-1) x^(2k-1)); eight terms leave less than 1e-17 at x = 10. */
function stirlingSeries(x: number): number {
  const r = 1 / (x * x);
  const tail = 0.00641025641025641 + r * (-0.02955065359477124 + r * 0.17964437236883057);
  const middle = 0.0008417508417508417 + r * (-0.0019175269175269174 + r * tail);
  const head = 0.0007936507936507937 + r * (-0.0005952380952380953 + r * middle);
  return (0.08333333333333333 + r * (-0.002777777777777778 + r * head)) / x;
}
