import { cellOf, type Margins, squareMarginsOf, type Table } from '../contingency/table.js';
import { type Insufficient, insufficient } from '../interval.js';
import { chiSquareSurvival } from '../numeric/chi-square.js';
import { CompensatedSum } from '../numeric/sum.js';
import type { TestResult } from '../test-result.js';

/** The Stuart-Maxwell test with the categories that it rests on. */
export interface StuartMaxwell extends TestResult {
  readonly df: number;
  /** Cases. */
  readonly n: number;
  /** new - old share of each category. */
  readonly differences: readonly number[];
  /** Categories that no discordant case enters or leaves, left out; 0-based. */
  readonly droppedCategories: readonly number[];
}

/**
 * Stuart-Maxwell test of marginal homogeneity of a k x k table: whether each category is as frequent under both
 * versions.
 *
 * d' S^-1 d with d_i = n_i. - n_.i, S_ii = n_i. + n_.i - 2 n_ii and S_ij = -(n_ij + n_ji), one category left out.
 * With two categories it is McNemar's chi-square without continuity correction.
 *
 * S is the Laplacian of the graph whose edges are the discordant cases, so its rank is the number of categories
 * less that of connected components: one category a component is left out, and a category without a discordant case
 * drops out whole.
 *
 * @param table - independent cases by the old (row) and the new (column) category; integers >= 0, k >= 2
 * @returns chi-square on k - 1 degrees of freedom, on fewer where S is singular; dropped categories are named;
 *   `insufficient` without a discordant case
 * @throws PreceptorError `STATS_BAD_COUNT`, or `STATS_BAD_LENGTH` for a table that is not square
 * @source Stuart 1955, Biometrika 42:412-416; Maxwell 1970, Br J Psychiatry 116:651-655
 */
export function stuartMaxwell(table: Table): StuartMaxwell | Insufficient {
  const margins = squareMarginsOf(table);
  const components = componentsOf(table);
  const sum = new CompensatedSum();
  let df = 0;
  for (const [, ...kept] of components) {
    df += kept.length;
    sum.add(quadraticForm(table, margins, kept));
  }
  if (df === 0) return insufficient('no discordant case');
  return {
    status: 'estimated',
    statistic: sum.total,
    p: chiSquareSurvival(sum.total, df),
    df,
    method: 'Stuart-Maxwell marginal homogeneity',
    n: margins.total,
    differences: margins.rows.map((row, i) => ((margins.columns[i] ?? 0) - row) / margins.total),
    droppedCategories: components.flatMap((component) => (component.length === 1 ? component : [])),
  };
}

/** Categories that discordant cases connect, each component in ascending order. */
function componentsOf(table: Table): readonly (readonly number[])[] {
  const seen = new Set<number>();
  const components: number[][] = [];
  for (let start = 0; start < table.length; start++) {
    if (seen.has(start)) continue;
    seen.add(start);
    const component = [start];
    // The list grows while it is walked.
    for (const here of component) {
      for (let next = 0; next < table.length; next++) {
        if (seen.has(next) || cellOf(table, here, next) + cellOf(table, next, here) === 0) continue;
        seen.add(next);
        component.push(next);
      }
    }
    components.push(component.sort((a, b) => a - b));
  }
  return components;
}

/**
 * d' S^-1 d over the kept categories, by elimination without pivoting: S is positive definite and diagonally dominant.
 *
 * With S = L D L', it is the sum of y_i^2 / D_i where L y = d.
 */
function quadraticForm(table: Table, margins: Margins, kept: readonly number[]): number {
  const left = kept.map((i) =>
    kept.map((j) =>
      i === j
        ? (margins.rows[i] ?? 0) + (margins.columns[i] ?? 0) - 2 * cellOf(table, i, i)
        : -cellOf(table, i, j) - cellOf(table, j, i),
    ),
  );
  const right = kept.map((i) => (margins.rows[i] ?? 0) - (margins.columns[i] ?? 0));
  const sum = new CompensatedSum();
  left.forEach((pivotRow, p) => {
    const pivot = pivotRow[p] ?? 0;
    const y = right[p] ?? 0;
    sum.add((y * y) / pivot);
    for (let i = p + 1; i < left.length; i++) {
      const row = left[i] ?? [];
      const factor = (row[p] ?? 0) / pivot;
      right[i] = (right[i] ?? 0) - factor * y;
      for (let j = p; j < row.length; j++) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    }
  });
  return sum.total;
}
