import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptancePlans,
  chooseAcceptancePlan,
  passChance,
  producerRisk,
  rateThatPasses,
} from '../../../src/stats/planning/acceptance-plan.js';
import { exactUpper } from '../../../src/stats/proportion/proportion.js';

describe('acceptance plans', () => {
  test('the figures of the methods', () => {
    expect(acceptancePlans(0.01, 0.05, 3)).toEqual([
      { n: 299, allowed: 0 },
      { n: 473, allowed: 1 },
      { n: 628, allowed: 2 },
      { n: 773, allowed: 3 },
    ]);
    // (1 - 1e-4)^2995 = 0.7412; 0.999^300 = 0.7407; 0.995^300 = 0.2223
    expect(passChance({ n: 2995, allowed: 0 }, 1e-4)).toBeCloseTo(0.7412, 4);
    expect(passChance({ n: 300, allowed: 0 }, 0.001)).toBeCloseTo(0.7407, 4);
    expect(passChance({ n: 300, allowed: 0 }, 0.005)).toBeCloseTo(0.2223, 4);
    expect(producerRisk({ n: 2995, allowed: 0 }, 1e-4)).toBeCloseTo(0.2588, 4);
  });

  test('a rate of 0 always passes, a rate of 1 never', () => {
    expect([passChance({ n: 5, allowed: 0 }, 0), passChance({ n: 5, allowed: 4 }, 1)]).toEqual([1, 0]);
    expect([producerRisk({ n: 5, allowed: 0 }, 0), producerRisk({ n: 5, allowed: 4 }, 1)]).toEqual([0, 1]);
  });

  test('the rate that passes by alpha is the exact upper bound, and undoes the pass chance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (n, share, chance) => {
          const plan = { n, allowed: Math.min(n - 1, Math.floor(share * n)) };
          const rate = rateThatPasses(plan, chance);
          expect(passChance(plan, rate)).toBeCloseTo(chance, 10);
          expect(rate).toBeCloseTo(exactUpper(plan.allowed, n, chance).upper, 12);
        },
      ),
    );
  });

  test('the chosen plan holds both risks and no smaller allowance does', () => {
    const risks = { limit: 0.01, alpha: 0.05, goodRate: 0.002, beta: 0.2 };
    const found = chooseAcceptancePlan(risks);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found).toMatchObject({ n: 628, allowed: 2 });
    expect(found.consumerRisk).toBeLessThan(0.05);
    expect(found.producerRisk).toBeLessThanOrEqual(0.2);
    expect(producerRisk({ n: 473, allowed: 1 }, 0.002)).toBeGreaterThan(0.2);
  });

  test('a good rate of 0 needs no allowance; rates too close together are insufficient', () => {
    expect(chooseAcceptancePlan({ limit: 0.01, alpha: 0.05, goodRate: 0, beta: 0.01 })).toMatchObject({
      n: 299,
      allowed: 0,
      producerRisk: 0,
    });
    expect(chooseAcceptancePlan({ limit: 0.9, alpha: 0.05, goodRate: 0.899, beta: 0.05 }).status).toBe(
      'insufficient',
    );
  });

  const risks = { limit: 0.01, alpha: 0.05, goodRate: 0.001, beta: 0.1 };
  test.each([
    ['STATS_BAD_COUNT', () => passChance({ n: 0, allowed: 0 }, 0.1)],
    ['STATS_BAD_COUNT', () => passChance({ n: 5, allowed: 5 }, 0.1)],
    ['STATS_BAD_VALUE', () => passChance({ n: 5, allowed: 1 }, 1.1)],
    ['STATS_BAD_VALUE', () => producerRisk({ n: 5, allowed: 1 }, Number.NaN)],
    ['STATS_BAD_LEVEL', () => rateThatPasses({ n: 5, allowed: 1 }, 0)],
    ['STATS_BAD_COUNT', () => acceptancePlans(0.01, 0.05, 1001)],
    ['STATS_BAD_VALUE', () => acceptancePlans(0, 0.05, 1)],
    ['STATS_BAD_LEVEL', () => acceptancePlans(0.01, 0.5, 1)],
    ['STATS_BAD_VALUE', () => chooseAcceptancePlan({ ...risks, goodRate: 0.01 })],
    ['STATS_BAD_VALUE', () => chooseAcceptancePlan({ ...risks, limit: 1 })],
    ['STATS_BAD_LEVEL', () => chooseAcceptancePlan({ ...risks, alpha: 0 })],
    ['STATS_BAD_LEVEL', () => chooseAcceptancePlan({ ...risks, beta: 1 })],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
