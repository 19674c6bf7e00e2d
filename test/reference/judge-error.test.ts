import { describe, expect, test } from 'vitest';
import { auditBound } from '../../src/stats/judge/audit-bound.js';
import { clusteredSlope } from '../../src/stats/judge/clustered-slope.js';
import { clusteredSelfPreference, selfPreference, verbosityBias } from '../../src/stats/judge/judge-bias.js';
import { judgeAccuracy } from '../../src/stats/judge/judge-calibration.js';
import { lengthControlledWinRate } from '../../src/stats/judge/length-controlled-win-rate.js';
import { leniencyDrift } from '../../src/stats/judge/leniency-drift.js';
import { balancedF1, judgePercentile, metaEvaluation } from '../../src/stats/judge/meta-evaluation.js';
import {
  clusteredPredictionPoweredMean,
  type PredictionPoweredMean,
  predictionPoweredMean,
} from '../../src/stats/judge/prediction-powered-mean.js';
import { roganGladen } from '../../src/stats/judge/rogan-gladen.js';
import { swapConsistency } from '../../src/stats/judge/swap-consistency.js';
import { mersenneTwister } from '../../src/stats/numeric/rng.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Numbers = readonly number[];
type Pair = readonly [number, number];
type Triple = readonly [number, number, number];

const TOLERANCE = 1e-9;

const r = readReference<{
  readonly rates: readonly { readonly args: Numbers; readonly rate: Triple; readonly youden: Pair }[];
  readonly audits: readonly {
    readonly args: Numbers;
    readonly confirmed: number;
    readonly missed: number;
  }[];
  readonly slopes: readonly {
    readonly x: Numbers;
    readonly y: Numbers;
    readonly clusters: Numbers;
    readonly slope: number;
    readonly intercept: number;
    readonly se: number;
    readonly df: number;
    readonly p: number;
    readonly limits: Pair;
  }[];
  readonly welch: readonly {
    readonly own: Numbers;
    readonly others: Numbers;
    readonly value: number;
    readonly se: number;
    readonly df: number;
    readonly p: number;
    readonly limits: Pair;
  }[];
  readonly swaps: readonly {
    readonly counts: Numbers;
    readonly consistency: Pair;
    readonly first: Numbers;
    readonly p: number;
  }[];
}>('judge-r.json');

type Side = readonly [Numbers, Numbers, Numbers];

const python = readReference<{
  readonly z: number;
  readonly means: readonly {
    readonly human: Numbers;
    readonly judge: Numbers;
    readonly unlabelled: Numbers;
    readonly clusters: Numbers;
    readonly others: Numbers;
    readonly tuned: Triple;
    readonly plain: Triple;
    readonly clustered: Triple;
  }[];
  readonly meta: readonly {
    readonly grader: Numbers;
    readonly person: Numbers;
    readonly items: Numbers;
    readonly precision: Pair;
    readonly recall: Pair;
    readonly f1: Pair;
    readonly undefined: number;
    readonly replicates: number;
    readonly seed: number;
    readonly limits: Pair;
  }[];
  readonly persons: readonly Pair[];
  readonly percentiles: readonly { readonly judge: number; readonly value: number }[];
  readonly wins: readonly {
    readonly ratio: number;
    readonly sides: readonly [Side, Side];
    readonly value: number;
    readonly prompts: number;
    readonly empty: number;
    readonly pairs: number;
    readonly ties: number;
    readonly limits: Pair;
  }[];
  readonly charts: readonly {
    readonly means: Numbers;
    readonly slack: number;
    readonly limit: number;
    readonly lenient: Numbers;
    readonly strict: Numbers;
    readonly run: number;
  }[];
}>('judge-python.json');

printDifferences();

const ints = (values: Numbers) => Int32Array.from(values);
const floats = (values: Numbers) => Float64Array.from(values);

/** The estimate; an `insufficient` answer fails with its reason. */
function estimated<T extends { readonly status: string }>(found: T): Extract<T, { status: 'estimated' }>;
function estimated(found: { readonly status: string }) {
  if (found.status !== 'estimated') throw new Error(JSON.stringify(found));
  return found;
}

function expectLimits(found: { readonly status: string }, expected: Pair, what: string) {
  const interval: { status: string; lower?: number; upper?: number } = found;
  expectClose(interval.lower ?? Number.NaN, expected[0], TOLERANCE, `${what}.limits`);
  expectClose(interval.upper ?? Number.NaN, expected[1], TOLERANCE, `${what}.limits`);
}

