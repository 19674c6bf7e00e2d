import type { Interval } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { wilson } from '../proportion/proportion.js';
import { type PairedCounts, pairedTotal } from './paired-counts.js';

/**
 * Newcombe's method 10 for a paired difference of proportions, new - old: two Wilson intervals joined through phi.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = (onlyNew - onlyOld) / n, bounds in [-1, 1]
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Newcombe 1998, Stat Med 17:2635-2650, method 10
 */
export function newcombe10(counts: PairedCounts, level: number): Interval {
  const n = pairedTotal(counts);
  requireLevel(level, 'level');
  const next = wilson(counts.bothRight + counts.onlyNew, n, level);
  const previous = wilson(counts.bothRight + counts.onlyOld, n, level);
  const phi = correlation(counts, n);
  const value = (counts.onlyNew - counts.onlyOld) / n;
  const below = join(next.value - next.lower, previous.upper - previous.value, phi);
  const above = join(next.upper - next.value, previous.value - previous.lower, phi);
  return {
    status: 'estimated',
    value,
    lower: Math.max(-1, value - below),
    upper: Math.min(1, value + above),
    level,
    method: 'Newcombe method 10',
  };
}

/** The phi coefficient with n/2 taken off a positive numerator; 0 where a margin is empty. */
function correlation(counts: PairedCounts, n: number): number {
  const { bothRight: a, onlyNew: b, onlyOld: c, bothWrong: d } = counts;
  const product = (a + b) * (c + d) * (a + c) * (b + d);
  if (product === 0) return 0;
  const numerator = a * d - b * c;
  return (numerator > 0 ? Math.max(numerator - n / 2, 0) : numerator) / Math.sqrt(product);
}

function join(first: number, second: number, phi: number): number {
  return Math.sqrt(Math.max(0, first * first - 2 * phi * first * second + second * second));
}
