import { PreceptorError } from '../../errors.js';
import { floatAt, idAt, requireFinite, requireLength } from '../numeric/argument.js';
import { indexUnits } from './rating-counts.js';

/** Ratings in long form: rating i gave `values[i]` to unit `units[i]`; a missing rating is not there. */
export interface Ratings {
  /** Unit ids, any integers, in any order. */
  readonly units: Int32Array;
  /** Finite numbers, as long as `units`; nominal categories are any distinct numbers. */
  readonly values: Float64Array;
}

/** The ratings of units that have two or more, unit by unit, as indices of the distinct values. */
export interface PairableRatings {
  /** Number of such units. */
  readonly units: number;
  /** Unit u has the ratings codes[starts[u]] to codes[starts[u + 1] - 1]. */
  readonly starts: Int32Array;
  readonly codes: Int32Array;
  /** Distinct values, rising. */
  readonly distinct: Float64Array;
}

/** Keeps units with two or more ratings; throws `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`. */
export function pairableRatings(ratings: Ratings): PairableRatings {
  const { units, values } = ratings;
  requireLength(units.length, values.length, 'units');
  const span = integerSpan(values);
  const { count, index } = indexUnits(units);
  const sizes = unitSizes(index, count);
  const starts = new Int32Array(count + 1);
  // Where the next rating of each unit goes; -1 for a unit with one rating.
  const next = new Int32Array(count).fill(-1);
  let kept = 0;
  let total = 0;
  for (let unit = 0; unit < count; unit++) {
    if (idAt(sizes, unit) < 2) continue;
    next[unit] = total;
    total += idAt(sizes, unit);
    starts[++kept] = total;
  }
  const pairable = new Float64Array(total);
  placeRatings(values, index, next, pairable);
  return {
    units: kept,
    starts: starts.subarray(0, kept + 1),
    ...(span === null ? encodeAny(pairable) : encodeIntegers(pairable, span)),
  };
}

function unitSizes(index: Int32Array, count: number): Int32Array {
  const sizes = new Int32Array(count);
  for (let i = 0; i < index.length; i++) {
    const unit = idAt(index, i);
    sizes[unit] = idAt(sizes, unit) + 1;
  }
  return sizes;
}

function placeRatings(
  values: Float64Array,
  index: Int32Array,
  next: Int32Array,
  pairable: Float64Array,
): void {
  for (let i = 0; i < index.length; i++) {
    const unit = idAt(index, i);
    const place = idAt(next, unit);
    if (place < 0) continue;
    pairable[place] = floatAt(values, i);
    next[unit] = place + 1;
  }
}

interface Span {
  readonly lowest: number;
  readonly size: number;
}

/**
 * The span of values that are all integers and lie close together, as labels do: a table of it is faster than a
 * map.
 */
function integerSpan(values: Float64Array): Span | null {
  let lowest = Number.MAX_VALUE;
  let highest = -Number.MAX_VALUE;
  let fractions = 0;
  for (let i = 0; i < values.length; i++) {
    const value = floatAt(values, i);
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    // NaN where the value is not finite.
    fractions += value - Math.floor(value);
  }
  if (fractions !== 0) requireFinite(values, 'values');
  const size = highest - lowest + 1;
  return fractions === 0 && size < 4 * values.length + 64 ? { lowest, size: Math.max(0, size) } : null;
}

function encodeIntegers(values: Float64Array, { lowest, size }: Span) {
  const codeOf = new Int32Array(size).fill(-1);
  for (let i = 0; i < values.length; i++) codeOf[floatAt(values, i) - lowest] = 0;
  let distinct = 0;
  for (let place = 0; place < size; place++) if (idAt(codeOf, place) === 0) codeOf[place] = distinct++;
  const found = new Float64Array(distinct);
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const code = idAt(codeOf, floatAt(values, i) - lowest);
    codes[i] = code;
    found[code] = floatAt(values, i);
  }
  return { codes, distinct: found };
}

function encodeAny(values: Float64Array) {
  const codeOf = new Map<number, number>();
  for (const value of values) codeOf.set(value, 0);
  const distinct = Float64Array.from(codeOf.keys()).sort();
  distinct.forEach((value, code) => {
    codeOf.set(value, code);
  });
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const code = codeOf.get(floatAt(values, i));
    if (code === undefined) throw new PreceptorError('INTERNAL', 'a value without its code');
    codes[i] = code;
  }
  return { codes, distinct };
}
