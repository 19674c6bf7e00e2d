import { type CellEntry, mayFall, mayGuard, mayRise, type SmallCellRule } from './small-cell.js';

/**
 * A table with its margins, as a network that shows which entries a reader can compute.
 *
 * With the signs of the row and column totals turned over, every row and every column of the table with its margins adds up to
 * 0 change. Entries are then the arcs of a network between rows and columns, a change that fits all totals is a circulation,
 * and (the constraints being totally unimodular) an entry has a second whole value exactly where it lies on a cycle of unit
 * changes.
 */
export interface CellNetwork {
  /** Rows, the total row last. */
  readonly rows: number;
  /** Columns, the total column last. */
  readonly columns: number;
  /** Row by row. */
  readonly entries: readonly CellEntry[];
  readonly rule: Required<SmallCellRule>;
}

/**
 * The cheapest cycle of unit changes through an entry.
 *
 * @param cost - cost of an entry that is shown and would have to be suppressed; null = only suppressed entries may be used
 * @returns the shown entries on it; null where there is none
 */
export function cycleThrough(
  network: CellNetwork,
  index: number,
  cost: ((entry: CellEntry) => number) | null,
): readonly number[] | null {
  const row = Math.floor(index / network.columns);
  const column = network.rows + (index % network.columns);
  const { up, down } = movesOf(network, index, false);
  // A rise leads from the row to the column, so that the way back starts at the column.
  const risen = up ? cheapestPath(network, column, row, index, cost) : null;
  const fallen = down ? cheapestPath(network, row, column, index, cost) : null;
  if (risen === null || fallen === null) return (risen ?? fallen)?.used ?? null;
  return fallen.cost < risen.cost ? fallen.used : risen.used;
}

/** Which unit changes an entry allows, in the signs of the network; `asGuard` asks for a shown entry once suppressed. */
export function movesOf(
  network: CellNetwork,
  index: number,
  asGuard: boolean,
): { readonly up: boolean; readonly down: boolean } {
  const { rows, columns, entries, rule } = network;
  const entry = entries[index];
  if (entry === undefined) return { up: false, down: false };
  const seen: CellEntry = asGuard && mayGuard(entry, rule) ? { value: entry.value, state: 'guard' } : entry;
  const isRowTotal = index % columns === columns - 1;
  const isColumnTotal = Math.floor(index / columns) === rows - 1;
  const rises = mayRise(seen, rule);
  const falls = mayFall(seen, rule);
  return isRowTotal === isColumnTotal ? { up: rises, down: falls } : { up: falls, down: rises };
}

interface Path {
  readonly cost: number;
  /** Shown entries on the path. */
  readonly used: readonly number[];
}

/** Dijkstra's algorithm on the dense network; nodes are the rows, then the columns. Ties go to the lower node. */
function cheapestPath(
  network: CellNetwork,
  from: number,
  to: number,
  without: number,
  cost: ((entry: CellEntry) => number) | null,
): Path | null {
  const nodes = network.rows + network.columns;
  const reached = new Map<number, Path>([[from, { cost: 0, used: [] }]]);
  const done = new Set<number>();
  for (;;) {
    const node = nearest(reached, done, nodes);
    if (node === null) return null;
    const path = reached.get(node);
    if (path === undefined) return null;
    if (node === to) return path;
    done.add(node);
    for (const [next, index] of arcsFrom(network, node)) {
      if (index === without || done.has(next)) continue;
      const isShown = network.entries[index]?.state === 'shown';
      if (!allows(network, node, index, isShown && cost !== null)) continue;
      const price = isShown ? priceOf(network, index, cost) : 0;
      const known = reached.get(next);
      if (known !== undefined && known.cost <= path.cost + price) continue;
      reached.set(next, { cost: path.cost + price, used: isShown ? [...path.used, index] : path.used });
    }
  }
}

function nearest(
  reached: ReadonlyMap<number, Path>,
  done: ReadonlySet<number>,
  nodes: number,
): number | null {
  let best: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let node = 0; node < nodes; node++) {
    const path = reached.get(node);
    if (path !== undefined && !done.has(node) && path.cost < least) {
      best = node;
      least = path.cost;
    }
  }
  return best;
}

/** The neighbours of a node with the entry that leads to each. */
function arcsFrom({ rows, columns }: CellNetwork, node: number): readonly (readonly [number, number])[] {
  return node < rows
    ? Array.from({ length: columns }, (_, c) => [rows + c, node * columns + c] as const)
    : Array.from({ length: rows }, (_, r) => [r, r * columns + (node - rows)] as const);
}

function allows(network: CellNetwork, node: number, index: number, asGuard: boolean): boolean {
  const { up, down } = movesOf(network, index, asGuard);
  return node < network.rows ? up : down;
}

function priceOf(network: CellNetwork, index: number, cost: ((entry: CellEntry) => number) | null): number {
  const entry = network.entries[index];
  return entry === undefined || cost === null ? 0 : cost(entry);
}
