import { describe, expect, test } from 'vitest';
import { bootstrapSums, clusterBootstrap } from '../../src/stats/bootstrap/cluster-bootstrap.js';
import { type SumStatisticName, sumByCluster, valueOfSums } from '../../src/stats/bootstrap/sum-statistic.js';
import { expectClose, printDifferences, readReference } from './reference.js';

interface KappaRow {
  readonly statistic: SumStatisticName;
  readonly clusters: readonly number[];
  readonly reference: readonly number[];
  readonly new: readonly number[];
  readonly old: readonly number[];
  readonly seed: number;
  readonly replicates: number;
  readonly level: number;
  readonly method: 'percentile' | 'bca';
  readonly value: number;
  readonly undefined: number;
  readonly se: number;
  readonly bias: number;
  readonly lower: number;
  readonly upper: number;
}

const TOLERANCE = 1e-9;

printDifferences();

/** n, reference, assigned, their squares and their product, of either version; ratings times `unit`. */
function sumsOf(row: KappaRow, clusters: Int32Array, rows: Int32Array, unit = 1) {
  const rating = (ratings: readonly number[], i: number) => unit * (ratings[rows[i] ?? 0] ?? 0);
  return sumByCluster(row.statistic, clusters, (i, into) => {
    const r = rating(row.reference, i);
    const [a, b] = [rating(row.new, i), rating(row.old, i)];
    into.set([1, r, a, r * r, a * a, r * a, 1, r, b, r * r, b * b, r * b].slice(0, into.length));
  });
}

describe('quadratic kappa by cluster bootstrap against cohen_kappa_score on the same resamples', () => {
  const { rows } = readReference<{ readonly rows: readonly KappaRow[] }>('bootstrap-kappa.json');

  test.each(rows)('$statistic, $method, seed $seed', (row) => {
    const clusters = Int32Array.from(row.clusters);
    const all = Int32Array.from(clusters.keys());
    const { level, replicates, seed, method } = row;
    const options = { level, replicates, seed, method, undefinedAbove: 0.9 };
    const found = bootstrapSums(sumsOf(row, clusters, all), options);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found).toMatchObject({
      undefinedReplicates: row.undefined,
      replicates: row.replicates - row.undefined,
    });
    for (const key of ['value', 'se', 'bias', 'lower', 'upper'] as const)
      expectClose(found[key], row[key], TOLERANCE, `${row.statistic}.${key}`);

    // Rows one by one: the resample's own sums, without clusters.
    const byRows = clusterBootstrap(
      clusters,
      (drawn) => valueOfSums(sumsOf(row, new Int32Array(drawn.length), drawn)),
      options,
    );
    expect(byRows).toEqual(found);

    // Thirds and tenths are no exact doubles: what has no kappa in whole numbers has none in them.
    for (const unit of [1 / 3, 0.1]) {
      const scaled = bootstrapSums(sumsOf(row, clusters, all, unit), options);
      if (scaled.status === 'insufficient') throw new Error(scaled.reason);
      expect(scaled.undefinedReplicates).toBe(row.undefined);
      expectClose(scaled.lower, row.lower, TOLERANCE, `${row.statistic}.scaled`);
      expectClose(scaled.upper, row.upper, TOLERANCE, `${row.statistic}.scaled`);
    }
  });
});
