import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auditBound } from '../../../src/stats/judge/audit-bound.js';
import { correctedMargin, judgeAccuracy } from '../../../src/stats/judge/judge-calibration.js';
import {
  clusteredPredictionPoweredMean,
  predictionPoweredDifference,
  predictionPoweredMean,
} from '../../../src/stats/judge/prediction-powered-mean.js';
import { roganGladen } from '../../../src/stats/judge/rogan-gladen.js';
import { mersenneTwister, type Rng } from '../../../src/stats/numeric/rng.js';

// PRECEPTOR_SIMULATIONS=4000 gives the figures of the documentation; the default only guards against gross errors.
const RUNS = Number(process.env.PRECEPTOR_SIMULATIONS ?? 300);

const calibration = (positives: number, truePositives: number, negatives: number, trueNegatives: number) => ({
  positives,
  truePositives,
  negatives,
  trueNegatives,
});

describe('judgeAccuracy', () => {
  test('by hand: 45 of 50 and 40 of 50', () => {
    const found = judgeAccuracy(calibration(50, 45, 50, 40), 0.95);
    // Wilson limits .786 .957 and .670 .888: J = .7, below hypot(.114, .130), above hypot(.057, .088).
    expect(found.sensitivity).toMatchObject({ value: 0.9, lower: expect.closeTo(0.786, 3) });
    expect(found.specificity).toMatchObject({ value: 0.8, lower: expect.closeTo(0.67, 3) });
    expect(found.youden).toMatchObject({
      value: expect.closeTo(0.7, 14),
      lower: expect.closeTo(0.527, 3),
      upper: expect.closeTo(0.804, 2),
    });
  });
  test('a class without a unit has no figure, the other has', () => {
    const found = judgeAccuracy(calibration(0, 0, 5, 5), 0.95);
    expect(found.sensitivity).toMatchObject({ status: 'insufficient' });
    expect(found.specificity).toMatchObject({ value: 1 });
    expect(found.youden).toMatchObject({ status: 'insufficient' });
  });
  test('a perfect judge has J = 1 with a lower limit below it', () => {
    expect(judgeAccuracy(calibration(20, 20, 20, 20), 0.95).youden).toMatchObject({
      value: 1,
      upper: 1,
      lower: expect.closeTo(1 - 0.1611 * Math.SQRT2, 3),
    });
  });
});

describe('correctedMargin', () => {
  test('a true loss of 6.25 points looks like 5 at .95 / .85', () => {
    // J = .8 were it known: 6.25 * .8 = 5; from 10,000 labels a class the lower limit is close to it.
    const found = correctedMargin(0.0625, [calibration(1e6, 950_000, 1e6, 850_000)], 0.95);
    expect(found).toMatchObject({ margin: expect.closeTo(0.05, 3) });
  });
  test('the worse arm counts', () => {
    const good = calibration(100, 97, 100, 95);
    const poor = calibration(100, 90, 100, 70);
    const alone = correctedMargin(0.05, [poor], 0.9);
    expect(correctedMargin(0.05, [good, poor], 0.9)).toMatchObject({
      margin: alone.status === 'estimated' ? alone.margin : 0,
    });
  });
  test('a judge that may be no better than chance leaves no margin', () => {
    expect(correctedMargin(0.05, [calibration(10, 6, 10, 5)], 0.95)).toMatchObject({
      status: 'insufficient',
    });
    expect(correctedMargin(0.05, [calibration(10, 10, 0, 0)], 0.95)).toMatchObject({
      status: 'insufficient',
    });
  });
  test.each([
    ['STATS_BAD_COUNT', 0.05, []],
    ['STATS_BAD_LEVEL', 0, [calibration(1, 1, 1, 1)]],
    ['STATS_BAD_COUNT', 0.05, [calibration(1, 2, 1, 1)]],
  ])('%s', (code, margin, arms) => {
    expect(() => correctedMargin(margin, arms, 0.95)).toThrow(expect.objectContaining({ code }));
  });
});

