import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointScore } from '../../../src/stats/scoring/point-score.js';

const count = fc.integer({ min: 0, max: 400 });

describe('pointScore', () => {
  it('divides by all, by the read and by 100', () => {
    // 60 - 30 / 4 = 52.5 over 90 read; (52.5 - 10 / 4) / 100 asked = 0.5
    expect(pointScore(60, 30, 10)).toEqual({
      intentionToEvaluate: 0.5,
      completeCase: 52.5 / 90,
      overHundred: 0.525,
      accuracy: { numerator: 60, denominator: 90, value: 60 / 90 },
    });
  });

  it('shows what the fixed denominator does: 1,000 right answers score 10', () => {
    expect(pointScore(1000, 0, 0)).toMatchObject({ intentionToEvaluate: 1, overHundred: 10 });
  });

  it('takes other points', () => {
    // 3 * 4 - 1 * 1 = 11 of 4 questions
    expect(pointScore(3, 1, 0, { right: 4, wrong: -1 })).toMatchObject({ completeCase: 2.75 });
  });

  it('is null where nothing was asked, or nothing read', () => {
    expect(pointScore(0, 0, 0)).toMatchObject({
      intentionToEvaluate: null,
      completeCase: null,
      overHundred: 0,
    });
    expect(pointScore(0, 0, 4)).toMatchObject({
      intentionToEvaluate: -0.25,
      completeCase: null,
      accuracy: { value: null },
    });
  });

  it('refuses bad counts and points', () => {
    for (const [right, wrong, unread] of [
      [-1, 0, 0],
      [0, 0.5, 0],
      [0, 0, Number.NaN],
    ] as const) {
      expect(() => pointScore(right, wrong, unread)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
      );
    }
    for (const points of [
      { right: Number.NaN, wrong: 0 },
      { right: 1, wrong: -1e200 },
    ]) {
      expect(() => pointScore(1, 1, 1, points)).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
    }
  });

  it('stays between its points, and an unread answer never helps', () => {
    fc.assert(
      fc.property(count, count, count, (right, wrong, unread) => {
        const { intentionToEvaluate, completeCase } = pointScore(right, wrong, unread);
        if (intentionToEvaluate === null || completeCase === null) return;
        expect(intentionToEvaluate).toBeGreaterThanOrEqual(-0.25);
        expect(completeCase).toBeLessThanOrEqual(1);
        expect(intentionToEvaluate).toBeLessThanOrEqual(completeCase + 1e-12);
      }),
    );
  });
});
