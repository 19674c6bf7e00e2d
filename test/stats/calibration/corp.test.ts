import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { miscalibrationNull } from '../../../src/stats/calibration/calibration-null.js';
import { corpCurve, corpDecomposition } from '../../../src/stats/calibration/corp.js';
import { corpConsistencyBand } from '../../../src/stats/calibration/corp-band.js';
import { poolAdjacentViolators } from '../../../src/stats/calibration/isotonic.js';
import { miscalibrationInterval } from '../../../src/stats/calibration/miscalibration-interval.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';

const floats = (...values: number[]) => Float64Array.from(values);
const none = new Float64Array(0);
const BRIER = { kind: 'brier' } as const;
const LOG = { kind: 'log', epsilon: 0.01 } as const;
const cases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 40 })
  .map((rows) => ({
    f: Float64Array.from(rows, ([f]) => f / 10),
    o: Float64Array.from(rows, ([, o]) => o),
  }));

test('pooling by hand: shares 0, 1, 1/2, 1 become 0, 2/3, 1; an empty group joins the block before it', () => {
  const fit = poolAdjacentViolators(floats(1, 1, 0, 2, 1), floats(0, 1, 0, 1, 1));
  expect([...fit.counts]).toEqual([1, 3, 1]);
  expect([...fit.events]).toEqual([0, 2, 1]);
  expect([...fit.ends]).toEqual([1, 4, 5]);
  expect(poolAdjacentViolators(none, none).blocks).toBe(0);
});

describe('corpDecomposition', () => {
  test('by hand', () => {
    // Recalibrated to 1/2, 1/2, 1: S(r) = 0.5 / 3; S(obar) = 2/9; S(f) = (0.64 + 0.25 + 0.01) / 3 = 0.3.
    const found = corpDecomposition(floats(0.2, 0.5, 0.9), floats(1, 0, 1), BRIER);
    expect(found).toMatchObject({
      score: expect.closeTo(0.3, 15),
      miscalibration: expect.closeTo(0.3 - 1 / 6, 15),
      discrimination: expect.closeTo(2 / 9 - 1 / 6, 15),
      uncertainty: expect.closeTo(2 / 9, 15),
    });
  });

  test('adds up, is never negative, and a rising recalibration changes DSC and UNC by nothing', () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(BRIER, LOG), ({ f, o }, score) => {
        const found = corpDecomposition(f, o, score);
        const bent = corpDecomposition(
          f.map((x) => x ** 2),
          o,
          score,
        );
        if (found.status === 'insufficient' || bent.status === 'insufficient') throw new Error('no cases');
        const { miscalibration, discrimination, uncertainty } = found;
        expect(miscalibration - discrimination + uncertainty).toBeCloseTo(found.score, 12);
        expect(miscalibration).toBeGreaterThanOrEqual(0);
        expect(discrimination).toBeGreaterThanOrEqual(0);
        expect(discrimination).toBeLessThanOrEqual(uncertainty + 1e-12);
        expect(bent.discrimination).toBeCloseTo(discrimination, 12);
        expect(bent.uncertainty).toBeCloseTo(uncertainty, 12);
      }),
    );
  });

  test('with one outcome only has neither uncertainty nor discrimination', () => {
    expect(corpDecomposition(floats(0.5, 0.5), floats(1, 1), BRIER)).toMatchObject({
      miscalibration: 0.25,
      discrimination: 0,
      uncertainty: 0,
    });
  });

  test('is insufficient without cases and refuses a bad epsilon', () => {
    expect(corpDecomposition(none, none, BRIER)).toMatchObject({ status: 'insufficient' });
    expect(corpCurve(none, none)).toMatchObject({ status: 'insufficient' });
    const call = () => corpDecomposition(floats(0.5), floats(1), { kind: 'log', epsilon: 0 });
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
  });
});

test('the curve rises, pools ties first and ignores the order of the cases', () => {
  fc.assert(
    fc.property(cases, ({ f, o }) => {
      const curve = corpCurve(f, o);
      const turned = corpCurve(f.slice().reverse(), o.slice().reverse());
      expect(turned).toEqual(curve);
      if (curve.status === 'insufficient') throw new Error(curve.reason);
      curve.recalibrated.forEach((r, i) => {
        if (i > 0) expect(r).toBeGreaterThanOrEqual(curve.recalibrated[i - 1] ?? 1);
      });
    }),
  );
});

