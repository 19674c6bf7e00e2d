import { PreceptorError } from '../../errors.js';
import { type Insufficient, insufficient } from '../interval.js';
import { floatAt, idAt, requireFinite, requireLength } from '../numeric/argument.js';

import { mersenneTwister, type SeededRng, substreamSeed } from '../numeric/rng.js';
import { CompensatedSum } from '../numeric/sum.js';
import {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrapLimits,
  requireBootstrap,
} from './bootstrap-limits.js';

/** One value per sample, with the case that it repeats and that case's cluster. */
export interface NestedSamples {
  /** Finite, any unit. */
  readonly values: Float64Array;
  /** The case id of each sample, as long as `values`; unique over clusters. */
  readonly cases: Int32Array;
  /** The cluster id of each sample, as long as `values`. */
  readonly clusters: Int32Array;
}

export interface NestedBootstrapOptions extends Omit<BootstrapOptions, 'method' | 'undefinedAbove'> {
  /** Clusters with replacement and then samples within cases, or samples within every case alone. */
  readonly draw: 'clusters-and-samples' | 'samples';
}

/**
 * Bootstrap of the mean of case means that draws samples again within cases: a study of generation noise, never a release
 * interval, for drawing at every level overstates the variance.
 *
 * `samples` keeps every case and shows what generation alone moves; `clusters-and-samples` draws clusters as
 * `clusterBootstrap` does and then samples within each case drawn. Replicate r draws from its own stream, seeded by
 * (seed + r) mod 2^32: first the clusters, then case by case the samples; index = floor(u K), one double a draw.
 *
 * @param data - values, cases and clusters of the samples
 * @param options - level, replicates, seed, and what is drawn
 * @returns the mean over cases of their means with percentile limits; `insufficient` for no cases, fewer than 2 clusters
 *   where clusters are drawn, or resamples that are all equal (no case has two different samples)
 * @throws PreceptorError `STATS_BAD_LENGTH`, `STATS_BAD_VALUE` (also for a case in two clusters), `STATS_BAD_COUNT` or
 *   `STATS_BAD_LEVEL`
 * @source Davison & Hinkley 1997, Bootstrap Methods and their Application, section 3.8
 */
export function nestedBootstrap(
  data: NestedSamples,
  options: NestedBootstrapOptions,
): BootstrapInterval | Insufficient {
  const limits: BootstrapOptions = { ...options, method: 'percentile' };
  requireBootstrap(limits);
  const tree = treeOf(data);
  const count = tree.length;
  if (count === 0) return insufficient('no cases');
  const drawsClusters = options.draw === 'clusters-and-samples';
  if (drawsClusters && count < 2) return insufficient(`a bootstrap needs at least 2 clusters, got ${count}`);
  const value = meanOfCases(tree.flat());
  const rng = mersenneTwister(options.seed);
  const drawn = Int32Array.from(tree.keys());
  const values = new Float64Array(options.replicates);
  for (let r = 0; r < options.replicates; r++) {
    rng.reseed(substreamSeed(options.seed, r));
    if (drawsClusters) rng.fillIndices(drawn, count);
    let sum = 0;
    let cases = 0;
    for (const c of drawn) {
      for (const samples of tree[c] ?? []) {
        sum += drawnMean(samples, rng);
        cases++;
      }
    }
    values[r] = sum / cases;
  }
  const found = bootstrapLimits(value, { values, undefinedCount: 0 }, count, limits, () => null);
  if (found.status === 'insufficient') return found;
  const what = drawsClusters ? 'of clusters and samples' : 'of samples within cases';
  return { ...found, method: `percentile bootstrap ${what}, ${options.replicates} resamples` };
}

/** Clusters of cases of samples, each in order of first appearance. */
function treeOf({ values, cases, clusters }: NestedSamples): readonly (readonly Float64Array[])[] {
  requireLength(cases.length, values.length, 'cases');
  requireLength(clusters.length, values.length, 'clusters');
  requireFinite(values, 'values');
  const samplesOf = new Map<number, { readonly cluster: number; readonly samples: number[] }>();
  values.forEach((value, i) => {
    const cluster = idAt(clusters, i);
    const found = samplesOf.get(idAt(cases, i)) ?? { cluster, samples: [] };
    samplesOf.set(idAt(cases, i), found);
    if (found.cluster !== cluster) {
      throw new PreceptorError(
        'STATS_BAD_VALUE',
        `cases[${i}]: case ${idAt(cases, i)} stands in the clusters ${found.cluster} and ${cluster}`,
      );
    }
    found.samples.push(value);
  });
  const tree = new Map<number, Float64Array[]>();
  for (const { cluster, samples } of samplesOf.values()) {
    const branch = tree.get(cluster) ?? [];
    tree.set(cluster, branch);
    branch.push(Float64Array.from(samples));
  }
  return [...tree.values()];
}

function meanOfCases(cases: readonly Float64Array[]): number {
  const total = new CompensatedSum();
  for (const samples of cases) {
    const sum = new CompensatedSum();
    for (const sample of samples) sum.add(sample);
    total.add(sum.total / samples.length);
  }
  return total.total / cases.length;
}

function drawnMean(samples: Float64Array, rng: SeededRng): number {
  let sum = 0;
  for (let k = 0; k < samples.length; k++) sum += floatAt(samples, Math.floor(rng.next() * samples.length));
  return sum / samples.length;
}
