import { PreceptorError } from '../../errors.js';
import { floatAt, requireFinite, requireNumber } from './argument.js';

/**
 * Sample quantile, Hyndman-Fan type 7 (the default of R and NumPy).
 *
 * @param values - at least one element, finite, in any order; left as it is
 * @param p - in [0, 1]
 * @returns x_(j) + (h - j) (x_(j+1) - x_(j)) with h = (n - 1) p + 1; the only value where n = 1
 * @throws PreceptorError `STATS_BAD_LENGTH` for an empty array, `STATS_BAD_VALUE` otherwise
 * @source Hyndman & Fan 1996, Am Stat 50:361-365
 */
export function quantile(values: Float64Array, p: number): number {
  if (values.length === 0) {
    throw new PreceptorError('STATS_BAD_LENGTH', 'values: expected at least one element, got 0');
  }
  requireFinite(values, 'values');
  requireNumber(p, 'p', 0, 1);
  return sortedQuantile(values.slice().sort(), p);
}

/** `quantile` of at least one finite value, ascending. */
export function sortedQuantile(sorted: Float64Array, p: number): number {
  const h = (sorted.length - 1) * p;
  const below = floatAt(sorted, Math.floor(h));
  const above = floatAt(sorted, Math.ceil(h));
  const weight = h - Math.floor(h);
  // Each side is weighted by itself: a difference of two huge values of opposite sign could overflow.
  return below === above ? below : below * (1 - weight) + above * weight;
}
