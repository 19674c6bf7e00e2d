import { describe, expect, test } from 'vitest';
import { imbensManskiInterval, manskiMean } from '../../src/stats/missing/manski.js';
import { enterPairs, enterUnits, type MissingRule } from '../../src/stats/missing/missing-rule.js';
import {
  type PartlyPairedCounts,
  pairedFlips,
  pairedTippingPoint,
} from '../../src/stats/missing/paired-tipping-point.js';
import { type RateTest, rateFlips, rateTippingPoint } from '../../src/stats/missing/tipping-point.js';
import { expectClose, printDifferences, readReference } from './reference.js';

const TOLERANCE = 1e-9;

printDifferences();

type Four = readonly [number, number, number, number];
type Two = readonly [number, number];

function table([bothRight, onlyNew, onlyOld, bothWrong]: Four): PartlyPairedCounts['complete'] {
  return { bothRight, onlyNew, onlyOld, bothWrong };
}

describe('missing values against every allocation', () => {
  const reference = readReference<{
    readonly paired: readonly {
      readonly complete: Four;
      readonly newMissing: Two;
      readonly oldMissing: Two;
      readonly bothMissing: number;
      readonly margin: number;
      readonly alpha: number;
      readonly missing: number;
      readonly leastAgainst: number | null;
      readonly leastInFavour: number | null;
    }[];
    readonly flips: readonly {
      readonly complete: Four;
      readonly margin: number;
      readonly alpha: number;
      readonly passes: boolean;
      readonly flips: number | null;
    }[];
    readonly rates: readonly {
      readonly args: readonly number[];
      readonly bound: RateTest['bound'];
      readonly leastAgainst: number | null;
      readonly leastInFavour: number | null;
      readonly passes: boolean;
      readonly flips: number | null;
    }[];
    readonly imbensManski: readonly {
      readonly args: readonly number[];
      readonly expected: readonly [number, number, number];
    }[];
    readonly means: readonly {
      readonly values: readonly number[];
      readonly missing: readonly number[];
      readonly min: number;
      readonly max: number;
      readonly level: number;
      readonly bounds: Two;
      readonly limits: Two;
    }[];
    readonly rules: readonly {
      readonly rule: MissingRule;
      readonly min: number;
      readonly max: number;
      readonly better: 'higher' | 'lower';
      readonly charged: number | null;
      readonly newValues: readonly number[];
      readonly newMissing: readonly number[];
      readonly oldValues: readonly number[];
      readonly oldMissing: readonly number[];
      readonly units: readonly number[];
      readonly values: readonly number[];
      readonly pairs: readonly number[];
      readonly pairedNew: readonly number[];
      readonly pairedOld: readonly number[];
    }[];
  }>('missing-values.json');

  test.each(reference.paired)(
    'pairedTippingPoint $complete, $newMissing, $oldMissing, $bothMissing',
    (row) => {
      const found = pairedTippingPoint(
        {
          complete: table(row.complete),
          newMissing: { oldRight: row.newMissing[0], oldWrong: row.newMissing[1] },
          oldMissing: { newRight: row.oldMissing[0], newWrong: row.oldMissing[1] },
          bothMissing: row.bothMissing,
        },
        row,
      );
      expect(found).toEqual({
        missing: row.missing,
        passesAtBest: row.leastInFavour !== null,
        passesAtWorst: row.leastAgainst === null,
        leastAgainst: row.leastAgainst,
        leastInFavour: row.leastInFavour,
      });
    },
  );

  test.each(reference.flips)('pairedFlips $complete', (row) => {
    expect(pairedFlips(table(row.complete), row)).toEqual({ passes: row.passes, flips: row.flips });
  });

  test.each(reference.rates)('$bound $args', (row) => {
    const [events = 0, trials = 0, missing = 0, limit = 0, alpha = 0] = row.args;
    const rateTest = { bound: row.bound, limit, alpha };
    const point = rateTippingPoint({ events, trials }, missing, rateTest);
    expect([point.leastAgainst, point.leastInFavour]).toEqual([row.leastAgainst, row.leastInFavour]);
    expect(rateFlips({ events, trials }, rateTest)).toEqual({ passes: row.passes, flips: row.flips });
  });

  test.each(reference.imbensManski)('imbensManskiInterval $args', ({ args, expected }) => {
    const [lowest = 0, highest = 0, lowestSe = 0, highestSe = 0, level = 0] = args;
    const found = imbensManskiInterval({ lowest, highest, lowestSe, highestSe }, level);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.lower, expected[0], TOLERANCE, 'imbensManskiInterval.lower');
    expectClose(found.upper, expected[1], TOLERANCE, 'imbensManskiInterval.upper');
    expectClose(found.critical, expected[2], TOLERANCE, 'imbensManskiInterval.critical');
  });

  test.each(reference.means)('manskiMean of $values.length values', (row) => {
    const units = { values: Float64Array.from(row.values), missing: Int32Array.from(row.missing) };
    const found = manskiMean(units, row, row.level);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.lowest, row.bounds[0], TOLERANCE, 'manskiMean.lowest');
    expectClose(found.highest, row.bounds[1], TOLERANCE, 'manskiMean.highest');
    expectClose(found.lower, row.limits[0], TOLERANCE, 'manskiMean.lower');
    expectClose(found.upper, row.limits[1], TOLERANCE, 'manskiMean.upper');
  });

  test.each(reference.rules)('$rule, $better is better, $charged charged', (row) => {
    const newUnits = { values: Float64Array.from(row.newValues), missing: Int32Array.from(row.newMissing) };
    const oldUnits = { values: Float64Array.from(row.oldValues), missing: Int32Array.from(row.oldMissing) };
    const entered = enterUnits(row.rule, newUnits, row);
    const pairs = enterPairs(row.rule, newUnits, oldUnits, row);
    if (entered.status === 'insufficient' || pairs.status === 'insufficient')
      throw new Error('expected values');
    expect([...entered.units]).toEqual(row.units);
    expect([...entered.values]).toEqual(row.values);
    expect([...pairs.units]).toEqual(row.pairs);
    expect([...pairs.newValues]).toEqual(row.pairedNew);
    expect([...pairs.oldValues]).toEqual(row.pairedOld);
  });
});
