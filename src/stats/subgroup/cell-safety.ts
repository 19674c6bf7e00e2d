import { type CellNetwork, movesOf } from './cell-network.js';

/** A suppressed entry between a row and a column, with the unit changes that it allows. */
interface Link {
  readonly index: number;
  readonly ends: readonly [number, number];
  readonly up: boolean;
  readonly down: boolean;
}

type Neighbours = readonly (readonly { readonly to: number; readonly index: number }[])[];

/** Whether every suppressed entry has a second possible value. */
export function isSafe(network: CellNetwork): boolean {
  return unsafeEntries(network).length === 0;
}

/**
 * The suppressed entries with a single possible value: those on no cycle of unit changes.
 *
 * An entry that moves one way lies on a cycle where both its ends are in one strongly connected component. For one that moves
 * both ways that is no cycle yet: it lies on one unless it is the only link between two parts of its component. (Were there a
 * way round between its ends in neither direction, what can be reached from either end would be two parts without a link.)
 *
 * @returns indices in ascending order; time in proportion to the number of entries
 */
export function unsafeEntries(network: CellNetwork): readonly number[] {
  const nodes = network.rows + network.columns;
  const links = linksOf(network);
  const component = strongComponents(nodes, links);
  const inside = links.filter(({ ends: [row, column] }) => component[row] === component[column]);
  const bridges = bridgesOf(neighboursOf(nodes, inside, true, true));
  const safe = new Set(inside.filter(({ index, up, down }) => !(up && down && bridges.has(index))));
  return links.filter((link) => !safe.has(link)).map(({ index }) => index);
}

function linksOf(network: CellNetwork): readonly Link[] {
  const { rows, columns, entries } = network;
  const links: Link[] = [];
  entries.forEach(({ state }, index) => {
    if (state === 'shown') return;
    const ends = [Math.floor(index / columns), rows + (index % columns)] as const;
    links.push({ index, ends, ...movesOf(network, index, false) });
  });
  return links;
}

/** Neighbours along the arcs: `up` leads from the row to the column; `along` and `against` choose the directions. */
function neighboursOf(nodes: number, links: readonly Link[], along: boolean, against: boolean): Neighbours {
  const neighbours = Array.from({ length: nodes }, (): { to: number; index: number }[] => []);
  for (const { index, ends, up, down } of links) {
    const [row, column] = ends;
    if ((along && up) || (against && down)) neighbours[row]?.push({ to: column, index });
    if ((along && down) || (against && up)) neighbours[column]?.push({ to: row, index });
  }
  return neighbours;
}

/** The component of each node, by Kosaraju's two searches; a table has too few nodes for the recursion to be deep. */
function strongComponents(nodes: number, links: readonly Link[]): Int32Array {
  const forward = neighboursOf(nodes, links, true, false);
  const backward = neighboursOf(nodes, links, false, true);
  const finished: number[] = [];
  const seen = new Set<number>();
  const finish = (node: number): void => {
    seen.add(node);
    for (const { to } of forward[node] ?? []) if (!seen.has(to)) finish(to);
    finished.push(node);
  };
  for (let node = 0; node < nodes; node++) if (!seen.has(node)) finish(node);
  const component = new Int32Array(nodes).fill(-1);
  const mark = (node: number, label: number): void => {
    component[node] = label;
    for (const { to } of backward[node] ?? []) if (component[to] === -1) mark(to, label);
  };
  for (const node of finished.reverse()) if (component[node] === -1) mark(node, node);
  return component;
}

/** The entries without which a part of the graph falls in two, by Tarjan's lowest points. */
function bridgesOf(neighbours: Neighbours): ReadonlySet<number> {
  const bridges = new Set<number>();
  const order = new Map<number, number>();
  const visit = (node: number, arrival: number): number => {
    const own = order.size;
    order.set(node, own);
    let lowest = own;
    for (const { to, index } of neighbours[node] ?? []) {
      if (index === arrival) continue;
      const known = order.get(to);
      const reached = known ?? visit(to, index);
      lowest = Math.min(lowest, reached);
      if (known === undefined && reached > own) bridges.add(index);
    }
    return lowest;
  };
  neighbours.forEach((_, node) => {
    if (!order.has(node)) visit(node, -1);
  });
  return bridges;
}
