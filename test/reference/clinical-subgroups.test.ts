import { describe, expect, test } from 'vitest';
import { mersenneTwister } from '../../src/stats/numeric/rng.js';
import { wilson } from '../../src/stats/proportion/proportion.js';
import { numberNeeded } from '../../src/stats/scoring/number-needed.js';
import { fairnessGaps } from '../../src/stats/subgroup/fairness-gaps.js';
import { gapPermutation } from '../../src/stats/subgroup/gap-permutation.js';
import { groupGap } from '../../src/stats/subgroup/group-gap.js';
import { shrunkenShares } from '../../src/stats/subgroup/shrunken-shares.js';
import { holmWilson, simultaneousWilson } from '../../src/stats/subgroup/simultaneous-wilson.js';
import { suppressTable } from '../../src/stats/subgroup/suppress-table.js';
import { expectClose, printDifferences, readReference } from './reference.js';

type Numbers = readonly number[];

const TOLERANCE = 1e-9;

const reference = readReference<{
  readonly intervals: readonly {
    events: Numbers;
    trials: Numbers;
    against: number;
    level: number;
    jointLower: Numbers;
    jointUpper: Numbers;
    p: Numbers;
    adjusted: Numbers;
    levels: Numbers;
    lower: Numbers;
    upper: Numbers;
  }[];
  readonly shrunken: readonly {
    events: Numbers;
    trials: Numbers;
    overall: number;
    correlation: number;
    shares: Numbers;
  }[];
  readonly fairness: readonly {
    least: number;
    tp: Numbers;
    fp: Numbers;
    fn: Numbers;
    tn: Numbers;
    opportunity: number;
    odds: number;
    parity: number;
  }[];
  readonly gaps: readonly {
    values: Numbers;
    n: Numbers;
    gap: number;
    lowest: number;
    highest: number;
    ratio: number;
    worst: number;
  }[];
  readonly harm: readonly { events: number; trials: number; lower: number; upper: number }[];
}>('clinical-subgroups.json');

interface Grouped {
  readonly values: Numbers;
  readonly groups: Numbers;
}

const permutations = readReference<{
  readonly same: readonly (Grouped & {
    seed: number;
    draws: number;
    observed: number;
    nullMean: number;
    nullUpper: number;
    p: number;
  })[];
  readonly exact: readonly (Grouped & { p: number; nullMean: number; assignments: number })[];
}>('clinical-gaps.json');

const suppression = readReference<{
  readonly tables: readonly {
    cells: readonly Numbers[];
    least: number;
    showZeros: boolean;
    guards: number;
  }[];
}>('clinical-suppression.json');

printDifferences();

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected a value');
  return value;
}

/** Limits at 0 and 1 are exact here and rounded in R. */
function expectLimit(actual: number, expected: number, what: string): void {
  if (Math.abs(expected) < 1e-12) expect(Math.abs(actual)).toBeLessThan(1e-12);
  else expectClose(actual, expected, TOLERANCE, what);
}

const countsOf = ({ events, trials }: { events: Numbers; trials: Numbers }) =>
  events.map((own, i) => ({ events: own, trials: present(trials[i]) }));

