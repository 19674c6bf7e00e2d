import type { Interval } from '../interval.js';
import { requireCount, requireLevel } from '../numeric/argument.js';
import { betaQuantile } from '../numeric/beta.js';

/**
 * Jeffreys' equal-tailed interval for a binomial proportion: quantiles of Beta(events + 1/2, trials - events + 1/2).
 *
 * The end-point convention: the lower limit is 0 without events and the upper 1 where every case has one; the other
 * limit stays the quantile at half the error, so both keep the error of a two-sided interval.
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = events / trials, bounds in [0, 1]
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Brown, Cai & DasGupta 2001, Stat Sci 16:101-133
 */
export function jeffreys(events: number, trials: number, level: number): Interval {
  requireCount(trials, 'trials', 1);
  requireCount(events, 'events', 0, trials);
  requireLevel(level, 'level');
  const alpha = (1 - level) / 2;
  const a = events + 0.5;
  const b = trials - events + 0.5;
  return {
    status: 'estimated',
    value: events / trials,
    lower: events === 0 ? 0 : betaQuantile(alpha, a, b, 'lower'),
    upper: events === trials ? 1 : betaQuantile(alpha, a, b, 'upper'),
    level,
    method: 'Jeffreys',
  };
}
