import { describe, expect, it } from 'vitest';
import { suppressTable } from '../../../src/stats/subgroup/suppress-table.js';
import { flat, showsNothing } from './recover-cells.js';

type Cells = readonly (readonly number[])[];

describe('suppressTable by hand', () => {
  it('shows a table without a small count as it is', () => {
    expect(
      suppressTable([
        [10, 20],
        [30, 40],
      ]),
    ).toEqual({
      cells: [
        [10, 20],
        [30, 40],
      ],
      rowTotals: [30, 70],
      columnTotals: [40, 60],
      total: 100,
      small: 0,
      guards: 0,
    });
  });

  it('closes the rectangle about a single small cell with the smallest counts', () => {
    // 3 is given away by its row and by its column: one guard in each (12, 30), and 11 where these two meet.
    const cells = [
      [3, 12, 90],
      [30, 11, 80],
      [60, 50, 70],
    ];
    const found = suppressTable(cells);
    expect(found.cells).toEqual([
      [null, null, 90],
      [null, null, 80],
      [60, 50, 70],
    ]);
    expect([found.rowTotals, found.columnTotals, found.total]).toEqual([[105, 121, 180], [93, 73, 240], 406]);
    expect([found.small, found.guards]).toEqual([1, 3]);
  });

  it('needs no guard where small cells guard each other', () => {
    // [2 4; 5 6]: totals 6 and 11, 7 and 10, 17. Row total 6 and column total 7 are small too and all move together.
    const cells = [
      [2, 4, 40],
      [5, 6, 50],
      [70, 80, 90],
    ];
    const found = suppressTable(cells);
    expect([found.small, found.guards]).toEqual([4, 0]);
  });

  it('does not lean on a count at its limit: 9 cannot rise and a guard of 10 cannot fall', () => {
    // In one row 9 could only fall while 10 rises; the column totals repeat both, and are suppressed with them.
    const found = suppressTable([[9, 10]]);
    expect(found).toEqual({
      cells: [[null, null]],
      rowTotals: [19],
      columnTotals: [null, null],
      total: 19,
      small: 2,
      guards: 2,
    });
  });

  it('shows zeros only where the rule says so, and never uses them as guards', () => {
    const cells = [
      [0, 20, 30],
      [40, 50, 60],
    ];
    expect(suppressTable(cells, { showZeros: true })).toMatchObject({ small: 0, guards: 0, cells });
    expect(suppressTable(cells)).toMatchObject({ small: 1, guards: 3 });
    const withSmall = [
      [4, 0, 30],
      [40, 0, 60],
      [50, 70, 80],
    ];
    const found = suppressTable(withSmall, { showZeros: true });
    expect([found.cells[0]?.[1], found.cells[1]?.[1]]).toEqual([0, 0]);
  });

  it('suppresses 10 under the threshold of 11', () => {
    expect(
      suppressTable(
        [
          [10, 20],
          [30, 40],
        ],
        { least: 11 },
      ),
    ).toMatchObject({ small: 1, guards: 3, total: 100 });
  });

  it('shows nothing where no guard can help: two counts of 1 with a total below 3, zeros shown', () => {
    const found = suppressTable(
      [
        [1, 1, 0],
        [0, 0, 50],
      ],
      { least: 3, showZeros: true },
    );
    expect(showsNothing(flat(found))).toBe(true);
  });

  it('takes a table of one cell and one of zeros', () => {
    expect(suppressTable([[4]])).toEqual({
      cells: [[null]],
      rowTotals: [null],
      columnTotals: [null],
      total: null,
      small: 4,
      guards: 0,
    });
    expect(suppressTable([[25]])).toMatchObject({ cells: [[25]], total: 25 });
    expect(
      showsNothing(
        flat(
          suppressTable([
            [0, 0],
            [0, 0],
          ]),
        ),
      ),
    ).toBe(true);
  });

  it.each([
    ['no row', [], {}, 'STATS_BAD_COUNT'],
    ['no column', [[]], {}, 'STATS_BAD_COUNT'],
    ['unequal rows', [[1, 2], [3]], {}, 'STATS_BAD_LENGTH'],
    ['a negative count', [[1, -2]], {}, 'STATS_BAD_COUNT'],
    ['a fraction', [[1.5]], {}, 'STATS_BAD_COUNT'],
    ['NaN', [[Number.NaN]], {}, 'STATS_BAD_COUNT'],
    ['a sum beyond whole doubles', [[2 ** 52, 2 ** 52]], {}, 'STATS_BAD_COUNT'],
    ['a threshold of 1', [[1]], { least: 1 }, 'STATS_BAD_COUNT'],
    ['a threshold of 2 with zeros shown', [[1]], { least: 2, showZeros: true }, 'STATS_BAD_COUNT'],
    ['201 rows', Array.from({ length: 201 }, () => [20]), {}, 'STATS_BAD_COUNT'],
  ] as const)('refuses %s', (_, cells: Cells, rule, code) => {
    expect(() => suppressTable(cells, rule)).toThrow(expect.objectContaining({ code }));
  });
});
