import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, requireFinite, requireLength } from '../numeric/argument.js';
import { MersenneTwister } from '../numeric/mersenne-twister.js';
import { substreamSeed } from '../numeric/rng.js';
import {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrapLimits,
  requireBootstrap,
} from './bootstrap-limits.js';
import { type Replicates, resampleSums } from './resample-sums.js';
import { type ClusterSums, jackknifeOfSums, sumByCluster, valueOfSums } from './sum-statistic.js';

/**
 * Cluster bootstrap of any statistic of rows: clusters are drawn with replacement, each with all its rows.
 *
 * Replicate r draws from its own stream, seeded by (seed + r) mod 2^32; index = floor(u G), one double a draw.
 *
 * @param clusters - the cluster id of each row; any integers
 * @param statistic - of rows by their number, drawn rows as often as they were drawn; null where it has no value. It
 *   must not keep the array
 * @param options - level, replicates, seed and method; BCa only for a smooth statistic
 * @returns limits, standard error, bias and how many resamples had no value; `insufficient` for fewer than 2 clusters,
 *   a statistic without a value, too many resamples without one, or resamples that are all equal
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source Davison & Hinkley 1997, Bootstrap Methods and their Application, section 3.8; Efron 1987, J Am Stat Assoc
 *   82:171-185 (BCa)
 */
export function clusterBootstrap(
  clusters: Int32Array,
  statistic: (rows: Int32Array) => number | null,
  options: BootstrapOptions,
): BootstrapInterval | Insufficient {
  requireBootstrap(options);
  const groups = rowsByCluster(clusters);
  const value = statistic(Int32Array.from(clusters.keys()));
  const reason = tooLittle(groups.length, value);
  if (reason !== null) return insufficient(reason);
  const drawn = new Int32Array(groups.length);
  let rows = new Int32Array(2 * clusters.length);
  const rng = new MersenneTwister(options.seed);
  const values = new Float64Array(options.replicates);
  let defined = 0;
  for (let r = 0; r < options.replicates; r++) {
    rng.reseed(substreamSeed(options.seed, r));
    rng.fillIndices(drawn, groups.length);
    const chosen = Array.from(drawn, (c) => groups[c] ?? NO_ROWS);
    const length = chosen.reduce((sum, group) => sum + group.length, 0);
    // Large clusters may be drawn more than once.
    if (length > rows.length) rows = new Int32Array(2 * length);
    let filled = 0;
    for (const group of chosen) {
      rows.set(group, filled);
      filled += group.length;
    }
    const found = statistic(rows.subarray(0, length));
    if (found !== null) values[defined++] = found;
  }
  const replicates: Replicates = {
    values: values.subarray(0, defined),
    undefinedCount: options.replicates - defined,
  };
  const jackknife = () => jackknifeOfRows(groups, clusters.length, statistic);
  return bootstrapLimits(value ?? 0, replicates, groups.length, options, jackknife);
}

/**
 * Cluster bootstrap of a statistic of sums (a ratio, the difference of two, quadratic kappa): from the clusters' totals,
 * without touching a row again.
 *
 * @param sums - of `sumByCluster`, or from `ratioSums`
 * @param options - as `clusterBootstrap`
 * @returns and throws as `clusterBootstrap`
 * @source as `clusterBootstrap`
 */
export function bootstrapSums(
  sums: ClusterSums,
  options: BootstrapOptions,
): BootstrapInterval | Insufficient {
  return limitsOfSums(sums, options, () =>
    resampleSums(sums, options.seed, { from: 0, to: options.replicates }),
  );
}

/** What `bootstrapSums` and its parallel twin share: the checks before, the limits after. */
export function limitsOfSums(
  sums: ClusterSums,
  options: BootstrapOptions,
  resample: () => Replicates,
): BootstrapInterval | Insufficient {
  requireBootstrap(options);
  const value = valueOfSums(sums);
  const reason = tooLittle(sums.clusters, value);
  if (reason !== null) return insufficient(reason);
  return bootstrapLimits(value ?? 0, resample(), sums.clusters, options, () => jackknifeOfSums(sums));
}

/**
 * Cluster bootstrap of a mean over cases (of a paired difference: give the differences).
 *
 * @param values - one per case, finite
 * @param clusters - the cluster id of each case, as long as `values`
 * @param options - as `clusterBootstrap`
 * @returns as `clusterBootstrap`: the mean over the cases of the clusters drawn
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE`, `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`
 * @source as `clusterBootstrap`
 */
export function bootstrapMean(
  values: Float64Array,
  clusters: Int32Array,
  options: BootstrapOptions,
): BootstrapInterval | Insufficient {
  return bootstrapSums(meanSums(values, clusters), options);
}

/** The sums of a mean: values, and 1 for each case. */
export function meanSums(values: Float64Array, clusters: Int32Array): ClusterSums {
  return ratioSums(values, new Float64Array(values.length).fill(1), clusters);
}

/**
 * The sums of a ratio of sums.
 *
 * @param numerators - one per case, finite
 * @param denominators - as long as `numerators`, finite
 * @param clusters - the cluster id of each case
 * @throws PreceptorError `STATS_BAD_LENGTH` or `STATS_BAD_VALUE`
 */
export function ratioSums(
  numerators: Float64Array,
  denominators: Float64Array,
  clusters: Int32Array,
): ClusterSums {
  requireLength(denominators.length, numerators.length, 'denominators');
  requireLength(clusters.length, numerators.length, 'clusters');
  requireFinite(numerators, 'numerators');
  requireFinite(denominators, 'denominators');
  return sumByCluster('ratio', clusters, (row, into) => {
    into[0] = floatAt(numerators, row);
    into[1] = floatAt(denominators, row);
  });
}

const NO_ROWS = new Int32Array(0);

function tooLittle(clusters: number, value: number | null): string | null {
  if (clusters < 2) return `a bootstrap needs at least 2 clusters, got ${clusters}`;
  return value === null ? 'the statistic has no value' : null;
}

function rowsByCluster(clusters: Int32Array): readonly Int32Array[] {
  const groups = new Map<number, number[]>();
  clusters.forEach((id, row) => {
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [row]);
    else group.push(row);
  });
  return [...groups.values()].map((rows) => Int32Array.from(rows));
}

function jackknifeOfRows(
  groups: readonly Int32Array[],
  n: number,
  statistic: (rows: Int32Array) => number | null,
): Float64Array | null {
  const values = new Float64Array(groups.length);
  const rest = new Int32Array(n);
  for (const [left, group] of groups.entries()) {
    let length = 0;
    for (const [c, rows] of groups.entries()) {
      if (c === left) continue;
      rest.set(rows, length);
      length += rows.length;
    }
    const value = statistic(rest.subarray(0, n - group.length));
    if (value === null) return null;
    values[left] = value;
  }
  return values;
}
