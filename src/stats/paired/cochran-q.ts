import { PreceptorError } from '../../errors.js';
import { type Insufficient, insufficient } from '../interval.js';
import { at, floatAt, requireCount } from '../numeric/argument.js';
import { chiSquareSurvival } from '../numeric/chi-square.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';

/** Cochran's Q with the counts that it rests on. */
export interface CochranQ extends TestResult {
  readonly df: number;
  /** Cases. */
  readonly n: number;
  /** Cases on which the versions do not all agree; the others say nothing about a difference. */
  readonly discordant: number;
  /** Share of cases right per version, in the order of the columns. */
  readonly shares: readonly number[];
}

/**
 * Cochran's Q: whether three or more versions are right equally often on the same cases.
 *
 * Q = (k - 1) (k sum of C_j^2 - T^2) / (k T - sum of R_i^2) with column totals C, row totals R and their sum T.
 * With two versions it is McNemar's chi-square without continuity correction.
 *
 * @param outcomes - 0 or 1 by case and version, row by row: `outcomes[case * versions + version]`; independent cases
 * @param versions - k, integer >= 2
 * @returns chi-square on k - 1 degrees of freedom, an approximation that asks for k times `discordant` >= 24;
 *   `insufficient` without a case, or where the versions agree on every case
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH` where rows are not whole, `STATS_BAD_VALUE` for a value
 *   that is neither 0 nor 1
 * @source Cochran 1950, Biometrika 37:256-266
 */
export function cochranQ(outcomes: Uint8Array, versions: number): CochranQ | Insufficient {
  requireCount(versions, 'versions', 2);
  if (outcomes.length % versions !== 0) {
    throw new PreceptorError(
      'STATS_BAD_LENGTH',
      `outcomes: expected a multiple of ${versions} elements, got ${outcomes.length}`,
    );
  }
  const n = outcomes.length / versions;
  if (n === 0) return insufficient('no case');
  const columns = new Float64Array(versions);
  let informative = 0;
  let discordant = 0;
  for (let i = 0; i < n; i++) {
    const row = addRow(columns, outcomes, i);
    informative += row * (versions - row);
    if (row > 0 && row < versions) discordant += 1;
  }
  if (discordant === 0) return insufficient('the versions agree on every case');
  const total = columns.reduce((sum, column) => sum + column, 0);
  // k sum of C_j^2 - T^2 = k sum of (C_j - T/k)^2.
  const spread = new CompensatedSum();
  for (const column of columns) spread.add((column - total / versions) ** 2);
  const statistic = ((versions - 1) * versions * spread.total) / informative;
  return {
    status: 'estimated',
    statistic,
    p: chiSquareSurvival(statistic, versions - 1),
    df: versions - 1,
    method: "Cochran's Q",
    n,
    discordant,
    shares: Array.from(columns, (column) => column / n),
  };
}

/** Adds one case to the column totals; the row total. */
function addRow(columns: Float64Array, outcomes: Uint8Array, row: number): number {
  let total = 0;
  for (let j = 0; j < columns.length; j++) {
    const index = row * columns.length + j;
    const value = at(outcomes, index);
    if (value > 1) {
      throw new PreceptorError('STATS_BAD_VALUE', `outcomes[${index}]: expected 0 or 1, got ${value}`);
    }
    total += value;
    columns[j] = floatAt(columns, j) + value;
  }
  return total;
}