describe('roganGladen', () => {
  test('by hand: p = .4, q0 = .7, q1 = .9: theta = .1 / .6', () => {
    expect(roganGladen(400, 1000, calibration(200, 180, 200, 140), 0.95)).toMatchObject({
      value: expect.closeTo(1 / 6, 14),
      unclipped: expect.closeTo(1 / 6, 14),
      judged: 0.4,
    });
  });

  test('below the false positive rate the value is 0, and the raw figure stands beside it', () => {
    expect(roganGladen(290, 1000, calibration(200, 180, 200, 140), 0.95)).toMatchObject({
      value: 0,
      lower: 0,
      unclipped: expect.closeTo(-0.01 / 0.6, 14),
    });
  });

  test.each([
    ['a judge no better than chance', 50, 100, calibration(20, 11, 20, 10), /not demonstrably above 1/],
    ['a judge worse than chance', 50, 100, calibration(20, 2, 20, 2), /not demonstrably above 1/],
    ['no negative label', 50, 100, calibration(20, 20, 0, 0), /no truly negative/],
    ['no positive label', 50, 100, calibration(0, 0, 20, 20), /no truly positive/],
    ['a calibration that does not fit', 0, 5000, calibration(100, 95, 100, 60), /does not fit/],
  ])('%s is insufficient', (_, positives, judged, labels, reason) => {
    expect(roganGladen(positives, judged, labels, 0.95)).toEqual({
      status: 'insufficient',
      reason: expect.stringMatching(reason),
    });
  });

  test.each([
    ['STATS_BAD_COUNT', 1, 0, calibration(1, 1, 1, 1), 0.95],
    ['STATS_BAD_COUNT', 3, 2, calibration(1, 1, 1, 1), 0.95],
    ['STATS_BAD_COUNT', 1, 2, calibration(1, 1, 1, 1.5), 0.95],
    ['STATS_BAD_LEVEL', 1, 2, calibration(1, 1, 1, 1), 95],
  ])('%s', (code, positives, judged, labels, level) => {
    expect(() => roganGladen(positives, judged, labels, level)).toThrow(expect.objectContaining({ code }));
  });

  test('stays in [0, 1]; counting the other outcome mirrors it', () => {
    const counts = fc.record({
      judged: fc.integer({ min: 1, max: 2000 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      positives: fc.integer({ min: 10, max: 300 }),
      negatives: fc.integer({ min: 10, max: 300 }),
      missed: fc.double({ min: 0, max: 0.3, noNaN: true }),
      alarms: fc.double({ min: 0, max: 0.3, noNaN: true }),
    });
    fc.assert(
      fc.property(counts, ({ judged, share, positives, negatives, missed, alarms }) => {
        const calls = Math.round(judged * share);
        const tp = positives - Math.floor(positives * missed);
        const tn = negatives - Math.floor(negatives * alarms);
        const here = roganGladen(calls, judged, calibration(positives, tp, negatives, tn), 0.95);
        const there = roganGladen(judged - calls, judged, calibration(negatives, tn, positives, tp), 0.95);
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(here.lower).toBeCloseTo(1 - there.upper, 10);
        expect(here.value).toBeCloseTo(1 - there.value, 10);
        expect(here.lower).toBeGreaterThanOrEqual(0);
        expect(here.upper).toBeLessThanOrEqual(1);
        expect(here.lower).toBeLessThan(here.upper);
      }),
    );
  });
});

function binomial(rng: Rng, n: number, p: number): number {
  let events = 0;
  for (let i = 0; i < n; i++) if (rng.next() < p) events++;
  return events;
}

describe('coverage of the corrected rate', () => {
  // Judged units, labels of each class, true rate, sensitivity, specificity.
  test.each([
    [1000, 120, 80, 0.6, 0.9, 0.7],
    [1000, 100, 100, 0.9, 0.95, 0.8],
    [2000, 100, 100, 0.98, 0.97, 0.9],
    [1000, 50, 50, 0.8, 0.9, 0.85],
    [2000, 70, 30, 0.7, 0.95, 0.75],
  ])('%s units, %s + %s labels, rate %s, sensitivity %s, specificity %s', (n, m1, m0, rate, sens, spec) => {
    const rng = mersenneTwister(20251121);
    let covered = 0;
    let given = 0;
    for (let run = 0; run < RUNS; run++) {
      const positive = binomial(rng, n, rate);
      const calls = binomial(rng, positive, sens) + binomial(rng, n - positive, 1 - spec);
      const labels = calibration(m1, binomial(rng, m1, sens), m0, binomial(rng, m0, spec));
      const found = roganGladen(calls, n, labels, 0.95);
      if (found.status === 'insufficient') continue;
      given++;
      if (found.lower <= rate && rate <= found.upper) covered++;
    }
    if (process.env.PRECEPTOR_SIMULATIONS !== undefined) {
      process.stdout.write(`roganGladen ${[n, m1, m0, rate, sens, spec].join(' ')}: ${covered / given}\n`);
    }
    // 0.95 less four standard errors of the share.
    expect(given).toBeGreaterThan(0.99 * RUNS);
    expect(covered / given).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / RUNS));
  });
});

