import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { hybridScoreLimits } from '../proportion/hybrid-score.js';
import { wilson } from '../proportion/proportion.js';
import { type PairedCounts, pairedTotal } from './paired-counts.js';

/**
 * Newcombe's method 8 for a paired difference of proportions, new - old: two Wilson intervals joined through phi.
 *
 * As method 10 (`newcombe10`), which is the default, but phi has no continuity correction.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = (onlyNew - onlyOld) / n, bounds in [-1, 1]; phi is 0 where a margin is empty; `insufficient`
 *   without a discordant case where half of the cases are right, because its limits then coincide
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Newcombe 1998, Stat Med 17:2635-2650, method 8
 */
export function newcombe8(counts: PairedCounts, level: number): Interval | Insufficient {
  const n = pairedTotal(counts);
  requireLevel(level, 'level');
  const { bothRight: a, onlyNew: b, onlyOld: c, bothWrong: d } = counts;
  if (b + c === 0 && a === d) return insufficient('no discordant case, and both shares are one half');
  const next = wilson(a + b, n, level);
  const previous = wilson(a + c, n, level);
  const product = (a + b) * (c + d) * (a + c) * (b + d);
  const phi = product === 0 ? 0 : (a * d - b * c) / Math.sqrt(product);
  return {
    status: 'estimated',
    value: (b - c) / n,
    ...hybridScoreLimits(next, previous, phi),
    level,
    method: 'Newcombe method 8',
  };
}
