import { floatAt, idAt, requireLength } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { aurocOfTally } from './auroc.js';
import { type ScoreTally, tallyScores } from './score-tally.js';

/** Which cluster each case belongs to, and where the outcomes stand. */
export interface CaseClusters {
  readonly n: number;
  readonly ones: number;
  /** Number of clusters. */
  readonly count: number;
  /** The cluster of each case, 0..count - 1 in order of first appearance. */
  readonly index: Int32Array;
  /** Clusters that have a case with outcome 1. */
  readonly withOne: number;
  /** Clusters that have a case with outcome 0. */
  readonly withZero: number;
}

/** The structural components of an AUROC, centred and added up by cluster. */
export interface AurocComponents {
  readonly auroc: number;
  /** Per cluster, the sum over its cases of outcome 1 of (share of zeros outscored - AUROC). */
  readonly ones: Float64Array;
  /** Per cluster, the sum over its cases of outcome 0 of (share of ones that outscore it - AUROC). */
  readonly zeros: Float64Array;
}

/** Numbers the clusters; without ids each case is one. */
export function caseClusters(outcomes: Float64Array, clusters: Int32Array | undefined): CaseClusters {
  const n = outcomes.length;
  if (clusters !== undefined) requireLength(clusters.length, n, 'clusters');
  const index = new Int32Array(n);
  const found = new Map<number, number>();
  for (let i = 0; i < n; i++) {
    const id = clusters === undefined ? i : idAt(clusters, i);
    const known = clusters === undefined ? i : found.get(id);
    if (known === undefined) found.set(id, found.size);
    index[i] = known ?? found.size - 1;
  }
  const count = clusters === undefined ? n : found.size;
  const hasOne = new Uint8Array(count);
  const hasZero = new Uint8Array(count);
  let ones = 0;
  for (let i = 0; i < n; i++) {
    const isOne = floatAt(outcomes, i) === 1;
    (isOne ? hasOne : hasZero)[idAt(index, i)] = 1;
    if (isOne) ones++;
  }
  const total = (marks: Uint8Array): number => marks.reduce((sum, mark) => sum + mark, 0);
  return { n, ones, count, index, withOne: total(hasOne), withZero: total(hasZero) };
}

/**
 * The components of DeLong by midranks: a case's placement depends on its score alone, so each distinct score is
 * placed once and each case finds its own by bisection.
 *
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE` for scores that are not finite
 */
export function aurocComponents(
  scores: Float64Array,
  outcomes: Float64Array,
  cases: CaseClusters,
): AurocComponents {
  const tally = tallyScores(scores, outcomes);
  const ones = Array.from({ length: cases.count }, () => new CompensatedSum());
  const zeros = Array.from({ length: cases.count }, () => new CompensatedSum());
  const none = tally.n - tally.ones;
  if (tally.ones === 0 || none === 0) {
    return { auroc: 0.5, ones: new Float64Array(cases.count), zeros: new Float64Array(cases.count) };
  }
  const area = aurocOfTally(tally);
  const distinct = tally.scores.length;
  const outscored = new Float64Array(distinct);
  const outscoring = new Float64Array(distinct);
  let zerosBelow = 0;
  let onesBelow = 0;
  for (let u = 0; u < distinct; u++) {
    const events = floatAt(tally.events, u);
    const others = floatAt(tally.counts, u) - events;
    outscored[u] = (zerosBelow + others / 2) / none - area;
    outscoring[u] = (tally.ones - onesBelow - events / 2) / tally.ones - area;
    zerosBelow += others;
    onesBelow += events;
  }
  for (let i = 0; i < cases.n; i++) {
    const u = indexOfScore(tally.scores, floatAt(scores, i));
    const cluster = idAt(cases.index, i);
    if (floatAt(outcomes, i) === 1) ones[cluster]?.add(floatAt(outscored, u));
    else zeros[cluster]?.add(floatAt(outscoring, u));
  }
  return {
    auroc: area,
    ones: Float64Array.from(ones, (sum) => sum.total),
    zeros: Float64Array.from(zeros, (sum) => sum.total),
  };
}

/**
 * Covariance of two AUROCs on the same cases.
 *
 * S10 / n1 + S01 / n0 + (S11 + S11') / (n1 n0), each S a sum over clusters of products of component sums times
 * I / (I - 1), I being the clusters that have cases of outcome 1, of outcome 0, or of either. With one case a cluster
 * S11 is 0 and the rest is DeLong's.
 */
export function aurocCovariance(here: AurocComponents, there: AurocComponents, cases: CaseClusters): number {
  const n1 = cases.ones;
  const n0 = cases.n - cases.ones;
  const { withOne, withZero, count } = cases;
  const between = count / (count - 1) / n1 / n0;
  return (
    (products(here.ones, there.ones) * withOne) / (withOne - 1) / n1 / n1 +
    (products(here.zeros, there.zeros) * withZero) / (withZero - 1) / n0 / n0 +
    (products(here.ones, there.zeros) + products(here.zeros, there.ones)) * between
  );
}

function products(a: Float64Array, b: Float64Array): number {
  const total = new CompensatedSum();
  for (let c = 0; c < a.length; c++) total.add(floatAt(a, c) * floatAt(b, c));
  return total.total;
}

/** The place of a score that is known to occur. */
function indexOfScore(scores: Float64Array, score: number): number {
  let low = 0;
  let high = scores.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (floatAt(scores, middle) < score) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Sums of squared components over the cases of either outcome: of ones (share of zeros outscored - AUROC)^2, of zeros (share
 * of ones that outscore it - AUROC)^2.
 */
export function componentSquares(
  tally: ScoreTally,
  area: number,
): { readonly ones: number; readonly zeros: number } {
  const zeros = tally.n - tally.ones;
  let [zerosBelow, onesBelow] = [0, 0];
  let [squaresOfOnes, squaresOfZeros] = [0, 0];
  for (let u = 0; u < tally.scores.length; u++) {
    const events = floatAt(tally.events, u);
    const others = floatAt(tally.counts, u) - events;
    const outscored = (zerosBelow + others / 2) / zeros - area;
    const outscoring = (tally.ones - onesBelow - events / 2) / tally.ones - area;
    squaresOfOnes += events * outscored * outscored;
    squaresOfZeros += others * outscoring * outscoring;
    zerosBelow += others;
    onesBelow += events;
  }
  return { ones: squaresOfOnes, zeros: squaresOfZeros };
}
