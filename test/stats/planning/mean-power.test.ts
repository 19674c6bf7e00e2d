import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  detectableMeanDifference,
  pairedMeanPower,
  pairedMeanSampleSize,
} from '../../../src/stats/planning/mean-power.js';

const alone = {
  caseVariance: 1 / 9,
  newVariance: 0,
  newRepeats: 1,
  oldVariance: 0,
  oldRepeats: 1,
  alpha: 0.025,
};
const noisy = { ...alone, newVariance: 1 / 6, oldVariance: 1 / 6 };

describe('paired means', () => {
  test('the figures of the methods: (1.96 + 0.8416)^2 / 9 / 0.03^2 = 969, with noise 3876, with ten repeats 1260', () => {
    const wanted = { distance: 0.03, power: 0.8 };
    expect(pairedMeanSampleSize({ ...alone, ...wanted })).toBe(969);
    expect(pairedMeanSampleSize({ ...noisy, ...wanted })).toBe(3876);
    expect(pairedMeanSampleSize({ ...noisy, newRepeats: 10, oldRepeats: 10, ...wanted })).toBe(1260);
  });

  test('size, power and detectable difference undo each other; repeats help, but never beyond the cases', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 2, max: 1e6 }),
        fc.double({ min: 0.1, max: 0.99, noNaN: true }),
        (caseVariance, repeats, n, power) => {
          const plan = { ...noisy, caseVariance, newRepeats: repeats };
          const distance = detectableMeanDifference({ ...plan, n, power });
          expect(pairedMeanPower({ ...plan, n, distance })).toBeCloseTo(power, 9);
          expect(pairedMeanSampleSize({ ...plan, distance, power })).toBe(n);
          const more = detectableMeanDifference({ ...plan, newRepeats: repeats + 1, n, power });
          expect(more).toBeLessThan(distance);
        },
      ),
    );
  });

  test('alpha without a distance; nothing to detect where the power is no more than alpha', () => {
    expect(pairedMeanPower({ ...alone, n: 50, distance: 0 })).toBeCloseTo(0.025, 14);
    expect(detectableMeanDifference({ ...alone, n: 50, power: 0.01 })).toBe(0);
    expect(pairedMeanPower({ ...alone, n: 1e9, distance: 1e6 })).toBe(1);
  });

  test.each([
    ['STATS_BAD_VALUE', () => pairedMeanSampleSize({ ...alone, distance: 0, power: 0.8 })],
    ['STATS_BAD_COUNT', () => pairedMeanSampleSize({ ...alone, distance: 1e-200, power: 0.8 })],
    ['STATS_BAD_VALUE', () => pairedMeanSampleSize({ ...alone, caseVariance: 0, distance: 0.1, power: 0.8 })],
    [
      'STATS_BAD_VALUE',
      () => pairedMeanSampleSize({ ...alone, caseVariance: -1, distance: 0.1, power: 0.8 }),
    ],
    ['STATS_BAD_VALUE', () => pairedMeanPower({ ...alone, oldVariance: Number.NaN, n: 5, distance: 0.1 })],
    ['STATS_BAD_VALUE', () => pairedMeanPower({ ...alone, n: 5, distance: -0.1 })],
    ['STATS_BAD_COUNT', () => pairedMeanPower({ ...alone, n: 0, distance: 0.1 })],
    ['STATS_BAD_COUNT', () => detectableMeanDifference({ ...alone, newRepeats: 0, n: 5, power: 0.8 })],
    ['STATS_BAD_LEVEL', () => detectableMeanDifference({ ...alone, n: 5, power: 1 })],
    ['STATS_BAD_LEVEL', () => pairedMeanPower({ ...alone, alpha: 0.7, n: 5, distance: 0.1 })],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
