import { describe, expect, it } from 'vitest';
import type { JoinedUnit, PairFate } from '../../src/compare/join-units.js';
import { PairTable } from '../../src/compare/pair-table.js';
import { aMeasurement } from '../builders/a-trial.js';

function pair(
  caseId: string,
  y1: number | null,
  y0: number | null,
  fate: PairFate = 'paired',
  cluster = caseId,
): JoinedUnit {
  const candidate = aMeasurement(y1, { unit: { caseId }, cluster });
  const baseline = aMeasurement(y0, { unit: { caseId }, cluster });
  return { fate, either: candidate, candidate, baseline };
}

function alone(caseId: string, side: 'candidate' | 'baseline'): JoinedUnit {
  const measurement = aMeasurement(1, { unit: { caseId } });
  return side === 'candidate'
    ? { fate: 'candidateOnly', either: measurement, candidate: measurement, baseline: null }
    : { fate: 'baselineOnly', either: measurement, candidate: null, baseline: measurement };
}

const table = new PairTable(['population']);
const child = { population: 'child' };
table.add(pair('c1', 1, 1), child);
table.add(pair('c2', 0, 1), child);
table.add(pair('c3', 1, 0), {});
table.add(pair('c4', 0.5, 0.75, 'paired', 'c1'), child);
table.add(pair('c5', null, 1, 'missing'), child);
table.add(pair('c6', 0, 1, 'gradingDiffers'), child);
table.add(pair('c7', 0, 1, 'caseDiffers'), {});
table.add(pair('c8', 0, 1, 'protocolDiffers'), {});
table.add(alone('c9', 'candidate'), child);
table.add(alone('d1', 'baseline'), {});

describe('PairTable', () => {
  it('holds the pairs alone, with their clusters', () => {
    const { column } = table.slice(null);
    expect([...column.candidate.values]).toEqual([1, 0, 1, 0.5]);
    expect([...column.baseline.values]).toEqual([1, 1, 0, 0.75]);
    expect(column.clusters[3]).toBe(column.clusters[0]);
    expect(new Set(column.clusters).size).toBe(3);
  });

  it('counts what became of every unit', () => {
    expect(table.slice(null).pairing).toEqual({
      paired: 4,
      candidateOnly: 1,
      baselineOnly: 1,
      caseDiffers: 1,
      protocolDiffers: 1,
      gradingDiffers: 1,
      missing: 1,
    });
  });

  it('counts and pairs within a stratum', () => {
    const { column, pairing } = table.slice({ name: 'population', value: 'child' });
    expect([...column.candidate.values]).toEqual([1, 0, 0.5]);
    expect(pairing).toEqual({
      paired: 3,
      candidateOnly: 1,
      baselineOnly: 0,
      caseDiffers: 0,
      protocolDiffers: 0,
      gradingDiffers: 1,
      missing: 1,
    });
    expect(table.slice({ name: 'population', value: 'nobody' }).column.clusters).toHaveLength(0);
  });

  it('lists the pairs that changed, the largest loss first; a unit without a partner is no flip', () => {
    expect(table.flips().map((f) => [f.unit.caseId, f.baseline, f.candidate])).toEqual([
      ['c2', 1, 0],
      ['c4', 0.75, 0.5],
      ['c3', 0, 1],
    ]);
  });
});