describe('corpConsistencyBand', () => {
  test('holds the diagonal and leaves certain forecasts no chance', () => {
    const f = Float64Array.from({ length: 200 }, (_, i) => Math.floor(i / 20) / 9);
    const band = corpConsistencyBand(f, 0.9, 200, mersenneTwister(1));
    if (band.status === 'insufficient') throw new Error(band.reason);
    expect(band.forecasts.length).toBe(10);
    band.forecasts.forEach((x, j) => {
      expect(band.lower[j]).toBeLessThanOrEqual(x);
      expect(band.upper[j]).toBeGreaterThanOrEqual(x);
    });
    expect([band.lower[0], band.upper[0], band.lower[9], band.upper[9]]).toEqual([0, 0, 1, 1]);
  });

  test('gives no more points than asked for, the outermost among them', () => {
    const f = Float64Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50);
    const band = corpConsistencyBand(f, 0.9, 20, mersenneTwister(1), 5);
    if (band.status === 'insufficient') throw new Error(band.reason);
    expect([...band.forecasts]).toEqual([0.01, 0.25, 0.51, 0.75, 0.99]);
    expect(corpConsistencyBand(none, 0.9, 20, mersenneTwister(1))).toMatchObject({ status: 'insufficient' });
    expect(corpConsistencyBand(floats(0.4), 0.9, 20, mersenneTwister(1))).toMatchObject({ upper: floats(1) });
  });

  test.each([
    [1, 20, 5, 'STATS_BAD_LEVEL'],
    [0.9, 0, 5, 'STATS_BAD_COUNT'],
    [0.9, 20, 1, 'STATS_BAD_COUNT'],
  ])('refuses level %s, %s replicates, %s points', (level, replicates, points, code) => {
    const call = () => corpConsistencyBand(floats(0.5), level, replicates, mersenneTwister(1), points);
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('the size of the miscalibration', () => {
  const rng = mersenneTwister(21);
  const f = Float64Array.from({ length: 400 }, () => rng.next());
  const bent = f.map((x) => Number(rng.next() < x ** 2));
  const clusters = Int32Array.from(f, (_, i) => i);

  test('has an interval that holds its value and, here, the truth 1/30', () => {
    const found = miscalibrationInterval(f, bent, clusters, BRIER, 0.9, 300, mersenneTwister(2));
    if (found.status === 'insufficient') throw new Error(found.reason);
    // Integral over f of (f - f^2)^2.
    expect(found.lower).toBeLessThan(1 / 30);
    expect(found.upper).toBeGreaterThan(1 / 30);
    expect(found.value).toBeGreaterThanOrEqual(found.lower);
    expect(found.value).toBeLessThanOrEqual(found.upper);
    expect(found.plugIn).toBeGreaterThan(found.value);
    expect(found.method).toBe('basic bootstrap of cases');
  });

  test('needs clusters and variation', () => {
    const call = (x: Float64Array, y: Float64Array, ids: readonly number[]) =>
      miscalibrationInterval(x, y, Int32Array.from(ids), BRIER, 0.9, 20, mersenneTwister(2));
    expect(call(none, none, [])).toMatchObject({ reason: 'no cases' });
    expect(call(floats(0.2, 0.4), floats(0, 1), [7, 7])).toMatchObject({ status: 'insufficient' });
    expect(call(floats(1, 1), floats(1, 1), [1, 2])).toMatchObject({ status: 'insufficient' });
    expect(() => call(floats(0.5), floats(1), [1, 2])).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LENGTH' }),
    );
  });

  test('its consistency test tells the bent forecasts from calibrated ones', () => {
    const draw = mersenneTwister(3);
    const calibrated = f.map((x) => Number(draw.next() < x));
    expect(miscalibrationNull(f, bent, BRIER, 99, mersenneTwister(4))).toMatchObject({ p: 0.01 });
    const fair = miscalibrationNull(f, calibrated, LOG, 99, mersenneTwister(4));
    if (fair.status === 'insufficient') throw new Error(fair.reason);
    expect(fair.p).toBeGreaterThan(0.05);
    expect(miscalibrationNull(none, none, BRIER, 9, mersenneTwister(4))).toMatchObject({
      reason: 'no cases',
    });
  });
});
