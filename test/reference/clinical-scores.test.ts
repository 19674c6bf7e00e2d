import { describe, expect, test } from 'vitest';
import { optionOrder, type ShiftedAnswers } from '../../src/stats/reliability/option-order.js';
import { passAtK } from '../../src/stats/reliability/pass-at-k.js';
import { passHatK } from '../../src/stats/reliability/pass-hat-k.js';
import { performanceDrop, worstVariant } from '../../src/stats/reliability/performance-drop.js';
import { retestAgreement } from '../../src/stats/reliability/retest-agreement.js';
import { meanWorstAtK, worstAtK } from '../../src/stats/reliability/worst-at-k.js';
import { chanceCorrected, guessingAccuracy } from '../../src/stats/scoring/chance-correction.js';
import {
  isSameDate,
  isWithinTolerance,
  relativeLimits,
  roundHalfEven,
} from '../../src/stats/scoring/numeric-tolerance.js';
import { pointScore } from '../../src/stats/scoring/point-score.js';
import { ratingSummary } from '../../src/stats/scoring/rating-summary.js';
import {
  clippedMean,
  rubricScore,
  rubricScoreBounds,
  rubricTagScores,
} from '../../src/stats/scoring/rubric-score.js';
import { severityTerms, severityWeightedRate } from '../../src/stats/scoring/severity-weighted-rate.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Numbers = readonly number[];
type Maybe = number | null;

const TOLERANCE = 1e-9;

const reference = readReference<{
  readonly worst: readonly { scores: Numbers; k: number; expected: number }[];
  readonly suites: readonly {
    scores: readonly Numbers[];
    k: number;
    terms: Numbers;
    unclipped: number;
    clipped: number;
  }[];
  readonly atK: readonly (readonly [number, number, number, number, number])[];
  readonly atKLarge: readonly (readonly [number, number, number, number, number])[];
  readonly rubrics: readonly {
    points: Numbers;
    met: readonly boolean[];
    tags: readonly (readonly string[])[];
    score: Maybe;
    byTag: Readonly<Record<string, number>>;
    ungraded: Numbers;
    worst: Maybe;
    best: Maybe;
  }[];
  readonly means: readonly { scores: readonly Maybe[]; unclipped: Maybe; value: Maybe }[];
  readonly severity: readonly {
    events: readonly Numbers[];
    weights: Numbers;
    counts: Numbers;
    terms: Numbers;
    rate: number;
  }[];
  readonly rounded: readonly (readonly [number, number])[];
  readonly tolerance: readonly { truth: number; answer: number; right: boolean }[];
  readonly days: readonly (readonly [number, number, number])[];
  readonly points: readonly {
    args: readonly [number, number, number];
    all: number;
    read: Maybe;
    overHundred: number;
    accuracy: Maybe;
  }[];
  readonly ratings: readonly {
    ratings: readonly Maybe[];
    mean: Maybe;
    bounds: Numbers;
    share: Maybe;
    shareBounds: Numbers;
  }[];
  readonly retests: readonly {
    cases: Numbers;
    answers: Numbers;
    ids: Numbers;
    terms: Numbers;
    value: Maybe;
    single: number;
  }[];
  readonly orders: readonly {
    questions: readonly ShiftedAnswers[];
    flipRate: number;
    allRight: number;
    accuracy: Numbers;
    range: number;
    unread: number;
  }[];
  readonly drops: readonly {
    canonical: Numbers;
    changed: Numbers;
    other: Numbers;
    drop: number;
    rate: number;
    worstMean: number;
    worstByCase: Numbers;
  }[];
  readonly chance: readonly (readonly [number, number, number])[];
  readonly guessing: readonly { options: Numbers; expected: number }[];
}>('clinical-scores.json');

printDifferences();

/** Agreement of two numbers of which either may be null. */
function expectSame(actual: Maybe, expected: Maybe, what: string): void {
  if (actual === null || expected === null) expect(actual, what).toBe(expected);
  else expectClose(actual, expected, TOLERANCE, what);
}

function expectAll(actual: Iterable<number>, expected: Numbers, what: string): void {
  const found = [...actual];
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expectSame(found[i] ?? null, value, `${what} at ${i}`);
  });
}

