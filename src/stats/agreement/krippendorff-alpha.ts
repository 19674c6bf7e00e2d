import { type Insufficient, insufficient } from '../interval.js';
import { type Disagreement, disagreements, type RatingMetric } from './disagreement.js';
import { intervalSums } from './interval-alpha.js';
import { type PairableRatings, pairableRatings, type Ratings } from './pairable-ratings.js';
import { type UnitBootstrap, type UnitBootstrapInterval, unitBootstrap } from './unit-bootstrap.js';

/** Krippendorff's alpha and what it rests on. */
export interface KrippendorffAlpha {
  readonly status: 'estimated';
  /** 1 for perfect agreement, 0 for chance; may be below -1. */
  readonly value: number;
  /** Units with two or more ratings, and their ratings. */
  readonly units: number;
  readonly ratings: number;
}

const NO_VARIATION = 'all pairable ratings are equal: there is no disagreement to expect by chance';

/**
 * Krippendorff's alpha of any number of raters with missing ratings: 1 - observed / expected disagreement.
 *
 * With unit u's m_u >= 2 ratings and n pairable ratings in all, observed = 1/n sum of u's 1/(m_u - 1) sum over ordered
 * pairs within u of d, expected = 1/(n (n - 1)) sum over all ordered pairs of d. The `ordinal` distance
 * (sum of n_g from c to k - (n_c + n_k) / 2)^2 is the squared difference of mid-ranks.
 *
 * @param ratings - in long form; units with one rating are left out
 * @param metric - the scale of the values; alpha is comparable only within one
 * @returns alpha; linear in the ratings, for `ratio` plus the square of the number of distinct values; `insufficient`
 *   for no unit with two ratings or where all pairable ratings are equal
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`, also for a negative value under `ratio`
 * @source Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, University of Pennsylvania;
 *   Hayes & Krippendorff 2007, Commun Methods Meas 1:77-89
 */
export function krippendorffAlpha(ratings: Ratings, metric: RatingMetric): KrippendorffAlpha | Insufficient {
  if (metric === 'interval') {
    const { units, n, within, all, rounding } = intervalSums(ratings);
    const value = 1 - ((n - 1) * within) / all;
    // No variation, perfect agreement and squares that overflow are told apart by the exact way.
    if (all > rounding && Math.abs(1 - value) > 1e-6 && all < Number.MAX_VALUE)
      return { status: 'estimated', value, units, ratings: n };
  }
  const pairable = pairableRatings(ratings);
  return alphaOf(pairable, disagreements(pairable, metric));
}

/**
 * Krippendorff's alpha with a percentile interval from resampling units.
 *
 * Each resample draws units with all their ratings and computes alpha anew, with its own expected disagreement.
 *
 * @param ratings - as `krippendorffAlpha`; units are independent
 * @param metric - as `krippendorffAlpha`
 * @param bootstrap - replicates (1000 or more) and a seeded generator; a draw per unit with two or more ratings
 * @param level - two-sided coverage, 0 < level < 1
 * @returns alpha and its interval; the interval is `insufficient` under perfect agreement, for one unit, or where too
 *   many resamples have no variation
 * @throws PreceptorError as `krippendorffAlpha`, and `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Krippendorff 2011; Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13
 */
export function krippendorffAlphaInterval(
  ratings: Ratings,
  metric: RatingMetric,
  bootstrap: UnitBootstrap,
  level: number,
): (KrippendorffAlpha & UnitBootstrapInterval) | Insufficient {
  const pairable = pairableRatings(ratings);
  const disagreement = disagreements(pairable, metric);
  const found = alphaOf(pairable, disagreement);
  if (found.status === 'insufficient') return found;
  if (found.units < 2) {
    const interval = insufficient('a bootstrap needs at least 2 units with two ratings, got 1');
    return { ...found, interval, undefinedReplicates: 0 };
  }
  const resampled = (drawn: Float64Array): number | null => {
    const { within, all, n } = disagreement(drawn);
    return all === 0 ? null : 1 - ((n - 1) * within) / all;
  };
  return { ...found, ...unitBootstrap(found.value, found.units, resampled, bootstrap, level) };
}

function alphaOf(pairable: PairableRatings, disagreement: Disagreement): KrippendorffAlpha | Insufficient {
  const { units } = pairable;
  if (units === 0) return insufficient('no unit has two ratings');
  const { within, all, n } = disagreement(new Float64Array(units).fill(1));
  if (all === 0) return insufficient(NO_VARIATION);
  return { status: 'estimated', value: 1 - ((n - 1) * within) / all, units, ratings: n };
}
