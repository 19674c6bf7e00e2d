import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoffMs } from '../../../src/models/limit/backoff.js';

it('doubles from 500 ms to 8 s', () => {
  const ceilings = [0, 1, 2, 3, 4, 5, 2000].map((attempt) => backoffMs(attempt, () => 1));
  expect(ceilings).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

it('has full jitter: any wait from 0 on', () => {
  expect(backoffMs(3, () => 0)).toBe(0);
  expect(backoffMs(3, () => 0.25)).toBe(1000);
});

it('is finite and within its bounds at every attempt', () => {
  fc.assert(
    fc.property(fc.nat(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, at) => {
      const ms = backoffMs(attempt, () => at);
      expect(ms).toBeGreaterThanOrEqual(0);
      expect(ms).toBeLessThan(Math.min(8000, 500 * 2 ** attempt));
    }),
  );
});
