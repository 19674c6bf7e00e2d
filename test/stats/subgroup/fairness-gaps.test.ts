import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fairnessGaps } from '../../../src/stats/subgroup/fairness-gaps.js';

function counts(tp: number, fp: number, fn: number, tn: number) {
  return { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn };
}

const table = fc
  .tuple(...new Array<fc.Arbitrary<number>>(4).fill(fc.integer({ min: 0, max: 30 })))
  .map(([tp = 0, fp = 0, fn = 0, tn = 0]) => counts(tp, fp, fn, tn));

describe('fairnessGaps', () => {
  it('takes the ranges by hand', () => {
    // TPR 18/20 and 12/20, FPR 5/50 and 2/40, selection 23/70 and 14/60
    const found = fairnessGaps([counts(18, 5, 2, 45), counts(12, 2, 8, 38)]);
    expect(found.equalOpportunity).toBeCloseTo(0.3, 14);
    expect(found.equalizedOdds).toBeCloseTo(0.3, 14);
    expect(found.demographicParity).toBeCloseTo(23 / 70 - 14 / 60, 14);
    expect(found.leftOut).toEqual({ truePositive: [], falsePositive: [], selection: [] });
  });

  it('takes the false-positive range where it is the larger', () => {
    const found = fairnessGaps([counts(18, 30, 2, 20), counts(17, 5, 3, 45)]);
    expect(found.equalOpportunity).toBeCloseTo(0.05, 14);
    expect(found.equalizedOdds).toBeCloseTo(0.5, 14);
  });

  it('gives a group without positives no rate, and null where fewer than two have one', () => {
    const found = fairnessGaps([counts(18, 5, 2, 45), counts(0, 10, 0, 40)], 1);
    expect(found.rates[1]?.truePositive).toEqual({ numerator: 0, denominator: 0, value: null });
    expect([found.equalOpportunity, found.equalizedOdds]).toEqual([null, null]);
    // 23/70 and 10/50
    expect(found.demographicParity).toBeCloseTo(23 / 70 - 0.2, 14);
    expect(found.leftOut.truePositive).toEqual([1]);
    const third = fairnessGaps([counts(18, 5, 2, 45), counts(0, 10, 0, 40), counts(10, 5, 10, 45)], 1);
    expect(third.equalOpportunity).toBeCloseTo(0.4, 14);
  });

  it('leaves out a rate with fewer than 10 at risk, each rate for itself', () => {
    const found = fairnessGaps([counts(18, 5, 2, 45), counts(1, 5, 8, 45), counts(10, 1, 10, 8)]);
    expect(found.leftOut).toEqual({ truePositive: [1], falsePositive: [2], selection: [] });
    expect(found.equalOpportunity).toBeCloseTo(0.4, 14);
    expect(found.rates[1]?.truePositive.value).toBeCloseTo(1 / 9, 14);
  });

  it('is null throughout for no group and for one', () => {
    for (const groups of [[], [counts(20, 20, 20, 20)]]) {
      expect(fairnessGaps(groups)).toMatchObject({
        equalOpportunity: null,
        equalizedOdds: null,
        demographicParity: null,
      });
    }
  });

  it('refuses counts that are none', () => {
    for (const bad of [counts(-1, 0, 0, 0), counts(0.5, 0, 0, 0), counts(0, 0, 0, Number.NaN)]) {
      expect(() => fairnessGaps([bad])).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    }
    expect(() => fairnessGaps([], 0)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });

  it('lies in [0, 1], ignores order and is 0 between copies', () => {
    fc.assert(
      fc.property(fc.array(table, { maxLength: 6 }), (groups) => {
        const found = fairnessGaps(groups, 1);
        const back = fairnessGaps(groups.toReversed(), 1);
        const three = (of: typeof found) => [of.equalOpportunity, of.equalizedOdds, of.demographicParity];
        expect(three(back)).toEqual(three(found));
        for (const gap of three(found)) {
          expect(gap ?? 0).toBeGreaterThanOrEqual(0);
          expect(gap ?? 0).toBeLessThanOrEqual(1);
        }
        for (const own of groups) {
          for (const gap of three(fairnessGaps([own, own], 1))) expect(gap ?? 0).toBe(0);
        }
      }),
    );
  });
});
