import { parentPort } from 'node:worker_threads';
import { type ReplicateRange, resampleSums } from './resample-sums.js';
import type { ClusterSums } from './sum-statistic.js';

/** One worker's share of a bootstrap. */
export interface BootstrapShare {
  readonly sums: ClusterSums;
  readonly seed: number;
  readonly range: ReplicateRange;
}

parentPort?.on('message', ({ sums, seed, range }: BootstrapShare) => {
  parentPort?.postMessage(resampleSums(sums, seed, range));
});
