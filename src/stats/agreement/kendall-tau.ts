import { type Insufficient, insufficient } from '../interval.js';
import { at, floatAt, requireFinite, requireLength, requireLevel } from '../numeric/argument.js';
import { type Coefficient, fisherInterval, type TestOrInsufficient, twoSidedP } from './coefficient.js';
import { type TieSums, tieSums } from './mid-ranks.js';

/** Kendall's tau-b with its test. */
export interface KendallTau extends Coefficient {
  readonly n: number;
  /** Concordant minus discordant pairs. */
  readonly score: number;
  /** Two-sided test of no association; exact without ties up to 50 pairs of values. */
  readonly test: TestOrInsufficient;
}

const LARGEST_EXACT = 50;

/**
 * Kendall's tau-b, S / sqrt((n0 - n1)(n0 - n2)) with S concordant minus discordant pairs, n0 = n (n - 1) / 2 and n1, n2
 * the pairs tied in either variable; in O(n log n).
 *
 * The test is exact without ties and n <= 50, else normal with the variance of S corrected for ties, no continuity
 * correction. The interval is Fisher's z with standard error sqrt(0.437 / (n - 4)), an approximation for |tau| < 0.8.
 *
 * @param first - one per unit, finite
 * @param second - as long as `first`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns tau in [-1, 1]; exchanging the variables changes nothing; the interval is `insufficient` for n < 5 or
 *   |tau| = 1; all is `insufficient` for fewer than 2 units or a constant variable
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Kendall 1945, Biometrika 33:239-251; Knight 1966, J Am Stat Assoc 61:436-439;
 *   interval by Bonett & Wright 2000, Psychometrika 65:23-28
 */
export function kendallTau(
  first: Float64Array,
  second: Float64Array,
  level: number,
): KendallTau | Insufficient {
  requireLength(second.length, first.length, 'second');
  requireFinite(first, 'first');
  requireFinite(second, 'second');
  requireLevel(level, 'level');
  const n = first.length;
  if (n < 2) return insufficient(`a rank correlation needs at least 2 units, got ${n}`);
  const pairs = (n * (n - 1)) / 2;
  const ties = [tieSums(first), tieSums(second)] as const;
  const [ofFirst, ofSecond] = ties;
  const denominator = Math.sqrt(pairs - ofFirst.pairs) * Math.sqrt(pairs - ofSecond.pairs);
  if (denominator === 0) return insufficient('one variable is constant');
  const { discordant, jointTies } = countPairs(first, second);
  const score = pairs - ties[0].pairs - ties[1].pairs + jointTies - 2 * discordant;
  // Equal tie patterns give an exact denominator, so that perfect order is exactly 1.
  const value = ties[0].pairs === ties[1].pairs ? score / (pairs - ties[0].pairs) : score / denominator;
  const interval =
    n < 5
      ? insufficient(`the interval of tau needs at least 5 units, got ${n}`)
      : fisherInterval(value, Math.sqrt(0.437 / (n - 4)), level, "Kendall's tau-b, Fisher z (Bonett-Wright)");
  const isExact = n <= LARGEST_EXACT && ties[0].pairs + ties[1].pairs === 0;
  const test = isExact ? exactTest(n, score) : normalScoreTest(n, score, ties);
  return { status: 'estimated', value, interval, n, score, test };
}

/** Discordant pairs and pairs tied in both, by a merge sort of the second variable within the order of the first. */
function countPairs(first: Float64Array, second: Float64Array): { discordant: number; jointTies: number } {
  const n = first.length;
  const order = new Uint32Array(n).map((_, i) => i);
  order.sort((i, j) => floatAt(first, i) - floatAt(first, j) || floatAt(second, i) - floatAt(second, j));
  let jointTies = 0;
  let run = 0;
  let source = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const here = at(order, i);
    const before = i === 0 ? here : at(order, i - 1);
    run = i > 0 && first[here] === first[before] && second[here] === second[before] ? run + 1 : 0;
    jointTies += run;
    source[i] = floatAt(second, here);
  }
  let target = new Float64Array(n);
  let discordant = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      discordant += merge(source, target, start, Math.min(start + width, n), Math.min(start + 2 * width, n));
    }
    [source, target] = [target, source];
  }
  return { discordant, jointTies };
}

/** Merges two sorted runs and counts the pairs that stood in falling order. */
function merge(
  source: Float64Array,
  target: Float64Array,
  start: number,
  middle: number,
  end: number,
): number {
  let left = start;
  let right = middle;
  let inversions = 0;
  for (let place = start; place < end; place++) {
    if (right >= end || (left < middle && floatAt(source, left) <= floatAt(source, right))) {
      target[place] = floatAt(source, left++);
    } else {
      inversions += middle - left;
      target[place] = floatAt(source, right++);
    }
  }
  return inversions;
}

/** P(|S| >= |score|) over all permutations, by the distribution of the number of inversions. */
function exactTest(n: number, score: number): TestOrInsufficient {
  const pairs = (n * (n - 1)) / 2;
  let shares = Float64Array.of(1);
  for (let size = 2; size <= n; size++) {
    // A new element adds 0 to size - 1 inversions, each with the same probability.
    const next = new Float64Array(shares.length + size - 1);
    shares.forEach((share, k) => {
      for (let j = 0; j < size; j++) next[k + j] = floatAt(next, k + j) + share / size;
    });
    shares = next;
  }
  // S = pairs - 2 inversions; the distribution is symmetric.
  const farthest = (pairs - Math.abs(score)) / 2;
  let tail = 0;
  for (let k = 0; k <= farthest; k++) tail += floatAt(shares, k);
  return {
    status: 'estimated',
    statistic: score,
    p: Math.min(1, 2 * tail),
    method: "Kendall's S, exact",
  };
}

function normalScoreTest(n: number, score: number, ties: readonly [TieSums, TieSums]): TestOrInsufficient {
  const [x, y] = ties;
  const pairsTwice = n * (n - 1);
  let variance = (pairsTwice * (2 * n + 5) - x.variance - y.variance) / 18;
  variance += (2 * x.pairs * y.pairs) / pairsTwice;
  if (n > 2) variance += (x.triples * y.triples) / (9 * pairsTwice * (n - 2));
  const statistic = score / Math.sqrt(variance);
  const method = "z of Kendall's S, variance corrected for ties";
  return { status: 'estimated', statistic, p: twoSidedP(statistic), method };
}
