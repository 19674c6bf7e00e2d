import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireCount, requireFinite, requireLength } from '../numeric/argument.js';
import { incompleteGamma } from '../numeric/gamma.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import { midRanks, tieSums } from './mid-ranks.js';

/** Kendall's coefficient of concordance. */
export interface KendallW {
  readonly status: 'estimated';
  /** 0 (no concordance) to 1 (all raters rank alike). */
  readonly value: number;
  readonly units: number;
  readonly raters: number;
  /** Friedman's chi-square; an approximation that asks for more than 7 units or a larger panel. */
  readonly test: TestResult;
}

/**
 * Kendall's W of raters who each rank (or score) the same units, corrected for ties.
 *
 * W = 12 sum of (R_u - mean R)^2 / (m^2 (n^3 - n) - m sum of ties), R_u the sum of unit u's mid-ranks over m raters and
 * ties the sum of t^3 - t over a rater's ties; chi-square = m (n - 1) W on n - 1 degrees of freedom.
 *
 * @param ratings - one per unit and rater, unit by unit, finite; length units * raters, none missing
 * @param raters - ratings per unit; integer, >= 1
 * @returns W with its test; `insufficient` for fewer than 2 units or raters, or where every rater ties all units
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` (not a multiple of raters) or `STATS_BAD_VALUE`
 * @source Kendall & Babington Smith 1939, Ann Math Stat 10:275-287
 */
export function kendallW(ratings: Float64Array, raters: number): KendallW | Insufficient {
  requireCount(raters, 'raters', 1);
  requireFinite(ratings, 'ratings');
  const units = Math.floor(ratings.length / raters);
  requireLength(ratings.length, units * raters, 'ratings');
  if (units < 2) return insufficient(`concordance needs at least 2 units, got ${units}`);
  if (raters < 2) return insufficient(`concordance needs at least 2 raters, got ${raters}`);
  const rankSums = new Float64Array(units);
  let ties = 0;
  for (let r = 0; r < raters; r++) {
    const own = Float64Array.from({ length: units }, (_, u) => floatAt(ratings, u * raters + r));
    midRanks(own).forEach((rank, u) => {
      rankSums[u] = floatAt(rankSums, u) + rank;
    });
    ties += tieSums(own).cubes;
  }
  const centre = (raters * (units + 1)) / 2;
  const squares = new CompensatedSum();
  for (const sum of rankSums) squares.add((sum - centre) ** 2);
  const denominator = raters * (raters * (units ** 3 - units) - ties);
  if (denominator === 0) return insufficient('every rater ties all units');
  const value = (12 * squares.total) / denominator;
  const statistic = raters * (units - 1) * value;
  const df = units - 1;
  return {
    status: 'estimated',
    value,
    units,
    raters,
    test: {
      status: 'estimated',
      statistic,
      p: incompleteGamma(df / 2, statistic / 2).upper,
      df,
      method: "chi-square of Kendall's W (Friedman)",
    },
  };
}
