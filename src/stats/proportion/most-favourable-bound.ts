import { requireAlpha, requireCount, requireNumber } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { exactUpper } from './proportion.js';

/**
 * The bounds of which the best possible value is known beforehand:
 * `exact-upper` without an event, `exact-lower` without a miss, `wilson-lower` with every case right,
 * `wilson-upper` without an event, `tango-lower` without a discordant case,
 * `loss-share-lower` (paired scores, see `pairedInterval`) without a cluster that lost.
 */
export const BOUND_KINDS = [
  'exact-upper',
  'exact-lower',
  'wilson-lower',
  'wilson-upper',
  'tango-lower',
  'loss-share-lower',
] as const;

export type BoundKind = (typeof BOUND_KINDS)[number];

/**
 * The bound that n cases give in the best case.
 *
 * @param kind - which bound; `-upper` bounds pass below a limit, `-lower` bounds pass above it
 * @param n - independent cases (or clusters), integer >= 1
 * @param alpha - one-sided error rate, 0 < alpha < 0.5
 * @returns with z = z_(1-alpha): 1 - alpha^(1/n); alpha^(1/n); n / (n + z^2); z^2 / (n + z^2); -z^2 / (n + z^2);
 *   alpha^(1/n) - 1, in the order of `BOUND_KINDS`
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Clopper & Pearson 1934, Biometrika 26:404-413; Wilson 1927, J Am Stat Assoc 22:209-212;
 *   Tango 1998, Stat Med 17:891-908
 */
export function mostFavourableBound(kind: BoundKind, n: number, alpha: number): number {
  requireCount(n, 'n', 1);
  requireAlpha(alpha, 'alpha');
  const z2 = normalQuantile(alpha) ** 2;
  switch (kind) {
    case 'exact-upper':
      return -Math.expm1(Math.log(alpha) / n);
    case 'exact-lower':
      return Math.exp(Math.log(alpha) / n);
    case 'wilson-lower':
      return n / (n + z2);
    case 'wilson-upper':
      return z2 / (n + z2);
    case 'tango-lower':
      return -z2 / (n + z2);
    case 'loss-share-lower':
      return Math.expm1(Math.log(alpha) / n);
  }
}

/**
 * The smallest n whose most favourable bound passes the limit strictly.
 *
 * @param kind - which bound
 * @param limit - `exact-upper`, `exact-lower` and the Wilson bounds: 0 < limit < 1;
 *   `tango-lower` and `loss-share-lower`: minus the margin, -1 < limit < 0
 * @param alpha - one-sided error rate, 0 < alpha < 0.5
 * @returns n >= 1; neededN('exact-upper', 0.01, 0.05) is 299, neededN('tango-lower', -0.01, 0.025) is 381
 * @throws PreceptorError `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source as `mostFavourableBound`
 */
export function neededN(kind: BoundKind, limit: number, alpha: number): number {
  const isDifference = kind === 'tango-lower' || kind === 'loss-share-lower';
  requireNumber(limit, 'limit', isDifference ? -1 + 1e-12 : 1e-12, isDifference ? -1e-12 : 1 - 1e-12);
  requireAlpha(alpha, 'alpha');
  const isUpper = kind === 'exact-upper' || kind === 'wilson-upper';
  return smallest((n) => {
    const bound = mostFavourableBound(kind, n, alpha);
    return isUpper ? bound < limit : bound > limit;
  });
}

/**
 * The smallest n whose exact upper bound passes the limit strictly with a given number of events.
 *
 * @param events - events to allow, integer, 0 <= events <= 1e6
 * @param limit - 1e-9 <= limit < 1
 * @param alpha - one-sided error rate, 0 < alpha < 0.5
 * @returns n > events; at limit 0.01 and alpha 0.05: 299, 473, 628, 773 for 0, 1, 2, 3 events
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function neededNWithEvents(events: number, limit: number, alpha: number): number {
  requireCount(events, 'events', 0, 1e6);
  requireNumber(limit, 'limit', 1e-9, 1 - 1e-12);
  requireAlpha(alpha, 'alpha');
  return smallest((n) => n > events && exactUpper(events, n, alpha).upper < limit);
}

/** The smallest n >= 1 that passes, for a test that stays passed: doubling, then halving the gap. */
function smallest(passes: (n: number) => boolean): number {
  let high = 1;
  while (!passes(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (passes(middle)) high = middle;
    else low = middle;
  }
  return high;
}
