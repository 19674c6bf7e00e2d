import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auroc, averagePrecision } from '../../../src/stats/discrimination/auroc.js';
import { aurocInterval, pairedAuroc } from '../../../src/stats/discrimination/delong.js';
import { tallyScores } from '../../../src/stats/discrimination/score-tally.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';

const floats = (...values: number[]) => Float64Array.from(values);
const none = new Float64Array(0);

/** Coarse scores, so that ties are common, and 0/1 outcomes. */
const cases = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 1)), {
    minLength: 6,
    maxLength: 40,
  })
  .filter((rows) => {
    const ones = rows.filter(([, , outcome]) => outcome === 1).length;
    return ones >= 2 && ones <= rows.length - 2;
  })
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score),
    others: Float64Array.from(rows, ([, other]) => other),
    outcomes: Float64Array.from(rows, ([, , outcome]) => outcome),
  }));

test('pools ties whatever their order, and -0 with 0', () => {
  const tally = tallyScores(floats(0.5, -0, 2, 0, 0.5), floats(1, 0, 1, 1, 0));
  expect(Array.from(tally.scores, (x) => x + 0)).toEqual([0, 0.5, 2]);
  expect([...tally.counts]).toEqual([2, 2, 1]);
  expect([...tally.events]).toEqual([1, 1, 1]);
  expect(tallyScores(none, none)).toMatchObject({ n: 0, ones: 0 });
});

describe('auroc', () => {
  test('counts pairs by hand: of 2 x 3 pairs 4 are won and 1 is tied', () => {
    // ones 0.9, 0.4; zeros 0.4, 0.3, 0.6: 0.9 wins 3; 0.4 wins 1, ties 1.
    expect(auroc(floats(0.9, 0.4, 0.4, 0.3, 0.6), floats(1, 1, 0, 0, 0))).toBe(4.5 / 6);
  });

  test('is one half where all tie and insufficient for one class', () => {
    expect(auroc(floats(3, 3, 3), floats(1, 0, 1))).toBe(0.5);
    expect(auroc(floats(1, 2), floats(1, 1))).toEqual({
      status: 'insufficient',
      reason: 'every one of the 2 outcomes is 1',
    });
    expect(auroc(floats(1, 2), floats(0, 0))).toMatchObject({ reason: 'every one of the 2 outcomes is 0' });
    expect(auroc(none, none)).toMatchObject({ reason: 'no cases' });
  });

  test('equals the mean over all pairs', () => {
    fc.assert(
      fc.property(cases, ({ scores, outcomes }) => {
        let total = 0;
        let pairs = 0;
        scores.forEach((x, i) => {
          scores.forEach((y, j) => {
            if (outcomes[i] !== 1 || outcomes[j] !== 0) return;
            total += x > y ? 1 : x === y ? 0.5 : 0;
            pairs++;
          });
        });
        expect(auroc(scores, outcomes)).toBeCloseTo(total / pairs, 14);
      }),
    );
  });

  test('turns to 1 - a where scores or outcomes are reversed', () => {
    fc.assert(
      fc.property(cases, ({ scores, outcomes }) => {
        const here = Number(auroc(scores, outcomes));
        expect(
          auroc(
            scores.map((x) => -x),
            outcomes,
          ),
        ).toBeCloseTo(1 - here, 14);
        expect(
          auroc(
            scores,
            outcomes.map((o) => 1 - o),
          ),
        ).toBeCloseTo(1 - here, 14);
      }),
    );
  });
});

describe('averagePrecision', () => {
  test('by hand: thresholds 0.9 (1 of 1) and 0.4 (2 of 4, a tie) and below', () => {
    // Recall rises by 1/2 at precision 1, then by 1/2 at precision 2/4.
    expect(averagePrecision(floats(0.9, 0.4, 0.4, 0.4, 0.1), floats(1, 1, 0, 0, 0))).toBe(0.75);
  });

  test('is the share of ones where all tie and insufficient for one class', () => {
    expect(averagePrecision(floats(1, 1, 1, 1), floats(1, 0, 0, 0))).toBe(0.25);
    expect(averagePrecision(floats(1, 2), floats(1, 1))).toMatchObject({ status: 'insufficient' });
    expect(averagePrecision(floats(1, 2), floats(0, 0))).toMatchObject({ status: 'insufficient' });
  });
});

