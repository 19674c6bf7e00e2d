import { PreceptorError } from '../../errors.js';
import { requireCount } from '../numeric/argument.js';
import { type CellNetwork, cycleThrough } from './cell-network.js';
import { isSafe, unsafeEntries } from './cell-safety.js';
import { type CellEntry, isSmall, mayGuard, ruleOf, type SmallCellRule } from './small-cell.js';

/** A table fit to show; null = suppressed, with every interval and mark that hangs on it. */
export interface SuppressedTable {
  readonly cells: readonly (readonly (number | null)[])[];
  readonly rowTotals: readonly (number | null)[];
  readonly columnTotals: readonly (number | null)[];
  readonly total: number | null;
  /** Entries suppressed because they are small, totals included. */
  readonly small: number;
  /** Entries suppressed so that the others cannot be computed, totals included. */
  readonly guards: number;
}

/**
 * Small-cell suppression of a two-way table that is shown with its totals.
 *
 * Every suppressed entry keeps at least two possible values for a reader who knows the rule, every total shown, that counts are
 * whole and not negative, and which gaps are small and which are guards. Guards are found one cycle at a time, fewest entries
 * first and then the smallest counts (ties by position), and those that turn out to be needless are shown again: no single guard
 * can be shown without giving an entry away. The fewest guards of all would be an NP-hard search. Where no choice of guards
 * protects every entry, nothing at all is shown.
 *
 * @param cells - counts of disjoint cells, at least one row and one column, all rows of one length, at most 200 by 200
 * @param rule - see `SmallCellRule`
 * @returns what may be shown
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LENGTH`, naming the cell or the row
 * @source Hundepool et al. 2012, Statistical Disclosure Control, Wiley, chapter 4; Gusfield 1988, SIAM J Comput 17:552-571
 */
export function suppressTable(
  cells: readonly (readonly number[])[],
  rule: SmallCellRule = {},
): SuppressedTable {
  const full = ruleOf(rule);
  const network = networkOf(cells, full);
  if (!addGuards(network)) {
    for (const entry of network.entries) if (entry.state === 'shown') entry.state = 'guard';
  } else {
    removeNeedless(network);
  }
  return tableOf(network);
}

function networkOf(cells: readonly (readonly number[])[], rule: Required<SmallCellRule>): CellNetwork {
  const width = cells[0]?.length ?? 0;
  requireCount(cells.length, 'number of rows', 1, 200);
  requireCount(width, 'number of columns', 1, 200);
  const columnTotals = new Array<number>(width + 1).fill(0);
  const values: number[] = [];
  cells.forEach((row, r) => {
    if (row.length !== width) {
      throw new PreceptorError(
        'STATS_BAD_LENGTH',
        `cells[${r}]: expected ${width} elements, got ${row.length}`,
      );
    }
    let rowTotal = 0;
    row.forEach((count, c) => {
      requireCount(count, `cells[${r}][${c}]`);
      rowTotal += count;
      columnTotals[c] = (columnTotals[c] ?? 0) + count;
    });
    columnTotals[width] = (columnTotals[width] ?? 0) + rowTotal;
    values.push(...row, rowTotal);
  });
  values.push(...columnTotals);
  requireCount(columnTotals[width] ?? 0, 'the sum of the cells');
  const entries = values.map(
    (value): CellEntry => ({ value, state: isSmall(value, rule) ? 'small' : 'shown' }),
  );
  return { rows: cells.length + 1, columns: width + 1, entries, rule };
}

/** Suppresses guards until every entry is safe; false where an entry cannot be made so. */
function addGuards(network: CellNetwork): boolean {
  const { entries, rule } = network;
  const everything = entries.reduce((sum, { value }) => sum + value, 1);
  // Shares of the whole add up to less than 1: the number of entries decides first.
  const cost = (entry: CellEntry) =>
    mayGuard(entry, rule) ? 1 + entry.value / everything : Number.POSITIVE_INFINITY;
  for (let unsafe = unsafeEntries(network); unsafe.length > 0; unsafe = unsafeEntries(network)) {
    const [index = 0] = unsafe;
    const used = cycleThrough(network, index, cost);
    if (used === null) return false;
    for (const guardIndex of used) {
      const entry = entries[guardIndex];
      if (entry !== undefined) entry.state = 'guard';
    }
  }
  return true;
}

/** Shows guards again, the largest first, where nothing is given away by it. */
function removeNeedless(network: CellNetwork): void {
  const guards = network.entries.filter(({ state }) => state === 'guard').sort((a, b) => b.value - a.value);
  for (const guard of guards) {
    guard.state = 'shown';
    if (!isSafe(network)) guard.state = 'guard';
  }
}

function tableOf({ rows, columns, entries }: CellNetwork): SuppressedTable {
  const shown = (row: number, column: number): number | null => {
    const entry = entries[row * columns + column];
    return entry?.state === 'shown' ? entry.value : null;
  };
  const height = rows - 1;
  const width = columns - 1;
  return {
    cells: Array.from({ length: height }, (_, r) => Array.from({ length: width }, (_, c) => shown(r, c))),
    rowTotals: Array.from({ length: height }, (_, r) => shown(r, width)),
    columnTotals: Array.from({ length: width }, (_, c) => shown(height, c)),
    total: shown(height, width),
    small: entries.filter(({ state }) => state === 'small').length,
    guards: entries.filter(({ state }) => state === 'guard').length,
  };
}
