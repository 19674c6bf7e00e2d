import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binForecasts } from '../../../src/stats/calibration/bins.js';
import {
  expectedCalibrationError,
  maximumCalibrationError,
  squaredCalibrationError,
} from '../../../src/stats/calibration/calibration-error.js';
import { calibrationErrorNull } from '../../../src/stats/calibration/calibration-null.js';
import { binnedDecomposition, murphyDecomposition } from '../../../src/stats/calibration/murphy.js';
import { reliabilityDiagram } from '../../../src/stats/calibration/reliability-diagram.js';
import { betaQuantile } from '../../../src/stats/numeric/beta.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

const floats = (...values: number[]) => Float64Array.from(values);
const none = new Float64Array(0);
const TEN = { kind: 'equal-width', count: 10 } as const;
const cases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.constantFrom(0, 1)), { minLength: 2, maxLength: 40 })
  .map((rows) => ({
    f: Float64Array.from(rows, ([f]) => f / 40),
    o: Float64Array.from(rows, ([, o]) => o),
  }));
const binnings = fc.record({
  kind: fc.constantFrom('equal-width' as const, 'equal-mass' as const),
  count: fc.integer({ min: 1, max: 12 }),
});

describe('binForecasts', () => {
  test('is right-closed with 0 in the first bin, and 0.1 + 0.2 is no more than 0.3', () => {
    const f = floats(0, 0.1, 0.1000001, 0.3, 0.1 + 0.2, 0.30001, 1);
    expect([...binForecasts(f, new Float64Array(7), TEN).index]).toEqual([0, 0, 1, 2, 2, 3, 9]);
  });

  test('puts every i / M in bin i - 1, for any M', () => {
    for (let m = 1; m <= 60; m++) {
      const f = Float64Array.from({ length: m }, (_, i) => (i + 1) / m);
      const bins = binForecasts(f, new Float64Array(m), { kind: 'equal-width', count: m });
      expect([...bins.index]).toEqual(Array.from(f, (_, i) => i));
    }
  });

  test('of equal mass keeps ties together and says how many bins are left', () => {
    const f = floats(0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.9, 0.9, 0.95, 1);
    const bins = binForecasts(f, new Float64Array(10), { kind: 'equal-mass', count: 10 });
    // Quantiles 0.8 (six times), then 0.83 to 1: the ties at 0.8 are a bin of their own.
    expect(bins.counts[0]).toBe(6);
    expect(bins.realised).toBe(4);
    const flat = binForecasts(floats(0.7, 0.7), floats(0, 1), { kind: 'equal-mass', count: 10 });
    expect(flat).toMatchObject({ realised: 1, n: 2 });
  });

  test('of equal mass holds n / M distinct cases each', () => {
    const f = Float64Array.from({ length: 100 }, (_, i) => (i + 0.5) ** 2 / 10_000);
    const bins = binForecasts(f, new Float64Array(100), { kind: 'equal-mass', count: 5 });
    expect([...bins.counts]).toEqual([20, 20, 20, 20, 20]);
  });

  test('never parts a tie and loses no case', () => {
    fc.assert(
      fc.property(cases, binnings, ({ f, o }, binning) => {
        const bins = binForecasts(f, o, binning);
        const seen = new Map<number, number>();
        f.forEach((x, i) => {
          expect(bins.index[i]).toBe(seen.get(x) ?? bins.index[i]);
          seen.set(x, bins.index[i] ?? -1);
        });
        expect(bins.counts.reduce((a, b) => a + b, 0)).toBe(f.length);
      }),
    );
  });

  test.each([0, 1.5, 10_001, Number.NaN])('refuses %s bins', (count) => {
    const call = () => binForecasts(floats(0.5), floats(1), { kind: 'equal-width', count });
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });
});

