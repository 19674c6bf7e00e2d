import { Worker } from 'node:worker_threads';
import { PreceptorError } from '../../errors.js';
import type { Insufficient } from '../interval.js';
import { requireCount } from '../numeric/argument.js';
import { type BootstrapInterval, type BootstrapOptions, requireBootstrap } from './bootstrap-limits.js';
import type { BootstrapShare } from './bootstrap-worker.js';
import { bootstrapSums, limitsOfSums } from './cluster-bootstrap.js';
import type { Replicates } from './resample-sums.js';
import type { ClusterSums } from './sum-statistic.js';

/** Worker threads that share the replicates of a bootstrap. */
export interface BootstrapPool {
  /** `bootstrapSums`, the same to the last digit for any number of workers; calls wait for each other. */
  bootstrapSums(sums: ClusterSums, options: BootstrapOptions): Promise<BootstrapInterval | Insufficient>;
  close(): Promise<void>;
}

/** From sources (tests) the built worker is used: Node runs no TypeScript. */
const WORKER_FILE = import.meta.url.endsWith('.ts')
  ? '../../../dist/stats/bootstrap/bootstrap-worker.js'
  : './bootstrap-worker.js';

/**
 * Starts worker threads for large bootstraps; the caller closes the pool.
 *
 * @param workers - threads, integer, 1 <= workers <= 64
 * @throws PreceptorError `STATS_BAD_COUNT`; the pool's calls throw as `bootstrapSums`, and `ENVIRONMENT` where a thread ends
 */
export function openBootstrapPool(workers: number): BootstrapPool {
  requireCount(workers, 'workers', 1, 64);
  const threads = Array.from({ length: workers }, () => new Worker(new URL(WORKER_FILE, import.meta.url)));
  for (const thread of threads) thread.unref();
  let open = true;
  let last: Promise<unknown> = Promise.resolve();
  // A thread that has ended answers nothing, ever.
  for (const thread of threads) {
    thread.once('exit', () => {
      open = false;
    });
  }
  async function run(
    sums: ClusterSums,
    options: BootstrapOptions,
  ): Promise<BootstrapInterval | Insufficient> {
    // One stream for all replicates cannot be shared out.
    if (options.stream === 'single') return bootstrapSums(sums, options);
    if (!open)
      throw new PreceptorError('ENVIRONMENT', 'the bootstrap pool is closed, or a worker of it ended');
    const size = Math.ceil(options.replicates / workers);
    const from = (w: number) => Math.min(options.replicates, w * size);
    const share = (w: number) => ({ sums, seed: options.seed, range: { from: from(w), to: from(w + 1) } });
    const parts = await Promise.all(threads.map((thread, w) => ask(thread, share(w))));
    return limitsOfSums(sums, options, () => joined(parts));
  }
  return {
    async bootstrapSums(sums, options) {
      requireBootstrap(options);
      const found = last.then(() => run(sums, options));
      last = found.catch(() => null);
      return found;
    },
    async close() {
      open = false;
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

function ask(thread: Worker, share: BootstrapShare): Promise<Replicates> {
  return new Promise((resolve, reject) => {
    const ended = (error: unknown) => {
      thread.off('message', received);
      reject(
        new PreceptorError('ENVIRONMENT', 'a bootstrap worker ended before its answer', { cause: error }),
      );
    };
    const received = (replicates: Replicates) => {
      thread.off('error', ended);
      thread.off('exit', ended);
      thread.unref();
      resolve(replicates);
    };
    thread.ref();
    thread.once('message', received);
    thread.once('error', ended);
    thread.once('exit', ended);
    thread.postMessage(share);
  });
}

function joined(parts: readonly Replicates[]): Replicates {
  const values = new Float64Array(parts.reduce((length, part) => length + part.values.length, 0));
  let filled = 0;
  for (const part of parts) {
    values.set(part.values, filled);
    filled += part.values.length;
  }
  return { values, undefinedCount: parts.reduce((sum, part) => sum + part.undefinedCount, 0) };
}
