import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  observedExpected,
  observedExpectedInterval,
} from '../../../src/stats/calibration/observed-expected.js';
import {
  calibrationInTheLarge,
  logisticRecalibration,
  recalibrationLine,
} from '../../../src/stats/calibration/recalibration.js';

const floats = (...values: number[]) => Float64Array.from(values);
const none = new Float64Array(0);
const logit = (p: number) => Math.log(p / (1 - p));

/** `hits` of `count` outcomes 1 at each forecast. */
function grouped(rows: readonly (readonly [forecast: number, hits: number, count: number])[]) {
  const cases = rows.flatMap(([f, hits, count]) =>
    Array.from({ length: count }, (_, i) => [f, Number(i < hits)] as const),
  );
  return { f: Float64Array.from(cases, ([f]) => f), o: Float64Array.from(cases, ([, o]) => o) };
}

describe('logistic recalibration', () => {
  // Two forecasts: the line goes through both observed logits.
  const { f, o } = grouped([
    [0.2, 3, 10],
    [0.9, 7, 10],
  ]);
  const slope = (logit(0.7) - logit(0.3)) / (logit(0.9) - logit(0.2));

  test('by hand: over-confident forecasts have a slope below 1', () => {
    const found = logisticRecalibration(f, o, { level: 0.95 });
    expect(found).toMatchObject({
      slope: { value: expect.closeTo(slope, 12), method: 'Wald' },
      intercept: { value: expect.closeTo(logit(0.3) - slope * logit(0.2), 12) },
      clip: 0.01,
      clipped: 0,
      clusters: 20,
    });
    // The variance of a difference of two logits: 1 / (10 x 0.21) each.
    const se = Math.sqrt(2 / 2.1) / (logit(0.9) - logit(0.2));
    expect(found).toMatchObject({ slope: { se: expect.closeTo(se, 12) } });
    expect(recalibrationLine(f, o)).toMatchObject({ slope: expect.closeTo(slope, 12) });
  });

  test('calibration in the large makes expected and observed events agree', () => {
    const shift = Number(calibrationInTheLarge(f, o));
    const expected = f.reduce((sum, p) => sum + 1 / (1 + Math.exp(-shift - logit(p))), 0);
    expect(expected).toBeCloseTo(10, 10);
    expect(logisticRecalibration(f, o, { level: 0.9 })).toMatchObject({ inTheLarge: { value: shift } });
  });

  test('calibrated groups have slope 1 and intercept 0', () => {
    const fair = grouped([
      [0.2, 2, 10],
      [0.5, 5, 10],
      [0.9, 9, 10],
    ]);
    expect(recalibrationLine(fair.f, fair.o)).toMatchObject({
      slope: expect.closeTo(1, 12),
      intercept: expect.closeTo(0, 12),
    });
    expect(calibrationInTheLarge(fair.f, fair.o)).toBeCloseTo(0, 12);
  });

  test('clips first: 0 counts as the clip', () => {
    const certain = f.map((x) => (x === 0.2 ? 0 : x));
    const clipped = f.map((x) => (x === 0.2 ? 0.05 : x));
    const options = { level: 0.9, clip: 0.05 };
    const found = logisticRecalibration(certain, o, options);
    expect(found).toMatchObject({ clipped: 10, clip: 0.05 });
    const same = logisticRecalibration(clipped, o, options);
    if (found.status === 'insufficient' || same.status === 'insufficient') throw new Error('no estimate');
    expect(found.slope).toEqual(same.slope);
  });

  test('detects separation, complete and nearly so, and a constant forecast', () => {
    const separated = recalibrationLine(floats(0.1, 0.2, 0.8, 0.9), floats(0, 0, 1, 1));
    expect(separated).toMatchObject({ status: 'insufficient', reason: expect.stringContaining('30') });
    const touching = recalibrationLine(floats(0.1, 0.2, 0.5, 0.5, 0.9), floats(0, 0, 0, 1, 1));
    expect(touching).toMatchObject({ status: 'insufficient' });
    const flat = logisticRecalibration(floats(0.7, 0.7, 0.7), floats(1, 1, 0), { level: 0.9 });
    expect(flat).toMatchObject({
      slope: { status: 'insufficient' },
      intercept: { status: 'insufficient' },
      inTheLarge: { status: 'estimated', value: expect.closeTo(logit(2 / 3) - logit(0.7), 12) },
    });
  });

  test('is insufficient for one outcome, no cases and one cluster', () => {
    const options = { level: 0.9 };
    expect(logisticRecalibration(none, none, options)).toMatchObject({ reason: 'no cases' });
    expect(logisticRecalibration(floats(0.2), floats(1), options)).toMatchObject({ status: 'insufficient' });
    expect(recalibrationLine(floats(0.2, 0.3), floats(0, 0))).toMatchObject({ status: 'insufficient' });
    expect(calibrationInTheLarge(floats(0.2, 0.3), floats(0, 0))).toMatchObject({ status: 'insufficient' });
    const clusters = new Int32Array(20);
    expect(logisticRecalibration(f, o, { level: 0.9, clusters })).toMatchObject({ status: 'insufficient' });
  });

  test('copies of each case in its cluster leave the sandwich as it is', () => {
    const clusters = Int32Array.from(f, (_, i) => i);
    const twice = (values: Float64Array) => Float64Array.from([...values, ...values]);
    const once = logisticRecalibration(f, o, { level: 0.9, clusters });
    const copied = logisticRecalibration(twice(f), twice(o), {
      level: 0.9,
      clusters: Int32Array.from([...clusters, ...clusters]),
    });
    if (once.status === 'insufficient' || copied.status === 'insufficient') throw new Error('no estimate');
    if (once.slope.status === 'insufficient' || copied.slope.status === 'insufficient')
      throw new Error('no slope');
    expect(copied.slope.se).toBeCloseTo(once.slope.se ?? 0, 11);
    expect(copied.slope).toMatchObject({ method: 'cluster sandwich, t on clusters - 1', df: 19 });
  });

  test('finds the line from any start: fits of random data have score 0', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom(0, 1)), {
          minLength: 5,
          maxLength: 40,
        }),
        (rows) => {
          const p = Float64Array.from(rows, ([x]) => x / 20);
          const y = Float64Array.from(rows, ([, outcome]) => outcome);
          const line = recalibrationLine(p, y);
          if (line.status === 'insufficient') return;
          const x = p.map((q) => logit(Math.min(0.99, Math.max(0.01, q))));
          const residuals = x.map(
            (z, i) => (y[i] ?? 0) - 1 / (1 + Math.exp(-line.intercept - line.slope * z)),
          );
          expect(residuals.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 9);
          expect(residuals.reduce((sum, r, i) => sum + r * (x[i] ?? 0), 0)).toBeCloseTo(0, 8);
        },
      ),
    );
  });

  test.each([
    [{ level: 1 }, 'STATS_BAD_LEVEL'],
    [{ level: 0.9, clip: 0 }, 'STATS_BAD_VALUE'],
    [{ level: 0.9, clip: 0.5 }, 'STATS_BAD_VALUE'],
    [{ level: 0.9, clusters: new Int32Array(3) }, 'STATS_BAD_LENGTH'],
  ])('refuses %s', (options, code) => {
    expect(() => logisticRecalibration(f, o, options)).toThrow(expect.objectContaining({ code }));
  });
});

