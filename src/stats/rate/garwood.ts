import type { Interval } from '../interval.js';
import { requireCount, requireLevel, requireNumber, requirePositive } from '../numeric/argument.js';
import { gammaQuantile } from '../numeric/gamma.js';

/** An exact one-sided lower bound of a rate; a rate has no largest value, so it has no upper limit. */
export interface RateLowerBound {
  readonly status: 'estimated';
  /** Point estimate, count / exposure. */
  readonly value: number;
  readonly lower: number;
  /** One-sided coverage. */
  readonly level: number;
  readonly method: string;
}

/**
 * Garwood's exact interval for a rate per unit of exposure; coverage is at least the level.
 *
 * The limits of the expected count are gamma quantiles with shapes count and count + 1.
 *
 * @param count - independent Poisson events; integer, >= 0 (count episodes, not alarms that follow from one another)
 * @param exposure - in the unit that the rate is per (days, cases, claims), finite, > 0
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = count / exposure; without an event the lower bound is exactly 0 and the upper
 *   -ln((1 - level) / 2) / exposure
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LEVEL`, or `STATS_BAD_VALUE` for the exposure, or where the
 *   upper bound overflows
 * @source Garwood 1936, Biometrika 28:437-442
 */
export function garwood(count: number, exposure: number, level: number): Interval {
  requireRate(count, exposure);
  requireLevel(level, 'level');
  const alpha = (1 - level) / 2;
  return {
    status: 'estimated',
    value: count / exposure,
    lower: lowerLimit(count, exposure, alpha),
    upper: upperLimit(count, exposure, alpha),
    level,
    method: 'Garwood',
  };
}

/**
 * Exact one-sided upper bound for a rate per unit of exposure.
 *
 * @param count - independent Poisson events; integer, >= 0
 * @param exposure - finite, > 0
 * @param alpha - one-sided error rate, 0 < alpha < 1
 * @returns lower = 0, level = 1 - alpha; without an event the upper bound is -ln(alpha) / exposure
 * @throws PreceptorError as `garwood`
 * @source Garwood 1936, Biometrika 28:437-442
 */
export function exactRateUpper(count: number, exposure: number, alpha: number): Interval {
  requireRate(count, exposure);
  requireLevel(alpha, 'alpha');
  return {
    status: 'estimated',
    value: count / exposure,
    lower: 0,
    upper: upperLimit(count, exposure, alpha),
    level: 1 - alpha,
    method: 'exact one-sided upper bound (Garwood)',
  };
}

/**
 * Exact one-sided lower bound for a rate per unit of exposure.
 *
 * @param count - independent Poisson events; integer, >= 0
 * @param exposure - finite, > 0
 * @param alpha - one-sided error rate, 0 < alpha < 1
 * @returns the bound, level = 1 - alpha; exactly 0 without an event
 * @throws PreceptorError as `garwood`
 * @source Garwood 1936, Biometrika 28:437-442
 */
export function exactRateLower(count: number, exposure: number, alpha: number): RateLowerBound {
  requireRate(count, exposure);
  requireLevel(alpha, 'alpha');
  return {
    status: 'estimated',
    value: count / exposure,
    lower: lowerLimit(count, exposure, alpha),
    level: 1 - alpha,
    method: 'exact one-sided lower bound (Garwood)',
  };
}

function lowerLimit(count: number, exposure: number, alpha: number): number {
  return count === 0 ? 0 : gammaQuantile(alpha, count, 'lower') / exposure;
}

function upperLimit(count: number, exposure: number, alpha: number): number {
  const expected = count === 0 ? -Math.log(alpha) : gammaQuantile(alpha, count + 1, 'upper');
  const limit = expected / exposure;
  requireNumber(limit, 'upper bound of the rate', 0);
  return limit;
}

function requireRate(count: number, exposure: number): void {
  requireCount(count, 'count');
  requirePositive(exposure, 'exposure');
  requireNumber(count / exposure, 'count / exposure', 0);
}
