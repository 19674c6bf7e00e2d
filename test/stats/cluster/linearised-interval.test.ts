import { describe, expect, test } from 'vitest';
import { clusterMean, linearisedInterval, studentTQuantile } from '../../../src/stats/index.js';

const of = (influences: readonly number[], clusters: readonly number[], level = 0.95) =>
  linearisedInterval(0.5, Float64Array.from(influences), Int32Array.from(clusters), level, 'by hand');

describe('linearisedInterval', () => {
  test('cluster totals 0.3, -0.1 and -0.2: SE² = 3/2 (0.09 + 0.01 + 0.04) = 0.21, t on 2', () => {
    const found = of([0.1, 0.2, -0.1, -0.3, 0.1], [7, 7, 3, 9, 9]);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found.se).toBeCloseTo(Math.sqrt(0.21), 12);
    const half = studentTQuantile(0.975, 2) * Math.sqrt(0.21);
    expect(found.lower).toBeCloseTo(0.5 - half, 12);
    expect(found.upper).toBeCloseTo(0.5 + half, 12);
    expect(found).toMatchObject({ value: 0.5, df: 2, level: 0.95, method: 'by hand' });
  });

  test('the influences of a mean give the CR1 standard error of clusterMean', () => {
    const values = Float64Array.of(0, 1, 1, 0.5, 0.25, 1, 0);
    const clusters = Int32Array.of(0, 0, 1, 1, 2, 3, 3);
    const mean = clusterMean(values, clusters, 0.9);
    if (mean.status === 'insufficient') throw new Error(mean.reason);
    const moves = values.map((value) => (value - mean.value) / values.length);
    const found = linearisedInterval(mean.value, moves, clusters, 0.9, 'mean');
    expect(found.status === 'estimated' && found.se).toBeCloseTo(mean.cr1Se, 12);
  });

  test.each([
    ['one cluster', [0.1, -0.1], [1, 1], 'at least 2 clusters, got 1'],
    ['no case', [], [], 'at least 2 clusters, got 0'],
    ['totals that cancel', [0.1, -0.1, 0.3, -0.3], [1, 1, 2, 2], 'no variation'],
    ['nothing that moves', [0, 0, 0], [1, 2, 3], 'no variation'],
  ])('is insufficient for %s', (_, influences, clusters, reason) => {
    expect(of(influences, clusters)).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining(reason),
    });
  });

  test.each([
    ['STATS_BAD_LENGTH', () => of([0.1, -0.1], [1])],
    ['STATS_BAD_VALUE', () => of([Number.NaN, 0.1], [1, 2])],
    ['STATS_BAD_LEVEL', () => of([0.1, -0.1], [1, 2], 0)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
