import { requireCount } from '../numeric/argument.js';

/** Which counts are small, and what a reader is taken to know of them. */
export interface SmallCellRule {
  /** Counts below this are suppressed; 10 by default (11 for data derived from CMS). */
  readonly least?: number;
  /** Whether a count of 0 may be shown; by default it is small like any other. */
  readonly showZeros?: boolean;
}

/**
 * One count of a table, as a reader sees it who knows the rule, that counts are whole and not negative, and even which gaps
 * were suppressed as small (`small`) and which only to protect them (`guard`).
 */
export interface CellEntry {
  readonly value: number;
  state: 'shown' | 'small' | 'guard';
}

/** The rule with its defaults; throws `STATS_BAD_COUNT` where a small count would have only one possible value. */
export function ruleOf({ least = 10, showZeros = false }: SmallCellRule): Required<SmallCellRule> {
  requireCount(least, 'least', showZeros ? 3 : 2);
  return { least, showZeros };
}

/** Whether a count has to be suppressed for its own sake. */
export function isSmall(value: number, rule: Required<SmallCellRule>): boolean {
  return value < rule.least && !(value === 0 && rule.showZeros);
}

/** Whether a shown count may be suppressed to protect others; a shown 0 protects nothing. */
export function mayGuard(entry: CellEntry, rule: Required<SmallCellRule>): boolean {
  return entry.state === 'shown' && entry.value >= rule.least;
}

/** Whether the count could be one more, for all that a reader knows of it alone. */
export function mayRise(entry: CellEntry, rule: Required<SmallCellRule>): boolean {
  return entry.state === 'guard' || (entry.state === 'small' && entry.value < rule.least - 1);
}

/** Whether the count could be one less, for all that a reader knows of it alone. */
export function mayFall(entry: CellEntry, rule: Required<SmallCellRule>): boolean {
  if (entry.state === 'guard') return entry.value > rule.least;
  return entry.state === 'small' && entry.value > (rule.showZeros ? 1 : 0);
}