test.each(r.rates)('roganGladen and judgeAccuracy of $args against R', ({ args, rate, youden }) => {
  const [
    calls = 0,
    judged = 0,
    positives = 0,
    truePositives = 0,
    negatives = 0,
    trueNegatives = 0,
    level = 0,
  ] = args;
  const calibration = { positives, truePositives, negatives, trueNegatives };
  const found = estimated(roganGladen(calls, judged, calibration, level));
  expectClose(found.value, rate[0], TOLERANCE, 'roganGladen.value');
  expectLimits(found, [rate[1], rate[2]], 'roganGladen');
  expectLimits(judgeAccuracy(calibration, level).youden, youden, 'judgeAccuracy.youden');
});

test.each(r.audits)('auditBound of $args against binom.test', ({ args, confirmed, missed }) => {
  const [units = 0, flagged = 0, seen = 0, audited = 0, found = 0, alpha = 0] = args;
  const bound = estimated(auditBound({ units, flagged, confirmed: seen, audited, missed: found }, alpha));
  expectClose(bound.confirmedUpper, confirmed, TOLERANCE, 'auditBound');
  expectClose(bound.missedUpper, missed, TOLERANCE, 'auditBound');
  expectClose(bound.upper, confirmed + missed, TOLERANCE, 'auditBound');
});

describe('over clusters, against clubSandwich', () => {
  test.each(r.slopes)('slope $slope', (row) => {
    const found = estimated(clusteredSlope(floats(row.x), floats(row.y), ints(row.clusters), 0.95));
    expectClose(found.value, row.slope, TOLERANCE, 'clusteredSlope.value');
    expectClose(found.intercept, row.intercept, TOLERANCE, 'clusteredSlope.intercept');
    expectClose(found.se, row.se, TOLERANCE, 'clusteredSlope.se');
    expectClose(found.df, row.df, TOLERANCE, 'clusteredSlope.df');
    expectClose(found.test.p, row.p, TOLERANCE, 'clusteredSlope.p');
    expectLimits(found, row.limits, 'clusteredSlope');
    const lengths = floats(row.x).map(Math.exp);
    const bias = estimated(verbosityBias(floats(row.y), lengths, ints(row.clusters), 0.95));
    expectClose(bias.se, row.se, TOLERANCE, 'verbosityBias.se');
    expectClose(bias.value, row.slope, TOLERANCE, 'verbosityBias.value');
    if (row.x.some((x) => x !== 0 && x !== 1)) return;
    const cases = { excess: floats(row.y), own: ints(row.x), clusters: ints(row.clusters) };
    const preference = estimated(clusteredSelfPreference(cases, 0.95));
    expectClose(preference.value, row.slope, TOLERANCE, 'clusteredSelfPreference.value');
    expectClose(preference.se, row.se, TOLERANCE, 'clusteredSelfPreference.se');
    expectClose(preference.df, row.df, TOLERANCE, 'clusteredSelfPreference.df');
    expectLimits(preference, row.limits, 'clusteredSelfPreference');
  });
});

test.each(r.welch)('selfPreference $value against t.test', (row) => {
  const found = estimated(selfPreference(floats(row.own), floats(row.others), 0.9));
  expectClose(found.value, row.value, TOLERANCE, 'selfPreference.value');
  expectClose(found.se, row.se, TOLERANCE, 'selfPreference.se');
  expectClose(found.df, row.df, TOLERANCE, 'selfPreference.df');
  expectClose(found.test.p, row.p, TOLERANCE, 'selfPreference.p');
  expectLimits(found, row.limits, 'selfPreference');
});

test.each(r.swaps)('swapConsistency of $counts against R', ({ counts, consistency, first, p }) => {
  const [consistent = 0, firstTwice = 0, secondTwice = 0, otherwise = 0] = counts;
  const found = estimated(swapConsistency({ consistent, firstTwice, secondTwice, otherwise }, 0.95));
  expectLimits(found.consistency, consistency, 'swapConsistency.consistency');
  expectClose(found.test.p, p, TOLERANCE, 'swapConsistency.p');
  const [lower, upper] = first;
  if (lower === undefined || upper === undefined) expect(found.firstShare.status).toBe('insufficient');
  else expectLimits(found.firstShare, [lower, upper], 'swapConsistency.firstShare');
});

