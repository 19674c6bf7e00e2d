import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absoluteArea } from '../../../src/stats/calibration/absolute-area.js';
import { smoothCalibrationError } from '../../../src/stats/calibration/smooth-calibration-error.js';
import {
  cosineCoefficients,
  cosineCurve,
  kernelCurve,
  termsNeeded,
} from '../../../src/stats/calibration/smoothed-residual.js';

const floats = (...values: number[]) => Float64Array.from(values);
const none = new Float64Array(0);
const cases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 30 })
  .map((rows) => ({
    f: Float64Array.from(rows, ([f]) => f / 30),
    o: Float64Array.from(rows, ([, o]) => o),
  }));

test('residuals that point one way have the area of their mean, whatever the kernel', () => {
  expect(smoothCalibrationError(floats(0.9, 0.7), floats(1, 1))).toBeCloseTo(0.2, 15);
  expect(smoothCalibrationError(floats(0.9), floats(0))).toBe(0.9);
  expect(smoothCalibrationError(floats(1, 0, 1), floats(1, 0, 1))).toBe(0);
  expect(smoothCalibrationError(floats(1, 0), floats(0, 0))).toBe(0.5);
});

test('far apart, opposite residuals do not meet: the area is the sum of both', () => {
  // Masses 0.01 / 2 at 0.01 and -0.01 / 2 at 0.99; no kernel of width 0.01 reaches across.
  expect(smoothCalibrationError(floats(0.01, 0.99), floats(0, 1))).toBeCloseTo(0.01, 14);
});

test('close together they cancel: a dipole of equal masses 5e-17 apart is nothing', () => {
  const f = floats(0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3);
  expect(smoothCalibrationError(f, floats(1, 0, 0, 1))).toBeCloseTo(0.2, 12);
  expect(smoothCalibrationError(floats(0.5, 0.5 + 2e-16), floats(1, 0))).toBeLessThan(1e-7);
});

test('the series and the sum of kernels give one area', () => {
  fc.assert(
    fc.property(cases, fc.constantFrom(0.045, 0.02, 0.008), ({ f, o }, width) => {
      const places = Float64Array.from(new Set(f)).sort();
      const masses = places.map(
        (x) => f.reduce((sum, y, i) => sum + (x === y ? y - (o[i] ?? 0) : 0), 0) / f.length,
      );
      const series = cosineCurve(cosineCoefficients({ places, masses }, termsNeeded(width)), width);
      const kernels = kernelCurve({ places, masses }, width);
      expect(absoluteArea(series)).toBeCloseTo(absoluteArea(kernels), 12);
      for (const t of [0, 0.3, 0.77, 1]) expect(series.value(t)).toBeCloseTo(kernels.value(t), 10);
    }),
    { numRuns: 40 },
  );
});

test('lies between |mean residual| and 1, is the same for the complement, and ignores the order of the cases', () => {
  fc.assert(
    fc.property(cases, ({ f, o }) => {
      const here = Number(smoothCalibrationError(f, o));
      const gap = Math.abs(f.reduce((sum, x, i) => sum + x - (o[i] ?? 0), 0)) / f.length;
      expect(here).toBeGreaterThanOrEqual(gap - 1e-12);
      expect(here).toBeLessThanOrEqual(1);
      const there = smoothCalibrationError(f.map((x) => 1 - x).reverse(), o.map((x) => 1 - x).reverse());
      expect(there).toBeCloseTo(here, 10);
    }),
    { numRuns: 60 },
  );
});

describe('the area of a curve', () => {
  const curve = (
    value: (t: number) => number,
    slope: (t: number) => number,
    integral: (t: number) => number,
  ) => ({
    value,
    slope,
    integral,
    grid: Float64Array.from({ length: 11 }, (_, j) => j / 10),
  });

  test('finds a dip through 0 between two points of the grid', () => {
    // (t - 0.44)(t - 0.46), whose zeros stand between 0.4 and 0.5.
    const found = absoluteArea(
      curve(
        (t) => (t - 0.44) * (t - 0.46),
        (t) => 2 * t - 0.9,
        (t) => t ** 3 / 3 - 0.45 * t ** 2 + 0.2024 * t,
      ),
    );
    const signed = 1 / 3 - 0.45 + 0.2024;
    expect(found).toBeCloseTo(signed + 2 * (0.02 ** 3 / 6), 14);
  });

  test('changes sign across a stretch of exact zeros', () => {
    // A bump of area 1 in [0, 0.2], nothing, and one of area -1 in [0.8, 1].
    const value = (t: number) => (t < 0.15 ? 1 : t > 0.85 ? -1 : 0);
    const integral = (t: number) => (t < 0.15 ? t / 0.15 : t > 0.85 ? (1 - t) / 0.15 : 1);
    expect(absoluteArea(curve(value, () => 0, integral))).toBeCloseTo(2, 12);
  });
});

test('is insufficient without cases and refuses what is no probability', () => {
  expect(smoothCalibrationError(none, none)).toMatchObject({ reason: 'no cases' });
  const call = () => smoothCalibrationError(floats(1.2), floats(1));
  expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
});
