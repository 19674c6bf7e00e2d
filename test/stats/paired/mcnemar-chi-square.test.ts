import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mcnemarChiSquare } from '../../../src/stats/paired/mcnemar.js';
import { tangoScore } from '../../../src/stats/paired/tango.js';

const cell = fc.integer({ min: 0, max: 200 });
const table = fc
  .record({ bothRight: cell, onlyNew: cell, onlyOld: cell, bothWrong: cell })
  .filter(({ onlyNew, onlyOld }) => onlyNew + onlyOld > 0);

describe('mcnemarChiSquare', () => {
  test('by hand: 1 against 7', () => {
    const counts = { bothRight: 1, onlyNew: 1, onlyOld: 7, bothWrong: 12 };
    expect(mcnemarChiSquare(counts, false)).toMatchObject({
      statistic: 36 / 8,
      df: 1,
      p: expect.closeTo(0.0339, 4),
    });
    expect(mcnemarChiSquare(counts, true)).toMatchObject({
      statistic: 25 / 8,
      df: 1,
      p: expect.closeTo(0.0771, 4),
    });
  });

  test('equal counts give 0 and p = 1, also corrected; without a discordant case it is 0/0', () => {
    const equal = { bothRight: 0, onlyNew: 3, onlyOld: 3, bothWrong: 0 };
    expect(mcnemarChiSquare(equal, false)).toMatchObject({ statistic: 0, p: 1 });
    expect(mcnemarChiSquare(equal, true)).toMatchObject({ statistic: 0, p: 1 });
    expect(mcnemarChiSquare({ bothRight: 5, onlyNew: 0, onlyOld: 0, bothWrong: 1 }, true)).toEqual({
      status: 'insufficient',
      reason: 'no discordant case',
    });
  });

  test('is the square of the score at 0; the correction never makes p smaller; exchange changes nothing', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const plain = mcnemarChiSquare(counts, false);
        const corrected = mcnemarChiSquare(counts, true);
        if (plain.status === 'insufficient' || corrected.status === 'insufficient')
          throw new Error('insufficient');
        expect(plain.statistic).toBeCloseTo(tangoScore(counts, 0) ** 2, 9);
        expect(corrected.p).toBeGreaterThanOrEqual(plain.p);
        const exchanged = { ...counts, onlyNew: counts.onlyOld, onlyOld: counts.onlyNew };
        expect(mcnemarChiSquare(exchanged, true)).toEqual(corrected);
      }),
    );
  });

  test.each([
    { bothRight: 0, onlyNew: 0, onlyOld: 0, bothWrong: 0 },
    { bothRight: 0, onlyNew: -1, onlyOld: 2, bothWrong: 0 },
    { bothRight: 0.5, onlyNew: 1, onlyOld: 2, bothWrong: 0 },
    { bothRight: 0, onlyNew: Number.NaN, onlyOld: 2, bothWrong: 0 },
  ])('refuses %o', (counts) => {
    expect(() => mcnemarChiSquare(counts, false)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
  });
});
