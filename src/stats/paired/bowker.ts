import { cellOf, squareMarginsOf, type Table } from '../contingency/table.js';
import { type Insufficient, insufficient } from '../interval.js';
import { chiSquareSurvival } from '../numeric/chi-square.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';

/** Bowker's test with the pairs of categories that it rests on. */
export interface Bowker extends TestResult {
  /** The pairs of categories with a discordant case. */
  readonly df: number;
  /** Cases. */
  readonly n: number;
  /** Pairs of categories without a discordant case, left out of the degrees of freedom. */
  readonly emptyPairs: number;
}

/**
 * Bowker's test of symmetry of a k x k table: whether each move between two categories is as frequent as its reverse.
 *
 * The sum over i < j of (n_ij - n_ji)^2 / (n_ij + n_ji). With two categories it is McNemar's chi-square without
 * continuity correction.
 *
 * @param table - independent cases by the old (row) and the new (column) category; integers >= 0, k >= 2
 * @returns chi-square on as many degrees of freedom as pairs of categories with a discordant case (k (k - 1) / 2 where
 *   all have one); `insufficient` without a discordant case
 * @throws PreceptorError `STATS_BAD_COUNT`, or `STATS_BAD_LENGTH` for a table that is not square
 * @source Bowker 1948, J Am Stat Assoc 43:572-574
 */
export function bowker(table: Table): Bowker | Insufficient {
  const { rows, total } = squareMarginsOf(table);
  const sum = new CompensatedSum();
  let df = 0;
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const there = cellOf(table, i, j);
      const back = cellOf(table, j, i);
      if (there + back === 0) continue;
      df += 1;
      sum.add((there - back) ** 2 / (there + back));
    }
  }
  if (df === 0) return insufficient('no discordant case');
  return {
    status: 'estimated',
    statistic: sum.total,
    p: chiSquareSurvival(sum.total, df),
    df,
    method: 'Bowker symmetry',
    n: total,
    emptyPairs: (rows.length * (rows.length - 1)) / 2 - df,
  };
}
