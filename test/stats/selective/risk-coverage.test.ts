import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auroc } from '../../../src/stats/discrimination/auroc.js';
import { exactUpper } from '../../../src/stats/proportion/proportion.js';
import { modalShare } from '../../../src/stats/selective/modal-share.js';
import { riskCoverageAreas, riskCoverageCurve } from '../../../src/stats/selective/risk-coverage.js';
import {
  coverageAtRisk,
  selectiveAccuracy,
  selectiveAccuracyInterval,
} from '../../../src/stats/selective/selective-accuracy.js';

const floats = (...values: number[]) => Float64Array.from(values);
const none = new Float64Array(0);
const cases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1)), { minLength: 1, maxLength: 40 })
  .map((rows) => ({
    confidences: Float64Array.from(rows, ([confidence]) => confidence / 6),
    outcomes: Float64Array.from(rows, ([, outcome]) => outcome),
  }));

describe('riskCoverageAreas', () => {
  test('by hand: right, wrong, right from the top', () => {
    // Risks 0, 1/2, 1/3; oracle 0, 0, 1/3; errors 0, 1, 1 of 3.
    const found = riskCoverageAreas(floats(0.9, 0.8, 0.7), floats(1, 0, 1));
    expect(found).toMatchObject({
      aurc: expect.closeTo(5 / 18, 15),
      oracle: expect.closeTo(1 / 9, 15),
      eAurc: expect.closeTo(1 / 6, 15),
      augrc: expect.closeTo(2 / 9, 15),
      geifmanOracle: expect.closeTo(1 / 3 + (2 / 3) * Math.log(2 / 3), 15),
    });
  });

  test('averages a tie: the first of a right and a wrong answer is wrong half the time', () => {
    // Risks 1/2, 1/2 in place of 0, 1/2 or 1, 1/2.
    expect(riskCoverageAreas(floats(0.8, 0.8), floats(1, 0))).toMatchObject({ aurc: 0.5, augrc: 3 / 8 });
  });

  test('is 0 throughout for right answers, and 1 at its oracle for wrong ones', () => {
    expect(riskCoverageAreas(floats(1, 0.5), floats(1, 1))).toMatchObject({
      aurc: 0,
      eAurc: 0,
      augrc: 0,
      risk: 0,
    });
    expect(riskCoverageAreas(floats(1, 0.5), floats(0, 0))).toMatchObject({
      aurc: 1,
      oracle: 1,
      geifmanOracle: 1,
    });
    expect(riskCoverageAreas(none, none)).toMatchObject({ status: 'insufficient' });
  });

  test('the closed form lies below the discrete oracle: by 0.0075 with 12 errors in 28 cases', () => {
    const outcomes = Float64Array.from({ length: 28 }, (_, i) => (i < 12 ? 0 : 1));
    const found = riskCoverageAreas(outcomes, outcomes);
    expect(found).toMatchObject({ eAurc: 0, geifmanEAurc: expect.closeTo(0.0075, 4) });
  });

  test('AUGRC is (1 - AUROC) a (1 - a) + (1 - a)^2 / 2 + (1 - a) / 2n', () => {
    fc.assert(
      fc.property(cases, ({ confidences, outcomes }) => {
        const area = auroc(confidences, outcomes);
        const found = riskCoverageAreas(confidences, outcomes);
        if (typeof area !== 'number' || found.status === 'insufficient') return;
        const { risk, n } = found;
        expect(found.augrc).toBeCloseTo((1 - area) * (1 - risk) * risk + risk ** 2 / 2 + risk / 2 / n, 13);
      }),
    );
  });

  test('is the mean over the orders of tied cases, and ignores the order of all', () => {
    // Two tied pairs: four orders, each by hand.
    const orders = [
      [1, 0, 1, 0],
      [0, 1, 1, 0],
      [1, 0, 0, 1],
      [0, 1, 0, 1],
    ];
    const each = orders.map((order) => {
      const found = riskCoverageAreas(floats(4, 3, 2, 1), Float64Array.from(order));
      return found.status === 'estimated' ? found.aurc : Number.NaN;
    });
    const tied = riskCoverageAreas(floats(2, 1, 2, 1), floats(1, 1, 0, 0));
    expect(tied).toMatchObject({ aurc: expect.closeTo(each.reduce((sum, x) => sum + x, 0) / 4, 15) });
  });

  test('E-AURC is never negative and 0 for a ranking by the outcome', () => {
    fc.assert(
      fc.property(cases, ({ confidences, outcomes }) => {
        const found = riskCoverageAreas(confidences, outcomes);
        if (found.status === 'insufficient') return;
        expect(found.aurc).toBeGreaterThanOrEqual(found.oracle - 1e-12);
        expect(riskCoverageAreas(outcomes, outcomes)).toMatchObject({ eAurc: expect.closeTo(0, 12) });
      }),
    );
  });
});

test('the curve accepts ties whole and ends at full coverage', () => {
  const curve = riskCoverageCurve(floats(0.9, 0.5, 0.9, 0.2), floats(1, 0, 0, 1));
  if (curve.status === 'insufficient') throw new Error(curve.reason);
  expect([...curve.thresholds]).toEqual([0.9, 0.5, 0.2]);
  expect([...curve.coverage]).toEqual([0.5, 0.75, 1]);
  expect([...curve.risk]).toEqual([1 / 2, 2 / 3, 1 / 2]);
  expect(riskCoverageCurve(none, none)).toMatchObject({ status: 'insufficient' });
});

