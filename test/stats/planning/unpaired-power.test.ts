import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  unpairedDetectableDifference,
  unpairedPower,
  unpairedSampleSize,
} from '../../../src/stats/planning/unpaired-power.js';

const plan = {
  newRate: 0.6,
  oldRate: 0.5,
  margin: 0,
  variance: 'unpooled',
  ratio: 1,
  alpha: 0.025,
  power: 0.8,
} as const;

describe('unpaired proportions', () => {
  test('by hand: (1.96 + 0.8416)^2 (0.24 + 0.25) / 0.1^2 = 384.6; pooled 2 x 0.55 x 0.45 under the null: 387.3', () => {
    expect(unpairedSampleSize(plan)).toEqual({ newCases: 385, oldCases: 385 });
    expect(unpairedSampleSize({ ...plan, variance: 'score' })).toEqual({ newCases: 388, oldCases: 388 });
  });

  test('the direction does not matter for a difference, and does for non-inferiority', () => {
    const turned = { ...plan, newRate: 0.5, oldRate: 0.6 };
    expect(unpairedSampleSize(turned)).toEqual(unpairedSampleSize(plan));
    expect(() => unpairedSampleSize({ ...turned, margin: 0.1 })).toThrow(/distance from the null/);
    expect(unpairedSampleSize({ ...turned, margin: 0.15 }).oldCases).toBeGreaterThan(
      unpairedSampleSize({ ...turned, margin: 0.2 }).oldCases,
    );
  });

  test('both rates perfect: no variance at the truth, but the null hypothesis has some', () => {
    const perfect = { ...plan, newRate: 1, oldRate: 1, margin: 0.05 };
    expect(unpairedSampleSize(perfect)).toEqual({ newCases: 1, oldCases: 1 });
    expect(unpairedSampleSize({ ...perfect, variance: 'score' }).oldCases).toBeGreaterThan(50);
    const sizes = { newCases: 20, oldCases: 20 };
    expect(unpairedPower({ ...perfect, variance: 'score', ...sizes })).toBe(0);
    expect(unpairedPower({ ...perfect, variance: 'score', newCases: 500, oldCases: 500 })).toBe(1);
  });

  test('the sample size has the power and one case fewer of each does not', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.constantFrom('score', 'unpooled'),
        fc.constantFrom(0, 0.1),
        (newRate, oldRate, variance, margin) => {
          const distance = margin === 0 ? Math.abs(newRate - oldRate) : newRate - oldRate + margin;
          if (distance < 0.01) return;
          const rates = { ...plan, newRate, oldRate, variance, margin } as const;
          const { oldCases, newCases } = unpairedSampleSize(rates);
          expect(unpairedPower({ ...rates, oldCases, newCases })).toBeGreaterThanOrEqual(0.8 - 1e-9);
          if (oldCases > 1) {
            const fewer = unpairedPower({ ...rates, oldCases: oldCases - 1, newCases: newCases - 1 });
            expect(fewer).toBeLessThan(0.8 + 1e-9);
          }
        },
      ),
    );
  });

  test('a detectable gain and loss have the power; a rate of 1 gains nothing', () => {
    const sizes = { newCases: 300, oldCases: 200, alpha: 0.025, power: 0.9, variance: 'score' } as const;
    for (const direction of ['gain', 'loss'] as const) {
      const found = unpairedDetectableDifference({ ...sizes, oldRate: 0.7, direction });
      if (found.status === 'insufficient') throw new Error(found.reason);
      const newRate = direction === 'gain' ? 0.7 + found.value : 0.7 - found.value;
      expect(unpairedPower({ ...sizes, oldRate: 0.7, newRate, margin: 0 })).toBeCloseTo(0.9, 10);
    }
    expect(unpairedDetectableDifference({ ...sizes, oldRate: 1, direction: 'gain' }).status).toBe(
      'insufficient',
    );
    expect(
      unpairedDetectableDifference({ ...sizes, newCases: 3, oldCases: 3, oldRate: 0.9, direction: 'gain' }),
    ).toEqual({
      status: 'insufficient',
      reason: '3 and 3 cases cannot show a gain from a rate of 0.9',
    });
  });

  const sizes = { newCases: 10, oldCases: 10 };
  test.each([
    ['STATS_BAD_VALUE', () => unpairedSampleSize({ ...plan, newRate: 1.1 })],
    ['STATS_BAD_VALUE', () => unpairedSampleSize({ ...plan, newRate: 0.5 })],
    ['STATS_BAD_VALUE', () => unpairedSampleSize({ ...plan, ratio: 0 })],
    ['STATS_BAD_VALUE', () => unpairedSampleSize({ ...plan, margin: 1 })],
    ['STATS_BAD_LEVEL', () => unpairedSampleSize({ ...plan, power: 0 })],
    ['STATS_BAD_VALUE', () => unpairedPower({ ...plan, ...sizes, oldRate: Number.NaN })],
    ['STATS_BAD_COUNT', () => unpairedPower({ ...plan, ...sizes, oldCases: 0 })],
    ['STATS_BAD_LEVEL', () => unpairedPower({ ...plan, ...sizes, alpha: 1 })],
    [
      'STATS_BAD_LEVEL',
      () => unpairedDetectableDifference({ ...plan, ...sizes, power: 0.01, direction: 'gain' }),
    ],
    [
      'STATS_BAD_VALUE',
      () => unpairedDetectableDifference({ ...plan, ...sizes, oldRate: -0.1, direction: 'gain' }),
    ],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
