import { describe, expect, test } from 'vitest';
import { confusionMeasures } from '../../src/stats/diagnostic/confusion.js';
import { netBenefit, netBenefitIntervals } from '../../src/stats/diagnostic/net-benefit.js';
import { predictiveValueIntervals, predictiveValues } from '../../src/stats/diagnostic/predictive-value.js';
import { rankedListTerms } from '../../src/stats/diagnostic/ranked-list.js';
import { alarmRecords } from '../../src/stats/lead-time/alarm-records.js';
import { alarmEpisodes } from '../../src/stats/lead-time/alert-burden.js';
import { detectionIntervals } from '../../src/stats/lead-time/detection-intervals.js';
import { earlyDetection } from '../../src/stats/lead-time/early-detection.js';
import { numberNeededToEvaluate } from '../../src/stats/lead-time/number-needed-to-evaluate.js';
import { assignmentCostInterval, meanAssignmentCost } from '../../src/stats/ordinal/assignment-cost.js';
import { levelTable } from '../../src/stats/ordinal/level-table.js';
import { misassignment } from '../../src/stats/ordinal/misassignment.js';
import { quadraticKappa, quadraticKappaInterval } from '../../src/stats/ordinal/quadratic-kappa.js';
import { expectClose, printDifferences, readReference } from './reference.js';

interface BenefitRow {
  readonly scores: readonly number[];
  readonly outcomes: readonly number[];
  readonly threshold: number;
  readonly value: number;
  readonly treatAll: number;
  readonly seed: number;
  readonly bootstrap: readonly number[];
  readonly overTreatAll: readonly number[];
}
interface OrdinalRow {
  readonly levels: number;
  readonly reference: readonly number[];
  readonly assigned: readonly (number | null)[];
  /** Events and cases among the assigned, then with cases without output as events. */
  readonly under: readonly number[];
  readonly over: readonly number[];
  readonly criticalUnder: readonly number[];
  readonly firstToSecond: readonly number[];
  readonly kappa: number;
  readonly kappaBootstrap: readonly number[];
  readonly seed: number;
  readonly costs: readonly (readonly number[])[];
  readonly silent: readonly number[];
  readonly cost: number;
  readonly costBootstrap: readonly number[];
}
/** Times and values. */
type SeriesRow = readonly [readonly number[], readonly number[]];
interface DetectionRow {
  readonly events: readonly SeriesRow[];
  readonly eventTimes: readonly number[];
  readonly controls: readonly SeriesRow[];
  readonly rate: number;
  readonly horizons: readonly number[];
  readonly tau: number;
  readonly alarms: number;
  readonly upper: number;
  readonly leads: readonly (number | null)[];
  /** Median lead with misses 0, then the sensitivities. */
  readonly summary: readonly number[];
  readonly seed: number;
  readonly bootstraps: readonly (readonly number[])[];
}
interface Reference {
  readonly predictive: readonly {
    readonly counts: readonly number[];
    readonly prevalence: number;
    readonly level: number;
    readonly positive: readonly number[];
    readonly negative: readonly number[];
    readonly f1: number;
  }[];
  readonly benefit: readonly BenefitRow[];
  readonly lists: readonly {
    readonly length: number;
    readonly ranks: readonly (number | null)[];
    readonly k: number;
    readonly hit: number;
    readonly precision: number;
    readonly reciprocalRank: number;
    readonly ndcg: number;
  }[];
  readonly ordinal: readonly OrdinalRow[];
  readonly detection: readonly DetectionRow[];
  readonly episodes: readonly {
    readonly times: readonly number[];
    readonly values: readonly number[];
    readonly threshold: number;
    readonly refractory: number;
    readonly starts: readonly number[];
  }[];
}

type Bootstrapped =
  | { readonly status: 'insufficient'; readonly reason: string }
  | {
      readonly status: 'estimated';
      readonly lower: number;
      readonly upper: number;
      readonly replicates: number;
    };

const TOLERANCE = 1e-9;
const reference = readReference<Reference>('./clinical-series.json');
const floats = (values: readonly number[]) => Float64Array.from(values);
const ownClusters = (n: number) => Int32Array.from({ length: n }, (_, i) => i);

printDifferences();

/** Absolute near 0: a limit that cancels to 0 leaves a rounding on either side. */
function expectNear(actual: number, expected: number, what: string): void {
  if (Math.abs(expected) < 1e-12) expect(Math.abs(actual), what).toBeLessThan(1e-12);
  else expectClose(actual, expected, TOLERANCE, what);
}

function expectBootstrap(
  found: Bootstrapped,
  [lower = 9, upper = 9, defined = 9]: readonly number[],
  what: string,
) {
  if (found.status !== 'estimated') throw new Error(`${what}: ${found.reason}`);
  expectNear(found.lower, lower, `${what} lower`);
  expectNear(found.upper, upper, `${what} upper`);
  expect(found.replicates).toBe(defined);
}

function options(seed: number, level: number, replicates: number) {
  return { level, replicates, seed, method: 'percentile', stream: 'single', undefinedAbove: 0.5 } as const;
}

