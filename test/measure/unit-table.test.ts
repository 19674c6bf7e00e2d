import { describe, expect, it } from 'vitest';
import { UnitTable } from '../../src/measure/unit-table.js';
import { aMeasurement } from '../builders/a-trial.js';

function tableOf(
  rows: readonly (readonly [number | null, string, Readonly<Record<string, string>>])[],
): UnitTable {
  const table = new UnitTable(['population']);
  for (const [y, cluster, strata] of rows) table.add(aMeasurement(y, { cluster }), strata);
  return table;
}

const table = tableOf([
  [1, 'p1', { population: 'child' }],
  [0, 'p1', { population: 'child' }],
  [null, 'p2', { population: 'child' }],
  [0.5, 'p3', { population: 'adult' }],
  [1, 'p4', {}],
]);

describe('UnitTable', () => {
  it('gives the values that are there; a missing one is no 0', () => {
    const { column } = table.slice(null);
    expect([...column.values]).toEqual([1, 0, 0.5, 1]);
    expect(column.clusters[0]).toBe(column.clusters[1]);
    expect(new Set(column.clusters).size).toBe(3);
  });

  it('counts coverage over all units, with a value or not', () => {
    expect(table.slice(null).coverage).toEqual({ planned: 5, answered: 5, read: 5, graded: 4 });
    expect(table.slice({ name: 'population', value: 'child' }).coverage).toEqual({
      planned: 3,
      answered: 3,
      read: 3,
      graded: 2,
    });
  });

  it('slices by a stratum', () => {
    expect(table.strata()).toEqual([
      { name: 'population', value: 'adult' },
      { name: 'population', value: 'child' },
    ]);
    expect([...table.slice({ name: 'population', value: 'child' }).column.values]).toEqual([1, 0]);
    expect([...table.slice({ name: 'population', value: 'nobody' }).column.values]).toEqual([]);
  });

  it('takes no other kind of value for a mean', () => {
    const other = new UnitTable([]);
    other.add(aMeasurement(1, { value: { kind: 'events', events: 0, trials: 5 } }), {});
    expect(other.slice(null).column.values).toHaveLength(0);
  });

  it('keeps clusters of the same name in two sets apart', () => {
    const two = new UnitTable([]);
    for (const set of ['a', 'b']) two.add(aMeasurement(1, { cluster: 'p1', unit: { set } }), {});
    expect(new Set(two.slice(null).column.clusters).size).toBe(2);
  });

  it('adds up trials that met the criterion: 0.75 of 4 and 1/3 of 3 are 4', () => {
    const repeats = new UnitTable([]);
    for (const [y, n] of [
      [0.75, 4],
      [1 / 3, 3],
    ] as const) {
      repeats.add(aMeasurement(y, { coverage: { planned: n, answered: n, read: n, graded: n } }), {});
    }
    expect(repeats.slice(null).met).toBe(4);
  });
});
