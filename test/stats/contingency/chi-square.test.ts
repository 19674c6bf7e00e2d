import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chiSquareCdf, chiSquareQuantile, chiSquareSurvival } from '../../../src/stats/numeric/chi-square.js';
import { normalCdf, normalQuantile } from '../../../src/stats/numeric/normal.js';

const df = fc.double({ min: 0.1, max: 500, noNaN: true });

describe('chi-square', () => {
  test('two degrees of freedom: the tail is e^(-x/2), also far out', () => {
    expect(chiSquareSurvival(1400, 2) / Math.exp(-700)).toBeCloseTo(1, 10);
    expect(chiSquareCdf(1e-9, 2) / -Math.expm1(-5e-10)).toBeCloseTo(1, 13);
    expect(chiSquareQuantile(0.05, 2, 'upper')).toBeCloseTo(-2 * Math.log(0.05), 12);
  });

  test('one degree of freedom: the square of a normal variable', () => {
    for (const z of [0.1, 1, 1.96, 5, 20]) {
      expect(chiSquareSurvival(z * z, 1) / (2 * normalCdf(-z))).toBeCloseTo(1, 11);
    }
    expect(chiSquareQuantile(0.05, 1, 'upper')).toBeCloseTo(normalQuantile(0.025) ** 2, 12);
  });

  test('the ends: 0 leaves everything above, a huge value underflows to 0', () => {
    expect([chiSquareCdf(0, 3), chiSquareSurvival(0, 3), chiSquareSurvival(1e6, 3)]).toEqual([0, 1, 0]);
  });

  test('the quantile inverts either tail', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 0.999, noNaN: true }), df, (p, degrees) => {
        expect(chiSquareSurvival(chiSquareQuantile(p, degrees, 'upper'), degrees) / p).toBeCloseTo(1, 9);
        fc.pre(degrees > 1 || p > 1e-3);
        expect(chiSquareCdf(chiSquareQuantile(p, degrees), degrees) / p).toBeCloseTo(1, 9);
      }),
    );
  });

  test.each([
    ['STATS_BAD_VALUE', () => chiSquareCdf(-1, 1)],
    ['STATS_BAD_VALUE', () => chiSquareSurvival(Number.NaN, 1)],
    ['STATS_BAD_VALUE', () => chiSquareSurvival(Number.POSITIVE_INFINITY, 1)],
    ['STATS_BAD_VALUE', () => chiSquareCdf(1, 0)],
    ['STATS_BAD_VALUE', () => chiSquareQuantile(0.5, 0)],
    ['STATS_BAD_VALUE', () => chiSquareQuantile(0.5, Number.NaN)],
    ['STATS_BAD_LEVEL', () => chiSquareQuantile(0, 1)],
    ['STATS_BAD_LEVEL', () => chiSquareQuantile(1, 1)],
    ['STATS_NO_CONVERGENCE', () => chiSquareQuantile(1e-300, 0.01)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
