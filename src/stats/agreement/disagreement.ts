import { PreceptorError } from '../../errors.js';
import { at, floatAt, idAt } from '../numeric/argument.js';
import type { PairableRatings } from './pairable-ratings.js';

/**
 * How far apart two ratings are: `nominal` 0 or 1; `ordinal` the squared difference of mid-ranks among all pairable
 * ratings; `interval` (a - b)^2; `ratio` ((a - b) / (a + b))^2, for values >= 0.
 */
export type RatingMetric = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/** Sums of distances, for units drawn so many times each; both in the same arbitrary unit. */
export type Disagreement = (drawn: Float64Array) => {
  /** Sum over units of the ordered pairs' distances / (m_u - 1). */
  readonly within: number;
  /** The ordered pairs' distances among all ratings. */
  readonly all: number;
  /** Ratings. */
  readonly n: number;
};

/** The sums of a metric; throws `STATS_BAD_VALUE` for a negative value under `ratio`. */
export function disagreements(pairable: PairableRatings, metric: RatingMetric): Disagreement {
  const { distinct } = pairable;
  const coded = distinct.map((_, code) => code);
  switch (metric) {
    case 'nominal':
      return fixed(
        pairable,
        nominalPairs(pairable),
        (counts, n) => n * n - counts.reduce((sum, count) => sum + count * count, 0),
      );
    case 'interval': {
      const scale = distinct.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      // In units of the largest value, so that squares neither overflow nor vanish.
      const scaled = scale === 0 ? distinct : distinct.map((value) => value / scale);
      return fixed(
        pairable,
        (from, to) => squaredPairsOf(pairable.codes, from, to, scaled),
        (counts, n) => squaredPairsOfAll(counts, scaled, n),
      );
    }
    case 'ordinal':
      return ordinal(pairable);
    case 'ratio': {
      const lowest = distinct.length > 0 ? floatAt(distinct, 0) : 0;
      if (lowest >= 0) {
        return fixed(
          pairable,
          (from, to) => ratioPairs(pairable.codes.subarray(from, to), distinct),
          (counts) => ratioPairs(coded, distinct, counts),
        );
      }
      throw new PreceptorError(
        'STATS_BAD_VALUE',
        `values: the ratio metric needs values >= 0, got ${lowest}`,
      );
    }
  }
}

/** A distance that does not depend on the sample: the pairs within units are added up once. */
function fixed(
  pairable: PairableRatings,
  pairsWithin: (from: number, to: number) => number,
  pairsOfAll: (counts: Float64Array, n: number) => number,
): Disagreement {
  const { units, starts } = pairable;
  const terms = new Float64Array(units);
  for (let u = 0; u < units; u++) {
    const from = idAt(starts, u);
    const to = idAt(starts, u + 1);
    terms[u] = pairsWithin(from, to) / (to - from - 1);
  }
  return (drawn) => {
    const counts = countCodes(pairable, drawn);
    const n = counts.reduce((sum, count) => sum + count, 0);
    let within = 0;
    for (let u = 0; u < units; u++) within += floatAt(drawn, u) * floatAt(terms, u);
    return { within, all: pairsOfAll(counts, n), n };
  };
}

/** The distance of mid-ranks, which depend on the sample. */
function ordinal(pairable: PairableRatings): Disagreement {
  const { units, starts, codes, distinct } = pairable;
  const ranks = new Float64Array(distinct.length);
  return (drawn) => {
    const counts = countCodes(pairable, drawn);
    let below = 0;
    for (let code = 0; code < counts.length; code++) {
      const count = floatAt(counts, code);
      ranks[code] = below + count / 2;
      below += count;
    }
    let within = 0;
    for (let u = 0; u < units; u++) {
      const times = floatAt(drawn, u);
      if (times === 0) continue;
      const from = idAt(starts, u);
      const to = idAt(starts, u + 1);
      within += (times * squaredPairsOf(codes, from, to, ranks)) / (to - from - 1);
    }
    return { within, all: squaredPairsOfAll(counts, ranks, below), n: below };
  };
}

function countCodes(pairable: PairableRatings, drawn: Float64Array): Float64Array {
  const { units, starts, codes, distinct } = pairable;
  const counts = new Float64Array(distinct.length);
  for (let u = 0; u < units; u++) {
    const times = floatAt(drawn, u);
    const end = idAt(starts, u + 1);
    for (let i = idAt(starts, u); times > 0 && i < end; i++) {
      const code = idAt(codes, i);
      counts[code] = floatAt(counts, code) + times;
    }
  }
  return counts;
}

/** Ordered pairs of different codes: each rating differs from those before it that have another code. */
function nominalPairs({ codes, distinct }: PairableRatings): (from: number, to: number) => number {
  const seen = new Int32Array(distinct.length);
  return (from, to) => {
    let different = 0;
    for (let i = from; i < to; i++) {
      const code = idAt(codes, i);
      different += 2 * (i - from - idAt(seen, code));
      seen[code] = idAt(seen, code) + 1;
    }
    for (let i = from; i < to; i++) seen[idAt(codes, i)] = 0;
    return different;
  };
}

/** Sum over ordered pairs of (a - b)^2 = 2 n sum of (a - mean)^2, about the first value: exact where all are equal. */
function squaredPairsOf(codes: Int32Array, from: number, to: number, values: Float64Array): number {
  if (to === from) return 0;
  const first = floatAt(values, idAt(codes, from));
  let sum = 0;
  for (let i = from; i < to; i++) sum += floatAt(values, idAt(codes, i)) - first;
  const mean = sum / (to - from);
  let squares = 0;
  for (let i = from; i < to; i++) {
    const deviation = floatAt(values, idAt(codes, i)) - first - mean;
    squares += deviation * deviation;
  }
  return 2 * (to - from) * squares;
}

/** The same, of n values by how often each is there. */
function squaredPairsOfAll(counts: Float64Array, values: Float64Array, n: number): number {
  if (n === 0) return 0;
  const first = floatAt(
    values,
    counts.findIndex((count) => count > 0),
  );
  let sum = 0;
  for (let code = 0; code < counts.length; code++) {
    sum += floatAt(counts, code) * (floatAt(values, code) - first);
  }
  const mean = sum / n;
  let squares = 0;
  for (let code = 0; code < counts.length; code++) {
    const deviation = floatAt(values, code) - first - mean;
    squares += floatAt(counts, code) * deviation * deviation;
  }
  return 2 * n * squares;
}

/** Sum over ordered pairs of ((a - b) / (a + b))^2; two zeros are 0 apart. */
function ratioPairs(codes: ArrayLike<number>, values: Float64Array, counts?: Float64Array): number {
  let sum = 0;
  for (let i = 1; i < codes.length; i++) {
    const here = floatAt(values, at(codes, i));
    let row = 0;
    for (let j = 0; j < i; j++) {
      const there = floatAt(values, at(codes, j));
      if (here === there) continue;
      // Halves, for a sum that would overflow.
      const distance = (here / 2 - there / 2) / (here / 2 + there / 2);
      row += (counts === undefined ? 1 : floatAt(counts, j)) * distance * distance;
    }
    sum += (counts === undefined ? 1 : floatAt(counts, i)) * row;
  }
  return 2 * sum;
}
