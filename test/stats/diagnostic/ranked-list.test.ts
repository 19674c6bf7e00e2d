import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meanListLength, rankedListTerms } from '../../../src/stats/diagnostic/ranked-list.js';
import { rankedListMeans } from '../../../src/stats/diagnostic/ranked-list-means.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

const coded = (code: string) => expect.objectContaining({ code });
const anyList = fc.nat(12).chain((length) =>
  fc.record({
    length: fc.constant(length),
    keyRanks: fc.array(length === 0 ? fc.constant(null) : fc.option(fc.integer({ min: 1, max: length })), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
);

describe('rankedListTerms', () => {
  test('by hand: keys at 2 and 4 of 6, a third absent, k = 5', () => {
    // DCG = 1/log2 3 + 1/log2 5; IDCG over min(5, 3) = 3 ranks: 1 + 1/log2 3 + 1/2.
    const found = rankedListTerms({ keyRanks: [4, null, 2], length: 6 }, 5);
    const dcg = 1 / Math.log2(3) + 1 / Math.log2(5);
    expect(found).toEqual({
      hit: 1,
      precision: 0.4,
      reciprocalRank: 0.5,
      ndcg: expect.closeTo(dcg / (1.5 + 1 / Math.log2(3)), 14),
    });
  });

  test('IDCG over min(k, keys): the first of three keys in first place is perfect at 1', () => {
    expect(rankedListTerms({ keyRanks: [1, null, null], length: 4 }, 1)?.ndcg).toBe(1);
  });

  test('the reciprocal rank looks beyond k', () => {
    expect(rankedListTerms({ keyRanks: [8], length: 9 }, 3)).toEqual({
      hit: 0,
      precision: 0,
      reciprocalRank: 0.125,
      ndcg: 0,
    });
  });

  test('an empty list is a miss; a list without a key cannot be judged', () => {
    expect(rankedListTerms({ keyRanks: [null], length: 0 }, 3)).toEqual({
      hit: 0,
      precision: 0,
      reciprocalRank: 0,
      ndcg: 0,
    });
    expect(rankedListTerms({ keyRanks: [], length: 5 }, 3)).toBeNull();
  });

  test('two keys at one entry count once; a short list is not excused', () => {
    expect(rankedListTerms({ keyRanks: [1, 1], length: 1 }, 5)).toMatchObject({ precision: 0.2, hit: 1 });
  });

  test.each([
    [{ keyRanks: [0], length: 3 }, 1],
    [{ keyRanks: [4], length: 3 }, 1],
    [{ keyRanks: [1.5], length: 3 }, 1],
    [{ keyRanks: [1], length: -1 }, 1],
    [{ keyRanks: [1], length: 3 }, 0],
    [{ keyRanks: [1], length: 3 }, Number.NaN],
  ])('refuses %j at %s', (list, k) => {
    expect(() => rankedListTerms(list, k)).toThrow(coded('STATS_BAD_COUNT'));
  });

  test('within [0, 1]; the order of keys changes nothing; hits rise with k', () => {
    fc.assert(
      fc.property(anyList, fc.integer({ min: 1, max: 12 }), (list, k) => {
        const found = rankedListTerms(list, k);
        if (found === null) throw new Error('a list with keys was not judged');
        for (const value of Object.values(found)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1 + 1e-12);
        }
        expect(rankedListTerms({ ...list, keyRanks: [...list.keyRanks].reverse() }, k)).toEqual(found);
        expect(rankedListTerms(list, k + 1)?.hit).toBeGreaterThanOrEqual(found.hit);
        expect(found.hit).toBe(found.reciprocalRank >= 1 / k ? 1 : 0);
      }),
    );
  });
});

describe('meanListLength', () => {
  test('counts empty lists; null without a list', () => {
    expect(meanListLength([])).toBeNull();
    expect(meanListLength([3, 0, 6].map((length) => ({ keyRanks: [], length })))).toBe(3);
    expect(() => meanListLength([{ keyRanks: [], length: 0.5 }])).toThrow(coded('STATS_BAD_COUNT'));
  });
});

describe('rankedListMeans', () => {
  const lists = [
    { keyRanks: [1], length: 5 },
    { keyRanks: [2], length: 3 },
    { keyRanks: [null], length: 0 },
    { keyRanks: [4, 1], length: 4 },
    { keyRanks: [], length: 9 },
  ];

  test('by hand: hits 1 1 0 1, reciprocal ranks 1, 1/2, 0, 1; a list without a key stands apart', () => {
    const found = rankedListMeans(lists, 3, Int32Array.of(1, 2, 3, 4, 5), 0.95);
    expect(found.hit).toMatchObject(wilson(3, 4, 0.95));
    expect(found.reciprocalRank).toMatchObject({ value: 0.625, method: 'CR2, Satterthwaite t', clusters: 4 });
    expect([found.meanLength, found.unjudged]).toEqual([3, 1]);
  });

  test('limits stay within [0, 1]', () => {
    const { reciprocalRank } = rankedListMeans(lists, 3, Int32Array.of(1, 1, 2, 2, 5), 0.99);
    expect(reciprocalRank).toMatchObject({ lower: 0, upper: 1 });
  });

  test('nothing to judge: insufficient, and no length', () => {
    const found = rankedListMeans(lists.slice(4), 3, Int32Array.of(1), 0.95);
    expect([found.hit.status, found.ndcg.status, found.meanLength]).toEqual([
      'insufficient',
      'insufficient',
      null,
    ]);
  });

  test('refuses unequal lengths and levels, also for nothing to judge', () => {
    expect(() => rankedListMeans(lists, 3, Int32Array.of(1), 0.95)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => rankedListMeans([], 3, Int32Array.of(), 0)).toThrow(coded('STATS_BAD_LEVEL'));
    expect(() => rankedListMeans(lists, 0, Int32Array.of(1, 2, 3, 4, 5), 0.9)).toThrow(
      coded('STATS_BAD_COUNT'),
    );
  });
});
