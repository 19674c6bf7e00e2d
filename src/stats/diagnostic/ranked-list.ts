import { requireCount } from '../numeric/argument.js';

/** One ranked list and where its accepted answers stand in it. */
export interface RankedList {
  /** One per accepted answer: its rank, 1 = first, or null where it is absent from the list. */
  readonly keyRanks: readonly (number | null)[];
  /** Entries of the list after duplicates are collapsed, integer >= 0. */
  readonly length: number;
}

/** What one list contributes at a cut k. */
export interface RankedListTerms {
  /** 1 where an accepted answer stands in the first k entries, else 0; an empty list is a miss. */
  readonly hit: 0 | 1;
  /** Accepted entries among the first k, divided by k; a list shorter than k is not excused. */
  readonly precision: number;
  /** 1 / best rank over the whole list; 0 where every accepted answer is absent. */
  readonly reciprocalRank: number;
  /** DCG / IDCG with binary gain and the discount 1 / log2(rank + 1); IDCG of min(k, number of accepted answers). */
  readonly ndcg: number;
}

/**
 * Top-k hit, precision@k, reciprocal rank and nDCG@k of one ranked list; their means over lists are the suite's
 * figures.
 *
 * @param list - ranks of the accepted answers (integers, 1 <= rank <= length, or null); two that match the same entry
 *   count as one accepted entry
 * @param k - the cut, integer >= 1
 * @returns four numbers in [0, 1]; null for a list without an accepted answer, which cannot be judged
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the rank, the length or k
 * @source Järvelin & Kekäläinen 2002, ACM Trans Inf Syst 20:422-446
 */
export function rankedListTerms(list: RankedList, k: number): RankedListTerms | null {
  requireCount(k, 'k', 1);
  requireCount(list.length, 'length');
  const ranks = new Set<number>();
  list.keyRanks.forEach((rank, index) => {
    if (rank === null) return;
    requireCount(rank, `keyRanks[${index}]`, 1, list.length);
    ranks.add(rank);
  });
  if (list.keyRanks.length === 0) return null;
  const within = [...ranks].filter((rank) => rank <= k).sort((a, b) => a - b);
  let best = Number.POSITIVE_INFINITY;
  for (const rank of ranks) best = Math.min(best, rank);
  return {
    hit: within.length > 0 ? 1 : 0,
    precision: within.length / k,
    reciprocalRank: 1 / best,
    ndcg: gain(within) / idealGain(Math.min(k, list.keyRanks.length)),
  };
}

/**
 * Mean length of ranked lists: long lists inflate the top-k hit rate, so it stands beside it.
 *
 * @param lists - any number of lists
 * @returns the mean number of entries, empty lists included; null without a list
 * @throws PreceptorError `STATS_BAD_COUNT` for a length that is not an integer >= 0
 */
export function meanListLength(lists: readonly RankedList[]): number | null {
  let total = 0;
  lists.forEach(({ length }, index) => {
    requireCount(length, `lists[${index}].length`);
    total += length;
  });
  return lists.length === 0 ? null : total / lists.length;
}

function gain(ranks: readonly number[]): number {
  return ranks.reduce((total, rank) => total + 1 / Math.log2(rank + 1), 0);
}

function idealGain(entries: number): number {
  let total = 0;
  for (let rank = 1; rank <= entries; rank++) total += 1 / Math.log2(rank + 1);
  return total;
}
