import { incompleteBeta } from '../numeric/beta.js';
import { stirlingError } from '../numeric/log-gamma.js';
import { deviance } from '../numeric/saddle-point.js';

/** Shapes of a beta distribution, both finite and > 0. */
export interface BetaShapes {
  readonly a: number;
  readonly b: number;
}

/**
 * Natural logarithm of the beta density at x, without the cancellation of ln B(a, b) for large shapes.
 *
 * @param x - in (0, 1)
 * @param y - 1 - x, given apart so that neither loses digits
 * @source Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function logBetaDensity(x: number, y: number, { a, b }: BetaShapes): number {
  const n = a + b;
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  const exponent = stirling - deviance(a, n * x) - deviance(b, n * y);
  return (
    exponent +
    (Math.log(a) + Math.log(b) - Math.log(n) - Math.log(2 * Math.PI)) / 2 -
    Math.log(x) -
    Math.log(y)
  );
}

const SMALLEST_TAIL = 1e-280;
const MAX_TERMS = 10_000_000;

/**
 * Natural logarithm of P(X > x) over the density at x, for X ~ Beta(a, b): finite even where both underflow.
 *
 * In the far tail P(X > x) / density = x y / b times the sum over n of (a+b)_n / (b+1)_n y^n, all terms positive.
 *
 * @param x - in (0, 1)
 * @source Abramowitz & Stegun 1964, 26.5.4
 */
export function logUpperMills(x: number, shapes: BetaShapes): number {
  const { a, b } = shapes;
  const y = 1 - x;
  const tail = incompleteBeta(x, a, b, y).upper;
  if (tail > SMALLEST_TAIL) return Math.log(tail) - logBetaDensity(x, y, shapes);
  let term = 1;
  let total = 1;
  for (let n = 0; n < MAX_TERMS && term > total * 1e-17; n++) {
    term *= ((a + b + n) / (b + 1 + n)) * y;
    total += term;
  }
  return Math.log((x * y * total) / b);
}