describe('calibration errors', () => {
  // Two bins: 0.85, 0.9 with one of two right, gap 0.375; 0.25 right alone, gap 0.75.
  const f = floats(0.85, 0.9, 0.25);
  const o = floats(1, 0, 1);

  test('by hand', () => {
    expect(expectedCalibrationError(f, o, TEN)).toBeCloseTo((2 * 0.375 + 0.75) / 3, 15);
    expect(maximumCalibrationError(f, o, TEN)).toBeCloseTo(0.75, 15);
    // The case alone is left out: 2/3 (0.375^2 - 0.25 / 1).
    expect(squaredCalibrationError(f, o, TEN)).toMatchObject({
      raw: expect.closeTo((2 / 3) * (0.375 ** 2 - 0.25), 15),
      root: 0,
      realised: 2,
      singletons: 1,
    });
  });

  test('are insufficient without cases, the debiased one where all are alone', () => {
    expect(expectedCalibrationError(none, none, TEN)).toMatchObject({ reason: 'no cases' });
    expect(maximumCalibrationError(none, none, TEN)).toMatchObject({ reason: 'no cases' });
    expect(squaredCalibrationError(none, none, TEN)).toMatchObject({ reason: 'no cases' });
    expect(squaredCalibrationError(floats(0.1, 0.9), floats(0, 1), TEN)).toMatchObject({
      reason: 'no bin holds two cases',
    });
    expect(calibrationErrorNull(none, none, TEN, 10, mersenneTwister(1))).toMatchObject({
      reason: 'no cases',
    });
    expect(reliabilityDiagram(none, none, TEN, 0.9)).toMatchObject({ reason: 'no cases' });
  });

  test('lie in order: 0 <= ECE <= MCE <= 1, and one bin has the gap of the means', () => {
    fc.assert(
      fc.property(cases, binnings, ({ f: x, o: y }, binning) => {
        const ece = Number(expectedCalibrationError(x, y, binning));
        const mce = Number(maximumCalibrationError(x, y, binning));
        expect(ece).toBeGreaterThanOrEqual(0);
        expect(mce).toBeGreaterThanOrEqual(ece - 1e-14);
        expect(mce).toBeLessThanOrEqual(1);
        const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
        const one = expectedCalibrationError(x, y, { ...binning, count: 1 });
        // Equal mass keeps a bin apart for the minimum only where a quantile falls on it.
        if (binning.kind === 'equal-width') expect(one).toBeCloseTo(Math.abs(mean(x) - mean(y)), 13);
      }),
    );
  });

  test('the debiased error is unbiased: 0 on average for a calibrated model whose ECE is not', () => {
    const rng = mersenneTwister(9);
    const p = Float64Array.from({ length: 100 }, (_, i) => (i % 10) / 10 + 0.05);
    let raw = 0;
    let square = 0;
    const runs = 2000;
    for (let run = 0; run < runs; run++) {
      const found = squaredCalibrationError(
        p,
        p.map((x) => Number(rng.next() < x)),
        TEN,
      );
      const value = found.status === 'estimated' ? found.raw : Number.NaN;
      raw += value / runs;
      square += value ** 2 / runs;
    }
    expect(Math.abs(raw)).toBeLessThan(4 * Math.sqrt(square / runs));
  });

  test('a calibrated model scores 0.10, 0.073, 0.052, 0.033, 0.024 at n = 50, 100, 200, 500, 1000', () => {
    // The design behind these figures is not stated. Forecasts from Beta(6, 1.5) come within 2 % of each of them
    // (0.1020, 0.0731, 0.0528, 0.0333, 0.0238 in 4000 and 1500 runs); uniform ones score 0.138 to 0.031.
    const quantiles = Float64Array.from({ length: 2000 }, (_, i) => betaQuantile((i + 0.5) / 2000, 6, 1.5));
    const rng = mersenneTwister(11);
    const found = [50, 100, 200, 500, 1000].map((n) => {
      const runs = n < 300 ? 1000 : 300;
      let total = 0;
      for (let run = 0; run < runs; run++) {
        const p = Float64Array.from(
          { length: n },
          () => quantiles[Math.floor(rng.next() * 2000)] ?? Number.NaN,
        );
        total += Number(
          expectedCalibrationError(
            p,
            p.map((x) => Number(rng.next() < x)),
            TEN,
          ),
        );
      }
      return total / runs;
    });
    for (const [i, published] of [0.1, 0.073, 0.052, 0.033, 0.024].entries()) {
      expect(Math.abs((found[i] ?? 1) / published - 1)).toBeLessThan(0.04);
    }
  });
});

describe('calibrationErrorNull', () => {
  test('certain forecasts leave no chance: ECE 0 and p 1 where right, p 1 / (1 + B) where not', () => {
    const f = floats(1, 1, 0, 0);
    const right = calibrationErrorNull(f, floats(1, 1, 0, 0), TEN, 99, mersenneTwister(1));
    expect(right).toMatchObject({ observed: 0, mean: 0, quantile95: 0, p: 1 });
    const wrong = calibrationErrorNull(f, floats(1, 1, 0, 1), TEN, 99, mersenneTwister(1));
    expect(wrong).toMatchObject({ observed: 0.25, p: 0.01 });
  });

  test('ignores the order of the cases', () => {
    const f = floats(0.3, 0.9, 0.6, 0.6);
    const here = calibrationErrorNull(f, floats(0, 1, 1, 0), TEN, 50, mersenneTwister(4));
    const there = calibrationErrorNull(f.slice().reverse(), floats(0, 1, 1, 0), TEN, 50, mersenneTwister(4));
    expect(there).toEqual(here);
  });

  test('refuses no replicates', () => {
    const call = () => calibrationErrorNull(floats(0.5), floats(1), TEN, 0, mersenneTwister(1));
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });
});

