import type { Interval } from '../interval.js';
import { requireCount, requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';

/**
 * Wilson score interval with continuity correction for a binomial proportion.
 *
 * The lower limit is Wilson's at events - 1/2, the upper one Wilson's at events + 1/2.
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = events / trials, bounds in [0, 1]; wider than `wilson`; the lower bound is exactly 0 without
 *   events, the upper exactly 1 where every case has one
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Newcombe 1998, Stat Med 17:857-872, method 4
 */
export function wilsonContinuity(events: number, trials: number, level: number): Interval {
  requireCount(trials, 'trials', 1);
  requireCount(events, 'events', 0, trials);
  requireLevel(level, 'level');
  const z = -normalQuantile((1 - level) / 2);
  const w = (z * z) / trials;
  return {
    status: 'estimated',
    value: events / trials,
    lower: events === 0 ? 0 : lowerRoot((events - 0.5) / trials, (trials - events + 0.5) / trials, w),
    upper: events === trials ? 1 : upperRoot((events + 0.5) / trials, (trials - events - 0.5) / trials, w),
    level,
    method: 'Wilson with continuity correction',
  };
}

function upperRoot(p: number, q: number, w: number): number {
  return (p + w / 2 + Math.sqrt(w * (p * q + w / 4))) / (1 + w);
}

/** From the product of both roots, p^2 / (1 + w), which keeps its digits. */
function lowerRoot(p: number, q: number, w: number): number {
  return (p * p) / (1 + w) / upperRoot(p, q, w);
}
