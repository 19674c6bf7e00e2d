import type { Interval } from '../interval.js';
import { requireCount, requireLevel } from '../numeric/argument.js';
import { betaQuantile } from '../numeric/beta.js';
import { normalQuantile } from '../numeric/normal.js';

/**
 * Wilson score interval for a binomial proportion.
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1 (repeats of one case are not independent: see cluster-mean.ts)
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = events / trials, bounds in [0, 1]; wilson(0, 20, 0.95) is [0, 0.161];
 *   the lower bound is exactly 0 without events, the upper exactly 1 where every case has one
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Wilson 1927, J Am Stat Assoc 22:209-212
 */
export function wilson(events: number, trials: number, level: number): Interval {
  requireProportion(events, trials);
  requireLevel(level, 'level');
  const z = -normalQuantile((1 - level) / 2);
  return {
    status: 'estimated',
    value: events / trials,
    ...wilsonLimits(events, trials, z),
    level,
    method: 'Wilson',
  };
}

/**
 * Exact (Clopper-Pearson) interval for a binomial proportion; coverage is at least the level.
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = events / trials, bounds in [0, 1]; clopperPearson(0, 20, 0.95) is [0, 0.168]
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function clopperPearson(events: number, trials: number, level: number): Interval {
  requireProportion(events, trials);
  requireLevel(level, 'level');
  const alpha = (1 - level) / 2;
  return {
    status: 'estimated',
    value: events / trials,
    lower: lowerLimit(events, trials, alpha),
    upper: upperLimit(events, trials, alpha),
    level,
    method: 'Clopper-Pearson',
  };
}

/**
 * Exact one-sided upper bound for a binomial proportion: the test of a harm rate.
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1
 * @param alpha - one-sided error rate, 0 < alpha < 1
 * @returns lower = 0, level = 1 - alpha; without events the upper bound is 1 - alpha^(1/trials), with all of them 1;
 *   exactUpper(0, 299, 0.05) is below 0.01
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function exactUpper(events: number, trials: number, alpha: number): Interval {
  requireProportion(events, trials);
  requireLevel(alpha, 'alpha');
  return {
    status: 'estimated',
    value: events / trials,
    lower: 0,
    upper: upperLimit(events, trials, alpha),
    level: 1 - alpha,
    method: 'exact one-sided upper bound (Clopper-Pearson)',
  };
}

/**
 * Exact one-sided lower bound for a binomial proportion: the test of a sensitivity.
 *
 * @param events - cases with the event; integer, 0 <= events <= trials
 * @param trials - independent cases; integer, >= 1
 * @param alpha - one-sided error rate, 0 < alpha < 1
 * @returns upper = 1, level = 1 - alpha; where every case has the event the lower bound is alpha^(1/trials),
 *   without events 0; exactLower(59, 59, 0.05) is above 0.95
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function exactLower(events: number, trials: number, alpha: number): Interval {
  requireProportion(events, trials);
  requireLevel(alpha, 'alpha');
  return {
    status: 'estimated',
    value: events / trials,
    lower: lowerLimit(events, trials, alpha),
    upper: 1,
    level: 1 - alpha,
    method: 'exact one-sided lower bound (Clopper-Pearson)',
  };
}

/**
 * The roots of (1 + z^2/n) u^2 - (2p + z^2/n) u + p^2 = 0.
 *
 * The smaller comes from the product of both, p^2 / (1 + z^2/n), which keeps its digits.
 */
function wilsonLimits(events: number, trials: number, z: number): { lower: number; upper: number } {
  const p = events / trials;
  const w = (z * z) / trials;
  const upper = events === trials ? 1 : (p + w / 2 + Math.sqrt(w * (p * (1 - p) + w / 4))) / (1 + w);
  return { lower: (p * p) / (1 + w) / upper, upper };
}

function upperLimit(events: number, trials: number, alpha: number): number {
  if (events === trials) return 1;
  if (events === 0) return -Math.expm1(Math.log(alpha) / trials);
  return betaQuantile(alpha, events + 1, trials - events, 'upper');
}

function lowerLimit(events: number, trials: number, alpha: number): number {
  if (events === 0) return 0;
  if (events === trials) return Math.exp(Math.log(alpha) / trials);
  return betaQuantile(alpha, events, trials - events + 1, 'lower');
}

function requireProportion(events: number, trials: number): void {
  requireCount(trials, 'trials', 1);
  requireCount(events, 'events', 0, trials);
}
