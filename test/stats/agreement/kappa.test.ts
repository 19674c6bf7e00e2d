import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusteredKappa } from '../../../src/stats/agreement/clustered-kappa.js';
import { cohenKappa } from '../../../src/stats/agreement/cohen-kappa.js';
import { fleissKappa, gwetAgreement } from '../../../src/stats/agreement/panel-agreement.js';
import { ratingTable } from '../../../src/stats/agreement/rating-table.js';
import { rawAgreement } from '../../../src/stats/agreement/raw-agreement.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';

const table = (...counts: readonly number[]) => ({ categories: Math.sqrt(counts.length), counts });

const anyTable = fc
  .array(fc.integer({ min: 0, max: 40 }), { minLength: 9, maxLength: 9 })
  .filter((counts) => counts.reduce((sum, count) => sum + count, 0) >= 2)
  .map((counts) => ({ categories: 3, counts }));
const anyWeights = fc.constantFrom('identity', 'linear', 'quadratic' as const);

const panel = (rows: readonly (readonly number[])[], categoryCount: number) => ({
  units: Int32Array.from(rows.flatMap((row, unit) => row.map(() => unit))),
  categories: Int32Array.from(rows.flat()),
  categoryCount,
});

describe('cohenKappa', () => {
  test('by hand: 20 5 / 10 15', () => {
    // po = 35/50 = .7; margins .5 .5 and .6 .4: pe = .5 * .6 + .5 * .4 = .5; kappa = .2 / .5 = .4.
    // Under independence n (1 - pe)^2 se0^2 = pe + pe^2 - sum p_i p_i' (p_i + p_i') = .5 + .25 - (.3 * 1.1 + .2 *
    // .9) = .24.
    const found = cohenKappa(table(20, 5, 10, 15), 'identity', 0.95);
    expect(found).toMatchObject({
      n: 50,
      observed: expect.closeTo(0.7, 14),
      expected: expect.closeTo(0.5, 14),
      value: expect.closeTo(0.4, 14),
      nullSe: expect.closeTo(Math.sqrt(0.24 / 50) / 0.5, 14),
    });
  });

  test('two categories have one kappa, whatever the weights', () => {
    const [plain, linear, quadratic] = (['identity', 'linear', 'quadratic'] as const).map((weights) =>
      cohenKappa(table(20, 5, 10, 15), weights, 0.95),
    );
    expect(linear).toMatchObject({ value: plain?.status === 'estimated' ? plain.value : 0 });
    expect(quadratic).toMatchObject({ value: plain?.status === 'estimated' ? plain.value : 0 });
  });

  test('perfect agreement is exactly 1, without an interval but with a test', () => {
    const found = cohenKappa(table(1, 0, 0, 0, 3, 0, 0, 0, 3), 'linear', 0.95);
    expect(found).toMatchObject({
      value: 1,
      se: 0,
      interval: { status: 'insufficient', reason: expect.stringContaining('perfect agreement') },
      test: { status: 'estimated' },
    });
  });

  test('a rater with one category: kappa 0, without an interval or a test', () => {
    expect(cohenKappa(table(6, 4, 0, 0), 'identity', 0.95)).toMatchObject({
      value: expect.closeTo(0, 14),
      interval: { status: 'insufficient', reason: 'the standard error is 0' },
      test: { status: 'insufficient' },
    });
  });

  test('raters with one category each, not the same: nothing is agreed on nor expected', () => {
    expect(cohenKappa(table(0, 6, 0, 0), 'identity', 0.95)).toMatchObject({
      value: 0,
      observed: 0,
      expected: 0,
    });
  });

  test.each([
    ['no unit', [0, 0, 0, 0], 'kappa needs at least 2 units, got 0'],
    ['one unit', [1, 0, 0, 0], 'kappa needs at least 2 units, got 1'],
    [
      'one category',
      [0, 0, 0, 9],
      'both raters used one and the same category: agreement by chance is certain',
    ],
    ['a scale of one', [9], 'both raters used one and the same category: agreement by chance is certain'],
  ])('%s is insufficient', (_, counts, reason) => {
    expect(cohenKappa(table(...counts), 'quadratic', 0.95)).toEqual({ status: 'insufficient', reason });
  });

  test.each([
    ['STATS_BAD_LENGTH', { categories: 2, counts: [1, 2, 3] }, 0.95],
    ['STATS_BAD_COUNT', { categories: 2, counts: [1, 2, 3, -1] }, 0.95],
    ['STATS_BAD_COUNT', { categories: 2, counts: [1, 2, 3, 0.5] }, 0.95],
    ['STATS_BAD_COUNT', { categories: 0, counts: [] }, 0.95],
    ['STATS_BAD_LEVEL', table(1, 2, 3, 4), 95],
  ])('%s', (code, bad, level) => {
    expect(() => cohenKappa(bad, 'identity', level)).toThrow(expect.objectContaining({ code }));
  });

  test('stays in [-1, 1]; exchanging the raters changes nothing; a wider level is a wider interval', () => {
    fc.assert(
      fc.property(anyTable, anyWeights, ({ counts }, weights) => {
        const transposed = counts.map((_, cell) => counts[(cell % 3) * 3 + Math.floor(cell / 3)] ?? 0);
        const here = cohenKappa(table(...counts), weights, 0.99);
        const there = cohenKappa(table(...transposed), weights, 0.8);
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(here.value).toBeCloseTo(there.value, 12);
        expect(here.value).toBeLessThanOrEqual(1);
        expect(here.value).toBeGreaterThanOrEqual(-1 - 1e-12);
        const [wide, narrow] = [here.interval, there.interval];
        if (wide.status === 'insufficient' || narrow.status === 'insufficient') return;
        expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
        expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
      }),
    );
  });

  test('four times the units halve the standard error', () => {
    const once = cohenKappa(table(20, 5, 10, 15), 'identity', 0.95);
    const often = cohenKappa(table(80, 20, 40, 60), 'identity', 0.95);
    if (once.status === 'insufficient' || often.status === 'insufficient') throw new Error('no kappa');
    expect(often.se).toBeCloseTo(once.se / 2, 14);
  });
});

