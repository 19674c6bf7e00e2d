import { PreceptorError } from '../../errors.js';
import type { Interval } from '../interval.js';
import { requireAlpha, requireNumber, requirePositive } from '../numeric/argument.js';
import { normalCdf, normalQuantile } from '../numeric/normal.js';
import { studentTCdf, studentTQuantile } from '../numeric/student-t.js';
import type { PairedCounts } from './paired-counts.js';
import { tangoInterval, tangoScore } from './tango.js';

/** The values that count as equivalent, both ends excluded; for a difference mostly -margin and margin. */
export interface EquivalenceRange {
  readonly lower: number;
  readonly upper: number;
}

/** The answer of two one-sided tests; the interval has the level 1 - 2 alpha. */
export interface Equivalence extends Interval {
  readonly range: EquivalenceRange;
  /** Error rate of each one-sided test. */
  readonly alpha: number;
  /** One-sided p-value of H0: the truth is at most `range.lower`. */
  readonly pAboveLower: number;
  /** One-sided p-value of H0: the truth is at least `range.upper`. */
  readonly pBelowUpper: number;
  /** The larger of both. */
  readonly p: number;
  /** p <= alpha and the interval lies strictly inside the range; touching an end is not enough. */
  readonly isEquivalent: boolean;
}

/**
 * Two one-sided tests (TOST) that a difference or mean lies inside a range, from its standard error.
 *
 * @param estimate - value and se > 0 in one unit; df of Student's t, or the normal distribution where it is left out
 *   (the answer of `clusterMean` fits)
 * @param test - range in the unit of the value, lower < upper, finite; alpha of each test, 0 < alpha < 0.5
 * @returns both p-values, the larger, and the interval at level 1 - 2 alpha
 * @throws PreceptorError `STATS_BAD_VALUE` (a standard error of 0 included: it is no evidence) or `STATS_BAD_LEVEL`
 * @source Schuirmann 1987, J Pharmacokinet Biopharm 15:657-680
 */
export function equivalence(
  estimate: { readonly value: number; readonly se: number; readonly df?: number },
  test: { readonly range: EquivalenceRange; readonly alpha: number },
): Equivalence {
  const { value, se, df } = estimate;
  requireNumber(value, 'value');
  requirePositive(se, 'se');
  requireTest(test);
  const tail = (t: number): number => (df === undefined ? normalCdf(t) : studentTCdf(t, df));
  const critical = df === undefined ? normalQuantile(test.alpha) : studentTQuantile(test.alpha, df);
  const halfWidth = -critical * se;
  return conclude(test, {
    interval: {
      status: 'estimated',
      value,
      lower: value - halfWidth,
      upper: value + halfWidth,
      level: 1 - 2 * test.alpha,
      method: `TOST, ${df === undefined ? 'normal' : 't'}`,
      ...(df === undefined ? {} : { df }),
      se,
    },
    pAboveLower: tail((test.range.lower - value) / se),
    pBelowUpper: tail((value - test.range.upper) / se),
  });
}

/**
 * Two one-sided score tests (TOST) that a paired difference of proportions, new - old, lies inside a range.
 *
 * @param counts - the paired table of independent cases; integers >= 0, at least one case
 * @param test - range with -1 < lower < upper < 1; alpha of each test, 0 < alpha < 0.5
 * @returns both p-values, the larger, and Tango's interval at level 1 - 2 alpha; without a discordant case the
 *   interval is -z^2 / (n + z^2) to z^2 / (n + z^2), so few cases are never equivalent
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source Schuirmann 1987, J Pharmacokinet Biopharm 15:657-680; Tango 1998, Stat Med 17:891-908
 */
export function tangoEquivalence(
  counts: PairedCounts,
  test: { readonly range: EquivalenceRange; readonly alpha: number },
): Equivalence {
  requireTest(test);
  const interval = tangoInterval(counts, 1 - 2 * test.alpha);
  return conclude(test, {
    interval: { ...interval, method: 'TOST, Tango' },
    pAboveLower: normalCdf(-tangoScore(counts, test.range.lower)),
    pBelowUpper: normalCdf(tangoScore(counts, test.range.upper)),
  });
}

function conclude(
  test: { readonly range: EquivalenceRange; readonly alpha: number },
  found: { readonly interval: Interval; readonly pAboveLower: number; readonly pBelowUpper: number },
): Equivalence {
  const { interval, pAboveLower, pBelowUpper } = found;
  const { range, alpha } = test;
  const p = Math.max(pAboveLower, pBelowUpper);
  const isInside = interval.lower > range.lower && interval.upper < range.upper;
  return {
    ...interval,
    range: { lower: range.lower, upper: range.upper },
    alpha,
    pAboveLower,
    pBelowUpper,
    p,
    isEquivalent: p <= alpha && isInside,
  };
}

function requireTest(test: { readonly range: EquivalenceRange; readonly alpha: number }): void {
  requireAlpha(test.alpha, 'alpha');
  requireNumber(test.range.lower, 'range.lower');
  requireNumber(test.range.upper, 'range.upper');
  if (test.range.lower >= test.range.upper) {
    throw new PreceptorError(
      'STATS_BAD_VALUE',
      `range: expected lower < upper, got ${test.range.lower} and ${test.range.upper}`,
    );
  }
}
