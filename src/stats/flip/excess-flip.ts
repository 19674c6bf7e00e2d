import { type ClusterMean, clusterMean } from '../cluster/cluster-mean.js';
import { groupByCluster } from '../cluster/clusters.js';
import { requireBinary } from '../diagnostic/binary.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { floatAt, requireLevel } from '../numeric/argument.js';
import { mean } from '../numeric/sum.js';
import { exactUpper } from '../proportion/proportion.js';

/** Whether pairs flipped, each belonging to a base. */
export interface FlipsOfBases {
  /** One per pair: 1 = the decision flipped, 0 = not. */
  readonly flips: Float64Array;
  /** The base id of each pair, any integers. */
  readonly bases: Int32Array;
}

/** How much more decisions flip under a change than under mere repetition. */
export interface ExcessFlip {
  /** Base ids with pairs of both kinds, in order of first appearance among the changed pairs. */
  readonly bases: Int32Array;
  /** Per base: its flip share under the change. */
  readonly swap: Float64Array;
  /** Per base: its flip share under repetition of the same text. */
  readonly retest: Float64Array;
  /** Per base: swap - retest, in [-1, 1]; what a clustered mean over wider clusters takes. */
  readonly differences: Float64Array;
  /** Bases with pairs of one kind only: left out. */
  readonly unpaired: number;
  /** Mean difference with its CR2 interval, every base a cluster of its own. */
  readonly excess: ClusterMean | Insufficient;
  /**
   * Exact one-sided upper bound of the excess at (1 + level) / 2: no difference exceeds 1, so that the mean is at most
   * the share of bases that flip more under the change. It holds where `excess` has no variation, as without any flip.
   */
  readonly exactBound: Interval | Insufficient;
}

/**
 * Excess flip rate, paired by base: flip share under an irrelevant change less flip share of the same text asked again.
 *
 * @param swap - pairs of the base and its changed text
 * @param retest - pairs of the same text asked twice
 * @param level - two-sided coverage, 0 < level < 1; a one-sided 95 % upper bound is the upper limit at 0.90
 * @returns per-base values and the mean; every base counts once, however many pairs it has; `insufficient` for fewer
 *   than 2 paired bases or where all differences are equal; `exactBound` holds from 1 paired base on
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Bell & McCaffrey 2002, Surv Methodol 28:169-181; Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function excessFlip(swap: FlipsOfBases, retest: FlipsOfBases, level: number): ExcessFlip {
  requireLevel(level, 'level');
  const swapShares = sharesByBase(swap, 'swap');
  const retestShares = sharesByBase(retest, 'retest');
  const paired = [...swapShares.keys()].filter((base) => retestShares.has(base));
  const sharesOf = (from: ReadonlyMap<number, number>) =>
    Float64Array.from(paired, (base) => from.get(base) ?? 0);
  const bases = Int32Array.from(paired);
  const swapped = sharesOf(swapShares);
  const repeated = sharesOf(retestShares);
  const differences = swapped.map((value, i) => value - floatAt(repeated, i));
  return {
    bases,
    swap: swapped,
    retest: repeated,
    differences,
    unpaired: swapShares.size + retestShares.size - 2 * paired.length,
    excess: clusterMean(differences, bases, level),
    exactBound: boundOfExcess(differences, (1 - level) / 2),
  };
}

function boundOfExcess(differences: Float64Array, alpha: number): Interval | Insufficient {
  if (differences.length === 0)
    return insufficient('an excess needs at least 1 base with pairs of both kinds, got 0');
  const above = differences.filter((difference) => difference > 0).length;
  return {
    ...exactUpper(above, differences.length, alpha),
    value: mean(differences),
    lower: -1,
    method: 'exact one-sided upper bound of the share of bases that flip more (Clopper-Pearson)',
  };
}

function sharesByBase({ flips, bases }: FlipsOfBases, name: string): ReadonlyMap<number, number> {
  requireBinary(flips, `${name}.flips`);
  const { sizes, totals } = groupByCluster(flips, bases);
  const shares = new Map<number, number>();
  // `groupByCluster` keeps the order of first appearance, as a set of the ids does.
  [...new Set(bases)].forEach((base, index) => {
    shares.set(base, floatAt(totals, index) / floatAt(sizes, index));
  });
  return shares;
}