describe('prediction-powered means against NumPy', () => {
  function expectMean(found: PredictionPoweredMean, [lambda, value, se]: Triple, what: string) {
    expectClose(found.lambda, lambda, TOLERANCE, `${what}.lambda`);
    expectClose(found.value, value, TOLERANCE, `${what}.value`);
    expectClose(found.se, se, TOLERANCE, `${what}.se`);
    expectLimits(found, [value - python.z * se, value + python.z * se], what);
  }

  test.each(python.means)('$tuned', (row) => {
    const units = {
      human: floats(row.human),
      judge: floats(row.judge),
      unlabelled: floats(row.unlabelled),
    };
    const clusters = { labelled: ints(row.clusters), unlabelled: ints(row.others) };
    expectMean(
      estimated(predictionPoweredMean(units, 'tuned', 0.95)),
      row.tuned,
      'predictionPoweredMean.tuned',
    );
    expectMean(estimated(predictionPoweredMean(units, 1, 0.95)), row.plain, 'predictionPoweredMean.plain');
    const byCluster = estimated(clusteredPredictionPoweredMean(units, clusters, 'tuned', 0.95));
    expectMean(byCluster, row.clustered, 'clusteredPredictionPoweredMean');
  });
});

describe('meta-evaluation', () => {
  test.each(python.meta)('$f1 against scikit-learn', (row) => {
    const pairs = { grader: ints(row.grader), person: ints(row.person) };
    const found = metaEvaluation(pairs);
    const numbers = (scores: typeof found.positive) => [scores.precision, scores.recall, scores.f1];
    const [precision, recall, f1] = [row.precision, row.recall, row.f1];
    [precision[0], recall[0], f1[0]].forEach((expected, i) => {
      expectClose(numbers(found.positive)[i] ?? -1, expected, TOLERANCE, 'metaEvaluation');
    });
    [precision[1], recall[1], f1[1]].forEach((expected, i) => {
      expectClose(numbers(found.negative)[i] ?? -1, expected, TOLERANCE, 'metaEvaluation');
    });
    expectClose(found.balanced.f1 ?? -1, (f1[0] + f1[1]) / 2, TOLERANCE, 'metaEvaluation');
    const bootstrap = { replicates: row.replicates, rng: mersenneTwister(row.seed) };
    const resampled = estimated(balancedF1(pairs, ints(row.items), bootstrap, 0.95));
    expect(resampled.undefinedReplicates).toBe(row.undefined);
    expectLimits(resampled.interval, row.limits, 'balancedF1');
  });

  test.each(python.percentiles)('$judge among physicians against percentileofscore', ({ judge, value }) => {
    const persons = python.persons.map(([score, n]) => ({ value: score, n }));
    expectClose(estimated(judgePercentile(judge, persons)).value, value, TOLERANCE, 'judgePercentile');
  });
});

test.each(python.wins)('lengthControlledWinRate $value against NumPy', (row) => {
  const answers = ([prompts, scores, lengths]: Side) => ({
    prompts: ints(prompts),
    scores: floats(scores),
    lengths: floats(lengths),
  });
  const found = estimated(
    lengthControlledWinRate(answers(row.sides[0]), answers(row.sides[1]), 0.95, row.ratio),
  );
  const { prompts, promptsWithoutPairs, pairs, ties } = found;
  expect([prompts, promptsWithoutPairs, pairs, ties]).toEqual([row.prompts, row.empty, row.pairs, row.ties]);
  expectClose(found.value, row.value, TOLERANCE, 'lengthControlledWinRate.value');
  expectLimits(found, row.limits, 'lengthControlledWinRate');
});

test.each(python.charts)('leniencyDrift, signal $run, against partial sums', (row) => {
  const chart = { target: 0.7, sd: 0.02, slack: row.slack, limit: row.limit };
  const found = leniencyDrift(floats(row.means), chart);
  expect(found.signal?.run ?? -1).toBe(row.run);
  // The reference subtracts partial sums: its rounding is absolute, of the size of those sums.
  for (const [i, expected] of row.lenient.entries()) {
    expectClose(1 + (found.lenient[i] ?? -1), 1 + expected, TOLERANCE, 'leniencyDrift');
  }
  for (const [i, expected] of row.strict.entries()) {
    expectClose(1 + (found.strict[i] ?? -1), 1 + expected, TOLERANCE, 'leniencyDrift');
  }
});
