import type { BootstrapInterval, BootstrapOptions } from '../bootstrap/bootstrap-limits.js';
import { bootstrapMean } from '../bootstrap/cluster-bootstrap.js';
import type { Insufficient } from '../interval.js';
import { at, requireCount, requireLength, requireNumber } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import { type LevelTable, requireLevelTable, requireSquare } from './level-table.js';
import type { AssignedCases } from './misassignment-intervals.js';

/** What an assignment costs; usually more below the diagonal of urgency than above it. */
export interface AssignmentCosts {
  /** `assigned[r - 1][a - 1]`: cost of assigning a where the reference is r; finite, >= 0, 0 on the diagonal. */
  readonly assigned: readonly (readonly number[])[];
  /** `noOutput[r - 1]`: cost of no output where the reference is r; finite, >= 0: it has to be declared. */
  readonly noOutput: readonly number[];
}

/**
 * Mean cost of an ordinal table: sum of n_ij C_ij / n, missing outputs at their declared cost.
 *
 * @param table - as `levelTable` makes it
 * @param costs - for as many levels as the table has
 * @returns the mean over all cases, in the unit of the costs; null without a case
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_COUNT` or `STATS_BAD_VALUE`
 */
export function meanAssignmentCost(table: LevelTable, costs: AssignmentCosts): number | null {
  requireLevelTable(table);
  requireCosts(costs, table.levels);
  const total = new CompensatedSum();
  let n = 0;
  const add = (cases: number, cost: number | undefined) => {
    total.add(cases * (cost ?? Number.NaN));
    n += cases;
  };
  table.counts.forEach((row, r) => {
    row.forEach((cases, a) => {
      add(cases, costs.assigned[r]?.[a]);
    });
  });
  table.noOutput.forEach((cases, r) => {
    add(cases, costs.noOutput[r]);
  });
  return n === 0 ? null : total.total / n;
}

/**
 * The cost of each case, whose mean is `meanAssignmentCost`: the terms that a clustered mean or a bootstrap takes.
 *
 * @param reference - the level of each case, integer from 1
 * @param assigned - the level given, or null; as long as `reference`
 * @param costs - for every level that occurs
 * @returns one cost a case
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_COUNT` or `STATS_BAD_VALUE`
 */
export function assignmentCosts(
  reference: readonly number[],
  assigned: readonly (number | null)[],
  costs: AssignmentCosts,
): Float64Array {
  const levels = costs.assigned.length;
  requireCosts(costs, levels);
  requireLength(assigned.length, reference.length, 'assigned');
  return Float64Array.from(reference, (level, i) => {
    requireCount(level, `reference[${i}]`, 1, levels);
    const given = assigned[i] ?? null;
    if (given === null) return at(costs.noOutput, level - 1);
    requireCount(given, `assigned[${i}]`, 1, levels);
    return at(costs.assigned[level - 1] ?? [], given - 1);
  });
}

/**
 * Mean cost with its cluster bootstrap interval, missing outputs at their declared cost.
 *
 * @param cases - of the scale that the costs are for
 * @param costs - for as many levels as the scale has
 * @param options - as `clusterBootstrap`
 * @returns the interval, in the unit of the costs; `insufficient` for fewer than 2 clusters or where no resample
 *   differs
 * @throws PreceptorError as `assignmentCosts` and `clusterBootstrap`
 * @source Efron 1987, J Am Stat Assoc 82:171-185
 */
export function assignmentCostInterval(
  cases: AssignedCases,
  costs: AssignmentCosts,
  options: BootstrapOptions,
): BootstrapInterval | Insufficient {
  requireCosts(costs, cases.levels);
  return bootstrapMean(assignmentCosts(cases.reference, cases.assigned, costs), cases.clusters, options);
}

function requireCosts(costs: AssignmentCosts, levels: number): void {
  requireSquare(costs.assigned, levels, 'assigned costs');
  requireLength(costs.noOutput.length, levels, 'noOutput costs');
  costs.assigned.forEach((row, r) => {
    row.forEach((cost, a) => {
      requireNumber(cost, `assigned costs[${r}][${a}]`, 0, r === a ? 0 : Number.MAX_VALUE);
    });
  });
  costs.noOutput.forEach((cost, r) => {
    requireNumber(cost, `noOutput costs[${r}]`, 0);
  });
}
