import { defaultMeanInterval, type MeanInterval } from '../cluster/default-mean-interval.js';
import type { Insufficient } from '../interval.js';
import { idAt, requireLength, requireLevel } from '../numeric/argument.js';
import { meanListLength, type RankedList, type RankedListTerms, rankedListTerms } from './ranked-list.js';

/** Means of ranked lists at a cut k, with their intervals. */
export interface RankedListMeans {
  /** Top-k hit rate. */
  readonly hit: MeanInterval | Insufficient;
  /** Mean precision@k. */
  readonly precision: MeanInterval | Insufficient;
  /** Mean reciprocal rank. */
  readonly reciprocalRank: MeanInterval | Insufficient;
  /** Mean nDCG@k. */
  readonly ndcg: MeanInterval | Insufficient;
  /** Mean number of entries of the lists judged; null without one. */
  readonly meanLength: number | null;
  /** Lists without an accepted answer: they cannot be judged and are left out of every mean. */
  readonly unjudged: number;
}

/**
 * Top-k hit rate, precision@k, MRR and nDCG@k over clustered lists.
 *
 * @param lists - any number, each as `rankedListTerms` takes it
 * @param k - the cut, integer >= 1
 * @param clusters - the cluster id of each list; as long as `lists`
 * @param level - two-sided coverage, 0 < level < 1
 * @returns means within [0, 1]: Wilson for 0/1 values with one list a cluster, CR2 with Satterthwaite's t otherwise;
 *   `insufficient` as `defaultMeanInterval`
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` or `STATS_BAD_LEVEL`
 * @source Järvelin & Kekäläinen 2002, ACM Trans Inf Syst 20:422-446; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function rankedListMeans(
  lists: readonly RankedList[],
  k: number,
  clusters: Int32Array,
  level: number,
): RankedListMeans {
  requireLength(clusters.length, lists.length, 'clusters');
  requireLevel(level, 'level');
  const judged: RankedList[] = [];
  const terms: RankedListTerms[] = [];
  const ids: number[] = [];
  lists.forEach((list, i) => {
    const found = rankedListTerms(list, k);
    if (found === null) return;
    judged.push(list);
    terms.push(found);
    ids.push(idAt(clusters, i));
  });
  const kept = Int32Array.from(ids);
  const meanOf = (term: (of: RankedListTerms) => number) =>
    defaultMeanInterval(Float64Array.from(terms, term), kept, level, { min: 0, max: 1 });
  return {
    hit: meanOf((of) => of.hit),
    precision: meanOf((of) => of.precision),
    reciprocalRank: meanOf((of) => of.reciprocalRank),
    ndcg: meanOf((of) => of.ndcg),
    meanLength: meanListLength(judged),
    unjudged: lists.length - judged.length,
  };
}
