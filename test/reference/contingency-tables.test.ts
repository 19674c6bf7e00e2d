import { describe, expect, test } from 'vitest';
import { breslowDay } from '../../src/stats/contingency/breslow-day.js';
import { cochranMantelHaenszel } from '../../src/stats/contingency/cochran-mantel-haenszel.js';
import { pearsonChiSquare } from '../../src/stats/contingency/pearson-chi-square.js';
import type { Insufficient } from '../../src/stats/interval.js';
import { normalQuantile } from '../../src/stats/numeric/normal.js';
import { bonettPrice } from '../../src/stats/paired/bonett-price.js';
import { bowker } from '../../src/stats/paired/bowker.js';
import { cochranQ } from '../../src/stats/paired/cochran-q.js';
import { equivalence } from '../../src/stats/paired/equivalence.js';
import { mcnemarChiSquare } from '../../src/stats/paired/mcnemar.js';
import { newcombe8 } from '../../src/stats/paired/newcombe-8.js';
import type { PairedCounts } from '../../src/stats/paired/paired-counts.js';
import { stuartMaxwell } from '../../src/stats/paired/stuart-maxwell.js';
import { farringtonManning } from '../../src/stats/unpaired/farrington-manning.js';
import { fisherExact } from '../../src/stats/unpaired/fisher-exact.js';
import { miettinenNurminen } from '../../src/stats/unpaired/miettinen-nurminen.js';
import { newcombeDifference } from '../../src/stats/unpaired/newcombe-difference.js';
import { restrictedScore } from '../../src/stats/unpaired/restricted-score.js';
import type { UnpairedCounts } from '../../src/stats/unpaired/unpaired-counts.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Pair = readonly [number, number];
type Triple = readonly [number, number, number];
type Table = readonly (readonly number[])[];
type StratumRow = readonly [number, number, number, number];
interface SquareRow {
  readonly table: Table;
  readonly bowker: Triple;
  readonly stuartMaxwell: Triple;
}
interface FisherRow extends UnpairedCounts {
  readonly twoSided: number;
  readonly less: number;
  readonly greater: number;
}

const TOLERANCE = 1e-9;

printDifferences();

function expectLimits(interval: { lower: number; upper: number }, expected: Pair, what: string): void {
  expectClose(interval.lower, expected[0], TOLERANCE, `${what} lower`);
  expectClose(interval.upper, expected[1], TOLERANCE, `${what} upper`);
}

function estimated<T extends { readonly status: 'estimated' }>(answer: T | Insufficient): T {
  if (answer.status === 'insufficient') throw new Error(answer.reason);
  return answer;
}

const strataOf = (rows: readonly StratumRow[]): readonly UnpairedCounts[] =>
  rows.map(([newEvents, newCases, oldEvents, oldCases]) => ({ newEvents, newCases, oldEvents, oldCases }));

const r = readReference<{
  readonly paired: readonly (PairedCounts & {
    readonly level: number;
    readonly plain: Pair;
    readonly corrected: Pair;
    readonly newcombe8: Pair;
    readonly bonettPrice: Pair;
  })[];
  readonly square: readonly SquareRow[];
  readonly pearson: readonly {
    readonly table: Table;
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
    readonly leastExpected: number;
    readonly cramersV: number;
  }[];
  readonly strata: readonly {
    readonly strata: readonly StratumRow[];
    readonly plain: Pair;
    readonly corrected: Pair;
    readonly oddsRatio: Triple;
  }[];
  readonly fisher: readonly FisherRow[];
  readonly mee: readonly (UnpairedCounts & { readonly level: number; readonly limits: Pair })[];
}>('contingency-tables.json');

