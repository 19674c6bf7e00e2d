import { defaultMeanInterval, type MeanInterval } from '../cluster/default-mean-interval.js';
import { requireBinary } from '../diagnostic/binary.js';
import { confusionCounts } from '../diagnostic/confusion.js';
import { type Share, share } from '../diagnostic/share.js';
import type { Insufficient } from '../interval.js';
import { floatAt, idAt, requireLength } from '../numeric/argument.js';
import { type PairedCounts, pairedTotal } from '../paired/paired-counts.js';

/** How often decisions flip within one cluster. */
export interface ClusterFlips {
  readonly cluster: number;
  /** Flipped pairs among the pairs of the cluster. */
  readonly flips: Share;
}

/**
 * The paired table of a yes/no decision before and after a change that should not matter.
 *
 * @param base - one per pair, 1 = favourable, 0 = not
 * @param changed - the decision after the change; as long as `base`
 * @returns counts with "new" = changed: `onlyNew` favourable only after the change, `onlyOld` only before it; the
 *   paired difference (b - c) / n of independent pairs has its interval in `tangoInterval` and its test of equivalence
 *   in `tangoEquivalence`; of several pairs a base, in `pairedInterval`
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 */
export function pairedDecisions(base: Float64Array, changed: Float64Array): PairedCounts {
  requirePairs(base, changed);
  const counts = confusionCounts(changed, base);
  return {
    bothRight: counts.truePositives,
    onlyNew: counts.falsePositives,
    onlyOld: counts.falseNegatives,
    bothWrong: counts.trueNegatives,
  };
}

/**
 * Share of pairs whose decision flips, in either direction: (b + c) / n.
 *
 * @param counts - the paired table; integers >= 0, at least one pair
 * @returns the share; its interval is `flipRateInterval`
 * @throws PreceptorError `STATS_BAD_COUNT`
 * @source Zack et al. 2024, Lancet Digit Health 6:e12-e22
 */
export function flipRate(counts: PairedCounts): Share {
  return share(counts.onlyNew + counts.onlyOld, pairedTotal(counts));
}

/**
 * Flip rate with its interval: Wilson for one pair a base, CR2 with Satterthwaite's t for several.
 *
 * @param base - one decision a pair, 0 or 1
 * @param changed - the decision after the change, 0 or 1; as long as `base`
 * @param bases - the base id of each pair, any integers; as long as `base`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns the interval within [0, 1]; without a flip, or with nothing but flips, Wilson on the number of bases;
 *   `insufficient` without a pair, or where one base has them all and flips in part
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function flipRateInterval(
  base: Float64Array,
  changed: Float64Array,
  bases: Int32Array,
  level: number,
): MeanInterval | Insufficient {
  return defaultMeanInterval(flipTerms(base, changed), bases, level, { min: 0, max: 1 });
}

/**
 * Whether each pair flips.
 *
 * @param base - one decision a pair, 0 or 1
 * @param changed - the decision after the change, 0 or 1; as long as `base`
 * @returns 1 = flipped, 0 = not; their mean is `flipRate`
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 */
export function flipTerms(base: Float64Array, changed: Float64Array): Float64Array {
  requirePairs(base, changed);
  return base.map((decision, i) => Math.abs(floatAt(changed, i) - decision));
}

/**
 * The signed difference of each pair, changed - base.
 *
 * @param base - one decision a pair, 0 or 1
 * @param changed - the decision after the change, 0 or 1; as long as `base`
 * @returns -1, 0 or 1; their mean is (b - c) / n, where opposite flips cancel
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 */
export function decisionDifferences(base: Float64Array, changed: Float64Array): Float64Array {
  requirePairs(base, changed);
  return base.map((decision, i) => floatAt(changed, i) - decision);
}

/**
 * Flip share of each cluster.
 *
 * @param flips - one per pair, 1 = flipped, 0 = not
 * @param clusters - the cluster id of each pair, any integers; as long as `flips`
 * @returns one row a cluster, in order of first appearance; empty without a pair
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 */
export function flipsByCluster(flips: Float64Array, clusters: Int32Array): readonly ClusterFlips[] {
  requireLength(clusters.length, flips.length, 'clusters');
  requireBinary(flips, 'flips');
  const tally = new Map<number, readonly [number, number]>();
  for (let i = 0; i < flips.length; i++) {
    const id = idAt(clusters, i);
    const [flipped, pairs] = tally.get(id) ?? [0, 0];
    tally.set(id, [flipped + floatAt(flips, i), pairs + 1]);
  }
  return [...tally].map(([cluster, [flipped, pairs]]) => ({ cluster, flips: share(flipped, pairs) }));
}

function requirePairs(base: Float64Array, changed: Float64Array): void {
  requireLength(changed.length, base.length, 'changed');
  requireBinary(base, 'base');
  requireBinary(changed, 'changed');
}
