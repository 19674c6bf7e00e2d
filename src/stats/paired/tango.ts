import type { Interval } from '../interval.js';
import { requireLevel, requireNumber } from '../numeric/argument.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import { type PairedCounts, pairedTotal } from './paired-counts.js';

/**
 * Tango's score statistic for a paired difference of proportions.
 *
 * z(delta) = (b - c - n delta) / sqrt(n (2 q + delta (1 - delta))), where b = onlyNew, c = onlyOld and q is the
 * maximum likelihood estimate of c's probability under the constraint.
 *
 * @param counts - the paired table; integers >= 0, at least one case
 * @param delta0 - difference under the null hypothesis, -1 < delta0 < 1
 * @returns z, falling in delta0; 0 where the numerator is 0 even if the variance is 0 too; at delta0 = 0 McNemar's z
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Tango 1998, Stat Med 17:891-908
 */
export function tangoScore(counts: PairedCounts, delta0: number): number {
  const n = pairedTotal(counts);
  return tangoZ(counts.onlyNew, counts.onlyOld, n, delta0);
}

/**
 * Tango's score interval for a paired difference of proportions, new - old.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @param level - two-sided coverage, 0 < level < 1
 * @returns value = (onlyNew - onlyOld) / n, bounds in [-1, 1]; without a discordant case they are
 *   -z^2 / (n + z^2) and z^2 / (n + z^2)
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, naming the argument and the value received
 * @source Tango 1998, Stat Med 17:891-908
 */
export function tangoInterval(counts: PairedCounts, level: number): Interval {
  const n = pairedTotal(counts);
  requireLevel(level, 'level');
  const z = -normalQuantile((1 - level) / 2);
  return {
    status: 'estimated',
    value: (counts.onlyNew - counts.onlyOld) / n,
    ...tangoLimits(counts.onlyNew, counts.onlyOld, n, z),
    level,
    method: 'Tango',
  };
}

/**
 * One-sided p-value of Tango's score test of H0: new - old <= -margin.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @param margin - largest acceptable loss, 0 <= margin < 1; 0 tests superiority
 * @returns P(Z >= z(-margin)); 0.5 without a discordant case at margin 0
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_VALUE`, naming the argument and the value received
 * @source Tango 1998, Stat Med 17:891-908
 */
export function tangoNonInferiorityP(counts: PairedCounts, margin: number): number {
  requireNumber(margin, 'margin', 0);
  return normalCdf(-tangoScore(counts, -margin));
}

/** `tangoScore` for counts that may be fractional (cases scaled to clusters). */
export function tangoZ(b: number, c: number, n: number, delta: number): number {
  requireNumber(delta, 'delta', -1 + Number.EPSILON / 2, 1 - Number.EPSILON / 2);
  const numerator = b - c - n * delta;
  if (numerator === 0) return 0;
  const linear = -b - c + (2 * n - b + c) * delta;
  const constant = -c * delta * (1 - delta);
  const root = Math.sqrt(Math.max(0, linear * linear - 8 * n * constant));
  // Both forms are the same root of 2n q^2 + linear q + constant = 0; the sign chooses the one that does not cancel.
  const q = linear <= 0 ? (root - linear) / (4 * n) : (-2 * constant) / (root + linear);
  return numerator / Math.sqrt(n * (2 * q + delta * (1 - delta)));
}

/** Both limits for counts that may be fractional; the upper is the mirrored lower, so exchange flips signs exactly. */
export function tangoLimits(b: number, c: number, n: number, z: number): { lower: number; upper: number } {
  return { lower: tangoLower(b, c, n, z), upper: -tangoLower(c, b, n, z) };
}

/** The delta below the estimate where the score equals z, by bisection to neighbouring doubles. */
function tangoLower(b: number, c: number, n: number, z: number): number {
  if (c === n) return -1;
  let low = -1;
  let high = (b - c) / n;
  for (let step = 0; step < 1100; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (tangoZ(b, c, n, middle) > z) low = middle;
    else high = middle;
  }
  return high;
}
