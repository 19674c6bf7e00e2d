import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireLevel } from '../numeric/argument.js';
import { CompensatedSum } from '../numeric/sum.js';
import {
  type Coefficient,
  normalTest,
  rootOf,
  type TestOrInsufficient,
  waldInterval,
} from './coefficient.js';
import { type RatingShares, type RatingTable, ratingShares } from './rating-table.js';
import { type AgreementWeights, agreementWeight } from './weights.js';

/** Cohen's kappa with both standard errors of Fleiss, Cohen & Everitt. */
export interface CohenKappa extends Coefficient {
  /** Units that both raters labelled. */
  readonly n: number;
  /** Weighted share of observed agreement, 0..1; the plain share for `identity`. */
  readonly observed: number;
  /** The same by chance, from the raters' own margins, 0..1. */
  readonly expected: number;
  /** Standard error for the interval. */
  readonly se: number;
  /** Standard error under kappa = 0, for the test. */
  readonly nullSe: number;
  /** Two-sided test of kappa = 0. */
  readonly test: TestOrInsufficient;
}

/**
 * Cohen's kappa of two raters, plain or weighted: (observed - expected) / (1 - expected).
 *
 * With weights w, cell shares p and mean weights a_i = sum of w_ij p_.j, b_j = sum of w_ij p_i.:
 * n (1 - pe)^2 se^2 = sum of p_ij (w_ij - (a_i + b_j)(1 - kappa))^2 - (kappa - pe (1 - kappa))^2, and under
 * kappa = 0 the same with p_i. p_.j for p_ij and 0 for kappa. Where one category holds nearly all units, kappa is
 * low however many agree: print `gwetAgreement` beside it.
 *
 * @param table - counts of independent units; of `ratingTable`, or written out
 * @param weights - `identity` for a nominal scale; `linear` or `quadratic` for equally spaced ordered categories
 * @param level - two-sided coverage of the interval, 0 < level < 1
 * @returns kappa in [-1, 1]; the interval is `insufficient` where the standard error is 0 (perfect agreement, a rater
 *   with one category); all is `insufficient` for fewer than 2 units or where both raters used one and the same
 *   category
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` or `STATS_BAD_LEVEL`
 * @source Cohen 1960, Educ Psychol Meas 20:37-46; Cohen 1968, Psychol Bull 70:213-220;
 *   Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323-327
 */
export function cohenKappa(
  table: RatingTable,
  weights: AgreementWeights,
  level: number,
): CohenKappa | Insufficient {
  requireLevel(level, 'level');
  const shares = ratingShares(table);
  if (shares.n < 2) return insufficient(`kappa needs at least 2 units, got ${shares.n}`);
  const used = shares.rows.findIndex((share) => share > 0);
  if (oneCategory(shares.rows) && oneCategory(shares.columns) && floatAt(shares.columns, used) > 0) {
    return insufficient('both raters used one and the same category: agreement by chance is certain');
  }
  const { observed, expected, rowMeans, columnMeans } = agreements(shares, weights);
  const value = observed === 1 ? 1 : (observed - expected) / (1 - expected);
  const spread = (cell: (i: number, j: number) => number, kappa: number) =>
    variance(shares, weights, { cell, kappa, expected, rowMeans, columnMeans });
  const { cells, rows, columns, categories } = shares;
  const se = spread((i, j) => floatAt(cells, i * categories + j), value);
  const nullSe = spread((i, j) => floatAt(rows, i) * floatAt(columns, j), 0);
  const name = weights === 'identity' ? 'kappa' : `${weights} weighted kappa`;
  return {
    status: 'estimated',
    value,
    interval: waldInterval(value, se, level, `Cohen's ${name}, Fleiss-Cohen-Everitt standard error`),
    n: shares.n,
    observed,
    expected,
    se,
    nullSe,
    test: normalTest(value, nullSe, `z of Cohen's ${name} under independence`),
  };
}

/** The plain or weighted kappa of possibly fractional counts, or `null` where it is not defined. */
export function kappaOf(shares: RatingShares, weights: AgreementWeights): number | null {
  const { observed, expected } = agreements(shares, weights);
  return expected >= 1 - 1e-12 ? null : (observed - expected) / (1 - expected);
}

function agreements(shares: RatingShares, weights: AgreementWeights) {
  const { categories: k, cells, rows, columns } = shares;
  const observed = new CompensatedSum();
  const expected = new CompensatedSum();
  const rowMeans = new Float64Array(k);
  const columnMeans = new Float64Array(k);
  let disagreed = false;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const weight = agreementWeight(weights, i, j, k);
      const share = floatAt(cells, i * k + j);
      observed.add(weight * share);
      expected.add(weight * floatAt(rows, i) * floatAt(columns, j));
      rowMeans[i] = floatAt(rowMeans, i) + weight * floatAt(columns, j);
      columnMeans[j] = floatAt(columnMeans, j) + weight * floatAt(rows, i);
      disagreed ||= i !== j && share > 0;
    }
  }
  // Shares that do not add up to 1 exactly must not make perfect agreement imperfect.
  return { observed: disagreed ? observed.total : 1, expected: expected.total, rowMeans, columnMeans };
}

interface Spread {
  readonly cell: (i: number, j: number) => number;
  readonly kappa: number;
  readonly expected: number;
  readonly rowMeans: Float64Array;
  readonly columnMeans: Float64Array;
}

/**
 * The formula of Fleiss, Cohen & Everitt as a variance about its own mean: the terms average
 * kappa - pe (1 - kappa), so the subtraction can be made before the squares.
 */
function variance(shares: RatingShares, weights: AgreementWeights, spread: Spread): number {
  const { categories: k, n } = shares;
  const { cell, kappa, expected, rowMeans, columnMeans } = spread;
  const centre = kappa - expected * (1 - kappa);
  const squares = new CompensatedSum();
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      const means = floatAt(rowMeans, i) + floatAt(columnMeans, j);
      const term = agreementWeight(weights, i, j, k) - means * (1 - kappa) - centre;
      squares.add(cell(i, j) * term * term);
    }
  }
  return rootOf(squares.total, 1) / (Math.sqrt(n) * (1 - expected));
}

function oneCategory(margin: Float64Array): boolean {
  return margin.filter((share) => share > 0).length === 1;
}