describe('observed to expected', () => {
  test('by hand: 2 events where 0.5 + 0.5 + 0.25 are expected', () => {
    const f = floats(0.5, 0.5, 0.25);
    const o = floats(1, 0, 1);
    expect(observedExpected(f, o)).toBeCloseTo(1.6, 15);
    // Residuals 0.2, -0.8, 0.6: SE^2 = 3/2 (0.04 + 0.64 + 0.36) / 1.25^2.
    expect(observedExpectedInterval(f, o, 0.95)).toMatchObject({
      value: 1.6,
      se: expect.closeTo(Math.sqrt(1.56) / 1.25, 14),
      df: 2,
    });
  });

  test('its limits are above 0 and their product is the square of the ratio', () => {
    const found = observedExpectedInterval(floats(0.9, 0.5, 0.4, 0.1), floats(1, 0, 0, 0), 0.95);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found.lower).toBeGreaterThan(0);
    expect(found.lower * found.upper).toBeCloseTo(found.value ** 2, 12);
  });

  test('says what is missing', () => {
    expect(observedExpected(floats(0, 0), floats(0, 1))).toMatchObject({ status: 'insufficient' });
    expect(observedExpected(none, none)).toMatchObject({ status: 'insufficient' });
    expect(observedExpected(floats(0.5), floats(0))).toBe(0);
    expect(observedExpectedInterval(floats(0.5, 0.5), floats(0, 0), 0.9)).toMatchObject({
      reason: expect.stringContaining('no event was observed'),
    });
    expect(observedExpectedInterval(floats(1, 1), floats(1, 1), 0.9)).toMatchObject({
      reason: 'no variation between clusters',
    });
    const one = observedExpectedInterval(floats(0.5, 0.5), floats(0, 1), 0.9, Int32Array.from([3, 3]));
    expect(one).toMatchObject({ status: 'insufficient' });
    expect(() => observedExpectedInterval(floats(0.5), floats(1), 0)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LEVEL' }),
    );
  });
});
