import type { Interval } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { type PairedCounts, pairedTotal } from './paired-counts.js';

/**
 * Bonett-Price interval for a paired difference of proportions, new - old: Wald's with one case added to each
 * discordant cell.
 *
 * With u = (onlyNew + 1) / (n + 2) and v = (onlyOld + 1) / (n + 2): u - v -+ z sqrt((u + v - (u - v)^2) / (n + 2)).
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = (onlyNew - onlyOld) / n, bounds clamped to [-1, 1]; the interval is centred nearer to 0 than the
 *   value, which may lie outside at a level below about 0.7 where nearly every case is discordant
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Bonett & Price 2012, J Educ Behav Stat 37:479-488
 */
export function bonettPrice(counts: PairedCounts, level: number): Interval {
  const n = pairedTotal(counts);
  requireLevel(level, 'level');
  const z = -normalQuantile((1 - level) / 2);
  const onlyNew = (counts.onlyNew + 1) / (n + 2);
  const onlyOld = (counts.onlyOld + 1) / (n + 2);
  const centre = onlyNew - onlyOld;
  const halfWidth = z * Math.sqrt((onlyNew + onlyOld - centre * centre) / (n + 2));
  return {
    status: 'estimated',
    value: (counts.onlyNew - counts.onlyOld) / n,
    lower: Math.max(-1, centre - halfWidth),
    upper: Math.min(1, centre + halfWidth),
    level,
    method: 'Bonett-Price',
  };
}
