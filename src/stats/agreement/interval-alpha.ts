import { floatAt, idAt, requireFinite, requireLength } from '../numeric/argument.js';
import type { Ratings } from './pairable-ratings.js';
import { indexUnits } from './rating-counts.js';

/** Sums about the mean of all ratings, over units with two or more. */
interface IntervalSums {
  readonly units: number;
  readonly n: number;
  /** As `Disagreement` of the interval metric. */
  readonly within: number;
  readonly all: number;
  /** In the unit of `all`, which must be more: else it may be rounding, and `within` too. */
  readonly rounding: number;
}

/**
 * The interval metric’s sums in one pass: the ordered pairs of m ratings have the squared differences 2 (m sum x^2 - (sum x)^2).
 *
 * Cancellation costs within and all digits in proportion to the squares; where all is not much less than these, alpha
 * loses none. Elsewhere, within or all must be told from rounding, which is for the caller.
 */
export function intervalSums(ratings: Ratings): IntervalSums {
  const { units, values } = ratings;
  requireLength(units.length, values.length, 'units');
  const { count, index } = indexUnits(units);
  let centre = 0;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const value = floatAt(values, i);
    centre += value / values.length;
    const size = value < 0 ? -value : value;
    if (size > largest) largest = size;
  }
  // A value that is not finite makes the sum so too; only then is it looked for.
  if (!Number.isFinite(centre)) requireFinite(values, 'values');
  // Per unit: ratings, their sum and their squares.
  const sums = new Float64Array(3 * count);
  for (let i = 0; i < values.length; i++) {
    const at = 3 * idAt(index, i);
    const x = floatAt(values, i) - centre;
    sums[at] = floatAt(sums, at) + 1;
    sums[at + 1] = floatAt(sums, at + 1) + x;
    sums[at + 2] = floatAt(sums, at + 2) + x * x;
  }
  let [kept, n, total, squares, within] = [0, 0, 0, 0, 0];
  for (let at = 0; at < sums.length; at += 3) {
    const m = floatAt(sums, at);
    if (m < 2) continue;
    const x = floatAt(sums, at + 1);
    const xx = floatAt(sums, at + 2);
    kept += 1;
    n += m;
    total += x;
    squares += xx;
    within += (2 * (m * xx - x * x)) / (m - 1);
  }
  const all = 2 * (n * squares - total * total);
  // Single ratings, which count for the centre alone, can put it far from the others: then the squares cancel, and four
  // digits are the most that alpha may lose. Equal values differ from their centre by a few units in the last place.
  const rounding = Math.max(1e-24 * (n * largest) ** 2, 1e-4 * n * squares);
  return { units: kept, n, within, all, rounding };
}