describe('aurocInterval', () => {
  test('by hand: placements of 2 ones and 3 zeros', () => {
    // Ones outscore 3/3 and 1.5/3 of the zeros; zeros are outscored by 1.5/2, 2/2, 1/2 of the ones. AUROC 3/4.
    // S10 = (1/4)^2 + (1/4)^2 = 1/8; S01 = (0 + 1/16 + 1/16) / 2 = 1/16; variance 1/8 / 2 + 1/16 / 3 = 1/12.
    const found = aurocInterval(floats(0.9, 0.4, 0.4, 0.3, 0.6), floats(1, 1, 0, 0, 0), 0.95);
    expect(found).toMatchObject({ value: 0.75, upper: 1, n: 5, ones: 2, clusters: 5, method: 'DeLong' });
    expect(found).toMatchObject({ se: expect.closeTo(Math.sqrt(1 / 12), 14) });
    expect(found).toMatchObject({ lower: expect.closeTo(0.75 - 1.959963984540054 * Math.sqrt(1 / 12), 12) });
  });

  test('one case a cluster is DeLong', () => {
    fc.assert(
      fc.property(cases, ({ scores, outcomes }) => {
        const ids = Int32Array.from(scores, (_, i) => 7 * i - 50);
        const alone = aurocInterval(scores, outcomes, 0.9);
        const clustered = aurocInterval(scores, outcomes, 0.9, ids);
        expect(clustered.status).toBe(alone.status);
        if (alone.status === 'insufficient' || clustered.status === 'insufficient') return;
        expect(clustered.se).toBeCloseTo(alone.se, 13);
      }),
    );
  });

  test('copies of each case in its cluster add nothing but the finite-sample factor of the clusters', () => {
    fc.assert(
      fc.property(cases, ({ scores, outcomes }) => {
        const twice = (values: Float64Array) => Float64Array.from([...values, ...values]);
        const ids = Int32Array.from(twice(scores), (_, i) => i % scores.length);
        const alone = aurocInterval(scores, outcomes, 0.9);
        const copied = aurocInterval(twice(scores), twice(outcomes), 0.9, ids);
        if (alone.status === 'insufficient' || copied.status === 'insufficient') return;
        expect(copied.value).toBeCloseTo(alone.value, 14);
        expect(copied.se).toBeCloseTo(alone.se, 13);
      }),
    );
  });

  test('lies in [0, 1], widens with the level, and ignores the order of the cases', () => {
    fc.assert(
      fc.property(cases, ({ scores, outcomes }) => {
        const narrow = aurocInterval(scores, outcomes, 0.8);
        const wide = aurocInterval(scores.slice().reverse(), outcomes.slice().reverse(), 0.99);
        if (narrow.status === 'insufficient' || wide.status === 'insufficient') return;
        expect(wide.se).toBeCloseTo(narrow.se, 13);
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
        expect(wide.lower).toBeGreaterThanOrEqual(0);
        expect(wide.upper).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is insufficient for perfect separation, one class, and an outcome in one cluster', () => {
    expect(aurocInterval(floats(1, 2, 3, 4), floats(0, 0, 1, 1), 0.95)).toMatchObject({
      reason: 'the variance of an AUROC of 1 is estimated as 0',
    });
    expect(aurocInterval(floats(4, 3, 2, 1), floats(0, 0, 1, 1), 0.95)).toMatchObject({
      status: 'insufficient',
    });
    expect(aurocInterval(floats(1, 1, 1, 1), floats(0, 0, 1, 1), 0.95)).toMatchObject({
      status: 'insufficient',
    });
    expect(aurocInterval(floats(1, 2), floats(1, 1), 0.95)).toMatchObject({ status: 'insufficient' });
    expect(aurocInterval(none, none, 0.95)).toMatchObject({ reason: 'no cases' });
    expect(aurocInterval(floats(1, 3, 2), floats(0, 0, 1), 0.95)).toMatchObject({
      reason: 'an AUROC needs each outcome in at least 2 clusters; one stands in 1',
    });
    const ids = Int32Array.from([1, 1, 1, 2]);
    expect(aurocInterval(floats(1, 3, 2, 4), floats(1, 1, 0, 0), 0.95, ids)).toMatchObject({
      reason: 'an AUROC needs each outcome in at least 2 clusters; one stands in 1',
    });
  });

  test.each([
    [floats(1, 2), floats(0), 0.95, 'STATS_BAD_LENGTH'],
    [floats(1, Number.NaN), floats(0, 1), 0.95, 'STATS_BAD_VALUE'],
    [floats(1, 2), floats(0, 0.5), 0.95, 'STATS_BAD_VALUE'],
    [floats(1, 2), floats(0, 1), 1, 'STATS_BAD_LEVEL'],
  ])('refuses %s, %s, %s', (scores, outcomes, level, code) => {
    expect(() => aurocInterval(scores, outcomes, level)).toThrow(expect.objectContaining({ code }));
  });

  test('refuses clusters of another length', () => {
    const call = () => aurocInterval(floats(1, 2), floats(0, 1), 0.9, Int32Array.from([1]));
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
  });

  test('the clustered interval covers where DeLong does not: 60 clusters of 5 that share outcome and score', () => {
    const rng = mersenneTwister(5);
    const gauss = () => Math.sqrt(-2 * Math.log(1 - rng.next())) * Math.cos(2 * Math.PI * rng.next());
    let clustered = 0;
    let plain = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const scores = new Float64Array(300);
      const outcomes = new Float64Array(300);
      const ids = Int32Array.from(scores, (_, i) => Math.floor(i / 5));
      for (let g = 0; g < 60; g++) {
        const outcome = rng.next() < 0.5 ? 1 : 0;
        const shared = gauss();
        for (let i = 5 * g; i < 5 * g + 5; i++) {
          outcomes[i] = outcome;
          scores[i] = outcome + 0.9 * shared + Math.sqrt(0.19) * gauss();
        }
      }
      // Two normals one standard deviation apart: Phi(1 / sqrt 2) = 0.7602.
      const covers = (found: ReturnType<typeof aurocInterval>) =>
        Number(found.status === 'estimated' && found.lower <= 0.76025 && found.upper >= 0.76025);
      clustered += covers(aurocInterval(scores, outcomes, 0.95, ids));
      plain += covers(aurocInterval(scores, outcomes, 0.95));
    }
    // In 4000 runs 0.929 (and 0.935 with one case a cluster) against 0.660; three standard errors of 300 runs off.
    expect(clustered / runs).toBeGreaterThan(0.884);
    expect(plain / runs).toBeLessThan(0.75);
  });
});

describe('pairedAuroc', () => {
  test('exchanging the scores turns the sign of everything', () => {
    fc.assert(
      fc.property(cases, ({ scores, others, outcomes }) => {
        const here = pairedAuroc(scores, others, outcomes, 0.9);
        const there = pairedAuroc(others, scores, outcomes, 0.9);
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.value).toBeCloseTo(-here.value, 14);
        expect(there.lower).toBeCloseTo(-here.upper, 12);
        expect(there.p).toBeCloseTo(here.p, 12);
        expect(here.se ** 2).toBeCloseTo(here.newSe ** 2 + here.oldSe ** 2 - 2 * here.covariance, 12);
        expect(here.p).toBeGreaterThanOrEqual(0);
        expect(here.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is insufficient where both rank alike', () => {
    const scores = floats(1, 5, 2, 4, 3);
    const found = pairedAuroc(scores, scores.map(Math.exp), floats(0, 1, 1, 0, 1), 0.9);
    expect(found).toMatchObject({ status: 'insufficient' });
  });

  test('refuses scores of another length', () => {
    const call = () => pairedAuroc(floats(1, 2), floats(1), floats(0, 1), 0.9);
    expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
  });
});
