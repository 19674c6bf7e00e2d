import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { krippendorffAlpha } from '../../../src/stats/index.js';

const ratingsOf = (rows: readonly (readonly number[])[]) => ({
  units: Int32Array.from(rows.flatMap((row, unit) => row.map(() => unit))),
  values: Float64Array.from(rows.flat()),
});

describe('alpha of the interval metric', () => {
  test('two units, (0, 1) and (2, 2): within 2, all 2 (4 · 9 − 25) = 22, alpha 1 − 3 · 2 / 22', () => {
    const found = krippendorffAlpha(
      ratingsOf([
        [0, 1],
        [2, 2],
      ]),
      'interval',
    );
    expect(found.status === 'estimated' && found.value).toBeCloseTo(1 - 6 / 22, 14);
  });

  test.each([0.1, 1e6 + 0.1, 1e-300, -3])(
    'equal ratings of %d are no variation, whatever rounding says',
    (value) => {
      const rows = Array.from({ length: 7 }, () => [value, value, value]);
      expect(krippendorffAlpha(ratingsOf(rows), 'interval')).toMatchObject({ status: 'insufficient' });
    },
  );

  test('perfect agreement is exactly 1', () => {
    const rows = [
      [0.1, 0.1, 0.1],
      [0.3, 0.3],
      [1e6, 1e6, 1e6],
    ];
    expect(krippendorffAlpha(ratingsOf(rows), 'interval')).toMatchObject({ value: 1 });
  });

  test('does not change where all values are moved and stretched', () => {
    const rating = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        fc.array(fc.array(rating, { minLength: 2, maxLength: 5 }), { minLength: 3, maxLength: 12 }),
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 50 }),
        (rows, by, times) => {
          const here = krippendorffAlpha(ratingsOf(rows), 'interval');
          const moved = rows.map((row) => row.map((value) => value * times + by));
          const there = krippendorffAlpha(ratingsOf(moved), 'interval');
          expect(there.status).toBe(here.status);
          if (here.status === 'estimated' && there.status === 'estimated')
            expect(there.value).toBeCloseTo(here.value, 9);
        },
      ),
    );
  });

  test('one value far from all others costs no digit that alpha shows', () => {
    const rows = [
      [0, 1, 0],
      [1, 1, 0],
      [2, 3, 2],
      [1e9, 1e9 + 2, 1e9],
    ];
    const found = krippendorffAlpha(ratingsOf(rows), 'interval');
    // Ordered pairs of a within a unit: 2 (m Σ (x − x̄)²); about the unit’s mean nothing cancels.
    const n = 12;
    const flat = rows.flat();
    const mean = flat.reduce((a, b) => a + b, 0) / n;
    const all = 2 * n * flat.reduce((sum, x) => sum + (x - mean) ** 2, 0);
    const within = rows.reduce((sum, row) => {
      const centre = row.reduce((a, b) => a + b, 0) / row.length;
      return sum + (2 * row.length * row.reduce((s, x) => s + (x - centre) ** 2, 0)) / (row.length - 1);
    }, 0);
    expect(found.status === 'estimated' && found.value).toBeCloseTo(1 - ((n - 1) * within) / all, 12);
  });
});