describe('auditBound', () => {
  test('736 clean audits bound the missed harms by 0.5 % at alpha .05 (one-sided .025 each), 735 do not', () => {
    // 1 - .025^(1/m) <= .005 from m = ln .025 / ln .995 = 735.93 on.
    const clean = (audited: number) => {
      const found = auditBound({ units: 1_000_000, flagged: 0, confirmed: 0, audited, missed: 0 }, 0.05);
      return found.status === 'estimated' ? found.missedUpper : 1;
    };
    expect(clean(736)).toBeLessThanOrEqual(0.005);
    expect(clean(735)).toBeGreaterThan(0.005);
  });
  test('by hand: 2 confirmed of 1000, a tenth flagged, 1 of 100 audits missed', () => {
    const harms = { units: 1000, flagged: 100, confirmed: 2, audited: 100, missed: 1 };
    expect(auditBound(harms, 0.05)).toMatchObject({
      value: expect.closeTo(0.002 + 0.9 * 0.01, 15),
      lower: 0,
      level: 0.95,
      // Clopper-Pearson upper 97.5 % limits: 2 of 1000 .00721, 1 of 100 .05446.
      confirmedUpper: expect.closeTo(0.00721, 5),
      missedUpper: expect.closeTo(0.9 * 0.05446, 5),
    });
  });
  test('all flagged: nothing to audit; none audited: insufficient', () => {
    expect(auditBound({ units: 9, flagged: 9, confirmed: 9, audited: 0, missed: 0 }, 0.05)).toMatchObject({
      value: 1,
      upper: 1,
      missedUpper: 0,
    });
    expect(auditBound({ units: 9, flagged: 8, confirmed: 0, audited: 0, missed: 0 }, 0.05)).toEqual({
      status: 'insufficient',
      reason: 'none of 1 unflagged units was audited',
    });
  });
  test('more clean audits, a smaller bound; never below the estimate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 500 }),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 5, max: 400 }),
        (flagged, confirmed, audited) => {
          const harms = { units: 2000, flagged, confirmed: Math.min(confirmed, flagged), missed: 0 };
          const few = auditBound({ ...harms, audited }, 0.05);
          const many = auditBound({ ...harms, audited: audited + 50 }, 0.05);
          if (few.status === 'insufficient' || many.status === 'insufficient') throw new Error('no bound');
          expect(many.upper).toBeLessThan(few.upper);
          expect(many.upper).toBeGreaterThan(many.value);
        },
      ),
    );
  });
  test.each([
    ['STATS_BAD_COUNT', { units: 0, flagged: 0, confirmed: 0, audited: 0, missed: 0 }, 0.05],
    ['STATS_BAD_COUNT', { units: 5, flagged: 6, confirmed: 0, audited: 0, missed: 0 }, 0.05],
    ['STATS_BAD_COUNT', { units: 5, flagged: 1, confirmed: 2, audited: 1, missed: 0 }, 0.05],
    ['STATS_BAD_COUNT', { units: 5, flagged: 1, confirmed: 1, audited: 5, missed: 0 }, 0.05],
    ['STATS_BAD_COUNT', { units: 5, flagged: 1, confirmed: 1, audited: 4, missed: 5 }, 0.05],
    ['STATS_BAD_LEVEL', { units: 5, flagged: 1, confirmed: 1, audited: 4, missed: 0 }, 0.95],
  ])('%s', (code, harms, alpha) => {
    expect(() => auditBound(harms, alpha)).toThrow(expect.objectContaining({ code }));
  });
});

