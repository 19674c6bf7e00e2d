import { describe, expect, test } from 'vitest';
import type { BootstrapOptions } from '../../../src/stats/bootstrap/bootstrap-limits.js';
import { openBootstrapPool } from '../../../src/stats/bootstrap/bootstrap-pool.js';
import { bootstrapSums, meanSums, ratioSums } from '../../../src/stats/bootstrap/cluster-bootstrap.js';

const OPTIONS: BootstrapOptions = { level: 0.95, replicates: 1001, seed: 0xfffffff0, method: 'bca' };
const values = Float64Array.from({ length: 300 }, (_, i) => Math.sin(i * i) + i / 100);
const clusters = Int32Array.from({ length: 300 }, (_, i) => (i * 7) % 60);

describe('a pool of worker threads', () => {
  test.each([1, 2, 3])('of %s gives what one thread gives, to the last digit', async (workers) => {
    const pool = openBootstrapPool(workers);
    try {
      const mean = meanSums(values, clusters);
      expect(await pool.bootstrapSums(mean, OPTIONS)).toEqual(bootstrapSums(mean, OPTIONS));
      // Some denominators are 0: so are some resamples without a value, in every share.
      const sparse = values.map((_, i) => (i === 4 ? 1 : 0));
      const rare = ratioSums(sparse, sparse, clusters);
      const options: BootstrapOptions = { ...OPTIONS, method: 'percentile', undefinedAbove: 0.9 };
      expect(await pool.bootstrapSums(rare, options)).toEqual(bootstrapSums(rare, options));
    } finally {
      await pool.close();
    }
  });

  test('calls that overlap do not mix, more workers than resamples are no harm, a single stream stays one', async () => {
    const pool = openBootstrapPool(2);
    try {
      const first = meanSums(values, clusters);
      const second = meanSums(
        values.map((value) => -value),
        clusters,
      );
      const single: BootstrapOptions = { ...OPTIONS, stream: 'single' };
      const found = await Promise.all([
        pool.bootstrapSums(first, OPTIONS),
        pool.bootstrapSums(second, OPTIONS),
        pool.bootstrapSums(first, single),
      ]);
      expect(found).toEqual([
        bootstrapSums(first, OPTIONS),
        bootstrapSums(second, OPTIONS),
        bootstrapSums(first, single),
      ]);
    } finally {
      await pool.close();
    }
  });

  test('a closed pool answers with an error, not never', async () => {
    const pool = openBootstrapPool(1);
    await pool.close();
    await expect(pool.bootstrapSums(meanSums(values, clusters), OPTIONS)).rejects.toThrow(
      expect.objectContaining({ code: 'ENVIRONMENT' }),
    );
  });

  test.each([0, 65, 1.5])('refuses %s workers', (workers) => {
    expect(() => openBootstrapPool(workers)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });
});
