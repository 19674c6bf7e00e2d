import { PreceptorError } from '../../errors.js';
import { requireCount, requireLength } from '../numeric/argument.js';

/** Cases by reference level (rows) and assigned level (columns); level 1 is the most urgent. */
export interface LevelTable {
  /** Number of levels, >= 2. */
  readonly levels: number;
  /** `counts[r - 1][a - 1]`: cases with reference level r and assigned level a. */
  readonly counts: readonly (readonly number[])[];
  /** `noOutput[r - 1]`: cases with reference level r and nothing assigned: a class of its own, never "safe". */
  readonly noOutput: readonly number[];
}

/**
 * Counts assigned against reference levels of one scale.
 *
 * @param reference - the level of each case, integer, 1 = most urgent, <= levels
 * @param assigned - the level given to each case, or null where there was no output; as long as `reference`
 * @param levels - of the scale, integer >= 2
 * @returns the table; all 0 for no case
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_COUNT`, naming the case and the value received
 */
export function levelTable(
  reference: readonly number[],
  assigned: readonly (number | null)[],
  levels: number,
): LevelTable {
  requireCount(levels, 'levels', 2, 1000);
  requireLength(assigned.length, reference.length, 'assigned');
  const counts = Array.from({ length: levels }, () => new Array<number>(levels).fill(0));
  const noOutput = new Array<number>(levels).fill(0);
  reference.forEach((level, i) => {
    requireCount(level, `reference[${i}]`, 1, levels);
    const given = assigned[i] ?? null;
    if (given !== null) requireCount(given, `assigned[${i}]`, 1, levels);
    const row = given === null ? noOutput : counts[level - 1];
    const column = (given ?? level) - 1;
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1;
  });
  return { levels, counts, noOutput };
}

/** Adds up the cells that a rule selects; both levels count from 1. */
export function countWhere(
  table: LevelTable,
  selects: (reference: number, assigned: number) => boolean,
): number {
  let total = 0;
  table.counts.forEach((row, r) => {
    row.forEach((cases, a) => {
      if (selects(r + 1, a + 1)) total += cases;
    });
  });
  return total;
}

/** Requires a square table of counts with one count of missing outputs a row. */
export function requireLevelTable(table: LevelTable): void {
  requireCount(table.levels, 'levels', 2, 1000);
  requireSquare(table.counts, table.levels, 'counts');
  table.counts.forEach((row, r) => {
    row.forEach((cases, a) => {
      requireCount(cases, `counts[${r}][${a}]`);
    });
  });
  requireLength(table.noOutput.length, table.levels, 'noOutput');
  table.noOutput.forEach((cases, r) => {
    requireCount(cases, `noOutput[${r}]`);
  });
}

/** Requires `size` rows of `size` elements; throws `STATS_BAD_LENGTH`. */
export function requireSquare(rows: readonly (readonly number[])[], size: number, name: string): void {
  requireLength(rows.length, size, name);
  rows.forEach((row, r) => {
    if (row.length !== size) {
      throw new PreceptorError(
        'STATS_BAD_LENGTH',
        `${name}[${r}]: expected ${size} elements, got ${row.length}`,
      );
    }
  });
}