const python = readReference<{
  readonly unpaired: readonly (UnpairedCounts & {
    readonly level: number;
    readonly margin: number;
    readonly miettinenNurminen: Pair;
    readonly farringtonManning: Pair;
    readonly newcombe: Pair;
  })[];
  readonly cochran: readonly {
    readonly versions: number;
    readonly outcomes: string;
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
  }[];
  readonly square: readonly SquareRow[];
  readonly equivalence: readonly {
    readonly value: number;
    readonly se: number;
    readonly df: number;
    readonly range: Pair;
    readonly alpha: number;
    readonly p: number;
    readonly pAboveLower: number;
    readonly pBelowUpper: number;
    readonly limits: Pair;
  }[];
  readonly heterogeneity: readonly {
    readonly strata: readonly StratumRow[];
    readonly statistic: number;
    readonly p: number;
  }[];
  readonly fisher: readonly FisherRow[];
}>('contingency-python.json');

test.each(r.paired)('paired: $bothRight/$onlyNew/$onlyOld/$bothWrong at $level', (row) => {
  const tests = [
    [false, row.plain],
    [true, row.corrected],
  ] as const;
  for (const [continuity, [statistic, p]] of tests) {
    const found = estimated(mcnemarChiSquare(row, continuity));
    expectClose(found.statistic, statistic, TOLERANCE, 'mcnemarChiSquare');
    expectClose(found.p, p, TOLERANCE, 'mcnemarChiSquare p');
  }
  expectLimits(estimated(newcombe8(row, row.level)), row.newcombe8, 'newcombe8');
  expectLimits(bonettPrice(row, row.level), row.bonettPrice, 'bonettPrice');
});

describe.each([
  ['R', r.square],
  ['statsmodels', python.square],
])('square tables against %s', (_, rows) => {
  test.each(rows)('$table', (row) => {
    const answers = [
      ['bowker', estimated(bowker(row.table)), row.bowker],
      ['stuartMaxwell', estimated(stuartMaxwell(row.table)), row.stuartMaxwell],
    ] as const;
    for (const [name, found, [statistic, df, p]] of answers) {
      expectClose(found.statistic, statistic, TOLERANCE, name);
      expect(found.df).toBe(df);
      expectClose(found.p, p, TOLERANCE, `${name} p`);
    }
  });
});

test.each(r.pearson)('chisq.test: $table', (row) => {
  const found = estimated(pearsonChiSquare(row.table));
  expectClose(found.statistic, row.statistic, TOLERANCE, 'pearsonChiSquare');
  expect(found.df).toBe(row.df);
  expectClose(found.p, row.p, TOLERANCE, 'pearsonChiSquare p');
  expectClose(found.leastExpected, row.leastExpected, TOLERANCE, 'pearsonChiSquare leastExpected');
  expectClose(found.cramersV, row.cramersV, TOLERANCE, 'pearsonChiSquare cramersV');
});

describe('strata', () => {
  test.each(r.strata)('mantelhaen.test: $strata', (row) => {
    const strata = strataOf(row.strata);
    const plain = estimated(cochranMantelHaenszel(strata, 0.95, false));
    const corrected = estimated(cochranMantelHaenszel(strata, 0.95, true));
    const odds = estimated(plain.oddsRatio);
    expectClose(plain.statistic, row.plain[0], TOLERANCE, 'cochranMantelHaenszel');
    expectClose(plain.p, row.plain[1], TOLERANCE, 'cochranMantelHaenszel p');
    expectClose(corrected.statistic, row.corrected[0], TOLERANCE, 'cochranMantelHaenszel corrected');
    expectClose(corrected.p, row.corrected[1], TOLERANCE, 'cochranMantelHaenszel corrected p');
    expectClose(odds.value, row.oddsRatio[0], TOLERANCE, 'commonOddsRatio');
    expectLimits(odds, [row.oddsRatio[1], row.oddsRatio[2]], 'commonOddsRatio');
  });

  test.each(python.heterogeneity)('StratifiedTable: $strata', (row) => {
    const found = estimated(breslowDay(strataOf(row.strata)));
    expectClose(found.statistic, row.statistic, TOLERANCE, 'breslowDay');
    expectClose(found.p, row.p, TOLERANCE, 'breslowDay p');
  });
});

