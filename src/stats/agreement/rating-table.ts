import { PreceptorError } from '../../errors.js';
import { at, idAt, requireCount, requireLength } from '../numeric/argument.js';

/** How two raters labelled the same n units: counts[first * categories + second]. */
export interface RatingTable {
  readonly categories: number;
  /** Integers >= 0, row by row; rows are the first rater's categories, columns the second's. */
  readonly counts: ArrayLike<number>;
}

/** A rating table read once: shares and margins. */
export interface RatingShares {
  readonly n: number;
  readonly categories: number;
  /** Cell shares, row by row. */
  readonly cells: Float64Array;
  readonly rows: Float64Array;
  readonly columns: Float64Array;
}

/**
 * Cross-tabulates two raters' categories.
 *
 * @param first - category of each unit by the first rater; integers in [0, categories - 1]
 * @param second - the same by the second rater, as long as `first`; leave out units that either did not rate
 * @param categories - number of categories of the scale, also those that nobody used; integer, >= 1
 * @returns the table; exchanging the raters transposes it
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH`, or `STATS_BAD_VALUE` for a category off the scale
 */
export function ratingTable(first: Int32Array, second: Int32Array, categories: number): RatingTable {
  requireCount(categories, 'categories', 1, 10_000);
  requireLength(second.length, first.length, 'second');
  requireCategories(first, 'first', categories);
  requireCategories(second, 'second', categories);
  const counts = new Float64Array(categories * categories);
  for (let i = 0; i < first.length; i++) {
    const cell = idAt(first, i) * categories + idAt(second, i);
    counts[cell] = at(counts, cell) + 1;
  }
  return { categories, counts };
}

/** Requires every element to be an integer in [0, categories - 1]; throws `STATS_BAD_VALUE`. */
export function requireCategories(values: Int32Array, name: string, categories: number): void {
  const index = values.findIndex((value) => value < 0 || value >= categories);
  if (index >= 0) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `${name}[${index}]: expected a category in [0, ${categories - 1}], got ${values[index]}`,
    );
  }
}

/** Shares and margins of a table; n = 0 leaves every share at 0. */
export function ratingShares(table: RatingTable): RatingShares {
  const { categories, counts } = table;
  requireCount(categories, 'categories', 1, 10_000);
  requireLength(counts.length, categories * categories, 'counts');
  let n = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = at(counts, cell);
    requireCount(count, `counts[${cell}]`);
    n += count;
  }
  const cells = new Float64Array(counts.length);
  const rows = new Float64Array(categories);
  const columns = new Float64Array(categories);
  for (let cell = 0; n > 0 && cell < counts.length; cell++) {
    const row = Math.floor(cell / categories);
    const column = cell % categories;
    cells[cell] = at(counts, cell) / n;
    rows[row] = at(rows, row) + at(counts, cell) / n;
    columns[column] = at(columns, column) + at(counts, cell) / n;
  }
  return { n, categories, cells, rows, columns };
}
