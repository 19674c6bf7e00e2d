import { describe, expect, test } from 'vitest';
import { benjaminiHochberg, benjaminiYekutieli } from '../../src/stats/multiplicity/false-discovery.js';
import { fixedSequence } from '../../src/stats/multiplicity/fixed-sequence.js';
import { intersectionUnion } from '../../src/stats/multiplicity/intersection-union.js';
import { hochberg } from '../../src/stats/multiplicity/multiplicity.js';
import { simultaneousLevel } from '../../src/stats/multiplicity/simultaneous-level.js';
import { chiSquareCdf, chiSquareQuantile, chiSquareSurvival } from '../../src/stats/numeric/chi-square.js';
import { bonettPrice } from '../../src/stats/paired/bonett-price.js';
import { bowker } from '../../src/stats/paired/bowker.js';
import { cochranQ } from '../../src/stats/paired/cochran-q.js';
import { equivalence, tangoEquivalence } from '../../src/stats/paired/equivalence.js';
import { mcnemarChiSquare } from '../../src/stats/paired/mcnemar.js';
import { newcombe8 } from '../../src/stats/paired/newcombe-8.js';
import type { PairedCounts } from '../../src/stats/paired/paired-counts.js';
import { stuartMaxwell } from '../../src/stats/paired/stuart-maxwell.js';
import { agrestiCoull } from '../../src/stats/proportion/agresti-coull.js';
import { binomialTest } from '../../src/stats/proportion/binomial-test.js';
import { jeffreys } from '../../src/stats/proportion/jeffreys.js';
import { wilsonContinuity } from '../../src/stats/proportion/wilson-continuity.js';
import { exactRateLower, exactRateUpper, garwood } from '../../src/stats/rate/garwood.js';
import { expectClose, printDifferences, type ReferenceRow, readReference } from './reference.js';

type Pair = readonly [number, number];
type Triple = readonly [number, number, number];

interface ShareRow {
  readonly events: number;
  readonly trials: number;
  readonly level: number;
}

interface ChiRow {
  readonly x: number;
  readonly df: number;
  readonly cdf: number;
  readonly survival: number;
}

interface ChiQuantileRow {
  readonly p: number;
  readonly df: number;
  readonly lower: number;
  readonly upper: number;
}

interface SquareRow {
  readonly table: readonly (readonly number[])[];
  readonly bowker: Triple;
  readonly stuartMaxwell: Triple;
}

interface TestedRow {
  readonly range: Pair;
  readonly alpha: number;
}

interface Tested {
  readonly pAboveLower: number;
  readonly pBelowUpper: number;
  readonly limits: Pair;
}

const intervals = readReference<{
  readonly proportions: readonly (ShareRow & { readonly wilsonCorrected: Pair })[];
  readonly binomial: readonly {
    readonly events: number;
    readonly trials: number;
    readonly p0: number;
    readonly twoSided: number;
    readonly less: number;
    readonly greater: number;
  }[];
  readonly rates: readonly {
    readonly count: number;
    readonly exposure: number;
    readonly level: number;
    readonly garwood: Pair;
    readonly upper: number;
    readonly lower: number;
  }[];
  readonly paired: readonly (PairedCounts &
    TestedRow & {
      readonly level: number;
      readonly newcombe8: Pair;
      readonly bonettPrice: Pair;
      readonly tango: Tested;
    })[];
  readonly tost: readonly (TestedRow &
    Tested & { readonly value: number; readonly se: number; readonly df: number })[];
}>('proportions-intervals.json');

const tests = readReference<{
  readonly chi: readonly ChiRow[];
  readonly quantiles: readonly ChiQuantileRow[];
  readonly mcnemar: readonly (PairedCounts & { readonly plain: Pair; readonly corrected: Pair })[];
  readonly square: readonly SquareRow[];
  readonly pValues: readonly {
    readonly p: readonly number[];
    readonly hochberg: readonly number[];
    readonly benjaminiHochberg: readonly number[];
    readonly benjaminiYekutieli: readonly number[];
    readonly fixedSequence: readonly number[];
    readonly rejected: number;
    readonly intersectionUnion: number;
  }[];
  readonly levels: readonly ReferenceRow[];
}>('proportions-tests.json');

