import { floatAt, idAt, requireCount, requireLength } from '../numeric/argument.js';
import { requireCategories } from './rating-table.js';

/** A panel's ratings in long form: rating i gave `categories[i]` to unit `units[i]`; a missing rating is not there. */
export interface PanelRatings {
  /** Unit ids, any integers, in any order. */
  readonly units: Int32Array;
  /** Integers in [0, categoryCount - 1], as long as `units`. */
  readonly categories: Int32Array;
  /** Categories of the scale, also those that nobody used; integer, >= 1. */
  readonly categoryCount: number;
}

/** How often each unit got each category. */
export interface RatingCounts {
  readonly units: number;
  readonly categories: number;
  /** counts[unit * categories + category]; units in order of first appearance. */
  readonly counts: Float64Array;
  /** Ratings per unit, each >= 1. */
  readonly sizes: Float64Array;
}

/** Counts ratings by unit and category; throws `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`. */
export function countRatings(ratings: PanelRatings): RatingCounts {
  const { units, categories, categoryCount } = ratings;
  requireCount(categoryCount, 'categoryCount', 1, 10_000);
  requireLength(categories.length, units.length, 'categories');
  requireCategories(categories, 'categories', categoryCount);
  const { count, index } = indexUnits(units);
  const counts = new Float64Array(count * categoryCount);
  const sizes = new Float64Array(count);
  for (let i = 0; i < index.length; i++) {
    const unit = idAt(index, i);
    const cell = unit * categoryCount + idAt(categories, i);
    counts[cell] = floatAt(counts, cell) + 1;
    sizes[unit] = floatAt(sizes, unit) + 1;
  }
  return { units: count, categories: categoryCount, counts, sizes };
}

/** Numbers ids 0, 1, 2, ... by first appearance. */
export function indexUnits(ids: Int32Array): { readonly count: number; readonly index: Int32Array } {
  let lowest = 2 ** 31;
  let highest = -(2 ** 31);
  for (let i = 0; i < ids.length; i++) {
    const id = idAt(ids, i);
    if (id < lowest) lowest = id;
    if (id > highest) highest = id;
  }
  // Ids that lie close together, as those of a table do, are looked up in an array: several times faster than a map.
  const span = highest - lowest + 1;
  return span > 0 && span < 4 * ids.length + 64 ? indexClose(ids, lowest, span) : indexAny(ids);
}

function indexClose(ids: Int32Array, lowest: number, span: number) {
  const numbers = new Int32Array(span);
  const index = new Int32Array(ids.length);
  let count = 0;
  for (let i = 0; i < ids.length; i++) {
    const place = idAt(ids, i) - lowest;
    // 0: not seen yet.
    if (idAt(numbers, place) === 0) numbers[place] = ++count;
    index[i] = idAt(numbers, place) - 1;
  }
  return { count, index };
}

function indexAny(ids: Int32Array) {
  const numbers = new Map<number, number>();
  const index = new Int32Array(ids.length);
  let previous = 0;
  let number = 0;
  for (let i = 0; i < ids.length; i++) {
    const id = idAt(ids, i);
    // Ratings of one unit mostly stand together.
    if (i === 0 || id !== previous) {
      number = numbers.get(id) ?? numbers.size;
      numbers.set(id, number);
      previous = id;
    }
    index[i] = number;
  }
  return { count: numbers.size, index };
}
