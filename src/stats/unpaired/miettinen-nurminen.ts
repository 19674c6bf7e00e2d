import type { Interval } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { exchanged, restrictedScore } from './restricted-score.js';
import { type UnpairedCounts, unpairedDifference } from './unpaired-counts.js';

/**
 * Miettinen-Nurminen score interval for a difference of two independent proportions, new - old.
 *
 * The differences whose score, with the variance times N / (N - 1) for N cases in all, lies within z.
 *
 * @param counts - events and independent cases of each model; integers, at least one case each
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = the difference of shares, bounds in [-1, 1]; never of width 0
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Miettinen & Nurminen 1985, Stat Med 4:213-226
 */
export function miettinenNurminen(counts: UnpairedCounts, level: number): Interval {
  const value = unpairedDifference(counts);
  requireLevel(level, 'level');
  const total = counts.newCases + counts.oldCases;
  const limit = -normalQuantile((1 - level) / 2) * Math.sqrt(total / (total - 1));
  return {
    status: 'estimated',
    value,
    lower: lowerLimit(counts, limit),
    // The upper is the mirrored lower, so that exchanging the models flips the signs exactly.
    upper: -lowerLimit(exchanged(counts), limit),
    level,
    method: 'Miettinen-Nurminen',
  };
}

/** The difference below the estimate where the score equals the limit, by bisection to neighbouring doubles. */
function lowerLimit(counts: UnpairedCounts, limit: number): number {
  let low = -1;
  let high = counts.newEvents / counts.newCases - counts.oldEvents / counts.oldCases;
  if (high === -1) return -1;
  for (let step = 0; step < 1100; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (restrictedScore(counts, middle) > limit) low = middle;
    else high = middle;
  }
  return high;
}
