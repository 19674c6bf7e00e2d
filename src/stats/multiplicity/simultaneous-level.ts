import { requireCount, requireLevel } from '../numeric/argument.js';

/**
 * Bonferroni's level of each of m intervals that shall hold together.
 *
 * @param level - two-sided coverage of all intervals at once, 0 < level < 1
 * @param intervals - m, integer >= 1
 * @returns 1 - (1 - level) / m; simultaneousLevel(0.95, 5) is 0.99
 * @throws PreceptorError `STATS_BAD_COUNT`, or `STATS_BAD_LEVEL` for the level, or where m is so large that the answer
 *   rounds to 1
 * @source Dunn 1961, J Am Stat Assoc 56:52-64
 */
export function simultaneousLevel(level: number, intervals: number): number {
  requireLevel(level, 'level');
  requireCount(intervals, 'intervals', 1);
  const each = intervals === 1 ? level : 1 - (1 - level) / intervals;
  requireLevel(each, 'level of each interval');
  return each;
}
