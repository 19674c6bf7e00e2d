import { requireCount } from '../numeric/argument.js';

/**
 * Two models on the same independent cases, each case right or wrong.
 *
 * The difference everywhere is new - old = (onlyNew - onlyOld) / n, with n the sum of the four.
 */
export interface PairedCounts {
  /** Cases that both models got right. */
  readonly bothRight: number;
  /** Cases that only the new model got right. */
  readonly onlyNew: number;
  /** Cases that only the old model got right. */
  readonly onlyOld: number;
  /** Cases that both models got wrong. */
  readonly bothWrong: number;
}

/** The number of cases; throws `STATS_BAD_COUNT` where a count is negative or fractional, or all are 0. */
export function pairedTotal(counts: PairedCounts): number {
  requireCount(counts.bothRight, 'bothRight');
  requireCount(counts.onlyNew, 'onlyNew');
  requireCount(counts.onlyOld, 'onlyOld');
  requireCount(counts.bothWrong, 'bothWrong');
  const n = counts.bothRight + counts.onlyNew + counts.onlyOld + counts.bothWrong;
  requireCount(n, 'the sum of the four counts', 1);
  return n;
}
