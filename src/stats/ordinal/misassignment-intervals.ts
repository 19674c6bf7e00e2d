import { defaultMeanInterval, type MeanInterval } from '../cluster/default-mean-interval.js';
import type { Insufficient } from '../interval.js';
import { idAt, requireLength, requireLevel } from '../numeric/argument.js';
import { levelTable } from './level-table.js';
import { CRITICAL, type CriticalRule, requireRule } from './misassignment.js';

/** Assigned and reference levels of clustered cases. */
export interface AssignedCases {
  /** The level of each case, integer, 1 = most urgent, <= levels. */
  readonly reference: readonly number[];
  /** The level given to each case, or null where there was no output; as long as `reference`. */
  readonly assigned: readonly (number | null)[];
  /** The cluster id of each case, any integers; as long as `reference`. */
  readonly clusters: Int32Array;
  /** Levels of the scale, integer >= 2. */
  readonly levels: number;
}

/** As `OrdinalRate`, with intervals. */
export interface OrdinalRateInterval {
  readonly amongAssigned: MeanInterval | Insufficient;
  readonly noOutputAsEvent: MeanInterval | Insufficient;
}

/** As `Misassignment`, with intervals. */
export interface MisassignmentIntervals {
  readonly under: OrdinalRateInterval;
  readonly over: OrdinalRateInterval;
  readonly criticalUnder: OrdinalRateInterval;
  readonly firstToSecond: OrdinalRateInterval;
  readonly exact: MeanInterval | Insufficient;
  readonly noOutput: MeanInterval | Insufficient;
}

type IsEvent = (reference: number, assigned: number) => boolean;

/**
 * The rates of `misassignment` with their intervals over clustered cases.
 *
 * @param cases - of one named scale; a cluster for each case where they are independent
 * @param level - two-sided coverage, 0 < level < 1
 * @param critical - as `misassignment`
 * @returns Wilson where every case at risk is a cluster of its own, CR2 with Satterthwaite's t otherwise, within [0,
 *   1]; `insufficient` where no case is at risk
 * @throws PreceptorError as `levelTable` and `misassignment`, and `STATS_BAD_LEVEL`
 * @source Wilson 1927, J Am Stat Assoc 22:209-212; Bell & McCaffrey 2002, Surv Methodol 28:169-181
 */
export function misassignmentIntervals(
  cases: AssignedCases,
  level: number,
  critical: CriticalRule = CRITICAL,
): MisassignmentIntervals {
  const { reference, assigned, clusters, levels } = cases;
  levelTable(reference, assigned, levels);
  requireLength(clusters.length, reference.length, 'clusters');
  requireLevel(level, 'level');
  requireRule(critical, levels);
  const meanWhere = (
    isAtRisk: (reference: number, assigned: number | null) => boolean,
    isEvent: (reference: number, assigned: number | null) => boolean,
  ) => {
    const values: number[] = [];
    const ids: number[] = [];
    reference.forEach((truth, i) => {
      const given = assigned[i] ?? null;
      if (!isAtRisk(truth, given)) return;
      values.push(isEvent(truth, given) ? 1 : 0);
      ids.push(idAt(clusters, i));
    });
    return defaultMeanInterval(Float64Array.from(values), Int32Array.from(ids), level, { min: 0, max: 1 });
  };
  const rate = (isAtRisk: (reference: number) => boolean, isEvent: IsEvent): OrdinalRateInterval => ({
    amongAssigned: meanWhere(
      (r, a) => a !== null && isAtRisk(r),
      (r, a) => a !== null && isEvent(r, a),
    ),
    noOutputAsEvent: meanWhere(isAtRisk, (r, a) => a === null || isEvent(r, a)),
  });
  const everyLevel = () => true;
  const atRisk = new Set(critical.references);
  return {
    under: rate(everyLevel, (r, a) => a > r),
    over: rate(everyLevel, (r, a) => a < r),
    criticalUnder: rate(
      (r) => atRisk.has(r),
      (_, a) => a >= critical.assignedAtLeast,
    ),
    firstToSecond: rate(
      (r) => r === 1,
      (_, a) => a === 2,
    ),
    exact: rate(everyLevel, (r, a) => r === a).amongAssigned,
    noOutput: meanWhere(everyLevel, (_, a) => a === null),
  };
}
