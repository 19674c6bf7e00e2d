import { describe, expect, it } from 'vitest';
import { StrataColumns } from '../../src/domain/strata-columns.js';

function columns(names: readonly string[], rows: readonly Readonly<Record<string, string>>[]): StrataColumns {
  const strata = new StrataColumns(names);
  for (const row of rows) strata.add(row);
  return strata;
}

describe('StrataColumns', () => {
  const strata = columns(
    ['population', 'acuity'],
    [
      { population: 'child', acuity: 'routine' },
      { population: 'adult' },
      { population: 'child', acuity: 'emergency' },
      {},
    ],
  );

  it('lists the values that occur, by stratum in the given order, then alphabetically', () => {
    expect(strata.strata().map((s) => `${s.name}=${s.value}`)).toEqual([
      'population=adult',
      'population=child',
      'acuity=emergency',
      'acuity=routine',
    ]);
  });

  it('gives the rows of a stratum; a unit without the stratum is in none', () => {
    expect(strata.rows(null)).toEqual([0, 1, 2, 3]);
    expect(strata.rows({ name: 'population', value: 'child' })).toEqual([0, 2]);
    expect(strata.rows({ name: 'population', value: 'nobody' })).toEqual([]);
    expect(strata.rows({ name: 'unknown', value: 'child' })).toEqual([]);
  });

  it('takes no value from the prototype of an object', () => {
    expect(columns(['constructor', 'toString'], [{}, {}]).strata()).toEqual([]);
  });
});
