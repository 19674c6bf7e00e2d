import type { BootstrapInterval, BootstrapOptions } from '../bootstrap/bootstrap-limits.js';
import { bootstrapSums } from '../bootstrap/cluster-bootstrap.js';
import { sumByCluster } from '../bootstrap/sum-statistic.js';
import type { Insufficient } from '../interval.js';
import { at, requireCount, requireLength } from '../numeric/argument.js';
import { levelTable, requireSquare } from './level-table.js';
import type { AssignedCases } from './misassignment-intervals.js';

/**
 * Quadratically weighted kappa of a table of counts: agreement beyond chance on an ordinal scale.
 *
 * 1 - sum of n_ij (i - j)^2 / (sum of r_i c_j (i - j)^2 / n), with row totals r, column totals c.
 *
 * @param counts - square table, at least 2 levels; integers >= 0
 * @returns the value, <= 1; null where it is undefined: no case, or every case in one level of both margins
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_COUNT`
 * @source Cohen 1968, Psychol Bull 70:213-220
 */
export function quadraticKappa(counts: readonly (readonly number[])[]): number | null {
  const levels = counts.length;
  requireCount(levels, 'number of levels', 2, 1000);
  requireSquare(counts, levels, 'counts');
  const rows = new Float64Array(levels);
  const columns = new Float64Array(levels);
  let observed = 0;
  let n = 0;
  counts.forEach((row, i) => {
    row.forEach((cases, j) => {
      requireCount(cases, `counts[${i}][${j}]`);
      rows[i] = at(rows, i) + cases;
      columns[j] = at(columns, j) + cases;
      observed += cases * (i - j) ** 2;
      n += cases;
    });
  });
  let expected = 0;
  rows.forEach((row, i) => {
    columns.forEach((column, j) => {
      expected += row * column * (i - j) ** 2;
    });
  });
  return expected === 0 ? null : 1 - (observed * n) / expected;
}

/**
 * Quadratically weighted kappa with its cluster bootstrap interval, among the cases that have an output.
 *
 * @param cases - of one named scale; cases without output are left out and stand in `misassignment`
 * @param options - as `clusterBootstrap`
 * @returns the interval; `insufficient` for fewer than 2 clusters with an output, where kappa is undefined, in the
 *   cases or in too many resamples, and where no resample differs, as in perfect agreement
 * @throws PreceptorError as `levelTable` and `clusterBootstrap`
 * @source Cohen 1968, Psychol Bull 70:213-220; Efron 1987, J Am Stat Assoc 82:171-185
 */
export function quadraticKappaInterval(
  cases: AssignedCases,
  options: BootstrapOptions,
): BootstrapInterval | Insufficient {
  const { reference, assigned, clusters, levels } = cases;
  levelTable(reference, assigned, levels);
  requireLength(clusters.length, reference.length, 'clusters');
  const pairs = reference.flatMap((r, i) => {
    const a = assigned[i] ?? null;
    return a === null ? [] : [[r, a] as const];
  });
  const kept = clusters.filter((_, i) => (assigned[i] ?? null) !== null);
  const sums = sumByCluster('quadratic-kappa', kept, (row, into) => {
    const [r, a] = pairs[row] ?? [0, 0];
    into.set([1, r, a, r * r, a * a, r * a]);
  });
  return bootstrapSums(sums, options);
}