const python = readReference<{
  readonly proportions: readonly (ShareRow & { readonly jeffreys: Pair; readonly agrestiCoull: Pair })[];
  readonly cochranQ: readonly {
    readonly outcomes: readonly number[];
    readonly versions: number;
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
  }[];
  readonly square: readonly SquareRow[];
  readonly chi: readonly ChiRow[];
  readonly quantiles: readonly ChiQuantileRow[];
}>('proportions-python.json');

const TOLERANCE = 1e-9;

printDifferences();

function expectLimits(found: { lower: number; upper: number }, expected: Pair, what: string): void {
  expectClose(found.lower, expected[0], TOLERANCE, `${what} lower`);
  expectClose(found.upper, expected[1], TOLERANCE, `${what} upper`);
}

function estimated<T extends { readonly status: string }>(found: T): Extract<T, { status: 'estimated' }> {
  const isEstimated = (one: T): one is Extract<T, { status: 'estimated' }> => one.status === 'estimated';
  if (!isEstimated(found)) throw new Error(JSON.stringify(found));
  return found;
}

describe.each([
  ['mpmath', python.chi, python.quantiles],
  ['R', tests.chi, tests.quantiles],
])('chi-square against %s', (software, rows, quantiles) => {
  test.each(rows)('$x on $df', ({ x, df, cdf, survival }) => {
    expectClose(chiSquareCdf(x, df), cdf, 1e-12, `chiSquareCdf(${software})`);
    expectClose(chiSquareSurvival(x, df), survival, 1e-12, `chiSquareSurvival(${software})`);
  });

  test.each(quantiles)('quantile $p on $df', ({ p, df, lower, upper }) => {
    expectClose(chiSquareQuantile(p, df), lower, 1e-12, `chiSquareQuantile(${software})`);
    expectClose(chiSquareQuantile(p, df, 'upper'), upper, 1e-12, `chiSquareQuantile(${software})`);
  });
});

describe('proportions and rates', () => {
  test.each(intervals.proportions)('corrected Wilson of $events in $trials at $level', (row) => {
    expectLimits(
      wilsonContinuity(row.events, row.trials, row.level),
      row.wilsonCorrected,
      'wilsonContinuity',
    );
  });

  test.each(python.proportions)('Jeffreys and Agresti-Coull of $events in $trials at $level', (row) => {
    expectLimits(jeffreys(row.events, row.trials, row.level), row.jeffreys, 'jeffreys');
    expectLimits(agrestiCoull(row.events, row.trials, row.level), row.agrestiCoull, 'agrestiCoull');
  });

  test.each(intervals.binomial)('$events in $trials against $p0', ({ events, trials, p0, ...row }) => {
    expectClose(binomialTest(events, trials, p0).p, row.twoSided, TOLERANCE, 'binomialTest(two-sided)');
    expectClose(binomialTest(events, trials, p0, 'less').p, row.less, TOLERANCE, 'binomialTest(less)');
    expectClose(
      binomialTest(events, trials, p0, 'greater').p,
      row.greater,
      TOLERANCE,
      'binomialTest(greater)',
    );
  });

  test.each(intervals.rates)('$count in $exposure at $level', ({ count, exposure, level, ...row }) => {
    expectLimits(garwood(count, exposure, level), row.garwood, 'garwood');
    expectClose(exactRateUpper(count, exposure, 1 - level).upper, row.upper, TOLERANCE, 'exactRateUpper');
    expectClose(exactRateLower(count, exposure, 1 - level).lower, row.lower, TOLERANCE, 'exactRateLower');
  });
});

