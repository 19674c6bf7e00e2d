import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireLevel } from '../numeric/argument.js';
import { studentTQuantile } from '../numeric/student-t.js';
import { CompensatedSum } from '../numeric/sum.js';
import {
  type Coefficient,
  normalTest,
  rootOf,
  symmetricInterval,
  type TestOrInsufficient,
} from './coefficient.js';
import { countRatings, type PanelRatings, type RatingCounts } from './rating-counts.js';
import { type AgreementWeights, agreementWeight } from './weights.js';

/** A chance-corrected coefficient of a panel, with the linearised standard error over units. */
export interface PanelAgreement extends Coefficient {
  /** Units with at least one rating, and of these with two or more. */
  readonly units: number;
  readonly pairedUnits: number;
  /** Mean over units of the (weighted) share of agreeing pairs, 0..1. */
  readonly observed: number;
  /** The same by chance, 0..1. */
  readonly expected: number;
  readonly se: number;
}

/** Fleiss' kappa, with the test of Fleiss, Nee & Landis where every unit has as many ratings. */
export interface FleissKappa extends PanelAgreement {
  /** Standard error under kappa = 0; `null` where units differ in their number of ratings. */
  readonly nullSe: number | null;
  readonly test: TestOrInsufficient;
}

/**
 * Gwet's AC1 (`identity` weights) or AC2 of two or more raters, with missing ratings.
 *
 * With r_ik ratings of category k for unit i, r_i in all, q categories, weights w and pi_k = mean over units of
 * r_ik / r_i: pa = mean over units with r_i >= 2 of sum_k r_ik (sum_l w_kl r_il - 1) / (r_i (r_i - 1)), pe =
 * sum(w) / (q (q - 1)) sum_k pi_k (1 - pi_k), AC = (pa - pe) / (1 - pe).
 *
 * @param ratings - in long form; units are independent
 * @param weights - `identity` for AC1; `linear` or `quadratic` for AC2 on equally spaced ordered categories
 * @param level - two-sided coverage of the interval (t on units - 1 degrees of freedom), 0 < level < 1
 * @returns AC, at most 1; the interval is `insufficient` under perfect agreement; all is `insufficient` for fewer than
 *   2 units, no unit with two ratings, or a scale of one category
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH`, `STATS_BAD_LEVEL` or `STATS_BAD_VALUE`
 * @source Gwet 2008, Br J Math Stat Psychol 61:29-48; Gwet 2014, Handbook of Inter-Rater Reliability, 4th edition
 */
export function gwetAgreement(
  ratings: PanelRatings,
  weights: AgreementWeights,
  level: number,
): PanelAgreement | Insufficient {
  requireLevel(level, 'level');
  const counts = countRatings(ratings);
  const q = counts.categories;
  if (q < 2) return insufficient('agreement on a scale of one category is certain');
  const total = new CompensatedSum();
  for (let k = 0; k < q; k++) for (let l = 0; l < q; l++) total.add(agreementWeight(weights, k, l, q));
  const factor = total.total / (q * (q - 1));
  const name = weights === 'identity' ? 'AC1' : `AC2 (${weights})`;
  return panelAgreement(counts, weights, (share) => factor * (1 - share), level, `Gwet's ${name}`);
}

/**
 * Fleiss' kappa of a panel: chance agreement is the sum of squared category shares.
 *
 * Units may differ in their number of ratings; the shares are then means over units and the test is left out.
 *
 * @param ratings - in long form; units are independent; the raters of a unit may be others than those of the next
 * @param level - two-sided coverage of the interval (t on units - 1 degrees of freedom), 0 < level < 1
 * @returns kappa, at most 1 (with unequal numbers of ratings it can be below -1); the interval is `insufficient` under
 *   perfect agreement; all is `insufficient` for fewer than 2 units, no unit with two ratings, or where all ratings are
 *   one category
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH`, `STATS_BAD_LEVEL` or `STATS_BAD_VALUE`
 * @source Fleiss 1971, Psychol Bull 76:378-382; null variance by Fleiss, Nee & Landis 1979, Psychol Bull 86:974-977;
 *   standard error of the interval by Gwet 2021, Educ Psychol Meas 81:781-790
 */
export function fleissKappa(ratings: PanelRatings, level: number): FleissKappa | Insufficient {
  requireLevel(level, 'level');
  const counts = countRatings(ratings);
  const found = panelAgreement(counts, 'identity', (share) => share, level, "Fleiss' kappa");
  if (found.status === 'insufficient') return found;
  const nullSe = fleissNullSe(counts);
  const test =
    nullSe === null
      ? insufficient('the test needs the same number of ratings for every unit')
      : normalTest(found.value, nullSe, "z of Fleiss' kappa under chance agreement");
  return { ...found, nullSe, test };
}

