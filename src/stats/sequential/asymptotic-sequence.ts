import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { requireCount, requireFinite, requireLevel, requireNumber } from '../numeric/argument.js';

/** What an asymptotic confidence sequence has seen; plain JSON, so that it can be stored and taken up again. */
export interface AsymptoticSequence {
  /** Coverage of all looks together in the limit, 0 < level < 1. */
  readonly level: number;
  /** The count of values at which it is to be narrowest. */
  readonly narrowestAt: number;
  /** The count of values below which it says nothing. */
  readonly least: number;
  readonly count: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

const LEAST = 200;

/**
 * Starts an asymptotic confidence sequence of a mean, for values without a known range.
 *
 * @param options - level; narrowestAt, integer >= 1; least, integer >= 2, 200 where left out
 * @returns the state before the first value; a new model version starts anew
 * @throws PreceptorError `STATS_BAD_LEVEL` or `STATS_BAD_COUNT`, naming the argument and the value received
 * @source Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann Stat 52:2613-2640 (arXiv:2103.06476)
 */
export function startAsymptoticSequence(options: {
  readonly level: number;
  readonly narrowestAt: number;
  readonly least?: number;
}): AsymptoticSequence {
  const { level, narrowestAt, least = LEAST } = options;
  requireLevel(level, 'level');
  requireCount(narrowestAt, 'narrowestAt', 1);
  requireCount(least, 'least', 2);
  return { level, narrowestAt, least, count: 0, mean: 0, squares: 0 };
}

/**
 * The state after more values (Welford's update).
 *
 * @param state - the state so far
 * @param values - new values, one per cluster, finite
 * @throws PreceptorError `STATS_BAD_VALUE` naming the first that is not finite, or where squares overflow
 * @source Welford 1962, Technometrics 4:419-420
 */
export function updateAsymptoticSequence(
  state: AsymptoticSequence,
  values: Float64Array,
): AsymptoticSequence {
  requireFinite(values, 'values');
  let { count, mean, squares } = state;
  for (const value of values) {
    count += 1;
    const before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }
  requireNumber(squares, 'sum of squared deviations', 0);
  return { ...state, count, mean, squares };
}

/**
 * The interval at this look: mean ± s / sqrt(t) sqrt(2 (t rho^2 + 1) / (t rho^2) ln(sqrt(t rho^2 + 1) / alpha)).
 *
 * rho^2 = (ln(1 - 2 ln alpha) - 2 ln alpha) / narrowestAt makes it narrowest about there; s has divisor t - 1.
 *
 * @param state - the state so far
 * @returns mean, bounds (not clamped to any range) and se = s / sqrt(t); `insufficient` below the least count, where
 *   the limit theorem is no guide, or where all values are equal
 * @throws PreceptorError as `startAsymptoticSequence`, for a state that was altered
 * @source Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann Stat 52:2613-2640 (arXiv:2103.06476)
 */
export function asymptoticInterval(state: AsymptoticSequence): IntervalOrInsufficient {
  startAsymptoticSequence(state);
  const { level, narrowestAt, least, count, mean, squares } = state;
  if (count < least) {
    return insufficient(`an asymptotic confidence sequence needs at least ${least} values, got ${count}`);
  }
  if (!(squares > 1e-24 * count * mean * mean)) return insufficient('no variation between values');
  const logAlpha = Math.log1p(-level);
  const information = (count * (Math.log1p(-2 * logAlpha) - 2 * logAlpha)) / narrowestAt;
  const se = Math.sqrt(squares / (count - 1) / count);
  const factor = (2 * (information + 1) * (Math.log1p(information) / 2 - logAlpha)) / information;
  const halfWidth = se * Math.sqrt(factor);
  return {
    status: 'estimated',
    value: mean,
    lower: mean - halfWidth,
    upper: mean + halfWidth,
    level,
    method: `asymptotic confidence sequence, narrowest at ${narrowestAt}`,
    se,
  };
}
