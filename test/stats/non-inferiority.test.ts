import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clusterMean,
  clusterMeanP,
  exactUpper,
  mersenneTwister,
  nonInferiority,
  type PairedUnits,
  pairedInterval,
  tangoInterval,
  tangoNonInferiorityP,
} from '../../src/stats/index.js';
import { ramp, units } from './paired-units.js';

const TEST = { margin: 0.05, alpha: 0.025 };

function exchanged(pair: PairedUnits): PairedUnits {
  return { ...pair, newValues: pair.oldValues, oldValues: pair.newValues };
}

function tested(pair: PairedUnits, test = TEST) {
  const found = nonInferiority(pair, test, mersenneTwister(1));
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

function differences(pair: PairedUnits): Float64Array {
  return pair.newValues.map((value, i) => value - (pair.oldValues[i] ?? 0));
}

describe('0/1 values', () => {
  // 60 cases in 20 clusters: both right 50, only new 3, only old 4, both wrong 3.
  const newValues = Array.from({ length: 60 }, (_, i) => (i < 50 || (i >= 50 && i < 53) ? 1 : 0));
  const oldValues = Array.from({ length: 60 }, (_, i) => (i < 50 || (i >= 53 && i < 57) ? 1 : 0));
  const pair = units(
    newValues,
    oldValues,
    newValues.map((_, i) => i % 20),
  );
  const counts = { bothRight: 50, onlyNew: 3, onlyOld: 4, bothWrong: 3 };

  test('takes the worse of Tango and CR2-t', () => {
    const found = tested(pair);
    const tango = tangoInterval(counts, 0.95);
    const clustered = clusterMean(differences(pair), pair.clusters, 0.95);
    if (clustered.status === 'insufficient') throw new Error(clustered.reason);
    expect(found.components.map((component) => component.method)).toEqual(['Tango', 'CR2, Satterthwaite t']);
    expect(found.lower).toBeCloseTo(Math.min(tango.lower, clustered.lower), 14);
    expect(found.upper).toBeCloseTo(Math.max(tango.upper, clustered.upper), 14);
    expect(found.p).toBeCloseTo(
      Math.max(tangoNonInferiorityP(counts, 0.05), clusterMeanP(clustered, -0.05)),
      14,
    );
    expect(found).toMatchObject({ n: 60, clusters: 20, df: clustered.df, value: tango.value, level: 0.95 });
  });

  test('without a discordant case Tango stands alone', () => {
    const right = new Array<number>(381).fill(1);
    const found = tested(units(right, right), { margin: 0.01, alpha: 0.025 });
    expect(found).toMatchObject({
      method: 'Tango (CR2 has no variation)',
      isNonInferior: true,
      discordantClusters: 0,
    });
    expect(found.components).toHaveLength(1);
    expect(found.df).toBeUndefined();
    expect(tested(units(right.slice(1), right.slice(1)), { margin: 0.01, alpha: 0.025 }).isNonInferior).toBe(
      false,
    );
  });

  test('without variation a cluster of five counts as one case, not five', () => {
    const right = new Array<number>(500).fill(1);
    const clusters = right.map((_, i) => i % 100);
    const found = tested(units(right, right, clusters), { margin: 0.01, alpha: 0.025 });
    expect(found.method).toBe('Tango on clusters (no variation between them)');
    expect(found.lower).toBeCloseTo(
      tangoInterval({ bothRight: 100, onlyNew: 0, onlyOld: 0, bothWrong: 0 }, 0.95).lower,
      13,
    );
    expect(found.isNonInferior).toBe(false);
  });

  test('a demonstrated loss has its upper limit below the margin', () => {
    const found = tested(
      units(
        newValues.map((_, i) => (i < 20 ? 1 : 0)),
        newValues.map(() => 1),
      ),
    );
    expect(found).toMatchObject({ isDemonstratedLoss: true, isNonInferior: false });
    expect(found.upper).toBeLessThan(-0.05);
  });

  test('equality with the margin is not enough', () => {
    const { lower } = tested(pair);
    expect(tested(pair, { margin: -lower, alpha: 0.025 }).isNonInferior).toBe(false);
    expect(tested(pair, { margin: -lower + 1e-9, alpha: 0.025 }).isNonInferior).toBe(true);
  });
});

describe('other values', () => {
  test('takes the worse of CR2-t and the exact sign-flip up to 20 clusters', () => {
    const found = tested(
      units(
        ramp(40, 5),
        ramp(40, 7),
        ramp(40, 1).map((_, i) => i % 20),
      ),
      { margin: 0.3, alpha: 0.025 },
    );
    expect(found.components.map((component) => component.method)).toEqual([
      'CR2, Satterthwaite t',
      'sign-flip, exact',
    ]);
    expect(found.p).toBe(Math.max(...found.components.map((component) => component.p)));
    expect(found.lower).toBe(Math.min(...found.components.map((component) => component.lower)));
  });

  test('draws beyond 20 clusters, the same for the same seed', () => {
    const pair = units(ramp(50, 5), ramp(50, 7));
    const found = tested(pair);
    expect(found.components[1]?.method).toBe('sign-flip, 10000 draws');
    expect(tested(pair)).toEqual(found);
  });

  test('fewer than 10 discordant clusters bring in the exact bound on losing clusters', () => {
    const old = new Array<number>(30).fill(0.5);
    const found = tested(
      units(
        old.map((v, i) => (i < 3 ? v + 0.25 : i < 5 ? v - 0.25 : v)),
        old,
      ),
    );
    const share = found.components[2];
    expect(share?.lower).toBe(-exactUpper(2, 30, 0.025).upper);
    expect(share?.upper).toBe(exactUpper(3, 30, 0.025).upper);
    expect(found.lower).toBe(share?.lower);
    expect(found.discordantClusters).toBe(5);
  });

  test('no difference at all: the exact bound alone', () => {
    const old = ramp(60, 3);
    const found = tested(units(old, old));
    expect(found.components).toHaveLength(1);
    expect(found.lower).toBeCloseTo(0.025 ** (1 / 60) - 1, 14);
    expect(found.p).toBeCloseTo(0.95 ** 60, 12);
  });

  test('a wider range of scores widens that bound', () => {
    const old = ramp(60, 3);
    const wide = nonInferiority(units(old, old), { ...TEST, range: { min: -1, max: 1 } }, mersenneTwister(1));
    expect(wide).toMatchObject({ lower: expect.closeTo(2 * (0.025 ** (1 / 60) - 1), 12) });
  });

  test('the p-values and the limits agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 6, max: 24 }), (seed, clusters) => {
        const rng = mersenneTwister(seed);
        const draw = () => Array.from({ length: clusters * 2 }, () => Math.round(rng.next() * 20) / 20);
        const pair = units(
          draw(),
          draw(),
          Array.from({ length: clusters * 2 }, (_, i) => i >> 1),
        );
        const found = nonInferiority(pair, { margin: 0.1, alpha: 0.025 }, mersenneTwister(seed));
        if (found.status === 'insufficient') return;
        for (const component of found.components) {
          if (Math.abs(component.lower + 0.1) > 1e-9)
            expect(component.p <= 0.025).toBe(component.lower > -0.1);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('properties', () => {
  const pairs = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 7,
      maxLength: 26,
    })
    .map((rows) =>
      units(
        rows.map(([a]) => a / 4),
        rows.map(([, b]) => b / 4),
      ),
    );

  test('exchanging the models flips the sign', () => {
    fc.assert(
      fc.property(pairs, (pair) => {
        const here = pairedInterval(pair, 0.95, mersenneTwister(3));
        const there = pairedInterval(exchanged(pair), 0.95, mersenneTwister(3));
        expect(here.status).toBe(there.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(here.value).toBeCloseTo(-there.value, 12);
        expect(here.lower).toBeCloseTo(-there.upper, 12);
        expect(here.upper).toBeCloseTo(-there.lower, 12);
      }),
      { numRuns: 30 },
    );
  });

  test('widens with the level, and the test at alpha shows the interval at 1 - 2 alpha', () => {
    fc.assert(
      fc.property(pairs, (pair) => {
        const narrow = pairedInterval(pair, 0.9, mersenneTwister(3));
        const wide = pairedInterval(pair, 0.95, mersenneTwister(3));
        if (narrow.status === 'insufficient' || wide.status === 'insufficient') return;
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower + 1e-12);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper - 1e-12);
        const found = tested(pair, { margin: 0, alpha: 0.05 });
        if (pair.clusters.length <= 20) expect(found.lower).toBeCloseTo(narrow.lower, 10);
      }),
      { numRuns: 30 },
    );
  });
});
