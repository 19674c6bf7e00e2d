import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bonferroni, holm, passHatK, quantile, varianceComponents } from '../../src/stats/index.js';

describe('adjusted p-values', () => {
  test('an empty list stays empty, ties stay tied, 1 is the cap', () => {
    expect([holm([]), bonferroni([])]).toEqual([[], []]);
    expect(holm([0.02, 0.5, 0.02])).toEqual([0.06, 0.5, 0.06]);
    expect(bonferroni([0.6, 0.1])).toEqual([1, 0.2]);
  });

  test('Holm lies between the raw and the Bonferroni p, keeps their order and follows a permutation', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (p) => {
        const adjusted = holm(p);
        const upper = bonferroni(p);
        adjusted.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(p[i] ?? 2);
          expect(value).toBeLessThanOrEqual(upper[i] ?? -1);
        });
        expect(holm([...p].reverse())).toEqual([...adjusted].reverse());
      }),
    );
  });

  test.each([-0.1, 1.1, Number.NaN])('refuse %s', (p) => {
    expect(() => holm([0.5, p])).toThrow(/pValues\[1\]/);
    expect(() => bonferroni([p])).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
  });
});

describe('quantile', () => {
  test('one value is every quantile, ties are themselves, the ends are the extremes', () => {
    expect(quantile(Float64Array.of(4), 0.3)).toBe(4);
    expect(quantile(Float64Array.of(0.1, 0.1, 0.1), 0.37)).toBe(0.1);
    expect([quantile(Float64Array.of(3, 1, 2), 0), quantile(Float64Array.of(3, 1, 2), 1)]).toEqual([1, 3]);
    expect(quantile(Float64Array.of(-1.7e308, 1.7e308), 0.5)).toBe(0);
  });

  test('leaves its input as it is and rises with p', () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1, noNaN: true, min: -1e9, max: 1e9 }), (values) => {
        const before = values.slice();
        expect(quantile(values, 0.2)).toBeLessThanOrEqual(quantile(values, 0.8) + 1e-6);
        expect(values).toEqual(before);
      }),
    );
  });

  test.each([
    ['STATS_BAD_LENGTH', () => quantile(new Float64Array(0), 0.5)],
    ['STATS_BAD_VALUE', () => quantile(Float64Array.of(Number.NaN), 0.5)],
    ['STATS_BAD_VALUE', () => quantile(Float64Array.of(1), 1.5)],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

describe('passHatK', () => {
  test('3 of 5 right, 2 drawn: 3/10', () => {
    expect(passHatK(3, 5, 2)).toBeCloseTo(0.3, 15);
  });

  test('none, all, and too few right', () => {
    expect([passHatK(0, 4, 1), passHatK(4, 4, 4), passHatK(2, 4, 3), passHatK(1, 1, 1)]).toEqual([
      0, 1, 0, 1,
    ]);
  });

  test.each([
    [1, 0, 1],
    [3, 2, 1],
    [1, 2, 3],
    [1, 2, 0],
    [0.5, 2, 1],
  ])('refuses %s of %s, %s drawn', (c, n, k) => {
    expect(() => passHatK(c, n, k)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });
});

describe('variance components', () => {
  const components = (values: readonly number[], groups: readonly number[]) =>
    varianceComponents(Float64Array.from(values), Int32Array.from(groups));

  test('two pairs by hand: MSB = 4, MSW = 0.5, n0 = 2', () => {
    // Groups {1, 2} and {3, 4}: means 1.5 and 3.5, MSB = 2 * 2 * 1^2 = 4, MSW = (0.5 + 0.5) / 2 = 0.5.
    expect(components([1, 2, 3, 4], [1, 1, 2, 2])).toEqual({
      status: 'estimated',
      groups: 2,
      n: 4,
      between: expect.closeTo(1.75, 14),
      within: expect.closeTo(0.5, 14),
      icc: expect.closeTo(1.75 / 2.25, 14),
      repeats: 2,
    });
  });

  test('repeats that agree have an ICC of 1; groups that agree a negative one', () => {
    expect(components([1, 1, 3, 3], [1, 1, 2, 2])).toMatchObject({ icc: 1, within: 0 });
    expect(components([0, 1, 0, 1], [1, 1, 2, 2])).toMatchObject({ icc: -1, between: 0 });
  });

  test.each([
    ['one group', [1, 2], [1, 1], 'variance components need at least 2 groups, got 1'],
    ['no value', [], [], 'variance components need at least 2 groups, got 0'],
    ['no repeat', [1, 2], [1, 2], 'variance components need a group with at least 2 repeats'],
    ['all 0', [0, 0, 0], [1, 1, 2], 'no variance'],
    ['all equal', [0.1, 0.1, 0.1], [1, 1, 2], 'no variance'],
  ])('%s is insufficient', (_, values, groups, reason) => {
    expect(components(values, groups)).toEqual({ status: 'insufficient', reason });
  });

  test('refuses unequal lengths', () => {
    expect(() => components([1, 2], [1])).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
  });
});
