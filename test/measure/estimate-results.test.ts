import { describe, expect, it } from 'vitest';
import { accuracy } from '../../src/measure/accuracy.js';
import { estimateResults } from '../../src/measure/estimate-results.js';
import { METRICS } from '../../src/measure/metrics.js';
import { UnitTable } from '../../src/measure/unit-table.js';
import { FigureMemory } from '../../src/stats/figure/figure-memory.js';
import { anAddress } from '../builders/a-figure.js';
import { aMeasurement } from '../builders/a-trial.js';

interface Row {
  readonly y: number | null;
  readonly cluster?: string;
  readonly population?: string;
}

function resultsOf(rows: readonly Row[], missing: 'ite' | 'complete' = 'ite') {
  const table = new UnitTable(['population']);
  rows.forEach(({ y, cluster, population }, i) => {
    const caseId = `c${i}`;
    const measurement = aMeasurement(y, { cluster: cluster ?? caseId, unit: { caseId } });
    table.add(measurement, population === undefined ? {} : { population });
  });
  const { stratum: _, ...address } = anAddress({ missing });
  return estimateResults(
    table,
    accuracy,
    { ...address, planHash: 'sha256:plan', run: 'r1', model: 'candidate-2' },
    new FigureMemory(),
  );
}

const many = (y: number | null, n: number, part: Partial<Row> = {}): readonly Row[] =>
  Array.from({ length: n }, () => ({ y, ...part }));

describe('estimateResults', () => {
  it('is Wilson where units are independent and 0 or 1: 0 of 20 has the upper limit 0.161', () => {
    const [whole] = resultsOf(many(0, 20));
    expect(whole?.estimate).toMatchObject({ status: 'estimated', value: 0, lower: 0, n: 20, clusters: 20 });
    // z²/(n + z²) = 3.8415 / 23.8415
    expect(whole?.estimate.status === 'estimated' && whole.estimate.upper).toBeCloseTo(0.161125, 6);
  });

  it('is never of zero width: one unit is 1, from 0.2065 to 1', () => {
    const [whole] = resultsOf(many(1, 1));
    // n/(n + z²) = 1 / 4.8415
    expect(whole?.estimate).toMatchObject({ value: 1, upper: 1 });
    expect(whole?.estimate.status === 'estimated' && whole.estimate.lower).toBeCloseTo(0.206549, 6);
  });

  it('is clustered where cases share clusters, and counts both', () => {
    const rows = [
      ...many(1, 3, { cluster: 'a' }),
      ...many(0, 3, { cluster: 'b' }),
      ...many(1, 3, { cluster: 'c' }),
    ];
    expect(resultsOf(rows)[0]?.estimate).toMatchObject({ method: 'CR2, Satterthwaite t', n: 9, clusters: 3 });
  });

  it('is insufficient, with the reason, where nothing can be estimated', () => {
    expect(resultsOf([])[0]?.estimate).toEqual({
      status: 'insufficient',
      reason: 'no unit has a value',
      n: 0,
      clusters: 0,
    });
    expect(resultsOf(many(null, 5))[0]?.estimate).toMatchObject({ status: 'insufficient', n: 0 });
    expect(resultsOf(many(0.5, 1))[0]?.estimate).toMatchObject({ status: 'insufficient', n: 1, clusters: 1 });
    expect(resultsOf(many(0.5, 5))[0]?.estimate).toMatchObject({ status: 'insufficient', n: 5 });
  });

  it('leaves missing units out of the value and keeps them in the coverage', () => {
    const [whole] = resultsOf([...many(1, 10), ...many(null, 10)]);
    expect(whole?.estimate).toMatchObject({ value: 1, n: 10 });
    expect(whole?.coverage).toEqual({ planned: 20, answered: 20, read: 20, graded: 10 });
  });

  it('gives the whole suite first, then every stratum', () => {
    const results = resultsOf([
      ...many(1, 4, { population: 'child' }),
      ...many(0, 2, { population: 'adult' }),
      { y: 1 },
    ]);
    expect(results.map((r) => [r.stratum?.value ?? null, r.estimate.n])).toEqual([
      [null, 7],
      ['adult', 2],
      ['child', 4],
    ]);
  });

  it('counts trials that met the criterion only in complete case, where the mean is over graded trials', () => {
    const rows = [...many(1, 3), ...many(0, 2)];
    expect(resultsOf(rows, 'complete')[0]?.met).toBe(3);
    expect(resultsOf(rows, 'ite')[0]?.met).toBeNull();
  });
});

describe('METRICS', () => {
  it('has every metric under its own id', () => {
    for (const [name, metric] of Object.entries(METRICS)) expect(metric.id).toBe(name);
  });
});
