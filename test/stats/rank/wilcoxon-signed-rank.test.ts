import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signedRankTail } from '../../../src/stats/rank/signed-rank-distribution.js';
import { wilcoxonSignedRank } from '../../../src/stats/rank/wilcoxon-signed-rank.js';

const of = (differences: readonly number[]) => wilcoxonSignedRank(Float64Array.from(differences));

describe('wilcoxonSignedRank', () => {
  test('by hand: 1, 2, 3, -4', () => {
    // Rank sum 6 of 10, mean 5, variance 30/4. Patterns with a sum >= 6: {4,3,2,1}, {4,3,2}, {4,3,1}, {4,2,1}, {3,2,1},
    // {4,3}, {4,2}: 7 of 16.
    expect(of([1, 2, 3, -4])).toEqual({
      status: 'estimated',
      statistic: 6,
      p: 14 / 16,
      method: 'Wilcoxon signed-rank (Pratt), exact',
      n: 4,
      zeros: 0,
      rankBiserial: expect.closeTo(0.2, 15),
      z: expect.closeTo(1 / Math.sqrt(7.5), 14),
    });
  });

  test('zeros take the lowest ranks and then leave: 0, 0, 5, 6, -7', () => {
    // Ranks 3, 4, 5: the sum is 7 of 12; sums of subsets 0 3 4 5 7 8 9 12: four of eight are >= 7.
    expect(of([0, 0, 5, 6, -7])).toMatchObject({ statistic: 7, zeros: 2, p: 1, rankBiserial: 2 / 12 });
    // Without the zeros the ranks would be 1, 2, 3 and the sum 3 of 6: here the zeros move z.
    expect(of([5, 6, -7])).toMatchObject({ statistic: 3, z: 0 });
    expect(of([0, 0, 5, 6, -7])).toMatchObject({ z: expect.closeTo(1 / Math.sqrt(50 / 4), 14) });
  });

  test('ties share the mean rank: four equal gains and one equal loss', () => {
    // All ranks 3: 12 of 15; 4 or 5 positive signs of 5 have 6 of 32 patterns.
    expect(of([2, 2, 2, 2, -2])).toMatchObject({ statistic: 12, p: 12 / 32 });
  });

  test('one difference, or all in one direction', () => {
    expect(of([0.1])).toMatchObject({ statistic: 1, p: 1, rankBiserial: 1 });
    expect(of([1, 2, 3, 4, 5, 6])).toMatchObject({ p: 2 / 64, rankBiserial: 1 });
    expect(of([-1, -2, -3, -4, -5, -6])).toMatchObject({ statistic: 0, p: 2 / 64, rankBiserial: -1 });
  });

  test.each([[[]], [[0]], [[0, -0, 0]]])('%j is insufficient', (differences) => {
    expect(of(differences)).toEqual({ status: 'insufficient', reason: 'no difference other than 0' });
  });

  test('from 51 differences other than 0 the normal approximation, near the exact p at 50', () => {
    const shifted = (n: number) => Array.from({ length: n }, (_, i) => ((i * 37) % n) - 0.4 * n + 0.25);
    const exact = of(shifted(50));
    const normal = of(shifted(51));
    expect(exact).toMatchObject({ method: 'Wilcoxon signed-rank (Pratt), exact' });
    expect(normal).toMatchObject({ method: 'Wilcoxon signed-rank (Pratt), normal approximation' });
    if (exact.status === 'insufficient' || normal.status === 'insufficient') throw new Error('insufficient');
    expect(Math.abs(exact.p - normal.p)).toBeLessThan(0.02);
  });

  test('exchange flips the effect, order and scale change nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 70 }),
        (differences) => {
          const found = of(differences);
          const reversed = of([...differences].reverse().map((d) => 3 * d));
          const flipped = of(differences.map((d) => -d));
          if (found.status === 'insufficient' || flipped.status === 'insufficient') {
            expect([reversed, flipped]).toEqual([found, found]);
            return;
          }
          expect(reversed).toEqual(found);
          expect(flipped.p).toBeCloseTo(found.p, 12);
          expect(flipped.z).toBeCloseTo(-found.z, 12);
          expect(flipped.rankBiserial).toBeCloseTo(-found.rankBiserial, 12);
          expect(found.p > 0 && found.p <= 1).toBe(true);
        },
      ),
    );
  });

  test('a hundred thousand cases', () => {
    const values = new Float64Array(1e5).map((_, i) => ((i * 7919) % 1013) - 500);
    expect(wilcoxonSignedRank(values)).toMatchObject({ n: 1e5, status: 'estimated' });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => of([1, value])).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
  });
});

test('the tail is that of every sign pattern written out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 60 }),
      (halves, zeros, t) => {
        const ranks = halves.map((half) => zeros + half / 2);
        let reached = 0;
        for (let set = 0; set < 2 ** ranks.length; set++) {
          const sum = ranks.reduce((total, rank, i) => total + ((set >> i) & 1 ? rank : 0), 0);
          if (sum >= t) reached += 1;
        }
        expect(signedRankTail(ranks, zeros, t)).toBe(reached / 2 ** ranks.length);
      },
    ),
  );
});
