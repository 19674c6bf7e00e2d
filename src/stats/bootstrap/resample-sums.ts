import { floatAt, idAt } from '../numeric/argument.js';

import { mersenneTwister, substreamSeed } from '../numeric/rng.js';
import type { BootstrapStream } from './bootstrap-limits.js';
import { type ClusterSums, SUM_STATISTICS } from './sum-statistic.js';

/** Replicates `from` to `to` (exclusive) of a bootstrap. */
export interface ReplicateRange {
  readonly from: number;
  readonly to: number;
}

/** Values of a range of replicates; those of replicates without a value are left out. */
export interface Replicates {
  readonly values: Float64Array;
  readonly undefinedCount: number;
}

/**
 * Draws clusters with replacement and computes the statistic of their sums, replicate by replicate.
 *
 * index = floor(u G), one double a draw. A single stream begins with the first replicate of the range.
 */
export function resampleSums(
  sums: ClusterSums,
  seed: number,
  { from, to }: ReplicateRange,
  stream: BootstrapStream = 'replicate',
): Replicates {
  const { of, sums: width } = SUM_STATISTICS[sums.statistic];
  const { clusters, totals } = sums;
  const indices = new Int32Array(clusters);
  const drawn = new Float64Array(width);
  const values = new Float64Array(to - from);
  const rng = mersenneTwister(seed);
  const addAll = width === 2 ? addPairs : addWide;
  let defined = 0;
  for (let r = from; r < to; r++) {
    if (stream === 'replicate') rng.reseed(substreamSeed(seed, r));
    rng.fillIndices(indices, clusters);
    addAll(totals, indices, drawn);
    const value = of(drawn);
    if (value !== null) values[defined++] = value;
  }
  return { values: values.subarray(0, defined), undefinedCount: to - from - defined };
}

function addWide(totals: Float64Array, indices: Int32Array, drawn: Float64Array): void {
  const width = drawn.length;
  drawn.fill(0);
  for (let i = 0; i < indices.length; i++) {
    const start = idAt(indices, i) * width;
    for (let k = 0; k < width; k++) drawn[k] = floatAt(drawn, k) + floatAt(totals, start + k);
  }
}

/**
 * Two sums, the commonest case, each in two parts: an addition need not wait for the one before. Indices are within, as
 * drawn: `?? 0` never comes true, and a check would cost half of the loop.
 */
function addPairs(totals: Float64Array, indices: Int32Array, drawn: Float64Array): void {
  let [first, second] = [0, 0];
  let [third, fourth] = [0, 0];
  const even = indices.length & ~1;
  for (let i = 0; i < even; i += 2) {
    const here = 2 * (indices[i] ?? 0);
    const next = 2 * (indices[i + 1] ?? 0);
    first += totals[here] ?? 0;
    second += totals[here + 1] ?? 0;
    third += totals[next] ?? 0;
    fourth += totals[next + 1] ?? 0;
  }
  const last = even < indices.length ? 2 * idAt(indices, even) : -1;
  drawn[0] = first + third + (last < 0 ? 0 : floatAt(totals, last));
  drawn[1] = second + fourth + (last < 0 ? 0 : floatAt(totals, last + 1));
}
