import { describe, expect, test } from 'vitest';
import type { BootstrapInterval, BootstrapOptions } from '../../src/stats/bootstrap/bootstrap-limits.js';
import {
  bootstrapMean,
  bootstrapSums,
  clusterBootstrap,
  ratioSums,
} from '../../src/stats/bootstrap/cluster-bootstrap.js';
import { nestedBootstrap } from '../../src/stats/bootstrap/nested-bootstrap.js';
import { sumByCluster } from '../../src/stats/bootstrap/sum-statistic.js';
import { clusterMean } from '../../src/stats/cluster/cluster-mean.js';
import { clusterRatio, clusterRatioDifference } from '../../src/stats/cluster/cluster-ratio.js';
import { clusterWeightedMean } from '../../src/stats/cluster/cluster-weighted-mean.js';
import { nestedVarianceComponents, predictedSe } from '../../src/stats/cluster/nested-variance-components.js';
import { shrinkSubgroups } from '../../src/stats/cluster/shrink-subgroups.js';
import { stratifiedProportion } from '../../src/stats/cluster/stratified-proportion.js';
import type { Insufficient } from '../../src/stats/interval.js';
import { mersenneTwister } from '../../src/stats/numeric/rng.js';
import { signFlipTest } from '../../src/stats/paired/sign-flip-test.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Numbers = readonly number[];

const TOLERANCE = 1e-9;

printDifferences();