describe.each([
  ['fisher.test', r.fisher],
  ['integers in mpmath', python.fisher],
])('Fisher against %s', (_, rows) => {
  test.each(rows)('$newEvents/$newCases, $oldEvents/$oldCases', (row) => {
    expectClose(fisherExact(row).p, row.twoSided, TOLERANCE, 'fisherExact');
    expectClose(fisherExact(row, 'less').p, row.less, TOLERANCE, 'fisherExact less');
    expectClose(fisherExact(row, 'greater').p, row.greater, TOLERANCE, 'fisherExact greater');
  });
});

describe('unpaired differences', () => {
  test.each(python.unpaired)('mpmath: $newEvents/$newCases, $oldEvents/$oldCases at $level', (row) => {
    expectLimits(miettinenNurminen(row, row.level), row.miettinenNurminen, 'miettinenNurminen');
    expectLimits(newcombeDifference(row, row.level), row.newcombe, 'newcombeDifference');
    const found = farringtonManning(row, row.margin);
    // 0.9 - 0.91 + 0.01 is rounding in both, so a score of 0 is compared absolutely.
    if (Math.abs(row.farringtonManning[0]) < 1e-12) expect(Math.abs(found.statistic)).toBeLessThan(1e-12);
    else expectClose(found.statistic, row.farringtonManning[0], TOLERANCE, 'farringtonManning');
    expectClose(found.p, row.farringtonManning[1], TOLERANCE, 'farringtonManning p');
  });

  // epiR stops its search at about 1e-6, so its limits are only so close to where the score is z.
  test.each(r.mee)('epiR: $newEvents/$newCases, $oldEvents/$oldCases at $level', (row) => {
    const z = -normalQuantile((1 - row.level) / 2);
    expectClose(restrictedScore(row, row.limits[0]), z, 1e-4, 'restrictedScore');
    expectClose(restrictedScore(row, row.limits[1]), -z, 1e-4, 'restrictedScore');
  });

  test('the published figures of Newcombe 1998', () => {
    const counts = [
      { newEvents: 56, newCases: 70, oldEvents: 48, oldCases: 80 },
      { newEvents: 5, newCases: 56, oldEvents: 0, oldCases: 29 },
    ];
    const rounded = ({ lower, upper }: { lower: number; upper: number }) => [
      lower.toFixed(4),
      upper.toFixed(4),
    ];
    expect(counts.map((table) => rounded(miettinenNurminen(table, 0.95)))).toEqual([
      ['0.0528', '0.3382'],
      ['-0.0326', '0.1933'],
    ]);
    expect(counts.map((table) => rounded(newcombeDifference(table, 0.95)))).toEqual([
      ['0.0524', '0.3339'],
      ['-0.0381', '0.1926'],
    ]);
  });
});

test.each(python.cochran)("Cochran's Q: $versions versions", (row) => {
  const found = estimated(cochranQ(Uint8Array.from(row.outcomes, Number), row.versions));
  expectClose(found.statistic, row.statistic, TOLERANCE, 'cochranQ');
  expect(found.df).toBe(row.df);
  expectClose(found.p, row.p, TOLERANCE, 'cochranQ p');
});

test.each(python.equivalence)('ttost_mean: $value in $range', (row) => {
  const [lower, upper] = row.range;
  const found = equivalence(row, { range: { lower, upper }, alpha: row.alpha });
  expectClose(found.pAboveLower, row.pAboveLower, TOLERANCE, 'equivalence pAboveLower');
  expectClose(found.pBelowUpper, row.pBelowUpper, TOLERANCE, 'equivalence pBelowUpper');
  expectClose(found.p, row.p, TOLERANCE, 'equivalence p');
  expectLimits(found, row.limits, 'equivalence');
});