describe('reliability against the enumeration of every subset', () => {
  test.each(reference.worst)('worstAtK of $scores at $k', ({ scores, k, expected }) => {
    const found = worstAtK(Float64Array.from(scores), k);
    expect(Math.abs(found - expected)).toBeLessThan(1e-14);
    if (Math.abs(expected) > 1e-6) expectClose(found, expected, TOLERANCE, 'worstAtK');
  });

  test.each(reference.suites)('meanWorstAtK at $k', ({ scores, k, terms, unclipped, clipped }) => {
    const found = meanWorstAtK(
      scores.map((own) => Float64Array.from(own)),
      k,
    );
    expectAll(found.terms, terms, 'meanWorstAtK.terms');
    expectSame(found.unclipped, unclipped, 'meanWorstAtK.unclipped');
    expectSame(found.value, clipped, 'meanWorstAtK.value');
  });

  test.each([...reference.atK, ...reference.atKLarge])('at k: %i of %i, k = %i', (c, n, k, any, all) => {
    expectClose(passAtK(c, n, k), any, TOLERANCE, 'passAtK');
    expectClose(passHatK(c, n, k), all, TOLERANCE, 'passHatK');
  });

  test.each(reference.retests)('retestAgreement over all pairs, $single single', (row) => {
    const found = retestAgreement(Int32Array.from(row.answers), Int32Array.from(row.cases));
    expect([...found.cases]).toEqual(row.ids);
    expect(found.single).toBe(row.single);
    expectAll(found.terms, row.terms, 'retestAgreement.terms');
    expectSame(found.value, row.value, 'retestAgreement.value');
  });

  test.each(reference.orders)('optionOrder by rotating lists, $unread unread', (row) => {
    const found = optionOrder(row.questions);
    expectSame(found.flipRate, row.flipRate, 'optionOrder.flipRate');
    expectSame(found.allRight, row.allRight, 'optionOrder.allRight');
    expectSame(found.range, row.range, 'optionOrder.range');
    expectAll(found.accuracyByShift, row.accuracy, 'optionOrder.accuracyByShift');
    expect(found.unread).toBe(row.unread);
  });

  test.each(reference.drops)('performanceDrop with rate $rate', (row) => {
    const changed = Float64Array.from(row.changed);
    const found = performanceDrop(Float64Array.from(row.canonical), changed);
    expectClose(found.drop, row.drop, TOLERANCE, 'performanceDrop.drop');
    expectSame(found.dropRate, row.rate, 'performanceDrop.dropRate');
    const worst = worstVariant([changed, Float64Array.from(row.other)]);
    expectClose(worst.worstMean, row.worstMean, TOLERANCE, 'worstVariant.worstMean');
    expect([...worst.worstByCase]).toEqual(row.worstByCase);
  });
});

describe('scores against exact fractions and NumPy', () => {
  test.each(reference.rubrics)('rubric of $points', ({ points, met, tags, score, byTag, ...row }) => {
    expectSame(rubricScore(points, met), score, 'rubricScore');
    const criteria = points.map((value, i) => ({
      points: value,
      met: met[i] ?? false,
      tags: tags[i] ?? [],
    }));
    const found = rubricTagScores(criteria);
    expect([...found.keys()].sort()).toEqual(Object.keys(byTag).sort());
    for (const [tag, value] of found) expectSame(value, byTag[tag] ?? null, 'rubricTagScores');
    const bounds = rubricScoreBounds(
      points,
      met.map((value, i) => (row.ungraded.includes(i) ? null : value)),
    );
    expectSame(bounds?.worst ?? null, row.worst, 'rubricScoreBounds.worst');
    expectSame(bounds?.best ?? null, row.best, 'rubricScoreBounds.best');
  });

  test.each(reference.means)('clippedMean of $scores', ({ scores, unclipped, value }) => {
    const found = clippedMean(scores);
    expectSame(found.unclipped, unclipped, 'clippedMean.unclipped');
    expectSame(found.value, value, 'clippedMean.value');
  });

  test.each(reference.severity)('severity of $counts', ({ events, weights, counts, terms, rate }) => {
    expectAll(severityTerms(events, weights), terms, 'severityTerms');
    expectClose(
      severityWeightedRate(counts, weights, events.length),
      rate,
      TOLERANCE,
      'severityWeightedRate',
    );
  });

  test.each(reference.rounded)('roundHalfEven(%d) is %d', (x, expected) => {
    expect(roundHalfEven(x)).toBe(expected);
    expect(isWithinTolerance(x, { kind: 'integer', truth: expected })).toBe(true);
    expect(isWithinTolerance(x, { kind: 'integer', truth: expected + 1 })).toBe(false);
  });

  test.each(reference.tolerance)('$answer for $truth is $right', ({ truth, answer, right }) => {
    expect(isWithinTolerance(answer, relativeLimits(truth, 0.05))).toBe(right);
  });

  test('dates are equal where calendar days are', () => {
    const dates = reference.days.map(([year, month, day]) => ({ year, month, day }));
    dates.forEach((answer, i) => {
      expect(dates.map((truth) => isSameDate(answer, truth))).toEqual(dates.map((_, j) => i === j));
    });
  });

  test.each(reference.points)('pointScore of $args', ({ args, all, read, overHundred, accuracy }) => {
    const found = pointScore(...args);
    expectSame(found.intentionToEvaluate, all, 'pointScore.intentionToEvaluate');
    expectSame(found.completeCase, read, 'pointScore.completeCase');
    expectSame(found.overHundred, overHundred, 'pointScore.overHundred');
    expectSame(found.accuracy.value, accuracy, 'pointScore.accuracy');
  });

  test.each(reference.ratings)('ratingSummary of $ratings', (row) => {
    const found = ratingSummary(row.ratings);
    expectSame(found.mean, row.mean, 'ratingSummary.mean');
    expectSame(found.atLeast.value, row.share, 'ratingSummary.atLeast');
    const { meanBounds, atLeastBounds } = found;
    if (meanBounds === null) throw new Error('expected cases');
    expectAll([meanBounds.lowest, meanBounds.highest], row.bounds, 'ratingSummary.meanBounds');
    expectSame(atLeastBounds.lowest.value, row.shareBounds[0] ?? null, 'ratingSummary.atLeastBounds');
    expectSame(atLeastBounds.highest.value, row.shareBounds[1] ?? null, 'ratingSummary.atLeastBounds');
  });

  test.each(reference.chance)('accuracy %d with chance %d', (accuracy, chance, expected) => {
    expectSame(chanceCorrected(accuracy, chance), expected, 'chanceCorrected');
  });

  test.each(reference.guessing)('guessingAccuracy of $options', ({ options, expected }) => {
    expectClose(guessingAccuracy(options), expected, TOLERANCE, 'guessingAccuracy');
  });
});
