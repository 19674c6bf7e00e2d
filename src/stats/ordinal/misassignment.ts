import { PreceptorError } from '../../errors.js';
import { type Share, share } from '../diagnostic/share.js';
import { at, requireCount } from '../numeric/argument.js';
import { countWhere, type LevelTable, requireLevelTable } from './level-table.js';

/** One rate, with cases that have no output kept out of it and with all of them charged to it. */
export interface OrdinalRate {
  /** Among the cases at risk that were assigned a level. */
  readonly amongAssigned: Share;
  /** Among all cases at risk, those without output counted as events: the worst case. */
  readonly noOutputAsEvent: Share;
}

/** Which assignments are critically too low in urgency. */
export interface CriticalRule {
  /** Reference levels at risk. */
  readonly references: readonly number[];
  /** Least urgent assignments that count: this level or any number above it. */
  readonly assignedAtLeast: number;
}

export interface Misassignment {
  /** P(assigned > reference): judged less urgent than it is. */
  readonly under: OrdinalRate;
  /** P(assigned < reference): judged more urgent than it is. */
  readonly over: OrdinalRate;
  /** P(assigned >= 3 given reference 1 or 2), or by the rule given. */
  readonly criticalUnder: OrdinalRate;
  /** P(assigned 2 given reference 1), on its own. */
  readonly firstToSecond: OrdinalRate;
  /** P(assigned = reference). */
  readonly exact: Share;
  /** Cases without output among all cases. */
  readonly noOutput: Share;
}

/** Resuscitation or emergency sent to wait, on a five-level scale. */
export const CRITICAL: CriticalRule = { references: [1, 2], assignedAtLeast: 3 };

/**
 * Under- and over-assignment of an ordinal table, each as a share with numerator and denominator.
 *
 * @param table - as `levelTable` makes it, for one named scale; scales are never pooled
 * @param critical - the rule for critical under-assignment; levels of the scale, `assignedAtLeast` above every
 *   reference; the default needs a scale of 3 levels or more
 * @returns the rates; a share of nothing has value null; `exact` is among the assigned
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH`, or `STATS_BAD_VALUE` for a rule that would count
 *   correct assignments
 */
export function misassignment(table: LevelTable, critical: CriticalRule = CRITICAL): Misassignment {
  requireLevelTable(table);
  requireRule(critical, table.levels);
  const everyLevel = Array.from({ length: table.levels }, (_, r) => r + 1);
  const rate = (
    references: readonly number[],
    isEvent: (reference: number, assigned: number) => boolean,
  ): OrdinalRate => {
    const atRisk = new Set(references);
    const events = countWhere(table, (r, a) => atRisk.has(r) && isEvent(r, a));
    const assigned = countWhere(table, (r) => atRisk.has(r));
    let missing = 0;
    for (const reference of atRisk) missing += at(table.noOutput, reference - 1);
    return {
      amongAssigned: share(events, assigned),
      noOutputAsEvent: share(events + missing, assigned + missing),
    };
  };
  const exact = rate(everyLevel, (r, a) => r === a).amongAssigned;
  const missing = table.noOutput.reduce((total, cases) => total + cases, 0);
  return {
    under: rate(everyLevel, (r, a) => a > r),
    over: rate(everyLevel, (r, a) => a < r),
    criticalUnder: rate(critical.references, (_, a) => a >= critical.assignedAtLeast),
    firstToSecond: rate([1], (_, a) => a === 2),
    exact,
    noOutput: share(missing, exact.denominator + missing),
  };
}

/** Requires levels of the scale, none of them at or above the assignment that counts. */
export function requireRule(rule: CriticalRule, levels: number): void {
  requireCount(rule.assignedAtLeast, 'assignedAtLeast', 2, levels);
  rule.references.forEach((reference, index) => {
    requireCount(reference, `references[${index}]`, 1, levels);
    if (reference >= rule.assignedAtLeast) {
      throw new PreceptorError(
        'STATS_BAD_VALUE',
        `references[${index}]: expected a level below assignedAtLeast (${rule.assignedAtLeast}), got ${reference}`,
      );
    }
  });
}
