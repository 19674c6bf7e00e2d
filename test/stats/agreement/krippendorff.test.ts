import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  krippendorffAlpha,
  krippendorffAlphaInterval,
} from '../../../src/stats/agreement/krippendorff-alpha.js';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';

const METRICS = ['nominal', 'ordinal', 'interval', 'ratio'] as const;

const ratings = (rows: readonly (readonly number[])[]) => ({
  units: Int32Array.from(rows.flatMap((row, unit) => row.map(() => unit))),
  values: Float64Array.from(rows.flat()),
});
const bootstrap = (seed: number) => ({ replicates: 200, rng: mersenneTwister(seed) });

describe('krippendorffAlpha', () => {
  test('by hand: 1 1, 1 2, 2 2', () => {
    // n = 6, three of each. Within: one unequal pair, 2 ordered / (2 - 1) = 2; Do = 2/6.
    // Expected: 2 * 3 * 3 = 18 ordered pairs of 6 * 5 = 30; alpha = 1 - (1/3) / (3/5) = 4/9, for every metric alike.
    for (const metric of METRICS) {
      const found = krippendorffAlpha(
        ratings([
          [1, 1],
          [1, 2],
          [2, 2],
        ]),
        metric,
      );
      expect(found).toMatchObject({ value: expect.closeTo(4 / 9, 14), units: 3, ratings: 6 });
    }
  });

  test('ordinal ranks, interval distances and ratios by hand: 0 4, 0 1', () => {
    // All pairs of {0, 4, 0, 1}. Interval: within 2 (16 + 1) = 34; all 2 (16 + 0 + 1 + 16 + 9 + 1) = 86; 1 - 3 * 34
    // / 86.
    expect(
      krippendorffAlpha(
        ratings([
          [0, 4],
          [0, 1],
        ]),
        'interval',
      ),
    ).toMatchObject({ value: expect.closeTo(1 - 102 / 86, 14) });
    // Mid-ranks 1, 3.5, 1, 2.5: within 2 (6.25 + 2.25) = 17; all 2 (6.25 * 2 + 2.25 * 2 + 1) = 36; 1 - 3 * 17 / 36.
    expect(
      krippendorffAlpha(
        ratings([
          [0, 4],
          [0, 1],
        ]),
        'ordinal',
      ),
    ).toMatchObject({ value: expect.closeTo(1 - 51 / 36, 14) });
    // Ratios: 0 against anything 1, 4 against 1 (3/5)^2 = .36: within 4; all 2 (4 + .36) = 8.72.
    expect(
      krippendorffAlpha(
        ratings([
          [0, 4],
          [0, 1],
        ]),
        'ratio',
      ),
    ).toMatchObject({ value: expect.closeTo(1 - 12 / 8.72, 14) });
  });

  test.each(METRICS)('%s: agreement is 1; no variation and no pair are insufficient', (metric) => {
    expect(
      krippendorffAlpha(
        ratings([
          [3, 3],
          [8, 8, 8],
        ]),
        metric,
      ),
    ).toMatchObject({ value: 1 });
    expect(
      krippendorffAlpha(
        ratings([
          [0.1, 0.1],
          [0.1, 0.1, 0.1],
        ]),
        metric,
      ),
    ).toMatchObject({ status: 'insufficient' });
    expect(krippendorffAlpha(ratings([[2, 2, 2], [4], [9]]), metric)).toMatchObject({
      status: 'insufficient',
    });
    expect(krippendorffAlpha(ratings([[1], [2]]), metric)).toEqual({
      status: 'insufficient',
      reason: 'no unit has two ratings',
    });
    expect(krippendorffAlpha(ratings([]), metric)).toMatchObject({ status: 'insufficient' });
  });

  test.each(METRICS)('%s: single ratings far away cost no digits', (metric) => {
    const pairs = [
      [0.1, 0.2],
      [0.3, 0.3, 0.2],
      [0.1, 0.3],
    ];
    const plain = krippendorffAlpha(ratings(pairs), metric);
    const extended = krippendorffAlpha(ratings([...pairs, [1e9], [7e8]]), metric);
    if (plain.status === 'insufficient') throw new Error(plain.reason);
    expect(extended).toMatchObject({ value: expect.closeTo(plain.value, 12) });
  });

  test.each([
    ['STATS_BAD_VALUE', { units: Int32Array.of(0, 0), values: Float64Array.of(1, Number.NaN) }, 'nominal'],
    ['STATS_BAD_VALUE', { units: Int32Array.of(0, 0), values: Float64Array.of(1, -1) }, 'ratio'],
    ['STATS_BAD_LENGTH', { units: Int32Array.of(0), values: Float64Array.of(1, 1) }, 'nominal'],
  ] as const)('%s', (code, bad, metric) => {
    expect(() => krippendorffAlpha(bad, metric)).toThrow(expect.objectContaining({ code }));
  });

  test('single ratings, order and unit names change nothing; each metric ignores its own maps of the values', () => {
    const rows = fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 4 }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(rows, (units) => {
        const plain = ratings(units);
        const mapped = (map: (value: number) => number) => ({ ...plain, values: plain.values.map(map) });
        const value = (data: typeof plain, metric: (typeof METRICS)[number]) => {
          const found = krippendorffAlpha(data, metric);
          return found.status === 'estimated' ? found.value : 9;
        };
        const extended = ratings([...units, [4], [9]]);
        const reversed = {
          units: plain.units.map((unit) => -unit).reverse(),
          values: plain.values.slice().reverse(),
        };
        for (const metric of METRICS) {
          expect(value(extended, metric)).toBeCloseTo(value(plain, metric), 10);
          expect(value(reversed, metric)).toBeCloseTo(value(plain, metric), 10);
        }
        expect(
          value(
            mapped((v) => 3e5 - 2 * v),
            'interval',
          ),
        ).toBeCloseTo(value(plain, 'interval'), 9);
        expect(
          value(
            mapped((v) => v ** 3),
            'ordinal',
          ),
        ).toBeCloseTo(value(plain, 'ordinal'), 10);
        expect(
          value(
            mapped((v) => 8 * v),
            'ratio',
          ),
        ).toBeCloseTo(value(plain, 'ratio'), 10);
        expect(
          value(
            mapped((v) => (v * 7) % 11),
            'nominal',
          ),
        ).toBeCloseTo(value(plain, 'nominal'), 10);
      }),
    );
  });

  test('huge values neither overflow nor vanish', () => {
    for (const scale of [1e300, 1e-300]) {
      const data = ratings([
        [scale, 2 * scale],
        [2 * scale, 2 * scale],
        [scale, scale],
      ]);
      for (const metric of METRICS) {
        expect(krippendorffAlpha(data, metric)).toMatchObject({ value: expect.closeTo(4 / 9, 12) });
      }
    }
  });
});

