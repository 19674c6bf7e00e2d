import { requireAlpha, requireCount, requireNumber } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { type PairedCounts, pairedTotal } from '../paired/paired-counts.js';
import { tangoZ } from '../paired/tango.js';
import type { TippingPoint } from './tipping-point.js';

/** Pairs of 0/1 values of which some lack one value or both. */
export interface PartlyPairedCounts {
  /** Pairs with both values; all four may be 0. */
  readonly complete: PairedCounts;
  /** Pairs without the new model's value, by the old model's. */
  readonly newMissing: { readonly oldRight: number; readonly oldWrong: number };
  /** Pairs without the old model's value, by the new model's. */
  readonly oldMissing: { readonly newRight: number; readonly newWrong: number };
  readonly bothMissing: number;
}

/** Tango's score test of H0: new - old <= -margin. */
export interface PairedTest {
  /** Largest acceptable loss, 0 <= margin < 1. */
  readonly margin: number;
  /** One-sided error rate, 0 < alpha < 0.5. */
  readonly alpha: number;
}

/**
 * How non-inferiority hangs on missing values: exact over every allocation of right and wrong.
 *
 * A missing value of the new model counts against it as wrong, one of the old model as right. Among the allocations
 * with equally many against, `leastAgainst` takes the most harmful one and `leastInFavour` the most helpful one.
 * Only two sums matter: values that cost a win (onlyNew falls) and values that add a loss (onlyOld rises), so the
 * search is linear.
 *
 * @param counts - complete pairs and pairs with a missing value; integers >= 0, at least one pair in all
 * @param test - margin and alpha
 * @returns the tipping point in single values (a pair without both counts two)
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Yan, Lee & Li 2009, J Biopharm Stat 19:1085-1098; Tango 1998, Stat Med 17:891-908
 */
export function pairedTippingPoint(counts: PartlyPairedCounts, test: PairedTest): TippingPoint {
  const { complete, newMissing, oldMissing, bothMissing } = requireCounts(counts);
  const wins = newMissing.oldWrong + oldMissing.newRight;
  const losses = newMissing.oldRight + oldMissing.newWrong;
  const n = total(complete) + wins + losses + bothMissing;
  requireCount(n, 'pairs in all', 1);
  const passes = verdict(n, test);
  const best = { b: complete.onlyNew + wins + bothMissing, c: complete.onlyOld };
  const missing = wins + losses + 2 * bothMissing;
  const mostWins = wins + bothMissing;
  const mostLosses = losses + bothMissing;
  // A pair without both adds a loss only after it has cost its win.
  const fewestWins = (added: number): number => Math.max(0, added - losses);
  const edge = frontier(
    mostWins,
    mostLosses,
    (cost, added) => !passes(best.b - cost, best.c + added),
    fewestWins,
  );
  let fewestFailing = missing + 1;
  let mostPassing = -1;
  edge.forEach((firstFailing, added) => {
    if (firstFailing <= mostWins) fewestFailing = Math.min(fewestFailing, firstFailing + added);
    const lastPassing = firstFailing - 1;
    if (lastPassing >= fewestWins(added)) mostPassing = Math.max(mostPassing, lastPassing + added);
  });
  return {
    missing,
    passesAtBest: mostPassing >= 0,
    passesAtWorst: fewestFailing > missing,
    leastAgainst: fewestFailing > missing ? null : fewestFailing,
    leastInFavour: mostPassing < 0 ? null : missing - mostPassing,
  };
}

/**
 * The fewest answers of the new model that must turn, wrong where it passed or right where it failed, to change the
 * verdict.
 *
 * @param counts - the paired table; integers >= 0, at least one pair
 * @param test - margin and alpha
 * @returns whether it passes, and the fewest answers that turn that round; null where not even all of them do
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Walsh et al. 2014, J Clin Epidemiol 67:622-628 (the fragility index), for paired values
 */
export function pairedFlips(
  counts: PairedCounts,
  test: PairedTest,
): { readonly passes: boolean; readonly flips: number | null } {
  const n = pairedTotal(counts);
  const passes = verdict(n, test);
  const { bothRight, onlyNew: b, onlyOld: c, bothWrong } = counts;
  const isPass = passes(b, c);
  const edge = isPass
    ? frontier(b, bothRight, (cost, added) => !passes(b - cost, c + added))
    : frontier(bothWrong, c, (gained, spared) => passes(b + gained, c - spared));
  const most = isPass ? b : bothWrong;
  let fewest = n + 1;
  edge.forEach((first, steps) => {
    if (first <= most) fewest = Math.min(fewest, first + steps);
  });
  return { passes: isPass, flips: fewest > n ? null : fewest };
}

/**
 * For each y of 0..mostY the smallest x of floor(y)..mostX that holds, mostX + 1 where none does.
 *
 * What holds at (x, y) holds at every larger x or y, so without the floor the smallest x only falls as y rises.
 */
function frontier(
  mostX: number,
  mostY: number,
  holds: (x: number, y: number) => boolean,
  floor: (y: number) => number = () => 0,
): Int32Array {
  const edge = new Int32Array(mostY + 1);
  let x = mostX + 1;
  for (let y = 0; y <= mostY; y++) {
    while (x > floor(y) && holds(x - 1, y)) x -= 1;
    edge[y] = Math.max(x, floor(y));
  }
  return edge;
}

/**
 * Whether onlyNew = b and onlyOld = c of n pairs pass: score at -margin above z_alpha, so the lower limit above
 * -margin.
 */
function verdict(n: number, { margin, alpha }: PairedTest): (b: number, c: number) => boolean {
  requireNumber(margin, 'margin', 0, 1 - Number.EPSILON);
  requireAlpha(alpha, 'alpha');
  const z = -normalQuantile(alpha);
  return (b, c) => tangoZ(b, c, n, -margin) > z;
}

function total(counts: PairedCounts): number {
  return counts.bothRight + counts.onlyNew + counts.onlyOld + counts.bothWrong;
}

function requireCounts(counts: PartlyPairedCounts): PartlyPairedCounts {
  const { complete, newMissing, oldMissing, bothMissing } = counts;
  requireCount(complete.bothRight, 'complete.bothRight');
  requireCount(complete.onlyNew, 'complete.onlyNew');
  requireCount(complete.onlyOld, 'complete.onlyOld');
  requireCount(complete.bothWrong, 'complete.bothWrong');
  requireCount(newMissing.oldRight, 'newMissing.oldRight');
  requireCount(newMissing.oldWrong, 'newMissing.oldWrong');
  requireCount(oldMissing.newRight, 'oldMissing.newRight');
  requireCount(oldMissing.newWrong, 'oldMissing.newWrong');
  requireCount(bothMissing, 'bothMissing');
  return counts;
}
