import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clippedMean,
  rubricScore,
  rubricScoreBounds,
  rubricTagScores,
} from '../../../src/stats/scoring/rubric-score.js';

const rubric = fc.array(
  fc.record({ points: fc.integer({ min: -10, max: 10 }), met: fc.option(fc.boolean()) }),
  { maxLength: 9 },
);

describe('rubricScore', () => {
  it('puts harmful points in the numerator alone', () => {
    // (5 - 8) / (5 + 3) = -0.375
    expect(rubricScore([5, 3, -8], [true, false, true])).toBe(-0.375);
    expect(rubricScore([5, 3, -8], [true, true, false])).toBe(1);
    expect(rubricScore([5, 3, -8], [false, false, false])).toBe(0);
  });

  it('is null without positive points, harmful points met or not', () => {
    expect(rubricScore([], [])).toBeNull();
    expect(rubricScore([-5, 0], [true, true])).toBeNull();
  });

  it.each([
    ['unequal lengths', [1, 2], [true], 'STATS_BAD_LENGTH'],
    ['NaN', [Number.NaN], [true], 'STATS_BAD_VALUE'],
    ['infinite points', [Number.POSITIVE_INFINITY], [false], 'STATS_BAD_VALUE'],
    ['positive points that overflow', [1.7e308, 1.7e308], [false, false], 'STATS_BAD_VALUE'],
    ['harmful points that overflow', [1, -1.7e308, -1.7e308], [true, true, true], 'STATS_BAD_VALUE'],
    ['a quotient that overflows', [1e-300, -1e300], [true, true], 'STATS_BAD_VALUE'],
  ])('refuses %s', (_, points, met, code) => {
    expect(() => rubricScore(points, met)).toThrow(expect.objectContaining({ code }));
  });

  it('never exceeds 1, and does not depend on order or on the unit of the points', () => {
    fc.assert(
      fc.property(rubric, (criteria) => {
        const points = criteria.map((criterion) => criterion.points);
        const met = criteria.map((criterion) => criterion.met === true);
        const score = rubricScore(points, met);
        expect(rubricScore(points.toReversed(), met.toReversed())).toBe(score);
        if (score === null) return;
        expect(score).toBeLessThanOrEqual(1);
        expect(
          rubricScore(
            points.map((p) => p * 8),
            met,
          ),
        ).toBeCloseTo(score, 13);
      }),
    );
  });
});

describe('rubricScoreBounds', () => {
  it('turns an ungraded criterion against and for the answer', () => {
    // worst (5 - 2) / 8, best 8 / 8
    expect(rubricScoreBounds([5, 3, -2], [true, null, null])).toEqual({ worst: 0.375, best: 1 });
    expect(rubricScoreBounds([-2], [null])).toBeNull();
  });

  it('holds every way of grading what is ungraded, and is one point where all is graded', () => {
    fc.assert(
      fc.property(rubric, fc.boolean(), (criteria, isMet) => {
        const points = criteria.map((criterion) => criterion.points);
        const met = criteria.map((criterion) => criterion.met);
        const graded = met.map((value) => value ?? isMet);
        const bounds = rubricScoreBounds(points, met);
        const score = rubricScore(points, graded);
        if (bounds === null || score === null) {
          expect([bounds, score]).toEqual([null, null]);
          return;
        }
        expect(bounds.worst).toBeLessThanOrEqual(score);
        expect(bounds.best).toBeGreaterThanOrEqual(score);
        expect(rubricScoreBounds(points, graded)).toEqual({ worst: score, best: score });
      }),
    );
  });
});

describe('rubricTagScores', () => {
  it('scores each tag over its own criteria and leaves out a tag with harmful points alone', () => {
    const scores = rubricTagScores([
      { points: 5, met: true, tags: ['axis:accuracy', 'axis:accuracy'] },
      { points: 5, met: false, tags: ['axis:accuracy', 'level:example'] },
      { points: -4, met: true, tags: ['axis:accuracy', 'axis:harm'] },
    ]);
    // accuracy (5 - 4) / 10, example 0 / 5
    expect([...scores]).toEqual([
      ['axis:accuracy', 0.1],
      ['level:example', 0],
    ]);
    expect(rubricTagScores([]).size).toBe(0);
  });
});

describe('clippedMean', () => {
  it('clips the mean and not each score, and keeps the mean', () => {
    // (-1 + 0.5) / 2 = -0.25 becomes 0; each clipped first would give 0.25
    expect(clippedMean([-1, 0.5])).toEqual({ value: 0, unclipped: -0.25, n: 2, without: 0 });
  });

  it('gives 0 where clipping each score first would give 0.3375', () => {
    const scores = [1, 0.15, -1.5, 0.2];
    // The mean is -0.0375; clipped first: (1 + 0.15 + 0 + 0.2) / 4 = 0.3375
    expect(clippedMean(scores)).toMatchObject({ value: 0, unclipped: expect.closeTo(-0.0375, 14) });
  });

  it('leaves out and counts cases without a score', () => {
    expect(clippedMean([null, 0.5, null])).toEqual({ value: 0.5, unclipped: 0.5, n: 1, without: 2 });
    expect(clippedMean([null])).toEqual({ value: null, unclipped: null, n: 0, without: 1 });
    expect(clippedMean([])).toEqual({ value: null, unclipped: null, n: 0, without: 0 });
    expect(clippedMean([1.5])).toMatchObject({ value: 1, unclipped: 1.5 });
  });

  it('refuses what is not finite', () => {
    for (const bad of [Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(() => clippedMean([bad])).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
    }
  });
});
