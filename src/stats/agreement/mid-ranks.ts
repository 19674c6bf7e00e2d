import { at, floatAt } from '../numeric/argument.js';

/** Mid-ranks from 1 to n; ties share the mean of their ranks. */
export function midRanks(values: Float64Array): Float64Array {
  const order = risingOrder(values);
  const ranks = new Float64Array(values.length);
  forEachTie(order, values, (from, to) => {
    for (let i = from; i < to; i++) ranks[at(order, i)] = (from + 1 + to) / 2;
  });
  return ranks;
}

/** Indices of the values from the smallest on. */
function risingOrder(values: Float64Array): Uint32Array {
  return new Uint32Array(values.length)
    .map((_, i) => i)
    .sort((i, j) => floatAt(values, i) - floatAt(values, j));
}

/** Calls back with every run [from, to) of equal values in the order given, also those of one. */
function forEachTie(
  order: Uint32Array,
  values: Float64Array,
  call: (from: number, to: number) => void,
): void {
  let from = 0;
  for (let to = 1; to <= order.length; to++) {
    if (to < order.length && values[at(order, to)] === values[at(order, from)]) continue;
    call(from, to);
    from = to;
  }
}

/** Sums over groups of t tied values that rank statistics need. */
export interface TieSums {
  /** Pairs within ties, t (t - 1) / 2. */
  readonly pairs: number;
  /** t (t - 1) (t - 2). */
  readonly triples: number;
  /** t (t - 1) (2 t + 5). */
  readonly variance: number;
  /** t^3 - t. */
  readonly cubes: number;
}

export function tieSums(values: Float64Array): TieSums {
  const order = risingOrder(values);
  let pairs = 0;
  let triples = 0;
  let variance = 0;
  let cubes = 0;
  forEachTie(order, values, (from, to) => {
    const t = to - from;
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    variance += t * (t - 1) * (2 * t + 5);
    cubes += t ** 3 - t;
  });
  return { pairs, triples, variance, cubes };
}
