import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { welch } from '../../../src/stats/unpaired/welch.js';

const of = (next: readonly number[], previous: readonly number[], level = 0.95) =>
  welch(Float64Array.from(next), Float64Array.from(previous), level);
const sample = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });

describe('welch', () => {
  test('by hand: 1, 3 against 0, 0, 3', () => {
    // Means 2 and 1, s^2 / n = 2 / 2 and 3 / 3; df = (1 + 1)^2 / (1 / 1 + 1 / 2) = 8/3.
    const found = of([1, 3], [0, 0, 3]);
    expect(found).toMatchObject({
      value: expect.closeTo(1, 14),
      se: expect.closeTo(Math.SQRT2, 14),
      df: expect.closeTo(8 / 3, 13),
      t: expect.closeTo(Math.SQRT1_2, 14),
    });
  });

  test('one sample without variation leaves the degrees of freedom of the other', () => {
    expect(of([2, 2, 2], [1, 3, 5])).toMatchObject({
      df: expect.closeTo(2, 13),
      value: expect.closeTo(-1, 14),
    });
  });

  test('a constant added to both, however large, changes only rounding; a factor scales', () => {
    const near = of([1, 3, 4], [0, 2]);
    const far = of([1e8 + 1, 1e8 + 3, 1e8 + 4], [1e8, 1e8 + 2]);
    const huge = of([1e307, 3e307, 4e307], [0, 2e307]);
    const tiny = of([1e-307, 3e-307, 4e-307], [0, 2e-307]);
    if (near.status === 'insufficient') throw new Error(near.reason);
    for (const other of [far, huge, tiny]) {
      expect(other).toMatchObject({
        t: expect.closeTo(near.t, 6),
        df: expect.closeTo(near.df, 6),
        p: expect.closeTo(near.p, 7),
      });
    }
  });

  test('exchange flips the sign, order changes nothing, the level widens, p and the limits agree', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const found = of(a, b);
        const flipped = of(b, a);
        const wide = of([...a].reverse(), b, 0.99);
        if (
          found.status === 'insufficient' ||
          flipped.status === 'insufficient' ||
          wide.status === 'insufficient'
        ) {
          expect([flipped, wide]).toEqual([found, found]);
          return;
        }
        expect(flipped.lower).toBeCloseTo(-found.upper, 9);
        expect(wide.lower).toBeLessThan(found.lower);
        expect(wide.upper).toBeGreaterThan(found.upper);
        if (Math.abs(found.p - 0.05) > 1e-9) expect(found.p < 0.05).toBe(found.lower > 0 || found.upper < 0);
      }),
    );
  });

  test.each([
    [[], []],
    [[1], [1, 2]],
    [[1, 2], [1]],
    [
      [0, 0],
      [0, 0, 0],
    ],
    [
      [0.1, 0.1, 0.1],
      [0.3, 0.3],
    ],
  ])('%j against %j is insufficient', (next, previous) => {
    expect(of(next, previous)).toMatchObject({ status: 'insufficient' });
  });

  test.each([
    ['STATS_BAD_VALUE', [1, Number.NaN], [1, 2], 0.95],
    ['STATS_BAD_VALUE', [1, 2], [1, Number.POSITIVE_INFINITY], 0.95],
    ['STATS_BAD_VALUE', [1.7e308, -1.7e308], [1, 2], 0.95],
    ['STATS_BAD_LEVEL', [1, 2], [1, 2], 1],
  ])('%s', (code, next, previous, level) => {
    expect(() => of(next, previous, level)).toThrow(expect.objectContaining({ code }));
  });
});