describe('predictive values at a prevalence: Bayes and Mercaldo', () => {
  test.each(reference.predictive)('$counts at $prevalence', (row) => {
    const [tp = 0, fp = 0, fn = 0, tn = 0] = row.counts;
    const counts = { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn };
    const found = predictiveValueIntervals(counts, row.prevalence, row.level);
    const plain = predictiveValues(tp / (tp + fn), tn / (tn + fp), row.prevalence);
    for (const side of ['positive', 'negative'] as const) {
      const interval = found[side];
      if (interval.status !== 'estimated') throw new Error(JSON.stringify(interval));
      [interval.value, interval.lower, interval.upper].forEach((value, i) => {
        expectClose(value, row[side][i] ?? -1, TOLERANCE, 'predictiveValueIntervals');
      });
      expectClose(plain[side] ?? -1, row[side][0] ?? -1, TOLERANCE, 'predictiveValues');
    }
    const needed = numberNeededToEvaluate(counts, row.prevalence, row.level);
    if (needed.status !== 'estimated') throw new Error(needed.reason);
    [needed.value, needed.upper, needed.lower].forEach((value, i) => {
      expectClose(value ?? -1, 1 / (row.positive[i] ?? -1), TOLERANCE, 'numberNeededToEvaluate');
    });
    expectClose(confusionMeasures(counts).f1 ?? -1, row.f1, TOLERANCE, 'confusionMeasures f1');
  });
});

describe('net benefit: counted by a loop', () => {
  test.each(reference.benefit)('threshold $threshold', (row) => {
    const found = netBenefit(floats(row.scores), floats(row.outcomes), row.threshold);
    expectClose(found.value, row.value, TOLERANCE, 'netBenefit');
    expectClose(found.treatAll, row.treatAll, TOLERANCE, 'netBenefit treat all');
    const n = row.scores.length;
    const intervals = netBenefitIntervals(found, ownClusters(n), options(row.seed, 0.95, 200));
    expectBootstrap(intervals.value, row.bootstrap, 'netBenefitIntervals');
    expectBootstrap(intervals.overTreatAll, row.overTreatAll, 'netBenefitIntervals over all');
  });
});

describe('ranked lists: scikit-learn and a loop', () => {
  test.each(reference.lists)('$ranks of $length at $k', ({ length, ranks, k, ...expected }) => {
    const found = rankedListTerms({ keyRanks: ranks, length }, k);
    if (found === null) throw new Error('a list with keys was not judged');
    for (const name of ['hit', 'precision', 'reciprocalRank', 'ndcg'] as const) {
      expectClose(found[name], expected[name], TOLERANCE, `rankedListTerms ${name}`);
    }
  });
});

describe('ordinal tables: scikit-learn and a loop', () => {
  test.each(reference.ordinal)('$levels levels', (row) => {
    const table = levelTable(row.reference, row.assigned, row.levels);
    const found = misassignment(table);
    for (const name of ['under', 'over', 'criticalUnder', 'firstToSecond'] as const) {
      const { amongAssigned, noOutputAsEvent } = found[name];
      const counted = [amongAssigned, noOutputAsEvent].flatMap((share) => [
        share.numerator,
        share.denominator,
      ]);
      expect(counted, name).toEqual(row[name]);
    }
    const cases = { ...row, clusters: ownClusters(row.reference.length) };
    expectClose(quadraticKappa(table.counts) ?? -9, row.kappa, TOLERANCE, 'quadraticKappa');
    const drawn = options(row.seed, 0.9, 200);
    expectBootstrap(quadraticKappaInterval(cases, drawn), row.kappaBootstrap, 'quadraticKappaInterval');
    const costs = { assigned: row.costs, noOutput: row.silent };
    expectClose(meanAssignmentCost(table, costs) ?? -1, row.cost, TOLERANCE, 'meanAssignmentCost');
    expectBootstrap(assignmentCostInterval(cases, costs, drawn), row.costBootstrap, 'assignmentCostInterval');
  });
});

describe('early detection: every control maximum tried, every observation read', () => {
  test.each(reference.detection)('rate $rate', (row) => {
    const series = ([times, values]: SeriesRow) => ({ times: floats(times), values: floats(values) });
    const units = {
      events: row.events.map((one, i) => alarmRecords(series(one), row.eventTimes[i] ?? -1)),
      eventTimes: row.eventTimes,
      controls: row.controls.map((one) => alarmRecords(series(one), 1e6)),
    };
    const found = earlyDetection(units, row.rate, row.horizons);
    if (found.status !== 'estimated') throw new Error(found.reason);
    expect(found.threshold.tau).toBe(row.tau);
    expect(found.threshold.achieved.numerator).toBe(row.alarms);
    expectClose(found.threshold.achievedUpper, row.upper, TOLERANCE, 'alarmThreshold');
    expect(found.leadTimes.leads).toEqual(row.leads);
    const summary = [
      found.leadTimes.medianMissesZero,
      ...found.leadTimes.sensitivityAt.map(({ share }) => share.value ?? -1),
    ];
    summary.forEach((value, i) => {
      expectClose(value, row.summary[i] ?? -1, TOLERANCE, 'earlyDetection');
    });
    const intervals = detectionIntervals(units, row.rate, row.horizons, options(row.seed, 0.9, 120));
    if (intervals.status !== 'estimated') throw new Error(intervals.reason);
    const all = [
      intervals.medianMissesZero,
      ...intervals.sensitivityAt.map(({ sensitivity }) => sensitivity),
    ];
    all.forEach((one, i) => {
      expectBootstrap(one, row.bootstraps[i] ?? [], 'detectionIntervals');
    });
  });
});

test.each(reference.episodes)('alarm episodes, refractory $refractory', (row) => {
  const series = { times: floats(row.times), values: floats(row.values) };
  expect([...alarmEpisodes(series, row.threshold, row.refractory)]).toEqual(row.starts);
});
