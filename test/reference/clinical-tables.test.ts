import { describe, expect, test } from 'vitest';
import { confusionMeasures } from '../../src/stats/diagnostic/confusion.js';
import { clusteredConfusion, confusionIntervals } from '../../src/stats/diagnostic/confusion-intervals.js';
import { likelihoodRatios } from '../../src/stats/diagnostic/likelihood-ratio.js';
import { rankedListMeans } from '../../src/stats/diagnostic/ranked-list-means.js';
import { excessFlip } from '../../src/stats/flip/excess-flip.js';
import { flipRateInterval } from '../../src/stats/flip/flip-rate.js';
import { alertBurden, clusteredAlarmRate } from '../../src/stats/lead-time/alert-burden.js';
import { misassignmentIntervals } from '../../src/stats/ordinal/misassignment-intervals.js';
import { expectClose, printDifferences, readReference } from './reference.js';

/** Value, lower, upper. */
type Triple = readonly number[];
interface TableRow {
  readonly counts: readonly number[];
  readonly level: number;
  readonly sensitivity: Triple;
  readonly specificity: Triple;
  readonly positivePredictiveValue: Triple;
  readonly negativePredictiveValue: Triple;
  readonly prevalence: Triple;
  readonly accuracy: Triple;
  readonly positiveRatio: Triple;
  readonly negativeRatio: Triple;
  readonly youdenValue: number;
  readonly youden: readonly number[];
  readonly f1: readonly number[];
}
interface RateRow {
  readonly amongAssigned: Triple;
  readonly noOutputAsEvent: Triple;
}
interface Reference {
  readonly tables: readonly TableRow[];
  readonly bounds: readonly {
    readonly shares: readonly number[];
    readonly level: number;
    readonly bound: number;
  }[];
  readonly lists: readonly { readonly ranks: readonly number[]; readonly length: number }[];
  readonly listClusters: readonly number[];
  readonly ranked: readonly {
    readonly k: number;
    readonly level: number;
    readonly means: readonly Triple[];
    readonly length: number;
  }[];
  readonly ordinal: {
    readonly reference: readonly number[];
    readonly assigned: readonly number[];
    readonly clusters: readonly number[];
    readonly level: number;
    readonly under: RateRow;
    readonly over: RateRow;
    readonly criticalUnder: RateRow;
    readonly firstToSecond: RateRow;
    readonly noOutput: Triple;
  };
  readonly clustered: {
    readonly truths: readonly number[];
    readonly calls: readonly number[];
    readonly clusters: readonly number[];
    readonly level: number;
    readonly sensitivity: Triple;
    readonly specificity: Triple;
    readonly positivePredictiveValue: Triple;
    readonly negativePredictiveValue: Triple;
  };
  readonly flips: {
    readonly bases: readonly number[];
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly rate: Triple;
    readonly retestBases: readonly number[];
    readonly retestFlips: readonly number[];
    readonly excess: Triple;
    readonly df: number;
    readonly paired: number;
    readonly unpaired: number;
    readonly exactBound: number;
  };
  readonly burden: readonly { readonly args: Triple; readonly rate: Triple; readonly needed: Triple }[];
  readonly patients: {
    readonly episodes: readonly number[];
    readonly days: readonly number[];
    readonly rate: Triple;
  };
}

/** What stands in an answer: an interval, or the reason why there is none. */
type Answer =
  | { readonly status: 'insufficient'; readonly reason: string }
  | { readonly status: 'bounded' }
  | {
      readonly status: 'estimated';
      readonly value: number | null;
      readonly lower: number | null;
      readonly upper: number | null;
    };

const TOLERANCE = 1e-9;
const reference = readReference<Reference>('./clinical-tables.json');
const floats = (values: readonly number[]) => Float64Array.from(values);
const ids = (values: readonly number[]) => Int32Array.from(values);

printDifferences();

function expectInterval(found: Answer, expected: Triple, what: string): void {
  if (found.status !== 'estimated') throw new Error(`${what}: ${JSON.stringify(found)}`);
  [found.value, found.lower, found.upper].forEach((value, i) => {
    expectClose(value ?? Number.NaN, expected[i] ?? Number.NaN, TOLERANCE, what);
  });
}

function countsOf([tp = 0, fp = 0, fn = 0, tn = 0]: readonly number[]) {
  return { truePositives: tp, falsePositives: fp, falseNegatives: fn, trueNegatives: tn };
}

