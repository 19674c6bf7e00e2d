import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ShrunkenSubgroups, shrinkSubgroups } from '../../../src/stats/cluster/shrink-subgroups.js';

type Numbers = readonly number[];

function answer(estimates: Numbers, ses: Numbers, level = 0.95) {
  return shrinkSubgroups(Float64Array.from(estimates), Float64Array.from(ses), level);
}

function estimated(found: ReturnType<typeof answer>): ShrunkenSubgroups {
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

const data = fc
  .array(
    fc.record({
      estimate: fc.double({ min: -3, max: 3, noNaN: true }),
      se: fc.double({ min: 0.05, max: 2, noNaN: true }),
    }),
    { minLength: 2, maxLength: 20 },
  )
  .map((rows) => ({ estimates: rows.map((row) => row.estimate), ses: rows.map((row) => row.se) }));

test('equal standard errors, by hand', () => {
  // y = 0, 1, 2 with se 1/2: w = 4, fixed mean 1, Q = 4 (1 + 0 + 1) = 8, tau^2 = (8 - 2) / (12 - 48 / 12) = 3/4.
  // l = 0.75 / (0.75 + 0.25) = 3/4; pooled se^2 = (3/4 + 1/4) / 3 = 1/3; I^2 = 6/8.
  const found = estimated(answer([0, 1, 2], [0.5, 0.5, 0.5]));
  expect(found).toMatchObject({ q: 8, df: 2, i2: 0.75, tau2: expect.closeTo(0.75, 15) });
  expect(found.pooled).toMatchObject({ value: 1, se: expect.closeTo(Math.sqrt(1 / 3), 15) });
  expect(found.subgroups.map((one) => one.value)).toEqual([0.25, 1, 1.75].map((x) => expect.closeTo(x, 14)));
  // se^2 = 3/4 * 1/4 + 1/16 * 1/3 = 10/48.
  expect(found.subgroups[0]).toMatchObject({ se: expect.closeTo(Math.sqrt(10 / 48), 14), ownWeight: 0.75 });
  expect(found.subgroups[0]?.upper).toBeCloseTo(0.25 + 1.959963985 * Math.sqrt(10 / 48), 8);
});

test('subgroups that differ no more than chance become the pooled mean', () => {
  const found = estimated(answer([1, 1.1, 0.9], [0.5, 0.4, 0.6]));
  expect(found).toMatchObject({ tau2: 0, i2: 0 });
  for (const one of found.subgroups) {
    expect(one.ownWeight).toBe(0);
    expect(one).toMatchObject({ value: found.pooled.value, se: expect.closeTo(found.pooled.se ?? 0, 14) });
  }
  // No zero-width interval, even of equal estimates.
  const equal = estimated(answer([1, 1], [0.5, 0.5]));
  expect(equal.q).toBe(0);
  expect(equal.pooled.upper).toBeGreaterThan(1.5);
});

test('a precise subgroup keeps its estimate', () => {
  const [first] = estimated(answer([5, 0, 1], [1e-6, 1, 1])).subgroups;
  expect(first?.value).toBeCloseTo(5, 9);
});

describe('properties', () => {
  test('each estimate moves towards the pooled mean, and its error below its own', () => {
    fc.assert(
      fc.property(data, ({ estimates, ses }) => {
        const { pooled, subgroups, i2 } = estimated(answer(estimates, ses));
        expect(i2).toBeGreaterThanOrEqual(0);
        expect(i2).toBeLessThan(1);
        subgroups.forEach((one, g) => {
          const before = estimates[g] ?? 0;
          expect(Math.abs(one.value - pooled.value)).toBeLessThanOrEqual(
            Math.abs(before - pooled.value) + 1e-12,
          );
          expect((one.value - pooled.value) * (before - pooled.value)).toBeGreaterThanOrEqual(-1e-12);
          expect(one.se).toBeLessThanOrEqual((ses[g] ?? 0) * (1 + 1e-9));
        });
      }),
    );
  });

  test('follows a change of unit and origin, and of order', () => {
    fc.assert(
      fc.property(data, ({ estimates, ses }) => {
        const here = estimated(answer(estimates, ses));
        const there = estimated(
          answer(
            [...estimates].reverse().map((x) => 2 - 1e3 * x),
            [...ses].reverse().map((x) => 1e3 * x),
          ),
        );
        expect(there.tau2).toBeCloseTo(1e6 * here.tau2, 3);
        expect(there.q).toBeCloseTo(here.q, 6);
        const last = there.subgroups.at(-1);
        expect(last?.lower).toBeCloseTo(2 - 1e3 * (here.subgroups[0]?.upper ?? 0), 6);
      }),
    );
  });

  test('widens with the level', () => {
    fc.assert(
      fc.property(data, ({ estimates, ses }) => {
        const narrow = estimated(answer(estimates, ses, 0.8));
        const wide = estimated(answer(estimates, ses, 0.99));
        wide.subgroups.forEach((one, g) => {
          expect(one.lower).toBeLessThan(narrow.subgroups[g]?.lower ?? 0);
          expect(one.upper).toBeGreaterThan(narrow.subgroups[g]?.upper ?? 0);
        });
      }),
    );
  });
});

test.each([
  [[], [], 0],
  [[1], [0.5], 1],
])('%j is insufficient', (estimates, ses, count) => {
  expect(answer(estimates, ses)).toEqual({
    status: 'insufficient',
    reason: `shrinkage needs at least 2 subgroups, got ${count}`,
  });
});

test.each([
  ['STATS_BAD_LENGTH', [1, 2], [1], 0.95],
  ['STATS_BAD_VALUE', [1, Number.NaN], [1, 1], 0.95],
  ['STATS_BAD_VALUE', [1, 2], [1, 0], 0.95],
  ['STATS_BAD_VALUE', [1, 2], [1, Number.POSITIVE_INFINITY], 0.95],
  ['STATS_BAD_VALUE', [0, 1e200], [1, 1], 0.95],
  ['STATS_BAD_LEVEL', [1, 2], [1, 1], 1.2],
])('%s for %j with %j at %d', (code, estimates, ses, level) => {
  expect(() => answer(estimates, ses, level)).toThrow(expect.objectContaining({ code }));
});
