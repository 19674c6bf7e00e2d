import { describe, expect, test } from 'vitest';
import {
  auroc,
  bootstrapMean,
  defaultMeanInterval,
  estimateFigure,
  quadraticKappa,
  recalibrationLine,
  squaredCalibrationError,
} from '../../../src/stats/index.js';
import { FIGURES, OPTIONS, unitsFor } from './units.js';

describe.each(FIGURES)('a figure by $by', (figure) => {
  const units = unitsFor(figure, 120, 2);

  test('has its value inside limits that widen with the level, with n and clusters', () => {
    const narrow = estimateFigure(figure, units, { ...OPTIONS, level: 0.8 });
    const wide = estimateFigure(figure, units, OPTIONS);
    if (narrow.status === 'insufficient' || wide.status === 'insufficient')
      throw new Error('expected limits');
    expect(wide).toMatchObject({ n: 120, clusters: 60, level: 0.95 });
    expect(wide.value).toBe(narrow.value);
    expect(wide.lower).toBeLessThan(narrow.lower);
    expect(narrow.lower).toBeLessThan(narrow.upper);
    expect(narrow.upper).toBeLessThan(wide.upper);
  });

  test('is the same for units in another order', () => {
    const order = [...units.clusters.keys()].reverse();
    const turned = {
      values: Float64Array.from(order, (i) => units.values[i] ?? Number.NaN),
      seconds:
        units.seconds === null ? null : Float64Array.from(order, (i) => units.seconds?.[i] ?? Number.NaN),
      clusters: Int32Array.from(order, (i) => units.clusters[i] ?? -1),
    };
    const [here, there] = [units, turned].map((one) => estimateFigure(figure, one, OPTIONS));
    if (here?.status !== 'estimated' || there?.status !== 'estimated') throw new Error('expected limits');
    expect(there.value).toBeCloseTo(here.value, 12);
    // Clusters are drawn by their number, so that a resampled interval is another draw.
    expect(Math.abs(there.lower - here.lower)).toBeLessThan(0.02);
  });

  test('keeps limits within the range, and is insufficient without a unit', () => {
    const { value } = { value: 0.3, ...estimateFigure(figure, units, OPTIONS) };
    const range = { min: value - 1e-6, max: value + 1e-6 };
    const found = estimateFigure(figure, units, { ...OPTIONS, range: figure.by === 'mean' ? {} : range });
    if (figure.by !== 'mean') expect(found).toMatchObject({ lower: range.min, upper: range.max });
    const none = { values: new Float64Array(0), seconds: new Float64Array(0), clusters: new Int32Array(0) };
    expect(estimateFigure(figure, none, OPTIONS)).toEqual({ status: 'insufficient', reason: 'no cases' });
  });

  test.each([
    ['STATS_BAD_LEVEL', { ...OPTIONS, level: 1 }, units],
    ['STATS_BAD_LENGTH', OPTIONS, { ...units, clusters: new Int32Array(3) }],
  ])('refuses with %s', (code, options, given) => {
    expect(() => estimateFigure(figure, given, options)).toThrow(expect.objectContaining({ code }));
  });

  test('refuses a unit of one number where it needs two', () => {
    if (figure.by === 'mean') return;
    const given = { ...units, seconds: null };
    expect(() => estimateFigure(figure, given, OPTIONS)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LENGTH' }),
    );
  });
});

describe('estimateFigure answers as the function of its kind', () => {
  const estimated = (figure: (typeof FIGURES)[number], size = 1) => {
    const units = unitsFor(figure, 80, size);
    const found = estimateFigure(figure, units, OPTIONS);
    if (found.status === 'insufficient') throw new Error(found.reason);
    return { found, units, seconds: units.seconds ?? new Float64Array(0) };
  };

  test('mean', () => {
    const { found, units } = estimated({ by: 'mean' }, 2);
    expect(found).toEqual(defaultMeanInterval(units.values, units.clusters, 0.95));
  });

  test('ratio: sum over sum', () => {
    const { found, units, seconds } = estimated({ by: 'ratio' });
    const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    expect(found.value).toBeCloseTo(total(units.values) / total(seconds), 12);
  });

  test('AUROC: DeLong where every cluster has one unit, Obuchowski where not', () => {
    const { found, units, seconds } = estimated({ by: 'auroc' });
    expect(found.value).toBe(auroc(units.values, seconds));
    expect(found.method).toBe('DeLong');
    expect(estimated({ by: 'auroc' }, 2).found.method).toContain('Obuchowski');
  });

  test('calibration slope and error', () => {
    const slope = estimated({ by: 'calibration-slope', clip: 0.01 });
    expect(recalibrationLine(slope.units.values, slope.seconds, 0.01)).toMatchObject({
      slope: slope.found.value,
    });
    const error = estimated({ by: 'calibration-error', bins: 10 });
    const direct = squaredCalibrationError(error.units.values, error.seconds, {
      kind: 'equal-width',
      count: 10,
    });
    expect(direct.status === 'estimated' && direct.raw).toBeCloseTo(error.found.value, 12);
  });

  test('kappa: as that of the table', () => {
    const { found, units, seconds } = estimated({ by: 'quadratic-kappa' });
    const table = Array.from({ length: 5 }, () => [0, 0, 0, 0, 0]);
    units.values.forEach((reference, i) => {
      const row = table[reference] ?? [];
      const column = seconds[i] ?? 0;
      row[column] = (row[column] ?? 0) + 1;
    });
    expect(found.value).toBeCloseTo(quadraticKappa(table) ?? Number.NaN, 12);
  });
});

describe('resampled figures', () => {
  const kappa = { by: 'quadratic-kappa' } as const;
  const error = { by: 'calibration-error', bins: 10 } as const;

  test.each([kappa, error])('$by needs ten clusters', (figure) => {
    const nine = unitsFor(figure, 90, 10);
    expect(estimateFigure(figure, nine, OPTIONS)).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining('at least 10'),
    });
    expect(estimateFigure(figure, unitsFor(figure, 100, 10), OPTIONS).status).toBe('estimated');
  });

  test('the same seed gives the same limits, another seed others', () => {
    const units = unitsFor(kappa, 60);
    const limits = (seed: number) => estimateFigure(kappa, units, { ...OPTIONS, seed });
    expect(limits(7)).toEqual(limits(7));
    expect(limits(7)).not.toEqual(limits(8));
  });

  test('kappa has no value where every unit stands in one level on both sides', () => {
    const ones = new Float64Array(20).fill(1);
    const units = { values: ones, seconds: ones, clusters: Int32Array.from(ones.keys()) };
    expect(estimateFigure(kappa, units, OPTIONS)).toMatchObject({ status: 'insufficient' });
  });

  test('a mean by the same bootstrap lies close to its CR2 interval', () => {
    const units = unitsFor({ by: 'mean' }, 200, 2);
    const direct = estimateFigure({ by: 'mean' }, units, OPTIONS);
    const options = { level: 0.95, replicates: 4000, seed: 3, method: 'percentile' } as const;
    const drawn = bootstrapMean(units.values, units.clusters, options);
    if (direct.status === 'insufficient' || drawn.status === 'insufficient')
      throw new Error('expected limits');
    expect(Math.abs(direct.lower - drawn.lower)).toBeLessThan(0.01);
  });
});
