import { type Insufficient, type Interval, insufficient } from '../interval.js';
import {
  floatAt,
  requireFinite,
  requireLength,
  requireLevel,
  requireNumber,
  requirePositive,
} from '../numeric/argument.js';
import { normalQuantile } from '../numeric/normal.js';
import { CompensatedSum } from '../numeric/sum.js';

/** Estimates of subgroups drawn towards their common mean. */
export interface ShrunkenSubgroups {
  readonly status: 'estimated';
  /** Variance between the true values of the subgroups; 0 where they differ no more than chance. */
  readonly tau2: number;
  /** Cochran's heterogeneity statistic, chi-square on `df` where all subgroups are equal. */
  readonly q: number;
  /** Subgroups - 1. */
  readonly df: number;
  /** Share of the variance that is not chance, max(0, (q - df) / q), 0..1. */
  readonly i2: number;
  /** Mean over subgroups. */
  readonly pooled: Interval;
  /** One per subgroup, in the order given. */
  readonly subgroups: readonly ShrunkenSubgroup[];
}

export interface ShrunkenSubgroup extends Interval {
  /** Weight of the subgroup's own estimate, tau^2 / (tau^2 + se^2), 0..1; the rest is the pooled mean's. */
  readonly ownWeight: number;
}

/**
 * Empirical Bayes estimates of subgroups (DerSimonian-Laird).
 *
 * tau^2 = max(0, (Q - (k - 1)) / (sum w - sum w^2 / sum w)), w = 1 / se^2; each estimate becomes l y + (1 - l) pooled with
 * l = tau^2 / (tau^2 + se^2) and standard error sqrt(l se^2 + (1 - l)^2 se_pooled^2). Limits are normal and take tau^2 as
 * known: with few subgroups they are too narrow, so show them beside the subgroups' own intervals.
 *
 * @param estimates - one per subgroup of disjoint cases, finite, any one unit
 * @param ses - their standard errors, > 0; leave out subgroups that have none
 * @param level - two-sided coverage, 0 < level < 1
 * @returns tau^2, Q, I^2, the pooled mean and the shrunken estimates; `insufficient` for fewer than 2 subgroups
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` or `STATS_BAD_LEVEL`
 * @source DerSimonian & Laird 1986, Control Clin Trials 7:177-188; Higgins & Thompson 2002, Stat Med 21:1539-1558 (I^2);
 *   Raudenbush & Bryk 1985, J Educ Stat 10:75-98 (shrinkage)
 */
export function shrinkSubgroups(
  estimates: Float64Array,
  ses: Float64Array,
  level: number,
): ShrunkenSubgroups | Insufficient {
  requireLevel(level, 'level');
  requireLength(ses.length, estimates.length, 'ses');
  requireFinite(estimates, 'estimates');
  for (const se of ses) requirePositive(se, 'ses');
  const k = estimates.length;
  if (k < 2) return insufficient(`shrinkage needs at least 2 subgroups, got ${k}`);
  const smallest = ses.reduce((least, se) => Math.min(least, se), Number.MAX_VALUE);
  // In units of the smallest standard error, so that no weight overflows.
  const variances = ses.map((se) => (se / smallest) ** 2);
  const fixed = pool(estimates, variances, 0);
  const q = sumOver(estimates, (y, g) => ((y - fixed.mean) / smallest) ** 2 / floatAt(variances, g));
  requireNumber(q, 'heterogeneity');
  const squares = sumOver(variances, (variance) => variance ** -2);
  const tau2 = Math.max(0, (q - (k - 1)) / (fixed.weight - squares / fixed.weight));
  const { mean, weight } = pool(estimates, variances, tau2);
  const z = -normalQuantile((1 - level) / 2);
  const interval = (value: number, se: number, method: string): Interval => ({
    status: 'estimated',
    value,
    lower: value - z * se,
    upper: value + z * se,
    level,
    method,
    se,
  });
  const subgroups = Array.from(estimates, (y, g) => {
    const variance = floatAt(variances, g);
    const own = tau2 / (tau2 + variance);
    const se = Math.sqrt(own * variance + (1 - own) ** 2 / weight) * smallest;
    return {
      ...interval(own * y + (1 - own) * mean, se, 'empirical Bayes, DerSimonian-Laird'),
      ownWeight: own,
    };
  });
  return {
    status: 'estimated',
    tau2: tau2 * smallest ** 2,
    q,
    df: k - 1,
    i2: q > k - 1 ? (q - (k - 1)) / q : 0,
    pooled: interval(mean, smallest / Math.sqrt(weight), 'random effects, DerSimonian-Laird'),
    subgroups,
  };
}

/** The inverse-variance mean and the sum of its weights. */
function pool(estimates: Float64Array, variances: Float64Array, tau2: number) {
  const weight = sumOver(variances, (variance) => 1 / (variance + tau2));
  const mean = sumOver(estimates, (y, g) => y / (floatAt(variances, g) + tau2) / weight);
  return { mean, weight };
}

function sumOver(values: Float64Array, term: (value: number, index: number) => number): number {
  const sum = new CompensatedSum();
  values.forEach((value, index) => {
    sum.add(term(value, index));
  });
  return sum.total;
}
