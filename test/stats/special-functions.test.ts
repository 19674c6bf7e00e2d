import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  betaQuantile,
  binomialCdf,
  binomialPmf,
  binomialSurvival,
  erfc,
  gammaQuantile,
  incompleteBeta,
  incompleteGamma,
  logGamma,
  normalCdf,
  normalQuantile,
  studentTCdf,
  studentTQuantile,
} from '../../src/stats/index.js';

const shape = fc.double({ min: 0.01, max: 1e4, noNaN: true });
const degrees = fc.double({ min: 0.5, max: 100, noNaN: true });
const inside = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

function expectNear(actual: number, expected: number, relative = 1e-11): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-300));
}

describe('exact values', () => {
  test('log-gamma is 0 at 1 and 2, and ln 24 at 5', () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
    expectNear(logGamma(5), Math.log(24), 1e-15);
  });

  test('the ends of every range', () => {
    expect(incompleteBeta(0, 2, 3)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteBeta(1, 2, 3)).toEqual({ lower: 1, upper: 0 });
    expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
    expect([erfc(0), erfc(30), erfc(-30)]).toEqual([1, 0, 2]);
    expect([normalCdf(0), normalCdf(-50), normalCdf(50)]).toEqual([0.5, 0, 1]);
    expect([normalQuantile(0.5), studentTQuantile(0.5, 3)]).toEqual([0, 0]);
    expect(studentTCdf(0, 3)).toBe(0.5);
    // Beyond 1e150 the leading term in logs; on either side of it the tail is the same curve, t^-df.
    expectNear(studentTCdf(-1e160, 0.1) / studentTCdf(-1e140, 0.1), 0.01, 1e-12);
  });

  test('binomial probabilities at p = 0, p = 1 and n = 0', () => {
    expect([
      binomialPmf(0, 5, 0),
      binomialPmf(1, 5, 0),
      binomialPmf(5, 5, 1),
      binomialPmf(0, 0, 0.3),
    ]).toEqual([1, 0, 1, 1]);
    expect([
      binomialCdf(0, 5, 0),
      binomialCdf(4, 5, 1),
      binomialCdf(5, 5, 1),
      binomialCdf(0, 0, 0.3),
    ]).toEqual([1, 0, 1, 1]);
    expect([binomialSurvival(0, 5, 0), binomialSurvival(4, 5, 1), binomialSurvival(5, 5, 0.5)]).toEqual([
      0, 1, 0,
    ]);
  });

  test('Student t with one degree of freedom is Cauchy', () => {
    expectNear(studentTCdf(-3, 1), 0.5 - Math.atan(3) / Math.PI, 1e-14);
    expectNear(studentTQuantile(0.025, 1), Math.tan(Math.PI * (0.025 - 0.5)), 1e-13);
  });
});

describe('identities', () => {
  test('both tails of the beta mirror each other', () => {
    fc.assert(
      fc.property(inside, shape, shape, (x, a, b) => {
        const here = incompleteBeta(x, a, b);
        const there = incompleteBeta(1 - x, b, a, x);
        expect(Math.abs(here.lower - there.upper)).toBeLessThan(1e-11);
        expect(here.lower).toBeGreaterThanOrEqual(0);
        expect(here.upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('quantiles invert their distributions', () => {
    fc.assert(
      fc.property(inside, degrees, degrees, (p, a, b) => {
        expectNear(incompleteBeta(betaQuantile(p, a, b), a, b).lower, p, 1e-8);
        expectNear(incompleteGamma(a, gammaQuantile(p, a)).lower, p, 1e-9);
        expectNear(studentTCdf(studentTQuantile(p, a), a), p, 1e-11);
        expectNear(normalCdf(normalQuantile(p)), p, 1e-12);
      }),
    );
  });

  test('binomial tails add up to 1 and grow by the point probability', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(), inside, (n, seed, p) => {
        const k = seed % n;
        expect(binomialCdf(k, n, p) + binomialSurvival(k, n, p)).toBeCloseTo(1, 12);
        expect(binomialCdf(k + 1, n, p) - binomialCdf(k, n, p)).toBeCloseTo(binomialPmf(k + 1, n, p), 12);
      }),
    );
  });
});

describe('bad arguments', () => {
  test.each([
    ['STATS_BAD_VALUE', () => logGamma(0)],
    ['STATS_BAD_VALUE', () => logGamma(Number.NaN)],
    ['STATS_BAD_VALUE', () => erfc(Number.POSITIVE_INFINITY)],
    ['STATS_BAD_VALUE', () => normalCdf(Number.NaN)],
    ['STATS_BAD_LEVEL', () => normalQuantile(0)],
    ['STATS_BAD_LEVEL', () => normalQuantile(1)],
    ['STATS_BAD_VALUE', () => incompleteBeta(1.1, 1, 1)],
    ['STATS_BAD_VALUE', () => incompleteBeta(0.5, 0, 1)],
    ['STATS_BAD_LEVEL', () => betaQuantile(1, 1, 1)],
    ['STATS_BAD_VALUE', () => incompleteGamma(1, -1)],
    ['STATS_BAD_LEVEL', () => gammaQuantile(Number.NaN, 1)],
    ['STATS_BAD_VALUE', () => studentTCdf(1, 0)],
    ['STATS_BAD_VALUE', () => studentTQuantile(0.1, Number.POSITIVE_INFINITY)],
    ['STATS_NO_CONVERGENCE', () => studentTQuantile(1e-200, 1e-3)],
    ['STATS_BAD_COUNT', () => binomialPmf(3, 2, 0.5)],
    ['STATS_BAD_COUNT', () => binomialCdf(0.5, 2, 0.5)],
    ['STATS_BAD_VALUE', () => binomialSurvival(1, 2, -0.1)],
  ])('%s %s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
