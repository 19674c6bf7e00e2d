import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { at, requireLevel } from '../numeric/argument.js';
import { wilson } from '../proportion/proportion.js';
import { type RatingTable, ratingShares } from './rating-table.js';

/**
 * Share of units on which two raters chose the same category, with its Wilson interval.
 *
 * @param table - counts of independent units; of `ratingTable`, or written out
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = units on the diagonal / units; `insufficient` without a unit
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` or `STATS_BAD_LEVEL`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212
 */
export function rawAgreement(table: RatingTable, level: number): Interval | Insufficient {
  requireLevel(level, 'level');
  const { n, categories } = ratingShares(table);
  if (n === 0) return insufficient('no units');
  let agreed = 0;
  for (let k = 0; k < categories; k++) agreed += at(table.counts, k * categories + k);
  return { ...wilson(agreed, n, level), method: 'raw agreement, Wilson' };
}
