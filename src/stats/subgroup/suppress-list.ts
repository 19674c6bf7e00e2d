import { requireCount } from '../numeric/argument.js';
import {
  type CellEntry,
  isSmall,
  mayFall,
  mayGuard,
  mayRise,
  ruleOf,
  type SmallCellRule,
} from './small-cell.js';

/** Counts fit to show; null = suppressed, with every interval and mark that hangs on it. */
export interface SuppressedList {
  readonly counts: readonly (number | null)[];
  readonly total: number | null;
  /** Entries suppressed because they are small, the total included. */
  readonly small: number;
  /** Entries suppressed so that the others cannot be computed, the total included. */
  readonly guards: number;
}

/**
 * Small-cell suppression of counts that are shown with their total.
 *
 * Every suppressed entry keeps at least two possible values for a reader who knows the rule, the total, that counts are whole
 * and not negative, and which gaps are small and which are guards. The guard is the smallest count that achieves it, in case of
 * a tie the first; the total is the last resort. No guard can be shown again without giving an entry away. Where no choice of
 * guards protects every entry (with zeros shown: counts of 1 whose sum is still small), nothing at all is shown.
 *
 * @param counts - of disjoint groups, integers >= 0
 * @param rule - see `SmallCellRule`
 * @returns what may be shown; without a count the total alone, suppressed as it is 0
 * @throws PreceptorError `STATS_BAD_COUNT`, naming the count
 * @source Hundepool et al. 2012, Statistical Disclosure Control, Wiley, chapter 4
 */
export function suppressList(counts: readonly number[], rule: SmallCellRule = {}): SuppressedList {
  const full = ruleOf(rule);
  counts.forEach((count, i) => {
    requireCount(count, `counts[${i}]`);
  });
  const sum = counts.reduce((all, count) => all + count, 0);
  requireCount(sum, 'the sum of the counts');
  const entries: CellEntry[] = counts.map((value) => entryOf(value, full));
  const total = entryOf(sum, full);
  const all = [...entries, total];
  if (!guard(entries, total, full)) {
    for (const entry of all) if (entry.state === 'shown') entry.state = 'guard';
  }
  return {
    counts: entries.map(shown),
    total: shown(total),
    small: all.filter(({ state }) => state === 'small').length,
    guards: all.filter(({ state }) => state === 'guard').length,
  };
}

function entryOf(value: number, rule: Required<SmallCellRule>): CellEntry {
  return { value, state: isSmall(value, rule) ? 'small' : 'shown' };
}

function shown({ value, state }: CellEntry): number | null {
  return state === 'shown' ? value : null;
}

/** Suppresses guards until every entry is safe; false where an entry cannot be made so. */
function guard(entries: readonly CellEntry[], total: CellEntry, rule: Required<SmallCellRule>): boolean {
  const isSafe = () => isProtected(entries, total, rule);
  if (isSafe()) return true;
  const candidates = entries.filter((entry) => mayGuard(entry, rule)).sort((a, b) => a.value - b.value);
  if (mayGuard(total, rule)) candidates.push(total);
  for (const candidate of candidates) {
    candidate.state = 'guard';
    if (isSafe()) return true;
    candidate.state = 'shown';
  }
  const used: CellEntry[] = [];
  for (const candidate of candidates) {
    candidate.state = 'guard';
    used.push(candidate);
    if (isSafe()) break;
  }
  if (!isSafe()) return false;
  for (const candidate of used.reverse()) {
    candidate.state = 'shown';
    if (!isSafe()) candidate.state = 'guard';
  }
  return true;
}

/**
 * Whether every suppressed entry can move by one, another making up for it: counts add up to the total, so that a count that
 * rises needs one that falls or the total to rise.
 */
function isProtected(
  entries: readonly CellEntry[],
  total: CellEntry,
  rule: Required<SmallCellRule>,
): boolean {
  const moves = [
    ...entries.map((entry) => ({ entry, up: mayRise(entry, rule), down: mayFall(entry, rule) })),
    { entry: total, up: mayFall(total, rule), down: mayRise(total, rule) },
  ];
  const ups = moves.filter(({ up }) => up).length;
  const downs = moves.filter(({ down }) => down).length;
  return moves.every(
    ({ entry, up, down }) =>
      entry.state === 'shown' || (up && downs - Number(down) > 0) || (down && ups - Number(up) > 0),
  );
}
