import { describe, test } from 'vitest';
import { benjaminiHochberg, benjaminiYekutieli } from '../../src/stats/multiplicity/false-discovery.js';
import { hochberg, holm } from '../../src/stats/multiplicity/multiplicity.js';
import { chiSquareCdf, chiSquareQuantile, chiSquareSurvival } from '../../src/stats/numeric/chi-square.js';
import { agrestiCoull } from '../../src/stats/proportion/agresti-coull.js';
import { binomialTest } from '../../src/stats/proportion/binomial-test.js';
import { jeffreys } from '../../src/stats/proportion/jeffreys.js';
import { wilsonContinuity } from '../../src/stats/proportion/wilson-continuity.js';
import { exactRateLower, exactRateUpper, garwood } from '../../src/stats/rate/garwood.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Pair = readonly [number, number];

const TOLERANCE = 1e-9;

printDifferences();

function expectLimits(interval: { lower: number; upper: number }, expected: Pair, what: string): void {
  expectClose(interval.lower, expected[0], TOLERANCE, `${what} lower`);
  expectClose(interval.upper, expected[1], TOLERANCE, `${what} upper`);
}

const r = readReference<{
  readonly intervals: readonly {
    readonly events: number;
    readonly trials: number;
    readonly level: number;
    readonly wilsonContinuity: Pair;
    readonly jeffreys: Pair;
    readonly agrestiCoull: Pair;
  }[];
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
  readonly families: readonly Record<'p' | 'holm' | 'hochberg' | 'bh' | 'by', readonly number[]>[];
}>('contingency-proportions.json');

const python = readReference<{
  readonly agrestiCoull: readonly {
    readonly events: number;
    readonly trials: number;
    readonly level: number;
    readonly limits: Pair;
  }[];
  readonly chiSquare: readonly {
    readonly x: number;
    readonly df: number;
    readonly cdf: number;
    readonly survival: number;
  }[];
  readonly chiSquareQuantiles: readonly {
    readonly p: number;
    readonly df: number;
    readonly tail: 'lower' | 'upper';
    readonly x: number;
  }[];
}>('contingency-python.json');

describe('proportions', () => {
  test.each(r.intervals)('prop.test and qbeta: $events of $trials at $level', (row) => {
    const { events, trials, level } = row;
    expectLimits(wilsonContinuity(events, trials, level), row.wilsonContinuity, 'wilsonContinuity');
    expectLimits(jeffreys(events, trials, level), row.jeffreys, 'jeffreys');
    expectLimits(agrestiCoull(events, trials, level), row.agrestiCoull, 'agrestiCoull');
  });

  test.each(python.agrestiCoull)('statsmodels: $events of $trials at $level', (row) => {
    expectLimits(agrestiCoull(row.events, row.trials, row.level), row.limits, 'agrestiCoull');
  });

  test.each(r.binomial)('binom.test: $events of $trials against $p0', (row) => {
    const p = (alternative: 'two-sided' | 'less' | 'greater') =>
      binomialTest(row.events, row.trials, row.p0, alternative).p;
    expectClose(p('two-sided'), row.twoSided, TOLERANCE, 'binomialTest');
    expectClose(p('less'), row.less, TOLERANCE, 'binomialTest less');
    expectClose(p('greater'), row.greater, TOLERANCE, 'binomialTest greater');
  });
});

test.each(r.rates)('poisson.test: $count in $exposure at $level', (row) => {
  const { count, exposure, level } = row;
  expectLimits(garwood(count, exposure, level), row.garwood, 'garwood');
  expectClose(exactRateUpper(count, exposure, 1 - level).upper, row.upper, TOLERANCE, 'exactRateUpper');
  expectClose(exactRateLower(count, exposure, 1 - level).lower, row.lower, TOLERANCE, 'exactRateLower');
});

test.each(r.families)('p.adjust: $p.length p-values', ({ p, ...expected }) => {
  const compare = (adjusted: readonly number[], reference: readonly number[], what: string) => {
    reference.forEach((value, i) => {
      expectClose(adjusted[i] ?? -1, value, TOLERANCE, what);
    });
  };
  compare(holm(p), expected.holm, 'holm');
  compare(hochberg(p), expected.hochberg, 'hochberg');
  compare(benjaminiHochberg(p), expected.bh, 'benjaminiHochberg');
  compare(benjaminiYekutieli(p), expected.by, 'benjaminiYekutieli');
});

describe('chi-square against mpmath', () => {
  test.each(python.chiSquare)('x = $x, df = $df', ({ x, df, cdf, survival }) => {
    expectClose(chiSquareCdf(x, df), cdf, 1e-12, 'chiSquareCdf');
    expectClose(chiSquareSurvival(x, df), survival, 1e-12, 'chiSquareSurvival');
  });

  test.each(python.chiSquareQuantiles)('$tail tail $p, df = $df', ({ p, df, tail, x }) => {
    expectClose(chiSquareQuantile(p, df, tail), x, 1e-12, 'chiSquareQuantile');
  });
});