describe('2x2 tables from epiR', () => {
  test.each(reference.tables)('$counts', (row) => {
    const counts = countsOf(row.counts);
    const found = confusionIntervals(counts, row.level);
    const measures = confusionMeasures(counts);
    const shares = [
      'sensitivity',
      'specificity',
      'positivePredictiveValue',
      'negativePredictiveValue',
      'prevalence',
      'accuracy',
    ] as const;
    for (const name of shares) {
      expectInterval(found[name], row[name], `confusionIntervals ${name}`);
      expectClose(measures[name].value ?? -1, row[name][0] ?? -1, TOLERANCE, `confusionMeasures ${name}`);
    }
    expectInterval(found.youden, [row.youdenValue, ...row.youden], 'confusionIntervals youden');
    expectClose(measures.youden ?? -2, row.youdenValue, TOLERANCE, 'confusionMeasures youden');
    expectInterval(found.f1, [measures.f1 ?? -1, ...row.f1], 'confusionIntervals f1');
    const ratios = likelihoodRatios(counts, row.level);
    expectInterval(ratios.positive, row.positiveRatio, 'likelihoodRatios positive');
    expectInterval(ratios.negative, row.negativeRatio, 'likelihoodRatios negative');
  });

  test.each(reference.bounds)(
    'an empty cell: $shares',
    ({ shares: [a = 0, m = 0, b = 0, n = 0], level, bound }) => {
      const { positive } = likelihoodRatios(countsOf([a, b, m - a, n - b]), level);
      if (positive.status !== 'bounded') throw new Error(JSON.stringify(positive));
      expectClose(positive.bound, bound, TOLERANCE, 'likelihoodRatios bound');
    },
  );
});

describe('clustered means from clubSandwich', () => {
  test('calls', () => {
    const { truths, calls, clusters, level, ...expected } = reference.clustered;
    const found = clusteredConfusion(floats(calls), floats(truths), ids(clusters), level);
    const names = [
      'sensitivity',
      'specificity',
      'positivePredictiveValue',
      'negativePredictiveValue',
    ] as const;
    for (const name of names) expectInterval(found[name], expected[name], `clusteredConfusion ${name}`);
  });

  test.each(reference.ranked)('ranked lists, k = $k', ({ k, level, means, length }) => {
    const lists = reference.lists.map((list) => ({
      keyRanks: list.ranks.map((rank) => (rank === 0 ? null : rank)),
      length: list.length,
    }));
    const found = rankedListMeans(lists, k, ids(reference.listClusters), level);
    [found.hit, found.precision, found.reciprocalRank, found.ndcg].forEach((mean, i) => {
      expectInterval(mean, means[i] ?? [], 'rankedListMeans');
    });
    expectClose(found.meanLength ?? -1, length, TOLERANCE, 'rankedListMeans length');
  });

  test('ordinal rates', () => {
    const { ordinal } = reference;
    const assigned = ordinal.assigned.map((level) => (level === 0 ? null : level));
    const cases = { reference: ordinal.reference, assigned, clusters: ids(ordinal.clusters), levels: 5 };
    const found = misassignmentIntervals(cases, ordinal.level);
    for (const name of ['under', 'over', 'criticalUnder', 'firstToSecond'] as const) {
      expectInterval(found[name].amongAssigned, ordinal[name].amongAssigned, 'misassignmentIntervals');
      expectInterval(found[name].noOutputAsEvent, ordinal[name].noOutputAsEvent, 'misassignmentIntervals');
    }
    expectInterval(found.noOutput, ordinal.noOutput, 'misassignmentIntervals');
  });

  test('flip rate', () => {
    const { before, after, bases, rate } = reference.flips;
    const found = flipRateInterval(floats(before), floats(after), ids(bases), 0.95);
    expectInterval(found, rate, 'flipRateInterval');
  });
});

test('excess flip: a paired t interval of bases', () => {
  const { before, after, bases, retestBases, retestFlips, excess, df, paired, unpaired, exactBound } =
    reference.flips;
  const swap = { flips: floats(before.map((one, i) => (one === after[i] ? 0 : 1))), bases: ids(bases) };
  const found = excessFlip(swap, { flips: floats(retestFlips), bases: ids(retestBases) }, 0.9);
  expectInterval(found.excess, excess, 'excessFlip');
  if (found.excess.status !== 'estimated' || found.exactBound.status !== 'estimated')
    throw new Error('no interval');
  expectClose(found.excess.df, df, TOLERANCE, 'excessFlip df');
  expectClose(found.exactBound.upper, exactBound, TOLERANCE, 'excessFlip exact bound');
  expect([found.bases.length, found.unpaired]).toEqual([paired, unpaired]);
});

describe('alert burden', () => {
  test.each(reference.burden)('$args', ({ args: [right = 0, wrong = 0, days = 0], rate, needed }) => {
    const found = alertBurden(right, wrong, days, 0.95);
    expectInterval(found.falsePer100Days, rate, 'alertBurden rate');
    expectInterval(found.numberNeededToEvaluate, needed, 'alertBurden needed');
  });

  test('over patients: weighted regression on a constant with CR1', () => {
    const { episodes, days, rate } = reference.patients;
    const found = clusteredAlarmRate(floats(episodes), floats(days), ids(episodes.map((_, i) => i)), 0.95);
    expectInterval(found, rate, 'clusteredAlarmRate');
  });
});
