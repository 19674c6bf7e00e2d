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

/** Two sums, the commonest case, stay in registers. */
function addPairs(totals: Float64Array, indices: Int32Array, drawn: Float64Array): void {
  let first = 0;
  let second = 0;
  for (let i = 0; i < indices.length; i++) {
    const start = 2 * idAt(indices, i);
    first += floatAt(totals, start);
    second += floatAt(totals, start + 1);
  }
  drawn[0] = first;
  drawn[1] = second;
}
