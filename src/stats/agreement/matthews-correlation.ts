import { type Insufficient, insufficient } from '../interval.js';
import { at, requireCount, requireLevel } from '../numeric/argument.js';
import { type Coefficient, fisherInterval } from './coefficient.js';

/** A 2 x 2 table of predictions against the truth; integers >= 0. */
export interface ConfusionCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Matthews' correlation coefficient of a 2 x 2 table. */
export interface MatthewsCorrelation extends Coefficient {
  readonly n: number;
  /** Standard error of the coefficient by the delta method. */
  readonly se: number;
}

/**
 * Matthews' correlation coefficient, the phi of a 2 x 2 table: (tp tn - fp fn) / sqrt of the product of the margins.
 *
 * The interval is Fisher's z with the multinomial delta-method variance: with cell shares p, row r and column c
 * of a cell and D = sqrt of the margin shares' product, d phi / d p_rc = (+-p_opposite) / D - phi / 2 (1 / p_r. +
 * 1 / p_.c).
 *
 * @param counts - independent units; integers >= 0
 * @param level - two-sided coverage, 0 < level < 1
 * @returns phi in [-1, 1]; the interval is `insufficient` at -1 and 1; all is `insufficient` where a margin is empty
 *   (no positive or no negative, predicted or true)
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Matthews 1975, Biochim Biophys Acta 405:442-451; variance by Bishop, Fienberg & Holland 1975,
 *   Discrete Multivariate Analysis, section 11.3 (the same delta method in closed form)
 */
export function matthewsCorrelation(
  counts: ConfusionCounts,
  level: number,
): MatthewsCorrelation | Insufficient {
  requireLevel(level, 'level');
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = counts;
  const cells = [truePositives, falsePositives, falseNegatives, trueNegatives];
  const names = ['truePositives', 'falsePositives', 'falseNegatives', 'trueNegatives'];
  cells.forEach((cell, i) => {
    requireCount(cell, names[i] ?? 'counts');
  });
  const n = cells.reduce((sum, cell) => sum + cell, 0);
  const p = cells.map((cell) => (n === 0 ? 0 : cell / n));
  const rows = [at(p, 0) + at(p, 1), at(p, 2) + at(p, 3)];
  const columns = [at(p, 0) + at(p, 2), at(p, 1) + at(p, 3)];
  if ([...rows, ...columns].some((margin) => margin === 0)) {
    return insufficient('one class is empty, predicted or true');
  }
  const root = Math.sqrt(at(rows, 0) * at(rows, 1)) * Math.sqrt(at(columns, 0) * at(columns, 1));
  const value = phiOf(p, root);
  let mean = 0;
  const slopes = p.map((share, cell) => {
    const row = Math.floor(cell / 2);
    const column = cell % 2;
    const sign = row === column ? 1 : -1;
    // A margin's share is the sum of its two cells: phi, so written, is homogeneous and the slopes have mean 0.
    const margins = 1 / at(rows, row) + 1 / at(columns, column);
    const slope = (sign * at(p, 3 - cell)) / root - (value / 2) * margins;
    mean += share * slope;
    return slope;
  });
  const variance = p.reduce((sum, share, cell) => sum + share * (at(slopes, cell) - mean) ** 2, 0);
  const se = Math.abs(value) === 1 ? 0 : Math.sqrt(variance / n);
  const method = "Matthews' correlation, delta method on Fisher's z";
  const interval = fisherInterval(value, se / ((1 - value) * (1 + value)), level, method);
  return { status: 'estimated', value, interval, n, se };
}

/** Exactly 1 or -1 where one diagonal is empty. */
function phiOf(p: readonly number[], root: number): number {
  if (at(p, 1) === 0 && at(p, 2) === 0) return 1;
  if (at(p, 0) === 0 && at(p, 3) === 0) return -1;
  return Math.max(-1, Math.min(1, (at(p, 0) * at(p, 3) - at(p, 1) * at(p, 2)) / root));
}