describe('krippendorffAlphaInterval', () => {
  const some = ratings([
    [1, 1, 2],
    [2, 2],
    [3, 3, 3],
    [1, 3],
    [2, 2, 1],
    [3, 3],
    [1, 1],
    [2, 3],
  ]);

  test('is repeatable, and wider for a wider level', () => {
    const at = (level: number, seed: number) =>
      krippendorffAlphaInterval(some, 'ordinal', bootstrap(seed), level);
    expect(at(0.9, 4)).toEqual(at(0.9, 4));
    const [wide, narrow] = [at(0.99, 4), at(0.6, 4)];
    if (wide.status === 'insufficient' || narrow.status === 'insufficient') throw new Error('no alpha');
    if (wide.interval.status === 'insufficient' || narrow.interval.status === 'insufficient')
      throw new Error('no interval');
    expect(wide.interval.lower).toBeLessThan(narrow.interval.lower);
    expect(wide.interval.upper).toBeGreaterThan(narrow.interval.upper);
  });

  test('perfect agreement and one unit have a value without an interval', () => {
    expect(
      krippendorffAlphaInterval(
        ratings([
          [1, 1],
          [2, 2],
          [1, 1],
          [2, 2],
          [1, 1],
          [2, 2],
          [1, 1],
          [2, 2],
        ]),
        'nominal',
        bootstrap(1),
        0.9,
      ),
    ).toMatchObject({
      value: 1,
      interval: { status: 'insufficient', reason: 'every resample has the same value' },
    });
    expect(krippendorffAlphaInterval(ratings([[1, 2]]), 'nominal', bootstrap(1), 0.9)).toMatchObject({
      interval: { status: 'insufficient' },
    });
  });

  test('says so where many resamples have no variation', () => {
    // Of three units one alone varies: a resample misses it with probability 8/27.
    const rare = krippendorffAlphaInterval(
      ratings([
        [1, 1],
        [1, 1],
        [1, 2],
      ]),
      'interval',
      bootstrap(1),
      0.9,
    );
    expect(rare).toMatchObject({
      interval: { status: 'insufficient', reason: expect.stringMatching(/of 200 resamples have no value/) },
    });
    if (rare.status === 'estimated') expect(rare.undefinedReplicates).toBeGreaterThan(30);
  });

  test('refuses too few replicates and a bad level', () => {
    expect(() =>
      krippendorffAlphaInterval(some, 'nominal', { ...bootstrap(1), replicates: 10 }, 0.9),
    ).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    expect(() => krippendorffAlphaInterval(some, 'nominal', bootstrap(1), 1)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LEVEL' }),
    );
  });
});
