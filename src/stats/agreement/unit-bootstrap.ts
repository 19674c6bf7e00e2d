import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { floatAt, requireCount, requireLevel } from '../numeric/argument.js';
import { quantile } from '../numeric/quantile.js';
import type { Rng } from '../numeric/rng.js';

/** How an interval is bootstrapped over units. */
export interface UnitBootstrap {
  /** Resamples; integer, >= 100. */
  readonly replicates: number;
  readonly rng: Rng;
}

/** A percentile interval and how many resamples had no value. */
export interface UnitBootstrapInterval {
  readonly interval: IntervalOrInsufficient;
  /** Resamples without a value (all ratings equal, say); they are left out. */
  readonly undefinedReplicates: number;
}

/**
 * Percentile bootstrap over independent units, each drawn with all its ratings.
 *
 * A resample draws `units` indices floor(u * units), one double a draw, resample by resample; the statistic sees how
 * often each unit was drawn. Limits are type-7 quantiles of its values at (1 -+ level) / 2.
 *
 * @param value - the statistic of the data themselves
 * @param units - number of units, >= 2
 * @param statistic - of the number of times that each unit was drawn; `null` where it has no value. It must not
 *   keep the array
 * @returns the interval; `insufficient` where more than (1 - level) / 2 of the resamples have no value or all
 *   have the same one
 * @throws PreceptorError `STATS_BAD_COUNT` for fewer than 100 replicates, `STATS_BAD_LEVEL`
 * @source Efron 1979, Ann Stat 7:1-26; Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
 */
export function unitBootstrap(
  value: number,
  units: number,
  statistic: (drawn: Float64Array) => number | null,
  bootstrap: UnitBootstrap,
  level: number,
): UnitBootstrapInterval {
  requireLevel(level, 'level');
  const { replicates, rng } = bootstrap;
  requireCount(replicates, 'replicates', 100);
  const values = new Float64Array(replicates);
  const drawn = new Float64Array(units);
  let defined = 0;
  for (let r = 0; r < replicates; r++) {
    drawn.fill(0);
    for (let draw = 0; draw < units; draw++) {
      const unit = Math.floor(rng.next() * units);
      drawn[unit] = floatAt(drawn, unit) + 1;
    }
    const found = statistic(drawn);
    if (found !== null) values[defined++] = found;
  }
  const undefinedReplicates = replicates - defined;
  if (undefinedReplicates > ((1 - level) / 2) * replicates) {
    return {
      interval: insufficient(`${undefinedReplicates} of ${replicates} resamples have no value`),
      undefinedReplicates,
    };
  }
  const kept = values.subarray(0, defined);
  const lower = quantile(kept, (1 - level) / 2);
  const upper = quantile(kept, (1 + level) / 2);
  if (upper - lower <= 1e-12 * Math.max(Math.abs(lower), Math.abs(upper))) {
    return { interval: insufficient('every resample has the same value'), undefinedReplicates };
  }
  return {
    interval: {
      status: 'estimated',
      value,
      lower,
      upper,
      level,
      method: `percentile bootstrap over units, ${replicates} resamples`,
    },
    undefinedReplicates,
  };
}
