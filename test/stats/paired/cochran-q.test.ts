import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cochranQ } from '../../../src/stats/paired/cochran-q.js';
import { mcnemarChiSquare } from '../../../src/stats/paired/mcnemar.js';

const matrix = fc.integer({ min: 2, max: 5 }).chain((versions) =>
  fc.record({
    versions: fc.constant(versions),
    rows: fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: versions, maxLength: versions }), {
      minLength: 1,
      maxLength: 40,
    }),
  }),
);
const q = (rows: readonly (readonly number[])[], versions: number) =>
  cochranQ(Uint8Array.from(rows.flat()), versions);

describe('cochranQ', () => {
  test('by hand: three versions on four cases', () => {
    // Columns 3, 1, 1; T = 5; rows 1, 2, 2, 0. Q = 2 (3 x 11 - 25) / (15 - 9) = 16/6.
    const found = q(
      [
        [1, 0, 0],
        [1, 1, 0],
        [1, 0, 1],
        [0, 0, 0],
      ],
      3,
    );
    // With 2 degrees of freedom the tail is e^(-Q/2).
    expect(found).toEqual({
      status: 'estimated',
      statistic: expect.closeTo(16 / 6, 14),
      p: expect.closeTo(Math.exp(-8 / 6), 14),
      df: 2,
      method: "Cochran's Q",
      n: 4,
      discordant: 3,
      shares: [3 / 4, 1 / 4, 1 / 4],
    });
  });

  test('with two versions it is McNemar; cases of agreement change nothing; order of cases and versions neither', () => {
    fc.assert(
      fc.property(matrix, ({ versions, rows }) => {
        const found = q(rows, versions);
        const agreed = q([...rows, new Array<number>(versions).fill(1)], versions);
        const turned = q(
          [...rows].reverse().map((row) => [...row].reverse()),
          versions,
        );
        if (found.status === 'insufficient') {
          expect(agreed).toEqual(found);
          return;
        }
        expect(agreed).toMatchObject({
          statistic: expect.closeTo(found.statistic, 9),
          discordant: found.discordant,
        });
        expect(turned).toMatchObject({ statistic: expect.closeTo(found.statistic, 9) });
        if (versions > 2) return;
        const count = (a: number, b: number) => rows.filter((row) => row[0] === a && row[1] === b).length;
        const paired = {
          bothRight: count(1, 1),
          onlyNew: count(1, 0),
          onlyOld: count(0, 1),
          bothWrong: count(0, 0),
        };
        expect(mcnemarChiSquare(paired, false)).toMatchObject({
          statistic: expect.closeTo(found.statistic, 9),
        });
      }),
    );
  });

  test.each([
    ['no case', [], 3, 'no case'],
    ['agreement', [1, 1, 1, 0, 0, 0], 3, 'the versions agree on every case'],
  ])('%s is insufficient', (_, outcomes, versions, reason) => {
    expect(cochranQ(Uint8Array.from(outcomes), versions)).toEqual({ status: 'insufficient', reason });
  });

  test.each([
    ['STATS_BAD_COUNT', [1, 0], 1],
    ['STATS_BAD_COUNT', [1, 0], 1.5],
    ['STATS_BAD_LENGTH', [1, 0, 1, 1], 3],
    ['STATS_BAD_VALUE', [1, 0, 2], 3],
  ])('%s', (code, outcomes, versions) => {
    expect(() => cochranQ(Uint8Array.from(outcomes), versions)).toThrow(expect.objectContaining({ code }));
  });
});
