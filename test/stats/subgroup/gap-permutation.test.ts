import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';
import { type GapPermutationOptions, gapPermutation } from '../../../src/stats/subgroup/gap-permutation.js';

function estimate(
  values: readonly number[],
  groups: readonly number[],
  options: GapPermutationOptions,
  seed = 1,
) {
  const found = gapPermutation(
    Float64Array.from(values),
    Int32Array.from(groups),
    mersenneTwister(seed),
    options,
  );
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

describe('gapPermutation', () => {
  it('finds the 2 of 20 assignments that part 1 1 1 from 0 0 0', () => {
    // P(gap = 1) = 2 / C(6, 3) = 0.1; otherwise 2 against 1 right, a gap of 1/3: the null mean is 0.1 + 0.9 / 3 = 0.4
    const found = estimate([1, 1, 1, 0, 0, 0], [7, 7, 7, -2, -2, -2], { draws: 20_000, leastReportable: 3 });
    expect(found.observed).toBe(1);
    expect(Math.abs(found.p - 0.1)).toBeLessThan(5 * Math.sqrt(0.09 / 20_000));
    expect(Math.abs(found.nullMean - 0.4)).toBeLessThan(0.01);
    expect(found.nullUpper).toBe(1);
    expect([...found.reportable]).toEqual([7, -2]);
  });

  it('shows how large a gap chance makes of many small groups', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i * 7) % 2);
    const few = estimate(
      values,
      values.map((_, i) => i % 2),
      { draws: 300 },
    );
    const many = estimate(
      values,
      values.map((_, i) => i % 20),
      { draws: 300 },
    );
    expect(few.nullMean).toBeLessThan(0.1);
    expect(many.nullMean).toBeGreaterThan(0.4);
  });

  it('has a p of 1 where all values are equal, and never one of 0', () => {
    const groups = Array.from({ length: 40 }, (_, i) => i % 2);
    expect(
      estimate(
        groups.map(() => 0.3),
        groups,
        { draws: 50 },
      ),
    ).toMatchObject({ observed: 0, p: 1 });
    expect(estimate(groups, groups, { draws: 50 }).p).toBe(1 / 51);
  });

  it('leaves out the values of groups that are too small', () => {
    const groups = Array.from({ length: 40 }, (_, i) => i % 2);
    const values = groups.map((_, i) => (i * 3) % 5);
    const alone = estimate(values, groups, { draws: 40 });
    const withSmall = estimate([900, ...values], [5, ...groups], { draws: 40 });
    expect(withSmall).toEqual(alone);
  });

  it('leaves its input as it is and repeats itself from the same seed alone', () => {
    const groups = Int32Array.from({ length: 40 }, (_, i) => i % 2);
    const values = Float64Array.from(groups, (_, i) => (i * 3) % 7);
    const before = [...values];
    const once = gapPermutation(values, groups, mersenneTwister(4), { draws: 99 });
    expect([...values]).toEqual(before);
    expect(gapPermutation(values, groups, mersenneTwister(4), { draws: 99 })).toEqual(once);
    expect(gapPermutation(values, groups, mersenneTwister(5), { draws: 99 })).not.toEqual(once);
  });

  it.each([
    ['no case', [], []],
    ['one group', new Array<number>(30).fill(1), new Array<number>(30).fill(1)],
    ['groups of 9', Array.from({ length: 18 }, (_, i) => i), Array.from({ length: 18 }, (_, i) => i % 2)],
  ])('is insufficient with %s', (_, values, groups) => {
    const found = gapPermutation(Float64Array.from(values), Int32Array.from(groups), mersenneTwister(1));
    expect(found).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining('at least 2 groups of 10'),
    });
  });

  it.each([
    ['unequal lengths', [1], [], {}, 'STATS_BAD_LENGTH'],
    ['NaN', [Number.NaN], [1], {}, 'STATS_BAD_VALUE'],
    ['no draw', [1], [1], { draws: 0 }, 'STATS_BAD_COUNT'],
    ['a least of 0', [1], [1], { leastReportable: 0 }, 'STATS_BAD_COUNT'],
  ])('refuses %s', (_, values, groups, options, code) => {
    expect(() =>
      gapPermutation(Float64Array.from(values), Int32Array.from(groups), mersenneTwister(1), options),
    ).toThrow(expect.objectContaining({ code }));
  });

  it('is the same on a shifted and a stretched scale', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 8, maxLength: 30 }), (values) => {
        const groups = values.map((_, i) => i % 3);
        const options = { draws: 60, leastReportable: 2 };
        const one = estimate(values, groups, options);
        const other = estimate(
          values.map((value) => 4 * value + 16),
          groups,
          options,
        );
        expect(other.p).toBe(one.p);
        expect(other.observed).toBeCloseTo(4 * one.observed, 9);
        expect(one.p).toBeGreaterThan(0);
        expect(one.p).toBeLessThanOrEqual(1);
      }),
    );
  });
});