describe('selective accuracy', () => {
  test('takes a tie at the cut by expectation', () => {
    // ceil(0.5 x 4) = 2: 0.9 is right, and one of three tied cases of which one is right.
    expect(selectiveAccuracy(floats(0.9, 0.5, 0.5, 0.5), floats(1, 1, 0, 0), 0.5)).toBeCloseTo(
      (1 + 1 / 3) / 2,
      15,
    );
  });

  test('0.3 of 10 cases is 3 cases, although 0.1 x 3 x 10 is above 3', () => {
    const confidences = Float64Array.from({ length: 10 }, (_, i) => -i);
    const outcomes = Float64Array.from(confidences, (_, i) => (i < 3 ? 1 : 0));
    expect(selectiveAccuracy(confidences, outcomes, 0.1 * 3)).toBe(1);
  });

  test('at full coverage is the accuracy', () => {
    fc.assert(
      fc.property(cases, ({ confidences, outcomes }) => {
        const share = outcomes.reduce((sum, o) => sum + o, 0) / outcomes.length;
        expect(selectiveAccuracy(confidences, outcomes, 1)).toBeCloseTo(share, 14);
      }),
    );
  });

  test('its rule accepts the tie at the cut whole', () => {
    const found = selectiveAccuracyInterval(floats(0.9, 0.5, 0.5, 0.2), floats(1, 1, 0, 0), 0.5, 0.95);
    expect(found).toMatchObject({ value: 2 / 3, threshold: 0.5, coverage: 0.75, accepted: 3 });
    expect(found).toMatchObject({ method: 'Clopper-Pearson' });
  });

  test('with clusters takes the default interval of the accepted', () => {
    const clusters = Int32Array.from([1, 1, 2, 3]);
    const found = selectiveAccuracyInterval(
      floats(0.9, 0.5, 0.5, 0.2),
      floats(1, 1, 0, 0),
      0.5,
      0.95,
      clusters,
    );
    expect(found).toMatchObject({ value: 2 / 3, threshold: 0.5, method: 'CR2, Satterthwaite t' });
    const one = selectiveAccuracyInterval(floats(0.9, 0.2), floats(1, 0), 1, 0.95, Int32Array.from([1, 1]));
    expect(one).toMatchObject({ status: 'insufficient' });
  });

  test.each([0, -0.1, 1.01, Number.NaN])('refuses the coverage %s', (coverage) => {
    const code = 'STATS_BAD_VALUE';
    expect(() => selectiveAccuracy(floats(1), floats(1), coverage)).toThrow(
      expect.objectContaining({ code }),
    );
    const call = () => selectiveAccuracyInterval(floats(1), floats(1), coverage, 0.9);
    expect(call).toThrow(expect.objectContaining({ code }));
  });

  test('is insufficient without cases', () => {
    expect(selectiveAccuracy(none, none, 0.5)).toMatchObject({ status: 'insufficient' });
    expect(selectiveAccuracyInterval(none, none, 0.5, 0.9)).toMatchObject({ status: 'insufficient' });
  });
});

describe('coverageAtRisk', () => {
  test('299 right answers show a risk below 1 %, 298 do not', () => {
    const ones = (n: number) => new Float64Array(n).fill(1);
    expect(coverageAtRisk(ones(299), ones(299), 0.01, 0.05)).toMatchObject({
      coverage: 1,
      accepted: 299,
      errors: 0,
    });
    expect(coverageAtRisk(ones(298), ones(298), 0.01, 0.05)).toEqual({
      status: 'estimated',
      coverage: 0,
      threshold: null,
      accepted: 0,
      errors: 0,
      riskUpper: null,
      n: 298,
    });
  });

  test('finds the largest threshold that the bound allows, as trying each does', () => {
    fc.assert(
      fc.property(cases, ({ confidences, outcomes }) => {
        const found = coverageAtRisk(confidences, outcomes, 0.5, 0.2);
        let best = 0;
        for (const threshold of confidences) {
          const accepted = outcomes.filter((_, i) => (confidences[i] ?? 0) >= threshold);
          const errors = accepted.filter((o) => o === 0).length;
          if (exactUpper(errors, accepted.length, 0.2).upper <= 0.5) best = Math.max(best, accepted.length);
        }
        expect(found).toMatchObject({ accepted: best });
        if (found.status === 'estimated' && found.riskUpper !== null)
          expect(found.riskUpper).toBeLessThanOrEqual(0.5);
      }),
    );
  });

  test('is insufficient without cases and refuses bad levels', () => {
    expect(coverageAtRisk(none, none, 0.1, 0.05)).toMatchObject({ status: 'insufficient' });
    const code = 'STATS_BAD_LEVEL';
    expect(() => coverageAtRisk(floats(1), floats(1), 0, 0.05)).toThrow(expect.objectContaining({ code }));
    expect(() => coverageAtRisk(floats(1), floats(1), 0.1, 1)).toThrow(expect.objectContaining({ code }));
  });
});

describe('modalShare', () => {
  test('takes the most frequent answer', () => {
    expect(modalShare(Int32Array.from([3, 7, 7, 3, 7]))).toEqual({
      status: 'estimated',
      value: 0.6,
      answer: 7,
      count: 3,
      samples: 5,
      isTied: false,
    });
  });

  test('takes the one seen first of a tie, and says so', () => {
    expect(modalShare(Int32Array.from([9, 2, 4, 2, 4]))).toMatchObject({
      answer: 2,
      value: 0.4,
      isTied: true,
    });
    expect(modalShare(Int32Array.from([9, 4, 2, 2, 4]))).toMatchObject({
      answer: 4,
      value: 0.4,
      isTied: true,
    });
    expect(modalShare(Int32Array.from([1, 2, 3, 3, 4]))).toMatchObject({ answer: 3, isTied: false });
  });

  test('needs five samples', () => {
    expect(modalShare(Int32Array.from([1, 1, 1, 1]))).toMatchObject({ status: 'insufficient' });
    expect(modalShare(new Int32Array(0))).toMatchObject({ status: 'insufficient' });
  });
});
