import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pearsonChiSquare } from '../../../src/stats/contingency/pearson-chi-square.js';

const table = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 2, max: 5 })).chain(([r, c]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: c, maxLength: c }), {
    minLength: r,
    maxLength: r,
  }),
);

describe('pearsonChiSquare', () => {
  test('by hand: 10, 20 against 20, 10', () => {
    // Every expected count is 15, every term 25/15.
    const found = pearsonChiSquare([
      [10, 20],
      [20, 10],
    ]);
    expect(found).toMatchObject({ df: 1, n: 60, leastExpected: 15, emptyRows: [], emptyColumns: [] });
    expect(found).toMatchObject({
      statistic: expect.closeTo(100 / 15, 13),
      cramersV: expect.closeTo(1 / 3, 13),
    });
  });

  test('empty rows and columns are left out and named', () => {
    const found = pearsonChiSquare([
      [10, 0, 20],
      [0, 0, 0],
      [20, 0, 10],
    ]);
    expect(found).toMatchObject({
      statistic: expect.closeTo(100 / 15, 13),
      df: 1,
      emptyRows: [1],
      emptyColumns: [1],
    });
  });

  test('perfect association has V = 1, proportional rows have 0 and p = 1', () => {
    expect(
      pearsonChiSquare([
        [4, 0, 0],
        [0, 5, 0],
        [0, 0, 6],
      ]),
    ).toMatchObject({ cramersV: 1, statistic: expect.closeTo(30, 12) });
    expect(
      pearsonChiSquare([
        [1, 2, 3],
        [2, 4, 6],
      ]),
    ).toMatchObject({ statistic: 0, p: 1, cramersV: 0 });
  });

  test('transposing or reordering changes nothing; doubling every cell doubles the statistic, not V', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const found = pearsonChiSquare(cells);
        const width = cells[0]?.length ?? 0;
        const turned = Array.from({ length: width }, (_, c) => cells.map((row) => row[c] ?? 0));
        const doubled = pearsonChiSquare(cells.map((row) => row.map((cell) => 2 * cell)));
        if (found.status === 'insufficient') {
          expect(doubled).toMatchObject({ status: 'insufficient' });
          return;
        }
        const { statistic, df, cramersV } = found;
        expect(cramersV >= 0 && cramersV <= 1 && found.p >= 0 && found.p <= 1).toBe(true);
        expect(pearsonChiSquare(turned)).toMatchObject({ statistic: expect.closeTo(statistic, 9), df });
        expect(pearsonChiSquare([...cells].reverse())).toMatchObject({
          statistic: expect.closeTo(statistic, 9),
          df,
        });
        expect(doubled).toMatchObject({
          statistic: expect.closeTo(2 * statistic, 8),
          cramersV: expect.closeTo(cramersV, 9),
        });
      }),
    );
  });

  test.each([
    ['one row', [[3, 4]], 'a chi-square test needs 2 rows and 2 columns with a case, got 1 and 2'],
    [
      'one column with a case',
      [
        [3, 0],
        [4, 0],
      ],
      'a chi-square test needs 2 rows and 2 columns with a case, got 2 and 1',
    ],
    [
      'no case',
      [
        [0, 0],
        [0, 0],
      ],
      'a chi-square test needs 2 rows and 2 columns with a case, got 0 and 0',
    ],
  ])('%s is insufficient', (_, cells, reason) => {
    expect(pearsonChiSquare(cells)).toEqual({ status: 'insufficient', reason });
  });

  test.each([
    ['STATS_BAD_LENGTH', []],
    ['STATS_BAD_LENGTH', [[]]],
    ['STATS_BAD_LENGTH', [[1, 2], [3]]],
    [
      'STATS_BAD_COUNT',
      [
        [1, -1],
        [2, 3],
      ],
    ],
    [
      'STATS_BAD_COUNT',
      [
        [1, 1.5],
        [2, 3],
      ],
    ],
    [
      'STATS_BAD_COUNT',
      [
        [1, Number.POSITIVE_INFINITY],
        [2, 3],
      ],
    ],
  ])('%s', (code, cells) => {
    expect(() => pearsonChiSquare(cells)).toThrow(expect.objectContaining({ code }));
  });
});