/**
 * Chance agreement here is sum_k share_k chance(share_k); both coefficients have this form, quadratic in the
 * shares.
 */
function panelAgreement(
  counts: RatingCounts,
  weights: AgreementWeights,
  chance: (share: number) => number,
  level: number,
  name: string,
): PanelAgreement | Insufficient {
  const { units, sizes } = counts;
  const pairedUnits = sizes.filter((size) => size >= 2).length;
  if (units < 2) return insufficient(`agreement needs at least 2 units, got ${units}`);
  if (pairedUnits === 0) return insufficient('no unit has two ratings');
  const shares = categoryShares(counts);
  const expectedSum = new CompensatedSum();
  for (const share of shares) expectedSum.add(share * chance(share));
  const expected = expectedSum.total;
  if (expected >= 1 - 1e-12)
    return insufficient('all ratings are one category: agreement by chance is certain');
  const perUnit = unitAgreements(counts, weights);
  const observedSum = new CompensatedSum();
  for (const agreement of perUnit) observedSum.add(agreement);
  const observed = observedSum.total / pairedUnits;
  const value = (observed - expected) / (1 - expected);
  const se = linearisedSe(counts, perUnit, { shares, chance, pairedUnits, expected, value });
  const df = units - 1;
  return {
    status: 'estimated',
    value,
    interval: symmetricInterval(value, se, -studentTQuantile((1 - level) / 2, df), {
      level,
      df,
      method: `${name}, linearised standard error over units, t`,
    }),
    units,
    pairedUnits,
    observed,
    expected,
    se,
  };
}

/** Mean over units of r_ik / r_i. */
function categoryShares(counts: RatingCounts): Float64Array {
  const { units, categories, sizes } = counts;
  return Float64Array.from({ length: categories }, (_, k) => {
    const share = new CompensatedSum();
    for (let i = 0; i < units; i++) share.add(floatAt(counts.counts, i * categories + k) / floatAt(sizes, i));
    return share.total / units;
  });
}

/** Weighted share of agreeing pairs within each unit; 0 where it has one rating. */
function unitAgreements(counts: RatingCounts, weights: AgreementWeights): Float64Array {
  const { categories: q, sizes } = counts;
  return sizes.map((size, i) => {
    if (size < 2) return 0;
    let pairs = -size;
    for (let k = 0; k < q; k++) {
      const here = floatAt(counts.counts, i * q + k);
      for (let l = 0; here > 0 && l < q; l++) {
        pairs += here * agreementWeight(weights, k, l, q) * floatAt(counts.counts, i * q + l);
      }
    }
    return pairs / (size * (size - 1));
  });
}

interface Linearised {
  readonly shares: Float64Array;
  readonly chance: (share: number) => number;
  readonly pairedUnits: number;
  readonly expected: number;
  readonly value: number;
}

/**
 * sqrt(sum of (x_i - value)^2 / (n (n - 1))), where x_i = n / n' (pa_i - pe) / (1 - pe) (0 for a unit with one rating)
 * - 2 (1 - value) (pe_i - pe) / (1 - pe) and pe_i = sum_k chance(pi_k) r_ik / r_i.
 */
function linearisedSe(counts: RatingCounts, perUnit: Float64Array, known: Linearised): number {
  const { units, categories: q, sizes } = counts;
  const { shares, chance, pairedUnits, expected, value } = known;
  const chances = shares.map(chance);
  const squares = new CompensatedSum();
  for (let i = 0; i < units; i++) {
    const size = floatAt(sizes, i);
    let unitChance = 0;
    for (let k = 0; k < q; k++)
      unitChance += (floatAt(chances, k) * floatAt(counts.counts, i * q + k)) / size;
    const agreement = size < 2 ? 0 : (units / pairedUnits) * (floatAt(perUnit, i) - expected);
    const x = (agreement - 2 * (1 - value) * (unitChance - expected)) / (1 - expected);
    squares.add((x - value) ** 2);
  }
  return rootOf(squares.total / (units * (units - 1)), 1);
}

/** 2 / (n m (m - 1)) ((sum p q)^2 - sum p q (q - p)) / (sum p q)^2, q = 1 - p. */
function fleissNullSe(counts: RatingCounts): number | null {
  const { units, sizes } = counts;
  const m = floatAt(sizes, 0);
  if (sizes.some((size) => size !== m)) return null;
  let products = 0;
  let skewed = 0;
  for (const p of categoryShares(counts)) {
    products += p * (1 - p);
    skewed += p * (1 - p) * (1 - 2 * p);
  }
  return Math.sqrt((2 * (products * products - skewed)) / (units * m * (m - 1))) / products;
}
