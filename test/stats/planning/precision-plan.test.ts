import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clusterSizes,
  clustersNeeded,
  designEffect,
  effectiveCases,
} from '../../../src/stats/planning/design-effect.js';
import { labelBudget } from '../../../src/stats/planning/label-budget.js';
import {
  meanSampleSizeForWidth,
  rateSampleSizeForWidth,
} from '../../../src/stats/planning/precision-plan.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

describe('the width of a rate', () => {
  test('by hand at 0.5: z / (2 sqrt(n + z^2)) <= 0.05 needs n >= 384.15 - 3.84 = 380.3', () => {
    expect(rateSampleSizeForWidth({ rate: 0.5, halfWidth: 0.05, level: 0.95 })).toBe(381);
  });

  test('without an event z^2 / (2 (n + z^2)) <= h', () => {
    // 3.8415 / 0.02 - 3.8415 = 188.2
    expect(rateSampleSizeForWidth({ rate: 0, halfWidth: 0.01, level: 0.95 })).toBe(189);
    expect(rateSampleSizeForWidth({ rate: 0.3, halfWidth: 0.5, level: 0.95 })).toBe(1);
  });

  test('is what Wilson gives where the rate is a whole number of events', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const events = Math.round(share * n);
          const interval = wilson(events, n, 0.95);
          const halfWidth = (interval.upper - interval.lower) / 2;
          if (halfWidth >= 0.5) return;
          const plan = { rate: events / n, level: 0.95 };
          expect(rateSampleSizeForWidth({ ...plan, halfWidth: halfWidth * (1 + 1e-9) })).toBeLessThanOrEqual(
            n,
          );
          expect(rateSampleSizeForWidth({ ...plan, halfWidth: halfWidth * (1 - 1e-9) })).toBeGreaterThan(
            n - 1,
          );
        },
      ),
    );
  });
});

describe('the width of a mean', () => {
  test('t needs more than z: 1.96^2 x 100 = 385, with t 387', () => {
    expect(meanSampleSizeForWidth({ sd: 1, halfWidth: 0.1, level: 0.95 })).toBe(387);
  });

  test('never fewer than 2 cases; narrower or surer needs more', () => {
    expect(meanSampleSizeForWidth({ sd: 1, halfWidth: 1e6, level: 0.95 })).toBe(2);
    const size = (halfWidth: number, level: number) => meanSampleSizeForWidth({ sd: 1, halfWidth, level });
    expect(size(0.05, 0.95)).toBeGreaterThan(size(0.06, 0.95));
    expect(size(0.05, 0.99)).toBeGreaterThan(size(0.05, 0.95));
  });
});

describe('design effect', () => {
  test('by hand: 1 + (5 - 1) 0.2 = 1.8; with cv 1: 1 + (10 - 1) 0.2 = 2.8', () => {
    expect(designEffect({ meanSize: 5, cv: 0 }, 0.2)).toBeCloseTo(1.8, 14);
    expect(designEffect({ meanSize: 5, cv: 1 }, 0.2)).toBeCloseTo(2.8, 14);
    expect(designEffect({ meanSize: 1, cv: 0 }, 0.9)).toBe(1);
  });

  test('of actual sizes m (1 + cv^2) is the size of the cluster of a random case', () => {
    const { meanSize, cv } = clusterSizes(Int32Array.of(1, 2, 9));
    expect(meanSize * (1 + cv ** 2)).toBeCloseTo((1 + 4 + 81) / 12, 12);
    expect(clusterSizes(Int32Array.of(7))).toEqual({ meanSize: 7, cv: 0 });
  });

  test('421 independent cases in clusters of 5 with ICC .2: 421 x 1.8 / 5 = 151.6 clusters', () => {
    const needed = clustersNeeded(421, { meanSize: 5, cv: 0 }, 0.2);
    expect(needed).toEqual({ clusters: 152, cases: 760, designEffect: 1.8 });
    expect(effectiveCases(760, { meanSize: 5, cv: 0 }, 0.2)).toBeGreaterThanOrEqual(421);
  });

  test('fully correlated clusters are worth one case each', () => {
    expect(effectiveCases(100, { meanSize: 5, cv: 0 }, 1)).toBeCloseTo(20, 12);
  });
});