describe('subgroups against R', () => {
  test.each(reference.intervals)('intervals of $events against $against', (row) => {
    simultaneousWilson(countsOf(row), row.level).forEach((interval, i) => {
      if (interval.status === 'insufficient') throw new Error(interval.reason);
      expectLimit(interval.lower, present(row.jointLower[i]), 'simultaneousWilson.lower');
      expectLimit(interval.upper, present(row.jointUpper[i]), 'simultaneousWilson.upper');
    });
    holmWilson(countsOf(row), row.against, row.level).forEach(({ interval, p, adjustedP }, i) => {
      if (interval.status === 'insufficient') throw new Error(interval.reason);
      expectClose(present(p), present(row.p[i]), TOLERANCE, 'holmWilson.p');
      expectClose(present(adjustedP), present(row.adjusted[i]), TOLERANCE, 'holmWilson.adjustedP');
      expectClose(interval.level, present(row.levels[i]), TOLERANCE, 'holmWilson.level');
      expectLimit(interval.lower, present(row.lower[i]), 'holmWilson.lower');
      expectLimit(interval.upper, present(row.upper[i]), 'holmWilson.upper');
    });
  });

  test.each(reference.shrunken)('shares $events of $trials shrink with $correlation', (row) => {
    const found = shrunkenShares(countsOf(row));
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.overall, row.overall, TOLERANCE, 'shrunkenShares.overall');
    expectLimit(found.correlation, row.correlation, 'shrunkenShares.correlation');
    found.shares.forEach((own, i) => {
      expectLimit(own, present(row.shares[i]), 'shrunkenShares.shares');
    });
  });

  test.each(reference.fairness)('fairness gaps with at least $least at risk', (row) => {
    const found = fairnessGaps(
      row.tp.map((truePositives, i) => ({
        truePositives,
        falsePositives: present(row.fp[i]),
        falseNegatives: present(row.fn[i]),
        trueNegatives: present(row.tn[i]),
      })),
      row.least,
    );
    expectClose(found.equalOpportunity ?? -1, row.opportunity, TOLERANCE, 'fairnessGaps.equalOpportunity');
    expectClose(found.equalizedOdds ?? -1, row.odds, TOLERANCE, 'fairnessGaps.equalizedOdds');
    expectClose(found.demographicParity ?? -1, row.parity, TOLERANCE, 'fairnessGaps.demographicParity');
  });

  test.each(reference.gaps)('gap of $values', (row) => {
    const groups = row.values.map((value, i) => ({ value, n: present(row.n[i]) }));
    const found = groupGap(groups, 5);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.gap, row.gap, TOLERANCE, 'groupGap.gap');
    expectClose(present(found.ratio), row.ratio, TOLERANCE, 'groupGap.ratio');
    expect([found.lowest.value, found.highest.value]).toEqual([row.lowest, row.highest]);
    expect(found.lowest.groups).toEqual([row.worst]);
  });

  test.each(reference.harm)('number needed to harm of $events in $trials', (row) => {
    const found = numberNeeded(wilson(row.events, row.trials, 0.95));
    expectClose(present(found.lower), row.lower, TOLERANCE, 'numberNeeded.lower');
    expectClose(found.upper ?? -1, row.upper, TOLERANCE, 'numberNeeded.upper');
  });
});

describe('the permutation null of the gap', () => {
  const inputsOf = ({ values, groups }: Grouped) =>
    [Float64Array.from(values), Int32Array.from(groups)] as const;

  test.each(permutations.same)('the shuffles of NumPy from seed $seed', (row) => {
    const options = { draws: row.draws, leastReportable: 1 };
    const found = gapPermutation(...inputsOf(row), mersenneTwister(row.seed), options);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expectClose(found.observed, row.observed, TOLERANCE, 'gapPermutation.observed');
    expectClose(found.nullMean, row.nullMean, TOLERANCE, 'gapPermutation.nullMean');
    expectClose(found.nullUpper, row.nullUpper, TOLERANCE, 'gapPermutation.nullUpper');
    expectClose(found.p, row.p, TOLERANCE, 'gapPermutation.p');
  });

  // Monte Carlo: 20,000 draws have a standard error of at most 0.0036, here with 5 of them.
  test.each(permutations.exact)('all $assignments assignments, within the error of drawing', (row) => {
    const options = { draws: 20_000, leastReportable: 1 };
    const found = gapPermutation(...inputsOf(row), mersenneTwister(3), options);
    if (found.status === 'insufficient') throw new Error(found.reason);
    const error = Math.sqrt((row.p * (1 - row.p)) / 20_000);
    expect(Math.abs(found.p - row.p)).toBeLessThan(5 * error + 1e-4);
    expect(Math.abs(found.nullMean - row.nullMean)).toBeLessThan(0.03 * row.nullMean);
  });
});

describe('guards against the fewest of all, found by trying every set', () => {
  test('one table in twenty at most has a guard more than it needs, and none has two', () => {
    const surplus = suppression.tables.map(
      ({ cells, least, showZeros, guards }) => suppressTable(cells, { least, showZeros }).guards - guards,
    );
    expect(Math.min(...surplus)).toBe(0);
    expect(Math.max(...surplus)).toBeLessThanOrEqual(1);
    expect(surplus.filter((extra) => extra > 0).length / surplus.length).toBeLessThanOrEqual(0.05);
  });
});
