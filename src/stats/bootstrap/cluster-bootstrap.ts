import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireFinite, requireLength } from '../numeric/argument.js';

import { mersenneTwister, substreamSeed } from '../numeric/rng.js';
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
 * @throws PreceptorError `STATS_BAD_COUNT` or `STATS_BAD_LEVEL`, or `STATS_BAD_VALUE` for a statistic that is not finite
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
  const reason = tooLittle(groups.count, value);
  if (reason !== null) return insufficient(reason);
  const drawn = new Int32Array(groups.count);
  let rows = new Int32Array(2 * clusters.length);
  const rng = mersenneTwister(options.seed);
  const values = new Float64Array(options.replicates);
  let defined = 0;
  for (let r = 0; r < options.replicates; r++) {
    if (options.stream !== 'single') rng.reseed(substreamSeed(options.seed, r));
    rng.fillIndices(drawn, groups.count);
    const length = rowsOf(groups, drawn);
    // Large clusters may be drawn more than once.
    if (length > rows.length) rows = new Int32Array(2 * length);
    fillRows(groups, drawn, rows);
    const found = statistic(rows.subarray(0, length));
    if (found !== null) values[defined++] = found;
  }
  const replicates: Replicates = {
    values: values.subarray(0, defined),
    undefinedCount: options.replicates - defined,
  };
  const jackknife = () => jackknifeOfRows(groups, clusters.length, statistic);
  return bootstrapLimits(value ?? Number.NaN, replicates, groups.count, options, jackknife);
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
    resampleSums(sums, options.seed, { from: 0, to: options.replicates }, options.stream),
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
  return bootstrapLimits(value ?? Number.NaN, resample(), sums.clusters, options, () =>
    jackknifeOfSums(sums),
  );
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

function tooLittle(clusters: number, value: number | null): string | null {
  if (clusters < 2) return `a bootstrap needs at least 2 clusters, got ${clusters}`;
  return value === null ? 'the statistic has no value' : null;
}

/** Rows in the order of their clusters: those of cluster c stand from starts[c] to starts[c + 1]. */
interface ClusterRows {
  readonly count: number;
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

function rowsByCluster(clusters: Int32Array): ClusterRows {
  const indexOf = new Map<number, number>();
  for (const id of clusters) if (!indexOf.has(id)) indexOf.set(id, indexOf.size);
  const index = clusters.map((id) => indexOf.get(id) ?? 0);
  const starts = new Int32Array(indexOf.size + 1);
  for (const c of index) starts[c + 1] = idAt(starts, c + 1) + 1;
  for (let c = 0; c < indexOf.size; c++) starts[c + 1] = idAt(starts, c + 1) + idAt(starts, c);
  const next = starts.slice();
  const rows = new Int32Array(clusters.length);
  for (let row = 0; row < index.length; row++) {
    const at = idAt(next, idAt(index, row));
    rows[at] = row;
    next[idAt(index, row)] = at + 1;
  }
  return { count: indexOf.size, starts, rows };
}

function rowsOf({ starts }: ClusterRows, drawn: Int32Array): number {
  let length = 0;
  for (let i = 0; i < drawn.length; i++) {
    const c = idAt(drawn, i);
    length += idAt(starts, c + 1) - idAt(starts, c);
  }
  return length;
}

function fillRows({ starts, rows }: ClusterRows, drawn: Int32Array, into: Int32Array): void {
  let filled = 0;
  for (let i = 0; i < drawn.length; i++) {
    const c = idAt(drawn, i);
    for (let at = idAt(starts, c); at < idAt(starts, c + 1); at++) into[filled++] = idAt(rows, at);
  }
}

function jackknifeOfRows(
  groups: ClusterRows,
  n: number,
  statistic: (rows: Int32Array) => number | null,
): Float64Array | null {
  const values = new Float64Array(groups.count);
  const others = new Int32Array(groups.count - 1);
  const rest = new Int32Array(n);
  for (let left = 0; left < groups.count; left++) {
    for (let c = 0; c < others.length; c++) others[c] = c < left ? c : c + 1;
    fillRows(groups, others, rest);
    const value = statistic(rest.subarray(0, rowsOf(groups, others)));
    if (value === null) return null;
    values[left] = value;
  }
  return values;
}
