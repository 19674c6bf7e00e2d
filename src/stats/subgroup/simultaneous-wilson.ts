import { type Share, share } from '../diagnostic/share.js';
import { type IntervalOrInsufficient, insufficient } from '../interval.js';
import { holm } from '../multiplicity/multiplicity.js';
import { at, requireLevel } from '../numeric/argument.js';
import { normalCdf } from '../numeric/normal.js';
import { wilson } from '../proportion/proportion.js';

/** Events among the independent cases of one group. */
export interface GroupCounts {
  readonly events: number;
  readonly trials: number;
}

/** One group tested against a common value, with the interval whose verdict is Holm's. */
export interface HolmGroup {
  /** Wilson, at the level of the group's step; `insufficient` without a case. */
  readonly interval: IntervalOrInsufficient;
  /** Two-sided score test of the group's share against the common value; null without a case. */
  readonly p: number | null;
  /** Holm's adjusted p-value; null without a case. */
  readonly adjustedP: number | null;
}

/**
 * Wilson intervals of several groups that hold jointly: each at the level 1 - (1 - level) / m (Bonferroni).
 *
 * @param groups - events and trials of each group, integers, 0 <= events <= trials
 * @param level - joint coverage of all m groups that have a case, 0 < level < 1
 * @returns one a group, in the order received; `level` of each is its own, higher, level; `insufficient` without a case
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Dunn 1961, J Am Stat Assoc 56:52-64; Wilson 1927, J Am Stat Assoc 22:209-212
 */
export function simultaneousWilson(
  groups: readonly GroupCounts[],
  level: number,
): readonly IntervalOrInsufficient[] {
  requireLevel(level, 'level');
  const shares = sharesOf(groups);
  const m = shares.filter(({ denominator }) => denominator > 0).length;
  return shares.map((of) => intervalAt(of, (1 - level) / m, `Wilson, Bonferroni over ${m} groups`));
}

/**
 * Wilson intervals whose verdicts against a common value are Holm's step-down test.
 *
 * The group of the r-th smallest p-value of m gets the level 1 - (1 - level) / (m - r + 1), until a group is not rejected; the
 * rest get the level of that step. Groups of equal p-value get the level of the first of them, so that no order decides.
 * Only the verdicts hold jointly; for joint coverage use `simultaneousWilson`.
 *
 * @param groups - events and trials of each group, integers, 0 <= events <= trials
 * @param against - the share under the null hypothesis, strictly between 0 and 1
 * @param level - 1 - the family-wise error, 0 < level < 1
 * @returns one a group: its interval excludes `against` exactly where `adjustedP` is below 1 - level
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Holm 1979, Scand J Stat 6:65-70; Wilson 1927, J Am Stat Assoc 22:209-212
 */
export function holmWilson(
  groups: readonly GroupCounts[],
  against: number,
  level: number,
): readonly HolmGroup[] {
  requireLevel(against, 'against');
  requireLevel(level, 'level');
  const shares = sharesOf(groups);
  const tested = shares.map((of) => (of.denominator === 0 ? null : scoreP(of, against)));
  const present = tested.filter((p) => p !== null);
  const adjusted = holm(present);
  const alphaOf = stepAlphas(present, 1 - level);
  let next = 0;
  return shares.map((of, index) => {
    const p = tested[index] ?? null;
    const method = `Wilson, Holm over ${present.length} groups`;
    if (p === null) return { interval: intervalAt(of, 1 - level, method), p: null, adjustedP: null };
    const rank = next++;
    return {
      interval: intervalAt(of, alphaOf.get(p) ?? 1 - level, method),
      p,
      adjustedP: at(adjusted, rank),
    };
  });
}

/** The error rate of each distinct p-value's step. */
function stepAlphas(pValues: readonly number[], alpha: number): ReadonlyMap<number, number> {
  const sorted = [...pValues].sort((a, b) => a - b);
  const alphas = new Map<number, number>();
  let step = alpha / sorted.length;
  let rejects = true;
  sorted.forEach((p, rank) => {
    if (alphas.has(p)) return;
    if (rejects) {
      step = alpha / (sorted.length - rank);
      rejects = p < step;
    }
    alphas.set(p, step);
  });
  return alphas;
}

function scoreP(of: Share, against: number): number {
  const n = of.denominator;
  const z = (of.numerator - n * against) / Math.sqrt(n * against * (1 - against));
  return Math.min(1, 2 * normalCdf(-Math.abs(z)));
}

function sharesOf(groups: readonly GroupCounts[]): readonly Share[] {
  return groups.map(({ events, trials }) => share(events, trials));
}

function intervalAt(of: Share, alpha: number, method: string): IntervalOrInsufficient {
  if (of.denominator === 0) return insufficient('the group has no case');
  return { ...wilson(of.numerator, of.denominator, 1 - alpha), method };
}
