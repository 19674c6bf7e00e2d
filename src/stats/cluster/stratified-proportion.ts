import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireCount, requireLevel, requireNumber } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { wilson } from '../proportion/proportion.js';

/** One stratum of a population and the sample from it. */
export interface Stratum {
  /** Size or share in the population, on one scale for all strata; finite, >= 0. */
  readonly weight: number;
  /** Cases with the event; integer, 0 <= events <= trials. */
  readonly events: number;
  /** Independent cases sampled; integer >= 0. */
  readonly trials: number;
}

/** A proportion standardised to the strata of a population. */
export interface StratifiedProportion extends Interval {
  /** Cases in strata with weight. */
  readonly n: number;
  /** Strata with weight. */
  readonly strata: number;
}

/**
 * Proportion in a population from a stratified sample, by the strata's population shares.
 *
 * p = sum W_h p_h with the weights scaled to sum to 1; lower = p - sqrt(sum W_h^2 (p_h - l_h)^2), upper likewise, with
 * [l_h, u_h] the Wilson interval of stratum h (MOVER). Strata of different sampling fractions must never be pooled.
 *
 * @param strata - at least one
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the proportion, bounds in [0, 1]; one stratum gives its Wilson interval; `insufficient` where no stratum has
 *   weight, or one with weight has no cases
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Zou, Huang & Zhang 2009, Comput Stat Data Anal 53:1080-1085
 */
export function stratifiedProportion(
  strata: readonly Stratum[],
  level: number,
): StratifiedProportion | Insufficient {
  requireLevel(level, 'level');
  for (const { weight, events, trials } of strata) {
    requireNumber(weight, 'weight', 0);
    requireCount(trials, 'trials', 0);
    requireCount(events, 'events', 0, trials);
  }
  const largest = strata.reduce((most, { weight }) => Math.max(most, weight), 0);
  if (largest === 0) return insufficient('no stratum has weight');
  const used = strata.filter(({ weight }) => weight / largest > 0);
  const empty = strata.findIndex(({ weight, trials }) => weight / largest > 0 && trials === 0);
  if (empty >= 0) return insufficient(`stratum ${empty} has weight but no cases`);
  const total = new CompensatedSum();
  for (const { weight } of used) total.add(weight / largest);
  const value = new CompensatedSum();
  const below = new CompensatedSum();
  const above = new CompensatedSum();
  for (const { weight, events, trials } of used) {
    const share = weight / largest / total.total;
    const one = wilson(events, trials, level);
    value.add(share * one.value);
    below.add((share * (one.value - one.lower)) ** 2);
    above.add((share * (one.upper - one.value)) ** 2);
  }
  return {
    status: 'estimated',
    value: value.total,
    lower: Math.max(0, value.total - Math.sqrt(below.total)),
    upper: Math.min(1, value.total + Math.sqrt(above.total)),
    level,
    method: 'stratified, MOVER of Wilson',
    n: used.reduce((sum, { trials }) => sum + trials, 0),
    strata: used.length,
  };
}
