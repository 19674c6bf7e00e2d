import { binomialDensity } from '../numeric/saddle-point.js';
import { CompensatedSum } from '../numeric/sum.js';

/** Events in the new group, given both margins: `cases` of the new group and `events` among `total` cases in all. */
export interface Hypergeometric {
  readonly total: number;
  readonly cases: number;
  readonly events: number;
  /** Smallest and largest possible count. */
  readonly lowest: number;
  readonly highest: number;
  /** The most likely count. */
  readonly mode: number;
}

export function hypergeometric(total: number, cases: number, events: number): Hypergeometric {
  const lowest = Math.max(0, cases + events - total);
  const highest = Math.min(cases, events);
  const mode = Math.floor(((cases + 1) / (total + 2)) * (events + 1));
  return { total, cases, events, lowest, highest, mode: Math.min(highest, Math.max(lowest, mode)) };
}

/**
 * Probability of k, as a ratio of three binomial probabilities at the share of cases in the new group, all of
 * moderate size.
 *
 * @source Loader 2000, Fast and accurate computation of binomial probabilities
 */
export function hypergeometricPmf(of: Hypergeometric, k: number): number {
  const { total, cases, events } = of;
  const p = cases / total;
  const q = (total - cases) / total;
  return (
    (binomialDensity(k, events - k, p, q) * binomialDensity(cases - k, total - events - cases + k, p, q)) /
    binomialDensity(cases, total - cases, p, q)
  );
}

/** P(X <= k); the tail of a k below the mode keeps its relative accuracy. */
export function hypergeometricCdf(of: Hypergeometric, k: number): number {
  if (k < of.lowest) return 0;
  if (k >= of.highest) return 1;
  return k <= of.mode ? tailFrom(of, k, -1) : 1 - tailFrom(of, k + 1, 1);
}

/** P(X >= k); the tail of a k above the mode keeps its relative accuracy. */
export function hypergeometricSurvival(of: Hypergeometric, k: number): number {
  if (k <= of.lowest) return 1;
  if (k > of.highest) return 0;
  return k >= of.mode ? tailFrom(of, k, 1) : 1 - tailFrom(of, k - 1, -1);
}

/** The tail from k away from the mode; the terms fall, and end where they no longer count. */
function tailFrom(of: Hypergeometric, k: number, direction: 1 | -1): number {
  const { total, cases, events, lowest, highest } = of;
  const sum = new CompensatedSum();
  let term = hypergeometricPmf(of, k);
  for (let i = k; i >= lowest && i <= highest; i += direction) {
    sum.add(term);
    if (term <= sum.total * 1e-18) break;
    term *=
      direction === 1
        ? ((cases - i) / (i + 1)) * ((events - i) / (total - cases - events + i + 1))
        : (i / (cases - i + 1)) * ((total - cases - events + i) / (events - i + 1));
  }
  return Math.min(1, sum.total);
}
