import { requireCount } from '../numeric/argument.js';

/** Two models on different independent cases. The difference everywhere is new - old. */
export interface UnpairedCounts {
  /** Cases of the new model with the event. */
  readonly newEvents: number;
  /** Cases of the new model. */
  readonly newCases: number;
  /** Cases of the old model with the event. */
  readonly oldEvents: number;
  /** Cases of the old model. */
  readonly oldCases: number;
}

/** The difference of shares; throws `STATS_BAD_COUNT` for a bad count or a model without a case. */
export function unpairedDifference(counts: UnpairedCounts): number {
  requireUnpaired(counts, 1);
  return counts.newEvents / counts.newCases - counts.oldEvents / counts.oldCases;
}

/** Requires integers with events <= cases and at least so many cases of each model; throws `STATS_BAD_COUNT`. */
export function requireUnpaired(counts: UnpairedCounts, atLeast: number): void {
  requireCount(counts.newCases, 'newCases', atLeast);
  requireCount(counts.newEvents, 'newEvents', 0, counts.newCases);
  requireCount(counts.oldCases, 'oldCases', atLeast);
  requireCount(counts.oldEvents, 'oldEvents', 0, counts.oldCases);
  requireCount(counts.newCases + counts.oldCases, 'newCases + oldCases');
}
