import { describe, expect, test } from 'vitest';
import { clusterMean, defaultMeanInterval, type MetricRange, wilson } from '../../src/stats/index.js';

function interval(values: readonly number[], clusters: readonly number[], range?: MetricRange) {
  return defaultMeanInterval(Float64Array.from(values), Int32Array.from(clusters), 0.95, range);
}

test('0/1 values, one case a cluster: Wilson', () => {
  expect(interval([1, 0, 1, 1], [1, 2, 3, 4])).toEqual({
    ...wilson(3, 4, 0.95),
    n: 4,
    clusters: 4,
    warnings: [],
  });
  expect(interval([0], [9])).toMatchObject({ method: 'Wilson', lower: 0, n: 1 });
});

test('0/1 values in clusters, or any other values: CR2', () => {
  const clustered = clusterMean(Float64Array.of(1, 0, 1, 1), Int32Array.of(1, 1, 2, 3), 0.95);
  expect(interval([1, 0, 1, 1], [1, 1, 2, 3])).toEqual(clustered);
  expect(interval([0.5, 0, 1], [1, 2, 3])).toMatchObject({ method: 'CR2, Satterthwaite t' });
});

test('bounds are clamped only where a range is given', () => {
  const free = interval([0.9, 1, 0.95], [1, 2, 3]);
  const clamped = interval([0.9, 1, 0.95], [1, 2, 3], { min: 0, max: 1 });
  expect(free.status === 'estimated' && free.upper).toBeGreaterThan(1);
  expect(clamped).toMatchObject({ upper: 1 });
  expect(interval([0.9, 1, 0.95], [1, 2, 3], { min: 0.94 - 0.1 })).toMatchObject({ lower: 0.84 });
});

describe('no variation between clusters', () => {
  test('all 0 or all 1: Wilson, each cluster one trial', () => {
    const expected = { method: 'Wilson on clusters (no variation between them)', n: 6, clusters: 3 };
    expect(interval([1, 1, 1, 1, 1, 1], [1, 1, 2, 2, 3, 3])).toMatchObject({
      ...expected,
      lower: wilson(3, 3, 0.95).lower,
    });
    expect(interval([0, 0, 0, 0, 0, 0], [1, 1, 2, 2, 3, 3])).toMatchObject({
      ...expected,
      upper: wilson(0, 3, 0.95).upper,
    });
  });

  test('anything else is insufficient', () => {
    const expected = { status: 'insufficient', reason: 'no variation between clusters' };
    expect(interval([0.3, 0.3, 0.3], [1, 2, 3])).toEqual(expected);
    expect(interval([0, 1, 1, 0], [1, 1, 2, 2])).toEqual(expected);
  });
});

test('no case, and one cluster of several cases, are insufficient', () => {
  expect(interval([], [])).toEqual({ status: 'insufficient', reason: 'no cases' });
  expect(interval([1, 1], [1, 1]).status).toBe('insufficient');
  expect(interval([0.4], [1]).status).toBe('insufficient');
});

test('refuses a value outside the range, unequal lengths and a bad level', () => {
  expect(() => interval([2, 1], [1, 2], { max: 1 })).toThrow(
    expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
  );
  expect(() => interval([2, 1], [1])).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
  expect(() => defaultMeanInterval(Float64Array.of(1), Int32Array.of(1), 1)).toThrow(
    expect.objectContaining({ code: 'STATS_BAD_LEVEL' }),
  );
});
