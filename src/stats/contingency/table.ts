import { PreceptorError } from '../../errors.js';
import { requireCount, requireLength } from '../numeric/argument.js';

/** Cases by two classifications: `table[row][column]`, integers >= 0. */
export type Table = readonly (readonly number[])[];

/** A table with its margins. */
export interface Margins {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly total: number;
}

/** Adds up the margins; throws `STATS_BAD_LENGTH` for an empty or ragged table, `STATS_BAD_COUNT` for a bad cell. */
export function marginsOf(table: Table): Margins {
  const width = table[0]?.length ?? 0;
  if (width === 0) {
    throw new PreceptorError('STATS_BAD_LENGTH', 'table: expected at least one row and one column');
  }
  const columns = new Array<number>(width).fill(0);
  const rows = table.map((row, r) => {
    requireLength(row.length, width, `table[${r}]`);
    row.forEach((cell, c) => {
      requireCount(cell, `table[${r}][${c}]`);
      columns[c] = (columns[c] ?? 0) + cell;
    });
    return row.reduce((sum, cell) => sum + cell, 0);
  });
  const total = rows.reduce((sum, row) => sum + row, 0);
  requireCount(total, 'the sum of the table');
  return { rows, columns, total };
}

/** As `marginsOf`, and requires as many rows as columns, at least 2; throws `STATS_BAD_LENGTH`. */
export function squareMarginsOf(table: Table): Margins {
  const margins = marginsOf(table);
  requireLength(margins.rows.length, margins.columns.length, 'table');
  requireCount(margins.rows.length, 'categories', 2);
  return margins;
}

/** One cell, 0 outside the table. */
export function cellOf(table: Table, row: number, column: number): number {
  return table[row]?.[column] ?? 0;
}

/** Indices of the margins that hold no case. */
export function emptyOf(margins: readonly number[]): readonly number[] {
  return margins.flatMap((total, index) => (total === 0 ? [index] : []));
}