describe('predictionPoweredMean', () => {
  const units = {
    human: Float64Array.of(1, 0, 1, 1),
    judge: Float64Array.of(1, 1, 1, 0),
    unlabelled: Float64Array.of(1, 1, 0, 1, 0, 1),
  };

  test('by hand, lambda 1: 4/6 + mean(0, -1, 0, 1)', () => {
    // var(J unlabelled) = (4 (1/3)^2 + 2 (2/3)^2) / 5 = 4/15; var(H - J) = 2/3: se^2 = 4/90 + 1/6.
    expect(predictionPoweredMean(units, 1, 0.95)).toMatchObject({
      value: expect.closeTo(2 / 3, 14),
      se: expect.closeTo(Math.sqrt(4 / 90 + 1 / 6), 14),
      lambda: 1,
    });
  });

  test('lambda 0 is the mean of the labels alone; a judge without relation gets lambda 0', () => {
    const alone = predictionPoweredMean(units, 0, 0.95);
    expect(alone).toMatchObject({
      value: 0.75,
      se: expect.closeTo(0.25, 14),
      widthRatio: expect.closeTo(1, 14),
    });
    const flat = { ...units, judge: new Float64Array(4), unlabelled: new Float64Array(6) };
    expect(predictionPoweredMean(flat, 'tuned', 0.95)).toMatchObject({ value: 0.75, lambda: 0 });
  });

  test.each([
    ['one label', { ...units, human: Float64Array.of(1), judge: Float64Array.of(1) }],
    ['one unlabelled unit', { ...units, unlabelled: Float64Array.of(1) }],
    [
      'nothing that varies',
      { human: Float64Array.of(1, 1), judge: Float64Array.of(1, 1), unlabelled: Float64Array.of(1, 1) },
    ],
  ])('%s is insufficient', (_, few) => {
    expect(predictionPoweredMean(few, 'tuned', 0.95)).toMatchObject({ status: 'insufficient' });
  });

  test.each([
    ['STATS_BAD_LENGTH', { ...units, judge: Float64Array.of(1) }, 1, 0.95],
    ['STATS_BAD_VALUE', { ...units, unlabelled: Float64Array.of(1, Number.NaN) }, 1, 0.95],
    ['STATS_BAD_VALUE', units, 1.5, 0.95],
    ['STATS_BAD_LEVEL', units, 1, 0],
  ])('%s', (code, bad, lambda, level) => {
    expect(() => predictionPoweredMean(bad, lambda, level)).toThrow(expect.objectContaining({ code }));
  });

  test('clusters of one are no clusters; a cluster counts once however large; one on both sides is refused', () => {
    const own = { labelled: Int32Array.of(1, 2, 3, 4), unlabelled: Int32Array.of(5, 6, 7, 8, 9, 10) };
    const plain = predictionPoweredMean(units, 'tuned', 0.95);
    const clustered = clusteredPredictionPoweredMean(units, own, 'tuned', 0.95);
    expect(clustered).toMatchObject({ ...plain, method: 'PPI++, tuned, normal, means of clusters' });
    const doubled = (values: Float64Array) => Float64Array.from([...values, ...values]);
    const twice = {
      human: doubled(units.human),
      judge: doubled(units.judge),
      unlabelled: doubled(units.unlabelled),
    };
    const ids = (values: Int32Array) => Int32Array.from([...values, ...values]);
    const copies = { labelled: ids(own.labelled), unlabelled: ids(own.unlabelled) };
    expect(clusteredPredictionPoweredMean(twice, copies, 'tuned', 0.95)).toEqual(clustered);
    expect(() =>
      clusteredPredictionPoweredMean(units, { ...own, labelled: Int32Array.of(1, 2, 3, 9) }, 'tuned', 0.95),
    ).toThrow(/cluster 9 is labelled in part/);
  });

  test('a difference of arms changes its sign with them and widens with the level', () => {
    const first = predictionPoweredMean(units, 1, 0.95);
    const second = predictionPoweredMean({ ...units, human: Float64Array.of(0, 0, 1, 0) }, 1, 0.95);
    if (first.status === 'insufficient' || second.status === 'insufficient') throw new Error('no mean');
    const here = predictionPoweredDifference(first, second, 0.9);
    const there = predictionPoweredDifference(second, first, 0.9);
    expect(here.value).toBeCloseTo(0.5, 14);
    expect([there.value, there.lower, there.upper]).toEqual([-here.value, -here.upper, -here.lower]);
    expect(predictionPoweredDifference(first, second, 0.99).upper).toBeGreaterThan(here.upper);
  });

  test('tuned, it is about as narrow as the labels alone at worst, and covers', () => {
    const rng = mersenneTwister(5);
    let covered = 0;
    for (let run = 0; run < RUNS; run++) {
      const rate = 0.8;
      const draw = (n: number) => Float64Array.from({ length: n }, () => (rng.next() < rate ? 1 : 0));
      const human = draw(150);
      const judged = (truth: number) => (rng.next() < 0.88 ? truth : 1 - truth);
      const all = { human, judge: human.map(judged), unlabelled: draw(1000).map(judged) };
      const found = predictionPoweredMean(all, 'tuned', 0.95);
      if (found.status === 'insufficient') throw new Error(found.reason);
      expect(found.widthRatio ?? 9).toBeLessThan(1.03);
      if (found.lower <= rate && rate <= found.upper) covered++;
    }
    // Normal intervals of a rate with 150 labels: 92 to 95 %.
    expect(covered / RUNS).toBeGreaterThan(0.92 - 3 * Math.sqrt((0.92 * 0.08) / RUNS));
  });
});