describe('reliabilityDiagram', () => {
  test('marks empty bins and gives Wilson bars and binomial limits', () => {
    const found = reliabilityDiagram(
      floats(0.45, 0.55, 0.5, 0.5),
      floats(1, 0, 0, 0),
      { ...TEN, count: 2 },
      0.9,
    );
    if (found.status === 'insufficient') throw new Error(found.reason);
    const [low, high] = found.bins;
    expect(low).toMatchObject({ count: 3, events: 1, ...pick(wilson(1, 3, 0.9)) });
    expect(high).toMatchObject({ count: 1, observed: 0, consistentFrom: 0, consistentTo: 1 });
    const gaps = reliabilityDiagram(floats(0.05, 0.95), floats(0, 1), TEN, 0.9);
    expect(gaps).toMatchObject({
      realised: 2,
      bins: expect.arrayContaining([{ status: 'empty', from: 0.4, to: 0.5 }]),
    });
  });

  function pick({ lower, upper }: { lower: number; upper: number }) {
    return { lower, upper };
  }

  test('by hand: 10 cases at 0.5 are between 2 and 8 with at least 90 %', () => {
    // P(X <= 1) = 11 / 1024 and P(X <= 2) = 56 / 1024, the first above 5 %.
    const found = reliabilityDiagram(new Float64Array(10).fill(0.5), new Float64Array(10), TEN, 0.9);
    expect(found).toMatchObject({
      bins: expect.arrayContaining([
        expect.objectContaining({ count: 10, consistentFrom: 0.2, consistentTo: expect.closeTo(0.8, 15) }),
      ]),
    });
  });

  test('refuses a level of 1', () => {
    const call = () => reliabilityDiagram(floats(0.5), floats(1), TEN, 1);
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_LEVEL' }));
  });
});

describe('decompositions of the Brier score', () => {
  test('by hand: 0.25 with one of four, 0.75 with three of four', () => {
    const f = floats(0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75);
    const o = floats(1, 0, 0, 0, 1, 1, 1, 0);
    // No gap; shares 1/4 off the mean; 1/4. Noise 3/16 / 3 = 1/16 each: corrected REL -1/16.
    const found = murphyDecomposition(f, o);
    expect(found).toMatchObject({
      reliability: 0,
      resolution: 1 / 16,
      uncertainty: 1 / 4,
      brier: 3 / 16,
      groups: 2,
    });
    expect(found).toMatchObject({
      corrected: {
        reliability: -1 / 16,
        resolution: expect.closeTo(1 / 16 - 1 / 16 + 1 / 28, 15),
        uncertainty: expect.closeTo(1 / 4 + 1 / 28, 15),
      },
    });
  });

  test('add up to the Brier score, by distinct forecasts and by any bins, corrected or not', () => {
    fc.assert(
      fc.property(cases, binnings, ({ f, o }, binning) => {
        for (const found of [murphyDecomposition(f, o), binnedDecomposition(f, o, binning)]) {
          if (found.status === 'insufficient') throw new Error(found.reason);
          const within = found.withinVariance - found.withinCovariance;
          const { reliability, resolution, uncertainty, corrected } = found;
          expect(reliability - resolution + uncertainty + within).toBeCloseTo(found.brier, 13);
          expect(corrected.reliability - corrected.resolution + corrected.uncertainty + within).toBeCloseTo(
            found.brier,
            13,
          );
        }
      }),
    );
  });

  test('the three terms alone do not add up over bins', () => {
    const found = binnedDecomposition(floats(0.11, 0.19, 0.9), floats(0, 1, 1), TEN);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(Math.abs(found.reliability - found.resolution + found.uncertainty - found.brier)).toBeGreaterThan(
      0.01,
    );
  });

  test('need two cases', () => {
    expect(murphyDecomposition(floats(0.5), floats(1))).toMatchObject({ status: 'insufficient' });
    expect(binnedDecomposition(floats(0.5), floats(1), TEN)).toMatchObject({ status: 'insufficient' });
    expect(murphyDecomposition(floats(0.5, 0.6), floats(1, 1))).toMatchObject({
      uncertainty: 0,
      resolution: 0,
      singletons: 2,
    });
  });
});
