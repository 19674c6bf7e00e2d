import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { requireCount } from '../numeric/argument.js';
import { wilson } from '../proportion/proportion.js';

/** A share with what it was made from, so that an interval can follow. */
export interface Share {
  /** Cases with the event, 0 <= numerator <= denominator. */
  readonly numerator: number;
  /** Cases at risk of the event. */
  readonly denominator: number;
  /** numerator / denominator in [0, 1]; null where nothing is at risk, never 0. */
  readonly value: number | null;
}

/**
 * A share of counts.
 *
 * @param numerator - cases with the event, integer, 0 <= numerator <= denominator
 * @param denominator - cases at risk, integer, >= 0
 * @returns the share; value null where the denominator is 0
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the argument and the value received
 */
export function share(numerator: number, denominator: number): Share {
  requireCount(denominator, 'denominator');
  requireCount(numerator, 'numerator', 0, denominator);
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

/**
 * Wilson interval of a share of independent cases.
 *
 * @param of - a share; for clustered cases use a clustered ratio instead
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the interval; `insufficient` where nothing is at risk
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212
 */
export function shareInterval(of: Share, level: number): IntervalOrInsufficient {
  if (of.denominator === 0) return insufficient('no case is at risk of the event');
  return wilson(of.numerator, of.denominator, level);
}
