import { requireLevel, requireNumber } from './argument.js';

const SQRT_PI = Math.sqrt(Math.PI);
const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

/**
 * Complementary error function, accurate in the far tail.
 *
 * @param x - finite
 * @returns erfc(x) in [0, 2]; relative error below 1e-13 until it underflows near x = 26.5
 * @throws PreceptorError `STATS_BAD_VALUE` for a number that is not finite
 * @source Abramowitz & Stegun 1964, 7.1.6 (series) and 7.1.14 (continued fraction)
 */
export function erfc(x: number): number {
  requireNumber(x, 'x');
  if (x < 0) return 2 - erfc(-x);
  if (x > 28) return 0;
  return x < 2 ? 1 - erfSeries(x) : erfcFraction(x);
}

/**
 * Standard normal cumulative distribution.
 *
 * @param z - finite
 * @returns P(Z <= z); the lower tail keeps its relative accuracy, so take normalCdf(-z) for the upper one
 * @throws PreceptorError `STATS_BAD_VALUE` for a number that is not finite
 * @source erfc(-z / sqrt 2) / 2
 */
export function normalCdf(z: number): number {
  requireNumber(z, 'z');
  return erfc(-z * Math.SQRT1_2) / 2;
}

/**
 * Standard normal quantile.
 *
 * @param p - 0 < p < 1; for an upper tail q use -normalQuantile(q), which loses no digits
 * @returns z with P(Z <= z) = p
 * @throws PreceptorError `STATS_BAD_LEVEL` for any other p
 * @source Wichura 1988, Appl Stat 37:477-484 (AS 241, PPND16), then one Halley step in the tails
 */
export function normalQuantile(p: number): number {
  requireLevel(p, 'p');
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(0.180625 - q * q, CENTRE);
  if (q > 0) return -normalQuantile(1 - p);
  const r = Math.sqrt(-Math.log(p));
  const z = r <= 5 ? -ratio(r - 1.6, MIDDLE) : -ratio(r - 5, FAR);
  const error = (normalCdf(z) - p) / (Math.exp(-0.5 * z * z) / SQRT_TWO_PI);
  return z - error / (1 + 0.5 * z * error);
}

/** 2 / sqrt(pi) e^(-x^2) sum over n of 2^n x^(2n+1) / (1 3 ... (2n+1)); every term is positive. */
function erfSeries(x: number): number {
  let term = x;
  let total = x;
  for (let odd = 3; term > total * 1e-17; odd += 2) {
    term *= (2 * x * x) / odd;
    total += term;
  }
  return (2 / SQRT_PI) * Math.exp(-x * x) * total;
}

/** e^(-x^2) / sqrt(pi) / (x + (1/2) / (x + 1 / (x + (3/2) / (x + ...)))), from the far end inwards. */
function erfcFraction(x: number): number {
  let denominator = x;
  for (let k = 140; k >= 1; k--) denominator = x + k / 2 / denominator;
  // x = head + tail with head^2 exact, so that the rounding of x^2 is not magnified by the exponential.
  const head = Math.round(x * 65536) / 65536;
  return (Math.exp(-head * head) * Math.exp(-(x - head) * (x + head))) / SQRT_PI / denominator;
}

type Coefficients = readonly (readonly [number, number])[];

/** Numerator and denominator polynomials of AS 241 at r, highest power first. */
function ratio(r: number, coefficients: Coefficients): number {
  let numerator = 0;
  let denominator = 0;
  for (const [above, below] of coefficients) {
    numerator = numerator * r + above;
    denominator = denominator * r + below;
  }
  return numerator / denominator;
}

const CENTRE: Coefficients = [
  [2509.0809287301227, 5226.495278852854],
  [33430.57558358813, 28729.085735721943],
  [67265.7709270087, 39307.89580009271],
  [45921.95393154987, 21213.794301586597],
  [13731.69376550946, 5394.196021424751],
  [1971.5909503065513, 687.1870074920579],
  [133.14166789178438, 42.31333070160091],
  [3.3871328727963665, 1],
];

const MIDDLE: Coefficients = [
  [0.0007745450142783414, 1.0507500716444169e-9],
  [0.022723844989269184, 0.0005475938084995345],
  [0.2417807251774506, 0.015198666563616457],
  [1.2704582524523684, 0.14810397642748008],
  [3.6478483247632045, 0.6897673349851],
  [5.769497221460691, 1.6763848301838038],
  [4.630337846156546, 2.053191626637759],
  [1.4234371107496835, 1],
];

const FAR: Coefficients = [
  [2.0103343992922881e-7, 2.0442631033899397e-15],
  [0.000027115555687434876, 1.421511758316446e-7],
  [0.0012426609473880784, 0.000018463183175100548],
  [0.026532189526576124, 0.0007868691311456133],
  [0.29656057182850487, 0.014875361290850615],
  [1.7848265399172913, 0.1369298809227358],
  [5.463784911164114, 0.599832206555888],
  [6.657904643501103, 1],
];