describe('paired', () => {
  test.each(tests.mcnemar)('McNemar $onlyNew/$onlyOld', (row) => {
    for (const [continuity, [statistic, p]] of [
      [false, row.plain] as const,
      [true, row.corrected] as const,
    ]) {
      const found = estimated(mcnemarChiSquare(row, continuity));
      expectClose(found.statistic, statistic, TOLERANCE, 'mcnemarChiSquare.statistic');
      expectClose(found.p, p, TOLERANCE, 'mcnemarChiSquare.p');
    }
  });

  test.each(intervals.paired)('$bothRight/$onlyNew/$onlyOld/$bothWrong at $level', (row) => {
    expectLimits(estimated(newcombe8(row, row.level)), row.newcombe8, 'newcombe8');
    expectLimits(bonettPrice(row, row.level), row.bonettPrice, 'bonettPrice');
    const [lower, upper] = row.range;
    const found = tangoEquivalence(row, { range: { lower, upper }, alpha: row.alpha });
    expectClose(found.pAboveLower, row.tango.pAboveLower, TOLERANCE, 'tangoEquivalence.p');
    expectClose(found.pBelowUpper, row.tango.pBelowUpper, TOLERANCE, 'tangoEquivalence.p');
    expectLimits(found, row.tango.limits, 'tangoEquivalence.limits');
  });

  test('Bonett-Price by hand: 1, 1, 7, 12', () => {
    // u = 2/23, v = 8/23: -6/23 -+ 1.959964 sqrt((10/23 - 36/529) / 23) = -0.2608696 -+ 1.959964 x 0.1262726.
    const found = bonettPrice({ bothRight: 1, onlyNew: 1, onlyOld: 7, bothWrong: 12 }, 0.95);
    expect([found.lower, found.upper].map((x) => x.toFixed(4))).toEqual(['-0.5084', '-0.0134']);
  });

  test.each(intervals.tost)('TOST of $value +- $se on $df', ({ value, se, df, range, alpha, ...row }) => {
    const found = equivalence(
      { value, se, ...(df === 0 ? {} : { df }) },
      { range: { lower: range[0], upper: range[1] }, alpha },
    );
    expectClose(found.pAboveLower, row.pAboveLower, TOLERANCE, 'equivalence.p');
    expectClose(found.pBelowUpper, row.pBelowUpper, TOLERANCE, 'equivalence.p');
    expect(found.p).toBe(Math.max(found.pAboveLower, found.pBelowUpper));
    expectLimits(found, row.limits, 'equivalence.limits');
  });

  test.each(python.cochranQ)('Cochran of $versions versions', ({ outcomes, versions, ...row }) => {
    const found = estimated(cochranQ(Uint8Array.from(outcomes), versions));
    expectClose(found.statistic, row.statistic, TOLERANCE, 'cochranQ.statistic');
    expect(found.df).toBe(row.df);
    expectClose(found.p, row.p, TOLERANCE, 'cochranQ.p');
  });

  test.each([...tests.square, ...python.square])('square table $table', (row) => {
    const pairs = [
      ['bowker', estimated(bowker(row.table)), row.bowker],
      ['stuartMaxwell', estimated(stuartMaxwell(row.table)), row.stuartMaxwell],
    ] as const;
    for (const [name, found, [statistic, df, p]] of pairs) {
      expectClose(found.statistic, statistic, TOLERANCE, `${name}.statistic`);
      expect(found.df).toBe(df);
      expectClose(found.p, p, TOLERANCE, `${name}.p`);
    }
  });
});

describe('multiplicity', () => {
  test.each(tests.pValues)('$p', ({ p, ...row }) => {
    const adjusted = [
      ['hochberg', hochberg(p), row.hochberg],
      ['benjaminiHochberg', benjaminiHochberg(p), row.benjaminiHochberg],
      ['benjaminiYekutieli', benjaminiYekutieli(p), row.benjaminiYekutieli],
      ['fixedSequence', fixedSequence(p, 0.025).adjusted, row.fixedSequence],
    ] as const;
    for (const [name, found, expected] of adjusted) {
      expect(found).toHaveLength(expected.length);
      expected.forEach((value, i) => {
        expectClose(found[i] ?? -1, value, TOLERANCE, `${name} ${i}`);
      });
    }
    expect(fixedSequence(p, 0.025).rejected).toBe(row.rejected);
    expect(intersectionUnion(p)).toBe(row.intersectionUnion);
  });

  test.each(tests.levels)('level $args', ({ args: [level = 0, m = 0], expected }) => {
    expectClose(simultaneousLevel(level, m), expected, 1e-15, 'simultaneousLevel');
  });
});
