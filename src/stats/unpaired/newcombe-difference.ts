import type { Interval } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { hybridScoreLimits } from '../proportion/hybrid-score.js';
import { wilson } from '../proportion/proportion.js';
import { type UnpairedCounts, unpairedDifference } from './unpaired-counts.js';

/**
 * Newcombe's hybrid score interval for a difference of two independent proportions, new - old.
 *
 * @param counts - events and independent cases of each model; integers, at least one case each
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = the difference of shares, bounds in [-1, 1]; never of width 0
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Newcombe 1998, Stat Med 17:873-890, method 10
 */
export function newcombeDifference(counts: UnpairedCounts, level: number): Interval {
  const value = unpairedDifference(counts);
  requireLevel(level, 'level');
  const next = wilson(counts.newEvents, counts.newCases, level);
  const previous = wilson(counts.oldEvents, counts.oldCases, level);
  return {
    status: 'estimated',
    value,
    ...hybridScoreLimits(next, previous, 0),
    level,
    method: 'Newcombe hybrid score',
  };
}
