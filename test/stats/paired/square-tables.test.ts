import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bowker } from '../../../src/stats/paired/bowker.js';
import { mcnemarChiSquare } from '../../../src/stats/paired/mcnemar.js';
import { stuartMaxwell } from '../../../src/stats/paired/stuart-maxwell.js';

const square = fc.integer({ min: 2, max: 5 }).chain((k) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: k, maxLength: k }), {
    minLength: k,
    maxLength: k,
  }),
);

describe.each([
  ['bowker', bowker],
  ['stuartMaxwell', stuartMaxwell],
])('%s', (_, compare) => {
  test('with two categories it is McNemar', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 }),
        ([a = 0, b = 0, c = 0, d = 0]) => {
          fc.pre(b + c > 0);
          const paired = mcnemarChiSquare({ bothRight: a, onlyNew: b, onlyOld: c, bothWrong: d }, false);
          const found = compare([
            [a, b],
            [c, d],
          ]);
          if (paired.status === 'insufficient') throw new Error(paired.reason);
          expect(found).toMatchObject({
            statistic: expect.closeTo(paired.statistic, 9),
            df: 1,
            n: a + b + c + d,
          });
        },
      ),
    );
  });

  test('exchanging the versions, or renaming the categories, changes nothing; the diagonal does not matter', () => {
    fc.assert(
      fc.property(square, (table) => {
        const found = compare(table);
        const transposed = compare(table.map((_, i) => table.map((row) => row[i] ?? 0)));
        const renamed = compare([...table].reverse().map((row) => [...row].reverse()));
        const bare = compare(table.map((row, i) => row.map((cell, j) => (i === j ? 0 : cell))));
        if (found.status === 'insufficient') {
          expect([transposed, renamed, bare]).toEqual([found, found, found]);
          return;
        }
        for (const other of [transposed, renamed, bare]) {
          expect(other).toMatchObject({ statistic: expect.closeTo(found.statistic, 8), df: found.df });
        }
      }),
    );
  });

  test('a symmetric table gives 0 and p = 1', () => {
    const table = [
      [4, 2, 1],
      [2, 0, 5],
      [1, 5, 9],
    ];
    expect(compare(table)).toMatchObject({ statistic: 0, p: 1 });
  });

  test('without a discordant case it is insufficient', () => {
    const table = [
      [4, 0],
      [0, 9],
    ];
    expect(compare(table)).toEqual({ status: 'insufficient', reason: 'no discordant case' });
    expect(
      compare([
        [0, 0],
        [0, 0],
      ]),
    ).toMatchObject({ status: 'insufficient' });
  });

  test.each([
    ['STATS_BAD_LENGTH', []],
    ['STATS_BAD_LENGTH', [[]]],
    ['STATS_BAD_LENGTH', [[1, 2], [3]]],
    [
      'STATS_BAD_LENGTH',
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ['STATS_BAD_COUNT', [[1]]],
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
        [1, 0.5],
        [2, 3],
      ],
    ],
    [
      'STATS_BAD_COUNT',
      [
        [1, Number.NaN],
        [2, 3],
      ],
    ],
  ])('%s', (code, table) => {
    expect(() => compare(table)).toThrow(expect.objectContaining({ code }));
  });
});

describe('Bowker', () => {
  test('by hand, with a pair that has no case', () => {
    // (5 - 1)^2 / 6 + (2 - 8)^2 / 10 = 8/3 + 18/5; categories 1 and 3 never change places.
    const table = [
      [10, 5, 0],
      [1, 10, 2],
      [0, 8, 10],
    ];
    expect(bowker(table)).toMatchObject({
      statistic: expect.closeTo(8 / 3 + 18 / 5, 14),
      df: 2,
      emptyPairs: 1,
    });
  });
});

describe('Stuart-Maxwell', () => {
  test('by hand: three categories', () => {
    // d = (4, -10, 6), S over the first two: [[6, -6], [-6, 16]], inverse [[16, 6], [6, 6]] / 60;
    // (16 x 16 + 2 x 6 x 4 x (-10) + 6 x 100) / 60 = (256 - 480 + 600) / 60.
    const table = [
      [10, 5, 0],
      [1, 10, 2],
      [0, 8, 10],
    ];
    expect(stuartMaxwell(table)).toMatchObject({
      statistic: expect.closeTo(376 / 60, 13),
      df: 2,
      differences: [expect.closeTo(-4 / 46, 15), expect.closeTo(10 / 46, 15), expect.closeTo(-6 / 46, 15)],
      droppedCategories: [],
    });
  });

  test('an empty category, and one that nothing enters or leaves, drop out and are named', () => {
    const core = [
      [10, 5],
      [1, 10],
    ];
    const wider = [
      [10, 5, 0, 0],
      [1, 10, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 7],
    ];
    const small = stuartMaxwell(core);
    if (small.status === 'insufficient') throw new Error(small.reason);
    expect(stuartMaxwell(wider)).toMatchObject({
      statistic: small.statistic,
      p: small.p,
      df: 1,
      droppedCategories: [2, 3],
    });
  });

  test('categories in two worlds apart add their statistics and degrees of freedom', () => {
    const table = [
      [3, 6, 0, 0],
      [2, 4, 0, 0],
      [0, 0, 5, 1],
      [0, 0, 9, 5],
    ];
    // (6 - 2)^2 / 8 + (1 - 9)^2 / 10.
    expect(stuartMaxwell(table)).toMatchObject({ statistic: expect.closeTo(2 + 6.4, 13), df: 2 });
  });
});
