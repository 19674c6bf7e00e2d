import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireLength, requireLevel } from '../numeric/argument.js';
import type { Coefficient } from './coefficient.js';
import { cohenKappa, kappaOf } from './cohen-kappa.js';
import { indexUnits } from './rating-counts.js';
import { type RatingShares, ratingTable } from './rating-table.js';
import { type UnitBootstrap, unitBootstrap } from './unit-bootstrap.js';
import type { AgreementWeights } from './weights.js';

/** Cohen's kappa whose interval comes from resampling clusters. */
export interface ClusteredKappa extends Coefficient {
  readonly n: number;
  readonly clusters: number;
  readonly undefinedReplicates: number;
}

/** Two raters' categories of the same units, in clusters. */
export interface ClusteredRatings {
  /** Category of each unit by either rater; integers in [0, categories - 1]. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** The cluster id of each unit (criteria of one case share theirs). */
  readonly clusters: Int32Array;
  readonly categories: number;
}

/**
 * Cohen's kappa where several units belong to one case: the value of `cohenKappa`, the interval by resampling clusters.
 *
 * @param ratings - both raters' categories and the clusters, of equal length
 * @param weights - as `cohenKappa`
 * @param bootstrap - replicates (10,000 by default of the methods) and a seeded generator
 * @param level - two-sided coverage, 0 < level < 1
 * @returns kappa with a percentile interval; `insufficient` as `cohenKappa`; the interval alone for one cluster or
 *   where resamples have no value or no spread
 * @throws PreceptorError `STATS_BAD_COUNT`, `STATS_BAD_LENGTH`, `STATS_BAD_LEVEL` or `STATS_BAD_VALUE`
 * @source Cohen 1968, Psychol Bull 70:213-220; Efron 1979, Ann Stat 7:1-26
 */
export function clusteredKappa(
  ratings: ClusteredRatings,
  weights: AgreementWeights,
  bootstrap: UnitBootstrap,
  level: number,
): ClusteredKappa | Insufficient {
  requireLevel(level, 'level');
  const { first, second, clusters, categories } = ratings;
  requireLength(clusters.length, first.length, 'clusters');
  const plain = cohenKappa(ratingTable(first, second, categories), weights, level);
  if (plain.status === 'insufficient') return plain;
  const { count, index } = indexUnits(clusters);
  const { status, value, n } = plain;
  if (count < 2) {
    const interval = insufficient(`a bootstrap over clusters needs at least 2, got ${count}`);
    return { status, value, n, clusters: count, interval, undefinedReplicates: 0 };
  }
  const resampled = (drawn: Float64Array) => kappaOf(drawnShares(ratings, index, drawn), weights);
  return { status, value, n, clusters: count, ...unitBootstrap(value, count, resampled, bootstrap, level) };
}

function drawnShares(ratings: ClusteredRatings, cluster: Int32Array, drawn: Float64Array): RatingShares {
  const { first, second, categories: k } = ratings;
  const cells = new Float64Array(k * k);
  let n = 0;
  for (let i = 0; i < first.length; i++) {
    const times = floatAt(drawn, idAt(cluster, i));
    const cell = idAt(first, i) * k + idAt(second, i);
    cells[cell] = floatAt(cells, cell) + times;
    n += times;
  }
  const rows = new Float64Array(k);
  const columns = new Float64Array(k);
  for (let cell = 0; cell < cells.length; cell++) {
    const share = floatAt(cells, cell) / n;
    const row = Math.floor(cell / k);
    cells[cell] = share;
    rows[row] = floatAt(rows, row) + share;
    columns[cell % k] = floatAt(columns, cell % k) + share;
  }
  return { n, categories: k, cells, rows, columns };
}