function present<T extends { readonly status: 'estimated' }>(found: T | Insufficient): T {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

/** Compares every expected number with the field of the same name. */
function expectFields(
  found: object,
  expected: object,
  names: Numbers | readonly string[],
  what: string,
): void {
  const actual = new Map(Object.entries(found));
  const wanted = new Map(Object.entries(expected));
  for (const name of names) {
    const key = String(name);
    expectClose(Number(actual.get(key)), Number(wanted.get(key)), TOLERANCE, `${what}.${key}`);
  }
}

interface BootstrapRow {
  readonly kind: string;
  readonly seed: number;
  readonly replicates: number;
  readonly level: number;
  readonly method: 'bca' | 'percentile';
  readonly single: boolean;
  readonly clusters: Numbers;
  readonly columns: readonly Numbers[];
  readonly value: number;
  readonly undefined: number;
  readonly acceleration?: number;
}

interface NestedRow {
  readonly draw: 'clusters-and-samples' | 'samples';
  readonly seed: number;
  readonly replicates: number;
  readonly level: number;
  readonly values: Numbers;
  readonly cases: Numbers;
  readonly clusters: Numbers;
}

const drawn = readReference<{
  readonly rows: readonly BootstrapRow[];
  readonly nested: readonly NestedRow[];
  readonly indices: readonly { readonly seed: number; readonly count: number; readonly indices: Numbers }[];
}>('resampling.json');

function optionsOf(row: BootstrapRow): BootstrapOptions {
  const { seed, replicates, level, method, single } = row;
  return { seed, replicates, level, method, stream: single ? 'single' : 'replicate', undefinedAbove: 0.5 };
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function bootstrapOf(row: BootstrapRow): BootstrapInterval | Insufficient {
  const clusters = Int32Array.from(row.clusters);
  const column = (index: number) => Float64Array.from(row.columns[index] ?? []);
  const options = optionsOf(row);
  switch (row.kind) {
    case 'ratio':
    case 'rare':
      return bootstrapSums(ratioSums(column(0), column(1), clusters), options);
    case 'difference': {
      const parts = [column(0), column(1), column(2), column(3)];
      const sums = sumByCluster('ratio-difference', clusters, (i, into) => {
        into.set(parts.map((part) => part[i] ?? Number.NaN));
      });
      return bootstrapSums(sums, options);
    }
    case 'kappa': {
      const [references, assigned] = [column(0), column(1)];
      const sums = sumByCluster('quadratic-kappa', clusters, (i, into) => {
        const [r, a] = [references[i] ?? Number.NaN, assigned[i] ?? Number.NaN];
        into.set([1, r, a, r * r, a * a, r * a]);
      });
      return bootstrapSums(sums, options);
    }
    case 'median': {
      const values = column(0);
      const statistic = (rows: Int32Array) =>
        median(Float64Array.from(rows, (row) => values[row] ?? Number.NaN));
      return clusterBootstrap(clusters, statistic, options);
    }
    default:
      return bootstrapMean(column(0), clusters, options);
  }
}

describe('cluster bootstrap against NumPy draws, BCa against SciPy on the same replicates', () => {
  test.each(drawn.rows)('$kind, $method, level $level, seed $seed', (row) => {
    const found = present(bootstrapOf(row));
    expectFields(found, row, ['value', 'lower', 'upper', 'se', 'bias'], `bootstrap.${row.method}`);
    expect(found.undefinedReplicates).toBe(row.undefined);
    if (row.acceleration !== undefined) {
      expectClose(
        found.bca?.acceleration ?? Number.NaN,
        row.acceleration,
        TOLERANCE,
        'bootstrap.acceleration',
      );
    }
  });

  test.each(drawn.rows.filter(({ kind }) => kind === 'mean'))(
    'any statistic of rows: a mean, seed $seed',
    (row) => {
      const values = row.columns[0] ?? [];
      const statistic = (rows: Int32Array) =>
        rows.reduce((sum, i) => sum + (values[i] ?? Number.NaN), 0) / rows.length;
      const found = present(clusterBootstrap(Int32Array.from(row.clusters), statistic, optionsOf(row)));
      expectFields(found, row, ['value', 'lower', 'upper', 'se', 'bias'], 'clusterBootstrap');
    },
  );

  test.each(drawn.nested)('nested, $draw, seed $seed', (row) => {
    const data = {
      values: Float64Array.from(row.values),
      cases: Int32Array.from(row.cases),
      clusters: Int32Array.from(row.clusters),
    };
    const { draw, seed, replicates, level } = row;
    const found = present(nestedBootstrap(data, { draw, seed, replicates, level }));
    expectFields(found, row, ['value', 'lower', 'upper', 'se', 'bias'], 'nestedBootstrap');
  });

  test.each(drawn.indices)('indices below $count, seed $seed', ({ seed, count, indices }) => {
    const rng = mersenneTwister(0);
    rng.reseed(seed);
    const filled = new Int32Array(indices.length);
    rng.fillIndices(filled, count);
    expect(Array.from(filled)).toEqual(indices);
    const other = mersenneTwister(seed);
    expect(indices.map(() => Math.floor(other.next() * count))).toEqual(indices);
  });
});

interface Clustered {
  readonly clusters: Numbers;
  readonly level: number;
}

interface ShrinkRow {
  readonly estimates: Numbers;
  readonly ses: Numbers;
  readonly level: number;
  readonly pooled: number;
  readonly pooledSe: number;
  readonly pooledLower: number;
  readonly pooledUpper: number;
  readonly shrunken: Numbers;
  readonly shrunkenSe: Numbers;
}

interface DifferenceRow extends Clustered {
  readonly newNumerators: Numbers;
  readonly newDenominators: Numbers;
  readonly oldNumerators: Numbers;
  readonly oldDenominators: Numbers;
}

const reference = readReference<{
  readonly weighted: readonly (Clustered & { readonly values: Numbers; readonly weights: Numbers })[];
  readonly ratio: readonly (Clustered & { readonly numerators: Numbers; readonly denominators: Numbers })[];
  readonly difference: readonly DifferenceRow[];
  readonly nested: readonly {
    readonly values: Numbers;
    readonly cases: Numbers;
    readonly samples: Numbers;
    readonly case: number;
    readonly sample: number;
    readonly judgement: number;
    readonly predicted: number;
  }[];
  readonly shrink: readonly ShrinkRow[];
  readonly stratified: readonly {
    readonly events: Numbers;
    readonly trials: Numbers;
    readonly weights: Numbers;
    readonly level: number;
  }[];
  readonly signFlip: readonly {
    readonly values: Numbers;
    readonly m0: number;
    readonly greater: number;
    readonly less: number;
    readonly twoSided: number;
  }[];
}>('resampling-clusters.json');

const floats = (values: Numbers) => Float64Array.from(values);
const INTERVAL = ['value', 'se', 'df', 'lower', 'upper'];

describe('clustered estimates against clubSandwich', () => {
  test.each(reference.weighted)('weighted mean, level $level', (row) => {
    const clusters = Int32Array.from(row.clusters);
    const found = present(clusterWeightedMean(floats(row.values), floats(row.weights), clusters, row.level));
    expectFields(found, row, [...INTERVAL, 'cr0Se', 'cr1Se'], 'clusterWeightedMean');
    if (new Set(row.weights).size > 1) return;
    const plain = present(clusterMean(floats(row.values), clusters, row.level));
    expectFields(plain, row, ['cr0Se', 'cr1Se', 'se'], 'clusterMean');
  });

  test.each(reference.ratio)('ratio of sums, level $level', (row) => {
    const { numerators, denominators, level } = row;
    const clusters = Int32Array.from(row.clusters);
    const found = present(clusterRatio(floats(numerators), floats(denominators), clusters, level));
    expectFields(found, row, INTERVAL, 'clusterRatio');
  });

  test.each(reference.difference)('difference of two ratios, level $level', (row) => {
    const found = present(
      clusterRatioDifference(
        { numerators: floats(row.newNumerators), denominators: floats(row.newDenominators) },
        { numerators: floats(row.oldNumerators), denominators: floats(row.oldDenominators) },
        Int32Array.from(row.clusters),
        row.level,
      ),
    );
    expectFields(found, row, INTERVAL, 'clusterRatioDifference');
  });
});

test.each(reference.nested)('nested components against anova() and traces, judgement $judgement', (row) => {
  const samples = Int32Array.from(row.samples);
  const found = present(nestedVarianceComponents(floats(row.values), Int32Array.from(row.cases), samples));
  expectFields(found.unrestricted, row, ['case', 'sample'], 'nestedVarianceComponents');
  expectFields(found, row, ['judgement'], 'nestedVarianceComponents');
  expectClose(
    predictedSe(found, { cases: 80, samples: 5, judgements: 2 }),
    row.predicted,
    TOLERANCE,
    'predictedSe',
  );
});

test.each(reference.shrink)('shrinkage against metafor, pooled $pooled', (row) => {
  const found = present(shrinkSubgroups(floats(row.estimates), floats(row.ses), row.level));
  expectFields(found, row, ['tau2', 'q', 'i2'], 'shrinkSubgroups');
  const { value, se, lower, upper } = found.pooled;
  const pooled = { pooled: value, pooledSe: se, pooledLower: lower, pooledUpper: upper };
  expectFields(pooled, row, Object.keys(pooled), 'shrinkSubgroups');
  found.subgroups.forEach((one, g) => {
    expectClose(one.value, row.shrunken[g] ?? Number.NaN, TOLERANCE, 'shrinkSubgroups.shrunken');
    expectClose(
      one.se ?? Number.NaN,
      row.shrunkenSe[g] ?? Number.NaN,
      TOLERANCE,
      'shrinkSubgroups.shrunkenSe',
    );
  });
});

test.each(reference.stratified)('stratified proportion against prop.test, level $level', (row) => {
  const strata = row.events.map((events, h) => ({
    events,
    trials: row.trials[h] ?? -1,
    weight: row.weights[h] ?? -1,
  }));
  const found = present(stratifiedProportion(strata, row.level));
  expectClose(
    found.value,
    Number(Object.entries(row).find(([key]) => key === 'value')?.[1]),
    TOLERANCE,
    'stratified',
  );
  expectFields(found, row, ['upper'], 'stratifiedProportion');
  // Without an event the lower limit is 0 but for the rounding of prop.test.
  const lower = Number(Object.entries(row).find(([key]) => key === 'lower')?.[1]);
  if (found.value === 0) expect(Math.abs(lower)).toBeLessThan(1e-15);
  else expectClose(found.lower, lower, TOLERANCE, 'stratifiedProportion.lower');
});

test.each(reference.signFlip)('sign-flip test against every pattern, m0 $m0', (row) => {
  const clusters = Int32Array.from(row.values.keys());
  const p = (alternative: 'greater' | 'less' | 'two-sided') =>
    present(signFlipTest(floats(row.values), clusters, { m0: row.m0, alternative, seed: 0 })).p;
  expectClose(p('greater'), row.greater, TOLERANCE, 'signFlipTest.p');
  expectClose(p('less'), row.less, TOLERANCE, 'signFlipTest.p');
  expectClose(p('two-sided'), row.twoSided, TOLERANCE, 'signFlipTest.p');
});