describe('ratingTable and rawAgreement', () => {
  test('counts pairs, rows first', () => {
    expect(ratingTable(Int32Array.of(0, 0, 1), Int32Array.of(0, 1, 1), 2).counts).toEqual(
      Float64Array.of(1, 1, 0, 1),
    );
  });
  test.each([
    ['STATS_BAD_LENGTH', [0, 1], [0], 2],
    ['STATS_BAD_VALUE', [0, 2], [0, 0], 2],
    ['STATS_BAD_VALUE', [0, -1], [0, 0], 2],
    ['STATS_BAD_COUNT', [0], [0], 0],
  ])('%s', (code, first, second, categories) => {
    expect(() => ratingTable(Int32Array.from(first), Int32Array.from(second), categories)).toThrow(
      expect.objectContaining({ code }),
    );
  });
  test('all agree: 1 with a Wilson lower limit; no unit: insufficient', () => {
    expect(rawAgreement(table(5, 0, 0, 5), 0.95)).toMatchObject({
      value: 1,
      upper: 1,
      lower: expect.closeTo(0.722, 3),
    });
    expect(rawAgreement(table(0, 0, 0, 0), 0.95)).toEqual({ status: 'insufficient', reason: 'no units' });
  });
});

describe('clusteredKappa', () => {
  const ratings = {
    first: Int32Array.of(0, 1, 1, 0, 2, 2, 1, 0),
    second: Int32Array.of(0, 1, 0, 0, 2, 1, 1, 0),
    clusters: Int32Array.of(7, 7, 3, 3, 9, 9, 4, 4),
    categories: 3,
  };
  const bootstrap = (seed: number) => ({ replicates: 200, rng: mersenneTwister(seed) });

  test('has the value of cohenKappa and is repeatable', () => {
    const plain = cohenKappa(ratingTable(ratings.first, ratings.second, 3), 'linear', 0.95);
    const found = clusteredKappa(ratings, 'linear', bootstrap(1), 0.95);
    expect(found).toMatchObject({ value: plain.status === 'estimated' ? plain.value : 9, clusters: 4, n: 8 });
    expect(clusteredKappa(ratings, 'linear', bootstrap(1), 0.95)).toEqual(found);
    expect(clusteredKappa(ratings, 'linear', bootstrap(2), 0.95)).not.toEqual(found);
  });

  test('one cluster or perfect agreement: a value without an interval', () => {
    const one = clusteredKappa({ ...ratings, clusters: new Int32Array(8) }, 'linear', bootstrap(1), 0.95);
    expect(one).toMatchObject({ status: 'estimated', interval: { status: 'insufficient' } });
    const perfect = clusteredKappa({ ...ratings, second: ratings.first }, 'identity', bootstrap(1), 0.95);
    expect(perfect).toMatchObject({ value: 1, interval: { status: 'insufficient' } });
  });

  test('refuses clusters of another length and too few replicates', () => {
    expect(() =>
      clusteredKappa({ ...ratings, clusters: new Int32Array(3) }, 'linear', bootstrap(1), 0.95),
    ).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
    expect(() =>
      clusteredKappa(ratings, 'linear', { replicates: 99, rng: mersenneTwister(1) }, 0.95),
    ).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });
});

