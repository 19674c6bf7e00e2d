import { type Insufficient, insufficient } from '../interval.js';
import { chiSquareSurvival } from '../numeric/chi-square.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';
import { cellOf, emptyOf, marginsOf, type Table } from './table.js';

/** Pearson's chi-square with what tells whether it may be trusted. */
export interface PearsonChiSquare extends TestResult {
  readonly df: number;
  /** Cases. */
  readonly n: number;
  /** The smallest expected count; below 5 the approximation is doubtful. */
  readonly leastExpected: number;
  /** Cramer's V, sqrt(statistic / (n (min(rows, columns) - 1))), in [0, 1]: the size of the association. */
  readonly cramersV: number;
  /** Rows and columns without a case, left out; 0-based. */
  readonly emptyRows: readonly number[];
  readonly emptyColumns: readonly number[];
}

/**
 * Pearson's chi-square test of independence (or homogeneity) in an r x c table, without continuity correction.
 *
 * The sum of (O - E)^2 / E with E = row total x column total / n.
 *
 * @param table - independent cases by row and column; integers >= 0, rows of equal length
 * @returns chi-square on (r - 1) (c - 1) degrees of freedom, empty rows and columns left out and named;
 *   `insufficient` where fewer than 2 rows or 2 columns hold a case
 * @throws PreceptorError `STATS_BAD_COUNT`, or `STATS_BAD_LENGTH` for an empty or ragged table
 * @source Pearson 1900, Philos Mag 50:157-175; Cramer 1946, Mathematical Methods of Statistics
 */
export function pearsonChiSquare(table: Table): PearsonChiSquare | Insufficient {
  const { rows, columns, total } = marginsOf(table);
  const emptyRows = emptyOf(rows);
  const emptyColumns = emptyOf(columns);
  const height = rows.length - emptyRows.length;
  const width = columns.length - emptyColumns.length;
  if (height < 2 || width < 2) {
    return insufficient(
      `a chi-square test needs 2 rows and 2 columns with a case, got ${height} and ${width}`,
    );
  }
  const sum = new CompensatedSum();
  let leastExpected = total;
  rows.forEach((row, r) => {
    columns.forEach((column, c) => {
      if (row === 0 || column === 0) return;
      const expected = row * (column / total);
      leastExpected = Math.min(leastExpected, expected);
      sum.add((cellOf(table, r, c) - expected) ** 2 / expected);
    });
  });
  const statistic = sum.total;
  const df = (height - 1) * (width - 1);
  return {
    status: 'estimated',
    statistic,
    p: chiSquareSurvival(statistic, df),
    df,
    method: 'Pearson chi-square',
    n: total,
    leastExpected,
    cramersV: Math.min(1, Math.sqrt(statistic / total / (Math.min(height, width) - 1))),
    emptyRows,
    emptyColumns,
  };
}
