import type { ConfusionCounts } from '../agreement/matthews-correlation.js';
import { type Insufficient, type Interval, insufficient } from '../interval.js';
import { requireLevel } from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { exactLower, exactUpper } from '../proportion/proportion.js';
import { confusionTotal } from './confusion.js';

/** A ratio of which the data bound only one side. */
export interface OneSidedBound {
  readonly status: 'bounded';
  /** 0 where the numerator has no event; null where the denominator has none and the ratio would be infinite. */
  readonly value: number | null;
  /** `lower`: the ratio is at least `bound`; `upper`: it is at most `bound`. */
  readonly side: 'lower' | 'upper';
  /** Finite, >= 0. */
  readonly bound: number;
  /** One-sided coverage, at least this. */
  readonly level: number;
  /** The method in words, fit to print. */
  readonly method: string;
}

export type RatioEstimate = Interval | OneSidedBound | Insufficient;

/** How much a positive and a negative call move the odds. */
export interface LikelihoodRatios {
  /** sensitivity / (1 - specificity). */
  readonly positive: RatioEstimate;
  /** (1 - sensitivity) / specificity. */
  readonly negative: RatioEstimate;
}

/**
 * Likelihood ratios of a yes/no call with their log-method intervals.
 *
 * With shares a / m and b / n: ln LR has the variance 1/a - 1/m + 1/b - 1/n. An empty cell leaves no such variance: the
 * answer is then a one-sided bound, the quotient of two Clopper-Pearson bounds at half the error each (Bonferroni).
 *
 * @param counts - the 2x2 table of independent cases; integers >= 0
 * @param level - two-sided coverage of the interval and one-sided coverage of a bound, 0 < level < 1
 * @returns an interval; a one-sided bound where a cell is empty, with value 0 or null, never infinite;
 *   `insufficient` where a class is absent, where neither class has the event, or where both have it in every case
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Simel, Samsa & Matchar 1991, J Clin Epidemiol 44:763-770; Clopper & Pearson 1934, Biometrika 26:404-413
 */
export function likelihoodRatios(counts: ConfusionCounts, level: number): LikelihoodRatios {
  confusionTotal(counts);
  requireLevel(level, 'level');
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const positives = truePositives + falseNegatives;
  const negatives = falsePositives + trueNegatives;
  return {
    positive: ratioOfShares(truePositives, positives, falsePositives, negatives, level),
    negative: ratioOfShares(falseNegatives, positives, trueNegatives, negatives, level),
  };
}

function ratioOfShares(a: number, m: number, b: number, n: number, level: number): RatioEstimate {
  if (m === 0) return insufficient('a likelihood ratio needs positive cases, got 0');
  if (n === 0) return insufficient('a likelihood ratio needs negative cases, got 0');
  if (a === 0 && b === 0) return insufficient('no case of either class was called so: 0 / 0');
  if (a === m && b === n) return insufficient('every case of both classes was called so: no variation');
  if (a === 0 || b === 0) return exactBound(a, m, b, n, level);
  const value = a / m / (b / n);
  const se = Math.sqrt((m - a) / (a * m) + (n - b) / (b * n));
  const factor = Math.exp(-normalQuantile((1 - level) / 2) * se);
  return {
    status: 'estimated',
    value,
    lower: value / factor,
    upper: value * factor,
    level,
    method: 'log method (Simel)',
  };
}

function exactBound(a: number, m: number, b: number, n: number, level: number): OneSidedBound {
  const half = (1 - level) / 2;
  const isLower = b === 0;
  const bound = isLower
    ? exactLower(a, m, half).lower / exactUpper(b, n, half).upper
    : exactUpper(a, m, half).upper / exactLower(b, n, half).lower;
  return {
    status: 'bounded',
    value: isLower ? null : 0,
    side: isLower ? 'lower' : 'upper',
    bound,
    level,
    method: 'quotient of exact one-sided bounds (Clopper-Pearson, Bonferroni)',
  };
}
