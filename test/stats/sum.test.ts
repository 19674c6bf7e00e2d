import { expect, test } from 'vitest';
import { mean, sum } from '../../src/stats/index.js';

test('keeps what a large term would swallow', () => {
  expect(sum(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2);
  expect(sum(new Float64Array(10).fill(0.1))).toBe(1);
});

test('an empty sum is 0, an empty mean an error', () => {
  expect(sum(new Float64Array(0))).toBe(0);
  expect(() => mean(new Float64Array(0))).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
  expect(mean(Float64Array.of(1, 2, 6))).toBe(3);
});

test('names the value that is not finite, and a sum that overflows', () => {
  expect(() => sum(Float64Array.of(1, Number.NaN))).toThrow(/values\[1\].*NaN/);
  expect(() => sum(Float64Array.of(1e308, 1e308))).toThrow(
    expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
  );
});
