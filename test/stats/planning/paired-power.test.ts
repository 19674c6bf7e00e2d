import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  detectableMargin,
  lowestNonInferiorDifference,
  pairedNonInferiorityPower,
  pairedSuperiorityPower,
} from '../../../src/stats/planning/paired-power.js';
import {
  pairedNonInferioritySampleSize,
  pairedSuperioritySampleSize,
} from '../../../src/stats/planning/sample-size.js';

const design = fc.record({
  discordance: fc.double({ min: 0.02, max: 1, noNaN: true }),
  margin: fc.double({ min: 0.01, max: 0.9, noNaN: true }),
  alpha: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
  power: fc.double({ min: 0.5, max: 0.99, noNaN: true }),
});

describe('power of paired non-inferiority', () => {
  test('by hand: 0.05 sqrt(314) / sqrt(0.10) - 1.96 = 2.8018 - 1.96 = 0.8418, of which Phi is 0.800', () => {
    const power = pairedNonInferiorityPower({
      n: 314,
      discordance: 0.1,
      difference: 0,
      margin: 0.05,
      alpha: 0.025,
    });
    expect(power).toBeCloseTo(0.80006, 4);
  });

  test('at a true difference of -margin it is alpha', () => {
    const plan = { n: 500, discordance: 0.2, difference: -0.05, margin: 0.05, alpha: 0.025 };
    expect(pairedNonInferiorityPower(plan)).toBeCloseTo(0.025, 14);
  });

  test('the sample size has the power, and one case fewer does not', () => {
    fc.assert(
      fc.property(design, (plan) => {
        const n = pairedNonInferioritySampleSize({ ...plan, difference: 0 });
        expect(pairedNonInferiorityPower({ ...plan, difference: 0, n })).toBeGreaterThanOrEqual(
          plan.power - 1e-9,
        );
        if (n > 1) {
          expect(pairedNonInferiorityPower({ ...plan, difference: 0, n: n - 1 })).toBeLessThan(
            plan.power + 1e-9,
          );
        }
      }),
    );
  });

  test('a difference that does not vary is certain', () => {
    const plan = { n: 3, discordance: 1, margin: 0.5, alpha: 0.025 };
    expect(pairedNonInferiorityPower({ ...plan, difference: 1 })).toBe(1);
    expect(pairedNonInferiorityPower({ ...plan, difference: -1 })).toBe(0);
  });
});

describe('what n cases can show', () => {
  test('detectable margin: 421 cases show 0.05 at power 0.9', () => {
    const found = detectableMargin({ n: 421, discordance: 0.1, difference: 0, alpha: 0.025, power: 0.9 });
    expect(found.status === 'estimated' && found.value).toBeCloseTo(0.04996, 5);
  });

  test('margin and lowest difference undo each other', () => {
    fc.assert(
      fc.property(design, fc.integer({ min: 20, max: 1e5 }), (plan, n) => {
        const lowest = lowestNonInferiorDifference({ ...plan, n });
        if (lowest.status === 'insufficient' || Math.abs(lowest.value) > 0.999 * plan.discordance) return;
        expect(pairedNonInferiorityPower({ ...plan, n, difference: lowest.value })).toBeCloseTo(
          plan.power,
          7,
        );
        const margin = detectableMargin({ ...plan, n, difference: lowest.value });
        expect(margin.status === 'estimated' && margin.value).toBeCloseTo(plan.margin, 7);
      }),
    );
  });

  test('a wide margin leaves every difference in, a gain shows superiority, few cases show nothing', () => {
    const plan = { discordance: 0.05, alpha: 0.025, power: 0.8 };
    expect(lowestNonInferiorDifference({ ...plan, n: 5000, margin: 0.5 })).toEqual({
      status: 'estimated',
      value: -0.05,
    });
    expect(detectableMargin({ ...plan, n: 5000, difference: 0.05 })).toEqual({
      status: 'estimated',
      value: 0,
    });
    expect(lowestNonInferiorDifference({ ...plan, n: 2, margin: 0.01 })).toEqual({
      status: 'insufficient',
      reason: '2 cases cannot show a margin of 0.01 within a discordance of 0.05',
    });
    expect(detectableMargin({ n: 1, discordance: 1, difference: 0, alpha: 0.025, power: 0.8 }).status).toBe(
      'insufficient',
    );
  });
});

describe('power of superiority', () => {
  test('the figures of the methods: 626 and 870 cases reach 0.8', () => {
    const plan = { alpha: 0.025, power: 0.8 };
    expect(pairedSuperioritySampleSize({ ...plan, discordance: 0.2, difference: 0.05 })).toBe(626);
    expect(pairedSuperioritySampleSize({ ...plan, discordance: 0.1, difference: 0.03 })).toBe(870);
    const power = pairedSuperiorityPower({ n: 626, discordance: 0.2, difference: 0.05, alpha: 0.025 });
    expect(power).toBeGreaterThanOrEqual(0.8);
    expect(pairedSuperiorityPower({ n: 625, discordance: 0.2, difference: 0.05, alpha: 0.025 })).toBeLessThan(
      0.8,
    );
  });

  test('alpha without a difference; the sign does not matter; certain where all cases go one way', () => {
    const plan = { n: 100, discordance: 0.3, alpha: 0.025 };
    expect(pairedSuperiorityPower({ ...plan, difference: 0 })).toBeCloseTo(0.025, 14);
    expect(pairedSuperiorityPower({ ...plan, difference: -0.1 })).toBe(
      pairedSuperiorityPower({ ...plan, difference: 0.1 }),
    );
    expect(pairedSuperiorityPower({ n: 4, discordance: 1, difference: 1, alpha: 0.025 })).toBe(1);
    expect(pairedSuperiorityPower({ n: 3, discordance: 1, difference: 1, alpha: 0.025 })).toBe(0);
  });
});

const plan = { n: 100, discordance: 0.1, difference: 0, margin: 0.05, alpha: 0.025, power: 0.8 };
test.each([
  ['STATS_BAD_COUNT', () => pairedNonInferiorityPower({ ...plan, n: 0 })],
  ['STATS_BAD_VALUE', () => pairedNonInferiorityPower({ ...plan, margin: -0.01 })],
  ['STATS_BAD_VALUE', () => pairedNonInferiorityPower({ ...plan, margin: Number.NaN })],
  ['STATS_BAD_VALUE', () => pairedNonInferiorityPower({ ...plan, difference: 0.2 })],
  ['STATS_BAD_LEVEL', () => pairedNonInferiorityPower({ ...plan, alpha: 0.5 })],
  ['STATS_BAD_COUNT', () => pairedSuperiorityPower({ ...plan, n: 1.5 })],
  ['STATS_BAD_VALUE', () => pairedSuperiorityPower({ ...plan, discordance: 0 })],
  ['STATS_BAD_COUNT', () => detectableMargin({ ...plan, n: -1 })],
  ['STATS_BAD_LEVEL', () => detectableMargin({ ...plan, power: 0.025 })],
  ['STATS_BAD_VALUE', () => detectableMargin({ ...plan, difference: Number.POSITIVE_INFINITY })],
  ['STATS_BAD_VALUE', () => lowestNonInferiorDifference({ ...plan, margin: 0 })],
  ['STATS_BAD_VALUE', () => lowestNonInferiorDifference({ ...plan, margin: 1.1 })],
  ['STATS_BAD_LEVEL', () => lowestNonInferiorDifference({ ...plan, power: 1 })],
])('%s', (code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }));
});
