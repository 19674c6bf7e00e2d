import type { Interval } from '../interval.js';
import { requireCount, requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';

/**
 * Agresti-Coull interval for a binomial proportion: Wald's about Wilson's midpoint.
 *
 * With n' = n + z^2 and p' = (events + z^2 / 2) / n': p' -+ z sqrt(p' (1 - p') / n').
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = events / trials, bounds clamped to [0, 1]; it contains `wilson`
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Agresti & Coull 1998, Am Stat 52:119-126
 */
export function agrestiCoull(events: number, trials: number, level: number): Interval {
  requireCount(trials, 'trials', 1);
  requireCount(events, 'events', 0, trials);
  requireLevel(level, 'level');
  const z = -normalQuantile((1 - level) / 2);
  const n = trials + z * z;
  const p = (events + (z * z) / 2) / n;
  const q = (trials - events + (z * z) / 2) / n;
  const halfWidth = z * Math.sqrt((p * q) / n);
  return {
    status: 'estimated',
    value: events / trials,
    lower: Math.max(0, p - halfWidth),
    upper: Math.min(1, p + halfWidth),
    level,
    method: 'Agresti-Coull',
  };
}
