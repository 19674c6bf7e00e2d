import { describe, expect, test } from 'vitest';
import { clusterMean, clusterMeanP } from '../../src/stats/cluster/cluster-mean.js';
import { groupByCluster } from '../../src/stats/cluster/clusters.js';
import { mersenneTwister } from '../../src/stats/numeric/rng.js';
import { mcnemarExactP, mcnemarMidP } from '../../src/stats/paired/mcnemar.js';
import { newcombe10 } from '../../src/stats/paired/newcombe.js';
import { signFlipLimits, signFlipP, signFlips } from '../../src/stats/paired/sign-flip.js';
import { tangoInterval, tangoNonInferiorityP, tangoScore } from '../../src/stats/paired/tango.js';
import { clopperPearson, exactLower, exactUpper, wilson } from '../../src/stats/proportion/proportion.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Pair = readonly [number, number];

const TOLERANCE = 1e-9;

printDifferences();

function expectLimits(interval: { lower: number; upper: number }, expected: Pair, what: string): void {
  expectClose(interval.lower, expected[0], TOLERANCE, `${what} lower`);
  expectClose(interval.upper, expected[1], TOLERANCE, `${what} upper`);
}

describe('proportions against prop.test and binom.test', () => {
  const { rows } = readReference<{
    readonly rows: readonly {
      readonly events: number;
      readonly trials: number;
      readonly level: number;
      readonly wilson: Pair;
      readonly clopperPearson: Pair;
      readonly exactUpper: number;
      readonly exactLower: number;
    }[];
  }>('proportions.json');

  test.each(rows)('$events of $trials at $level', (row) => {
    const { events, trials, level } = row;
    expectLimits(wilson(events, trials, level), row.wilson, 'wilson');
    expectLimits(clopperPearson(events, trials, level), row.clopperPearson, 'clopperPearson');
    expectClose(exactUpper(events, trials, 1 - level).upper, row.exactUpper, TOLERANCE, 'exactUpper');
    expectClose(exactLower(events, trials, 1 - level).lower, row.exactLower, TOLERANCE, 'exactLower');
  });
});

describe('clusterMean against clubSandwich', () => {
  const { rows } = readReference<{
    readonly rows: readonly {
      readonly values: readonly number[];
      readonly clusters: readonly number[];
      readonly level: number;
      readonly m0: number;
      readonly mean: number;
      readonly se: number;
      readonly cr0Se: number;
      readonly df: number;
      readonly lower: number;
      readonly upper: number;
      readonly p: number;
    }[];
  }>('cluster-mean.json');

  test.each(rows)('$mean at $level', (row) => {
    const found = clusterMean(Float64Array.from(row.values), Int32Array.from(row.clusters), row.level);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.value, row.mean, TOLERANCE, 'clusterMean.value');
    expectClose(found.se, row.se, TOLERANCE, 'clusterMean.se');
    expectClose(found.cr0Se, row.cr0Se, TOLERANCE, 'clusterMean.cr0Se');
    expectClose(found.df, row.df, TOLERANCE, 'clusterMean.df');
    expectLimits(found, [row.lower, row.upper], 'clusterMean.limits');
    expectClose(clusterMeanP(found, row.m0), row.p, TOLERANCE, 'clusterMeanP');
  });
});

describe('paired proportions against R', () => {
  const { rows } = readReference<{
    readonly rows: readonly {
      readonly bothRight: number;
      readonly onlyNew: number;
      readonly onlyOld: number;
      readonly bothWrong: number;
      readonly level: number;
      readonly margin: number;
      readonly tango: Pair;
      readonly score: number;
      readonly p: number;
      readonly newcombe: Pair;
      readonly midP: number;
      readonly exactP: number;
    }[];
  }>('paired.json');

  test.each(rows)('$bothRight/$onlyNew/$onlyOld/$bothWrong at $level', (row) => {
    expectLimits(tangoInterval(row, row.level), row.tango, 'tangoInterval');
    expectClose(tangoScore(row, -row.margin), row.score, TOLERANCE, 'tangoScore');
    expectClose(tangoNonInferiorityP(row, row.margin), row.p, TOLERANCE, 'tangoNonInferiorityP');
    expectLimits(newcombe10(row, row.level), row.newcombe, 'newcombe10');
    expectClose(mcnemarMidP(row), row.midP, TOLERANCE, 'mcnemarMidP');
    expectClose(mcnemarExactP(row), row.exactP, TOLERANCE, 'mcnemarExactP');
  });

  test('the published figures of Fagerland, Lydersen & Laake 2014', () => {
    const counts = { bothRight: 1, onlyNew: 1, onlyOld: 7, bothWrong: 12 };
    const tango = tangoInterval(counts, 0.95);
    const newcombe = newcombe10(counts, 0.95);
    expect([newcombe.lower, newcombe.upper].map((x) => x.toFixed(3))).toEqual(['-0.507', '-0.026']);
    expect([tango.lower, tango.upper].map((x) => x.toFixed(3))).toEqual(['-0.517', '-0.026']);
  });
});

interface SignFlipRow {
  readonly totals: readonly number[];
  readonly sizes: readonly number[];
  readonly alpha: number;
  readonly deltas: readonly number[];
  readonly p: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

function expectSignFlip(row: SignFlipRow, seed: number, what: string): void {
  const values = row.totals.flatMap((total, c) =>
    new Array<number>(row.sizes[c] ?? 0).fill(total / (row.sizes[c] ?? 1)),
  );
  const clusters = row.sizes.flatMap((size, c) => new Array<number>(size).fill(c));
  const flips = signFlips(
    groupByCluster(Float64Array.from(values), Int32Array.from(clusters)),
    mersenneTwister(seed),
  );
  row.deltas.forEach((delta0, i) => {
    expectClose(signFlipP(flips, delta0), row.p[i] ?? -1, TOLERANCE, `${what}.p`);
  });
  const limits = signFlipLimits(flips, row.alpha);
  if (limits.status === 'insufficient') throw new Error(limits.reason);
  expectLimits(limits, [row.lower, row.upper], `${what}.limits`);
}

describe('sign-flip', () => {
  const exact = readReference<{ readonly rows: readonly SignFlipRow[] }>('sign-flip.json');
  const drawn = readReference<{ readonly rows: readonly (SignFlipRow & { readonly seed: number })[] }>(
    'sign-flip-drawn.json',
  );

  test.each(exact.rows)('exact against every pattern in R ($totals.length clusters)', (row) => {
    expectSignFlip(row, 0, 'signFlipExact');
  });

  test.each(drawn.rows)('drawn against NumPy ($totals.length clusters, seed $seed)', (row) => {
    expectSignFlip(row, row.seed, 'signFlipDrawn');
  });
});
