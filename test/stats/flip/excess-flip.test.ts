import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { excessFlip } from '../../../src/stats/flip/excess-flip.js';
import { exactUpper } from '../../../src/stats/proportion/proportion.js';

const coded = (code: string) => expect.objectContaining({ code });
const flipsOf = (flips: readonly number[], bases: readonly number[]) => ({
  flips: Float64Array.from(flips),
  bases: Int32Array.from(bases),
});
const still = (n: number) =>
  flipsOf(
    Array.from({ length: n }, () => 0),
    Array.from({ length: n }, (_, i) => i),
  );
const rows = fc
  .array(fc.tuple(fc.constantFrom(0, 1), fc.nat(8)), { minLength: 1, maxLength: 40 })
  .map((pairs) =>
    flipsOf(
      pairs.map(([flip]) => flip),
      pairs.map(([, base]) => base),
    ),
  );

test('by hand: bases 1, 2, 3 in both, 4 and 5 in one only', () => {
  // Swap 1: 1/2, 2: 1, 3: 0, 4: 1. Retest 1: 0, 2: 1/2, 3: 0, 5: 1. Differences 1/2, 1/2, 0: mean 1/3.
  const swap = flipsOf([1, 0, 1, 0, 1], [1, 1, 2, 3, 4]);
  const retest = flipsOf([1, 0, 0, 0, 1], [2, 1, 2, 3, 5]);
  const found = excessFlip(swap, retest, 0.9);
  expect([...found.bases]).toEqual([1, 2, 3]);
  expect([...found.swap]).toEqual([0.5, 1, 0]);
  expect([...found.retest]).toEqual([0, 0.5, 0]);
  expect([...found.differences]).toEqual([0.5, 0.5, 0]);
  expect(found.unpaired).toBe(2);
  // s^2 = ((1/6)^2 + (1/6)^2 + (1/3)^2) / 2 = 1/12; se = sqrt(1/36) = 1/6.
  expect(found.excess).toMatchObject({ value: expect.closeTo(1 / 3, 14), se: expect.closeTo(1 / 6, 14) });
  expect(found.excess).toMatchObject({ df: expect.closeTo(2, 12) });
  // Two of three bases flip more.
  expect(found.exactBound).toMatchObject({
    value: expect.closeTo(1 / 3, 14),
    upper: expect.closeTo(exactUpper(2, 3, 0.05).upper, 12),
    level: expect.closeTo(0.95, 14),
  });
});

describe('without any flip', () => {
  test('nothing varies, but the exact bound holds: 1 - .05^(1/n)', () => {
    const found = excessFlip(still(100), still(100), 0.9);
    expect(found.excess.status).toBe('insufficient');
    expect(found.exactBound).toMatchObject({ value: 0, upper: expect.closeTo(1 - 0.05 ** 0.01, 12) });
  });

  test('58 bases do not bring the bound to 5 points, 59 do', () => {
    const upper = (n: number) => {
      const { exactBound } = excessFlip(still(n), still(n), 0.9);
      return exactBound.status === 'estimated' ? exactBound.upper : 1;
    };
    expect(upper(58)).toBeGreaterThan(0.05);
    expect(upper(59)).toBeLessThan(0.05);
  });
});

test('no base in both: insufficient', () => {
  const found = excessFlip(flipsOf([1], [1]), flipsOf([0], [2]), 0.9);
  expect([found.excess.status, found.exactBound.status, found.unpaired]).toEqual([
    'insufficient',
    'insufficient',
    2,
  ]);
  expect(excessFlip(flipsOf([], []), flipsOf([], []), 0.9).excess.status).toBe('insufficient');
});

test('one base in both: no mean with an interval, but a bound', () => {
  const found = excessFlip(flipsOf([0], [1]), flipsOf([0], [1]), 0.9);
  expect(found.excess.status).toBe('insufficient');
  expect(found.exactBound).toMatchObject({ upper: expect.closeTo(0.95, 12) });
});

test('swap and retest exchanged turn the sign; the bound is never below the mean', () => {
  fc.assert(
    fc.property(rows, rows, (swap, retest) => {
      const found = excessFlip(swap, retest, 0.9);
      const turned = excessFlip(retest, swap, 0.9);
      expect(turned.unpaired).toBe(found.unpaired);
      expect(turned.excess.status).toBe(found.excess.status);
      if (found.excess.status === 'estimated' && turned.excess.status === 'estimated') {
        expect(turned.excess.value).toBeCloseTo(-found.excess.value, 12);
        expect(turned.excess.lower).toBeCloseTo(-found.excess.upper, 10);
      }
      if (found.exactBound.status === 'estimated') {
        expect(found.exactBound.upper).toBeGreaterThanOrEqual(found.exactBound.value);
        expect(found.exactBound.upper).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('every pair twice changes nothing: a base counts once', () => {
  fc.assert(
    fc.property(rows, rows, (swap, retest) => {
      const twice = (of: { flips: Float64Array; bases: Int32Array }) =>
        flipsOf([...of.flips, ...of.flips], [...of.bases, ...of.bases]);
      const { differences, exactBound } = excessFlip(swap, retest, 0.9);
      const doubled = excessFlip(twice(swap), twice(retest), 0.9);
      expect([...doubled.differences]).toEqual([...differences]);
      expect(doubled.exactBound).toEqual(exactBound);
    }),
  );
});

test('refuses other values, unequal lengths and levels', () => {
  const one = flipsOf([1], [1]);
  expect(() => excessFlip(flipsOf([0.5], [1]), one, 0.9)).toThrow(coded('STATS_BAD_VALUE'));
  expect(() => excessFlip(one, flipsOf([Number.NaN], [1]), 0.9)).toThrow(coded('STATS_BAD_VALUE'));
  expect(() => excessFlip(one, flipsOf([1, 0], [1]), 0.9)).toThrow(coded('STATS_BAD_LENGTH'));
  expect(() => excessFlip(one, one, 1)).toThrow(coded('STATS_BAD_LEVEL'));
});
