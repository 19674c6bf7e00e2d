import type { SmallCellRule } from '../../../src/stats/subgroup/small-cell.js';
import type { SuppressedTable } from '../../../src/stats/subgroup/suppress-table.js';

/** A table with its totals, flattened row by row, the total row and column last. */
export interface TotalledTable {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
}

/** What is shown of such a table; null = suppressed. */
export type ShownTable = readonly (number | null)[];

/** The suppressed table as `TotalledTable` orders it. */
export function flat({ cells, rowTotals, columnTotals, total }: SuppressedTable): ShownTable {
  return [...cells.flatMap((row, r) => [...row, rowTotals[r] ?? null]), ...columnTotals, total];
}

/** Whether no choice of guards protected the table. */
export const showsNothing = (shown: ShownTable) => shown.every((value) => value === null);

export function withTotals(cells: readonly (readonly number[])[]): TotalledTable {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const wide = cells.map((row) => [...row, sum(row)]);
  const width = wide[0]?.length ?? 0;
  const last = Array.from({ length: width }, (_, c) => sum(wide.map((row) => row[c] ?? 0)));
  return { rows: wide.length + 1, columns: width, values: [...wide, last].flat() };
}

/** One equation a row and a column: the cells less their total are 0. A table of one line has no equation along the other way. */
function equationsOf({ rows, columns }: TotalledTable): readonly (readonly number[])[] {
  const across = Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => r * columns + c),
  );
  const along = Array.from({ length: columns }, (_, c) =>
    Array.from({ length: rows }, (_, r) => r * columns + c),
  );
  const lines = [...across, ...along].filter(({ length }) => length > 1);
  return lines.map((line) => {
    const equation = new Array<number>(rows * columns).fill(0);
    for (const index of line) equation[index] = 1;
    equation[line.at(-1) ?? 0] = -1;
    return equation;
  });
}

/** The values that a suppressed entry may have, to a reader who knows why it was suppressed, or (`isTold` false) does not. */
function boundsOf(value: number, rule: Required<SmallCellRule>, isTold: boolean): [number, number] {
  if (!isTold) return [0, Number.POSITIVE_INFINITY];
  return value < rule.least
    ? [rule.showZeros ? 1 : 0, rule.least - 1]
    : [rule.least, Number.POSITIVE_INFINITY];
}

/**
 * What a reader computes: Gauss-Jordan elimination of the margins, then bounds of whole numbers passed on through the margins
 * and the eliminated equations until nothing changes.
 *
 * @returns the indices of suppressed entries with a single value left
 */
export function recoveredCells(
  table: TotalledTable,
  shown: ShownTable,
  rule: Required<SmallCellRule>,
  isTold: boolean,
): readonly number[] {
  const unknown = shown.flatMap((value, index) => (value === null ? [index] : []));
  const margins = equationsOf(table).map((equation) => [
    ...unknown.map((index) => equation[index] ?? 0),
    -equation.reduce((total, factor, index) => total + factor * (shown[index] ?? 0), 0),
  ]);
  const lines = [...margins, ...eliminated(margins, unknown.length)];
  const bounds = unknown.map((index) => boundsOf(table.values[index] ?? 0, rule, isTold));
  for (let rounds = 0, isChanged = true; isChanged && rounds < 50; rounds++) {
    isChanged = lines.map((line) => tighten(line, bounds)).includes(true);
  }
  return unknown.filter((_, i) => bounds[i]?.[0] === bounds[i]?.[1]);
}

function eliminated(lines: readonly (readonly number[])[], unknowns: number): readonly (readonly number[])[] {
  let rest = lines.map((line) => [...line]);
  const done: number[][] = [];
  for (let column = 0; column < unknowns; column++) {
    const pivot = rest.find((line) => Math.abs(line[column] ?? 0) > 1e-9);
    if (pivot === undefined) continue;
    const scale = pivot[column] ?? 1;
    const unit = pivot.map((value) => value / scale);
    const without = (line: readonly number[]) =>
      line.map((value, i) => value - (line[column] ?? 0) * (unit[i] ?? 0));
    rest = rest.filter((line) => line !== pivot).map(without);
    done.forEach((line, i) => {
      done[i] = without(line);
    });
    done.push(unit);
  }
  return done;
}

/** Narrows the bounds of every unknown of one equation; says whether any became narrower. */
function tighten(line: readonly number[], bounds: [number, number][]): boolean {
  const right = line.at(-1) ?? 0;
  const used = bounds.flatMap((_, i) => (Math.abs(line[i] ?? 0) > 1e-9 ? [i] : []));
  const extreme = (i: number, isLow: boolean) => {
    const factor = line[i] ?? 0;
    const [low, high] = bounds[i] ?? [0, 0];
    return factor * (isLow === factor > 0 ? low : high);
  };
  let isChanged = false;
  for (const i of used) {
    const others = used.filter((other) => other !== i);
    const least = others.reduce((total, other) => total + extreme(other, true), 0);
    const most = others.reduce((total, other) => total + extreme(other, false), 0);
    const factor = line[i] ?? 1;
    const [one, two] = [(right - least) / factor, (right - most) / factor];
    const [low, high] = bounds[i] ?? [0, 0];
    const next: [number, number] = [
      Math.max(low, Math.ceil(Math.min(one, two) - 1e-6)),
      Math.min(high, Math.floor(Math.max(one, two) + 1e-6)),
    ];
    if (next[0] > low || next[1] < high) isChanged = true;
    bounds[i] = next;
  }
  return isChanged;
}

/**
 * The suppressed entries that are the same in every table that a reader may think of, found by trying all whose suppressed
 * cells differ by at most `reach` from the true ones: of an entry not listed, another value was seen.
 */
export function fixedCells(
  table: TotalledTable,
  shown: ShownTable,
  rule: Required<SmallCellRule>,
  reach: number,
): readonly number[] {
  const { rows, columns, values } = table;
  const free = shown.flatMap((value, index) =>
    value === null && index % columns < columns - 1 && index < (rows - 1) * columns ? [index] : [],
  );
  const fixed = new Set(shown.flatMap((value, index) => (value === null ? [index] : [])));
  const change = new Array<number>(values.length).fill(0);
  const fits = () =>
    change.every((by, index) => {
      if (by === 0) return true;
      const [low, high] = boundsOf(values[index] ?? 0, rule, true);
      const value = (values[index] ?? 0) + by;
      return shown[index] === null && value >= low && value <= high;
    });
  const addTo = (index: number, by: number) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const last = columns - 1;
    for (const place of [index, row * columns + last, (rows - 1) * columns + column, rows * columns - 1]) {
      change[place] = (change[place] ?? 0) + by;
    }
  };
  const tryFrom = (k: number): void => {
    const index = free[k];
    if (index === undefined) {
      if (fits()) for (const place of fixed) if (change[place] !== 0) fixed.delete(place);
      return;
    }
    for (let by = -reach; by <= reach; by++) {
      addTo(index, by);
      tryFrom(k + 1);
      addTo(index, -by);
    }
  };
  tryFrom(0);
  return [...fixed];
}