describe('label budget', () => {
  const plan = {
    cases: 2000,
    humanVariance: 0.16,
    judgeVariance: 0.16,
    correlation: 0.8,
    halfWidth: 0.025,
    level: 0.95,
    rarerShare: null,
  };

  test('by hand: var(H) ((1 - rho^2) / n + rho^2 / N) <= (0.025 / 1.96)^2', () => {
    // 0.0576 / n <= 0.00016269 - 0.0000512, so n >= 516.6; lambda = (1 - 517 / 2000) 0.8.
    const found = labelBudget(plan);
    expect(found).toMatchObject({ status: 'planned', labels: 517, governedBy: 'half-width' });
    expect(found.status === 'planned' && found.lambda).toBeCloseTo((1 - 517 / 2000) * 0.8, 12);
  });

  test('a useless judge needs as many labels as no judge, var(H) (1.96 / 0.025)^2 = 983.4', () => {
    expect(labelBudget({ ...plan, correlation: 0 })).toMatchObject({ labels: 984, lambda: 0 });
    expect(labelBudget({ ...plan, correlation: -0.5 })).toMatchObject({ labels: 984, lambda: 0 });
    expect(labelBudget({ ...plan, judgeVariance: 0, correlation: 0 })).toMatchObject({
      labels: 984,
      lambda: 0,
    });
  });

  test('at least 100 labels and 30 of the rarer class', () => {
    const wide = { ...plan, halfWidth: 0.2 };
    expect(labelBudget(wide)).toMatchObject({ labels: 100, governedBy: 'least-labels' });
    expect(labelBudget({ ...wide, rarerShare: 0.05 })).toMatchObject({
      labels: 600,
      governedBy: 'rarer-class',
    });
  });

  test('insufficient where all cases are too few', () => {
    expect(labelBudget({ ...plan, cases: 900 }).status).toBe('insufficient');
    expect(labelBudget({ ...plan, cases: 80, halfWidth: 0.2 })).toEqual({
      status: 'insufficient',
      reason: '100 labels are needed, and there are only 80 cases',
    });
  });

  test('a better judge never costs labels', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.98, noNaN: true }),
        fc.double({ min: 0.01, max: 0.25, noNaN: true }),
        (correlation, judgeVariance) => {
          const worse = labelBudget({ ...plan, judgeVariance, correlation });
          const better = labelBudget({ ...plan, judgeVariance, correlation: correlation + 0.02 });
          if (worse.status !== 'planned' || better.status !== 'planned') throw new Error('expected plans');
          expect(better.labels).toBeLessThanOrEqual(worse.labels);
        },
      ),
    );
  });

  test.each([
    ['STATS_BAD_COUNT', () => labelBudget({ ...plan, cases: 1 })],
    ['STATS_BAD_VALUE', () => labelBudget({ ...plan, humanVariance: 0 })],
    ['STATS_BAD_VALUE', () => labelBudget({ ...plan, judgeVariance: -1 })],
    ['STATS_BAD_VALUE', () => labelBudget({ ...plan, judgeVariance: 0 })],
    ['STATS_BAD_VALUE', () => labelBudget({ ...plan, correlation: 1.01 })],
    ['STATS_BAD_VALUE', () => labelBudget({ ...plan, halfWidth: 0 })],
    ['STATS_BAD_VALUE', () => labelBudget({ ...plan, rarerShare: 0.6 })],
    ['STATS_BAD_LEVEL', () => labelBudget({ ...plan, level: 1 })],
    ['STATS_BAD_VALUE', () => rateSampleSizeForWidth({ rate: 1.2, halfWidth: 0.1, level: 0.95 })],
    ['STATS_BAD_VALUE', () => rateSampleSizeForWidth({ rate: 0.2, halfWidth: 0, level: 0.95 })],
    ['STATS_BAD_COUNT', () => rateSampleSizeForWidth({ rate: 0.2, halfWidth: 1e-200, level: 0.95 })],
    ['STATS_BAD_LEVEL', () => rateSampleSizeForWidth({ rate: 0.2, halfWidth: 0.1, level: 0 })],
    ['STATS_BAD_VALUE', () => meanSampleSizeForWidth({ sd: 0, halfWidth: 0.1, level: 0.95 })],
    ['STATS_BAD_VALUE', () => meanSampleSizeForWidth({ sd: 1, halfWidth: Number.NaN, level: 0.95 })],
    ['STATS_BAD_COUNT', () => meanSampleSizeForWidth({ sd: 1e10, halfWidth: 1e-10, level: 0.95 })],
    ['STATS_BAD_VALUE', () => designEffect({ meanSize: 0.5, cv: 0 }, 0.1)],
    ['STATS_BAD_VALUE', () => designEffect({ meanSize: 5, cv: -1 }, 0.1)],
    ['STATS_BAD_VALUE', () => designEffect({ meanSize: 5, cv: 0 }, -0.1)],
    ['STATS_BAD_LENGTH', () => clusterSizes(new Int32Array(0))],
    ['STATS_BAD_COUNT', () => clusterSizes(Int32Array.of(3, 0))],
    ['STATS_BAD_COUNT', () => clustersNeeded(0, { meanSize: 5, cv: 0 }, 0.1)],
    ['STATS_BAD_VALUE', () => effectiveCases(0, { meanSize: 5, cv: 0 }, 0.1)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