describe('panels', () => {
  test('two raters by hand: 0 0, 0 1, 1 1, 1 1', () => {
    // pa = 3/4; shares 3/8 and 5/8. Fleiss: pe = 9/64 + 25/64 = 34/64, kappa = (48 - 34) / (64 - 34) = 14/30.
    // AC1: pe = 2 * 3/8 * 5/8 = 30/64, (48 - 30) / (64 - 30) = 18/34.
    const ratings = panel(
      [
        [0, 0],
        [0, 1],
        [1, 1],
        [1, 1],
      ],
      2,
    );
    expect(fleissKappa(ratings, 0.95)).toMatchObject({ value: expect.closeTo(14 / 30, 14), pairedUnits: 4 });
    expect(gwetAgreement(ratings, 'identity', 0.95)).toMatchObject({ value: expect.closeTo(18 / 34, 14) });
  });

  test('perfect agreement: 1 without an interval; a rare category does not matter to AC1', () => {
    const ratings = panel(
      [
        [0, 0, 0],
        [1, 1, 1],
        [1, 1, 1],
      ],
      2,
    );
    expect(fleissKappa(ratings, 0.95)).toMatchObject({ value: 1, interval: { status: 'insufficient' } });
    const same = panel(
      [
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      2,
    );
    expect(gwetAgreement(same, 'identity', 0.95)).toMatchObject({
      value: 1,
      interval: { status: 'insufficient', reason: expect.stringContaining('perfect agreement') },
    });
    expect(fleissKappa(same, 0.95)).toEqual({
      status: 'insufficient',
      reason: 'all ratings are one category: agreement by chance is certain',
    });
  });

  test.each([
    ['no unit', [], 2, 'agreement needs at least 2 units, got 0'],
    ['one unit', [[0, 1]], 2, 'agreement needs at least 2 units, got 1'],
    ['no pair', [[0], [1]], 2, 'no unit has two ratings'],
    ['one category', [[0, 0], [0]], 1, 'agreement on a scale of one category is certain'],
  ])('%s is insufficient', (_, rows, categories, reason) => {
    expect(gwetAgreement(panel(rows, categories), 'identity', 0.95)).toEqual({
      status: 'insufficient',
      reason,
    });
  });

  test('unequal numbers of ratings can take kappa below -1, and the interval with it', () => {
    // No pair agrees: pa = 0; shares of 0: 1/2, 1, 1, 1/2, mean 3/4: pe = 9/16 + 1/16, kappa = -(5/8) / (3/8).
    const found = fleissKappa(panel([[0, 1], [0], [0], [1, 0]], 2), 0.9);
    expect(found).toMatchObject({ value: expect.closeTo(-5 / 3, 14) });
    if (found.status === 'insufficient' || found.interval.status === 'insufficient') throw new Error('none');
    expect(found.interval.lower).toBeLessThan(found.value);
  });

  test('unequal numbers of ratings leave the test of Fleiss out', () => {
    const found = fleissKappa(
      panel(
        [
          [0, 0],
          [0, 1, 1],
          [1, 1],
        ],
        2,
      ),
      0.95,
    );
    expect(found).toMatchObject({ nullSe: null, test: { status: 'insufficient' } });
  });

  test.each([
    ['STATS_BAD_VALUE', { units: Int32Array.of(1, 1), categories: Int32Array.of(0, 3), categoryCount: 3 }],
    ['STATS_BAD_LENGTH', { units: Int32Array.of(1), categories: Int32Array.of(0, 1), categoryCount: 3 }],
    ['STATS_BAD_COUNT', { units: Int32Array.of(1), categories: Int32Array.of(0), categoryCount: 0 }],
  ])('%s', (code, ratings) => {
    expect(() => gwetAgreement(ratings, 'identity', 0.95)).toThrow(expect.objectContaining({ code }));
    expect(() => fleissKappa(ratings, 0.95)).toThrow(expect.objectContaining({ code }));
  });

  test('the order of ratings and the names of units do not matter; the value is at most 1', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 4 }), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rows, anyWeights, (units, weights) => {
        const here = gwetAgreement(panel(units, 3), weights, 0.95);
        const forward = panel(units, 3);
        const there = gwetAgreement(
          {
            units: forward.units.map((unit) => 1000 - 7 * unit).reverse(),
            categories: forward.categories.slice().reverse(),
            categoryCount: 3,
          },
          weights,
          0.95,
        );
        expect(there.status).toBe(here.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.value).toBeCloseTo(here.value, 12);
        expect(there.se).toBeCloseTo(here.se, 12);
        expect(here.value).toBeLessThanOrEqual(1);
      }),
    );
  });
});
