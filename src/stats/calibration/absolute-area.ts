import { floatAt } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';

/** A smooth function on [0, 1] with its derivative and an antiderivative. */
export interface Curve {
  value(t: number): number;
  slope(t: number): number;
  integral(t: number): number;
  /** Ascending points in [0, 1], near enough that a bend between two neighbours is simple. */
  readonly grid: Float64Array;
}

/** Over [0, 1] a curve that stays below this adds less than the rounding of the rest. */
const VANISHED = 1e-15;

/**
 * The area between a curve and 0, exact but for rounding: the antiderivative is differenced between the curve's zeros.
 *
 * A zero shows as a change of sign between neighbours of the grid. A dip that crosses twice between neighbours shows as
 * values that fall towards it from both sides; its bottom is then found by the slope.
 */
export function absoluteArea(curve: Curve): number {
  const { grid } = curve;
  const values = grid.map((t) => curve.value(t));
  const total = new CompensatedSum();
  let last = curve.integral(floatAt(grid, 0));
  const cut = (t: number): void => {
    const next = curve.integral(t);
    total.add(Math.abs(next - last));
    last = next;
  };
  for (let j = 1; j < grid.length; j++) {
    const from = floatAt(grid, j - 1);
    const to = floatAt(grid, j);
    const before = floatAt(values, j - 1);
    const after = floatAt(values, j);
    // Where the curve has all but vanished, as in a gap between places, the place of its zero does not matter.
    if (after === 0 || Math.max(Math.abs(before), Math.abs(after)) < VANISHED) {
      cut(to);
      continue;
    }
    if (Math.sign(before) === -Math.sign(after)) {
      cut(rootOf(curve.value, from, to, before));
      continue;
    }
    const bottom = bottomBetween(curve, values, j);
    if (bottom !== undefined) {
      cut(rootOf(curve.value, from, bottom, before));
      cut(rootOf(curve.value, bottom, to, -before));
    }
  }
  cut(floatAt(grid, grid.length - 1));
  return total.total;
}

/** Where the curve dips through 0 and back between points j - 1 and j of the grid. */
function bottomBetween(curve: Curve, values: Float64Array, j: number): number | undefined {
  const before = floatAt(values, j - 1);
  const after = floatAt(values, j);
  const sign = Math.sign(before);
  if (sign === 0 || after === 0) return undefined;
  const outerLeft = j >= 2 ? sign * floatAt(values, j - 2) : Number.MAX_VALUE;
  const outerRight = j + 1 < values.length ? sign * floatAt(values, j + 1) : Number.MAX_VALUE;
  // Around a dip both neighbours lie further from 0.
  if (outerLeft < sign * before || outerRight < sign * after) return undefined;
  const from = floatAt(curve.grid, j - 1);
  const to = floatAt(curve.grid, j);
  const falls = sign * curve.slope(from);
  if (falls >= 0 || sign * curve.slope(to) <= 0) return undefined;
  const bottom = rootOf(curve.slope, from, to, sign * falls);
  return sign * curve.value(bottom) < 0 ? bottom : undefined;
}

/**
 * The zero of a function between two neighbours of the grid, by bisection.
 *
 * The area's error is the square of the zero's times the slope, so 24 halvings of an eighth of a kernel leave 1e-16.
 */
function rootOf(value: (t: number) => number, from: number, to: number, atFrom: number): number {
  let low = from;
  let high = to;
  for (let step = 0; step < 24; step++) {
    const middle = (low + high) / 2;
    if (value(middle) * atFrom > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
