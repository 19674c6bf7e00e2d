import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type SignFlipOptions,
  type SignFlipTest,
  signFlipTest,
} from '../../../src/stats/paired/sign-flip-test.js';

type Numbers = readonly number[];

function answer(values: Numbers, clusters: Numbers, options: Partial<SignFlipOptions> = {}): SignFlipTest {
  const found = signFlipTest(Float64Array.from(values), Int32Array.from(clusters), { seed: 1, ...options });
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

const firsts = (n: number) => Array.from({ length: n }, (_, i) => i);

test('by hand: four clusters of one case', () => {
  // 1, 2, 3 and -1: the sum 5 is reached or passed by 5 (all as they are), by 7 (the last turned), by 5 (first and last
  // turned), and not otherwise: 3 of 16. At most 5 are all but the 7: 15 of 16.
  const values = [1, 2, 3, -1];
  const p = (alternative: 'greater' | 'less' | 'two-sided') => answer(values, firsts(4), { alternative }).p;
  expect(p('greater')).toBe(3 / 16);
  expect(p('less')).toBe(15 / 16);
  expect(p('two-sided')).toBe(6 / 16);
  expect(answer(values, firsts(4))).toMatchObject({
    statistic: 1.25,
    n: 4,
    clusters: 4,
    patterns: 16,
    p: 6 / 16,
  });
});

test('a cluster turns as a whole', () => {
  // Totals 3 and 4: of 7, 1, -1, -7 only the observed one reaches 7.
  expect(answer([1, 2, 4], [5, 5, 9], { alternative: 'greater' }).p).toBe(1 / 4);
});

test('the limits are where the one-sided tests reject', () => {
  const values = [0.3, -0.1, 0.4, 0.2, 0.25, 0.5, -0.3];
  const { interval } = answer(values, firsts(7), { level: 0.9 });
  if (interval.status === 'insufficient') throw new Error(interval.reason);
  const p = (m0: number, alternative: 'greater' | 'less') => answer(values, firsts(7), { m0, alternative }).p;
  expect(p(interval.lower - 1e-6, 'greater')).toBeLessThanOrEqual(0.05);
  expect(p(interval.lower + 1e-6, 'greater')).toBeGreaterThan(0.05);
  expect(p(interval.upper + 1e-6, 'less')).toBeLessThanOrEqual(0.05);
  expect(p(interval.upper - 1e-6, 'less')).toBeGreaterThan(0.05);
});

test('too few patterns for the level leave p and no limits', () => {
  const found = answer([1, 2, 3], firsts(3), { alternative: 'greater' });
  expect(found.p).toBe(1 / 8);
  expect(found.interval).toEqual({
    status: 'insufficient',
    reason: 'sign-flip: 8 sign patterns cannot reach a one-sided p of 0.025000000000000022; add clusters',
  });
});

test('equal values leave p and no limits of width 0', () => {
  const found = answer(new Array(8).fill(0.3), firsts(8), { alternative: 'greater' });
  expect(found.p).toBe(1 / 256);
  expect(found.interval).toEqual({ status: 'insufficient', reason: 'no variation between clusters' });
  expect(answer(new Array(8).fill(0), firsts(8)).p).toBe(1);
  expect(answer(new Array(30).fill(0), firsts(30)).p).toBe(1);
});

test('one cluster can only stand or turn', () => {
  expect(answer([1, 2], [3, 3], { alternative: 'greater' })).toMatchObject({
    p: 0.5,
    clusters: 1,
    patterns: 2,
  });
});

test('beyond 20 clusters the seed decides which patterns are drawn', () => {
  const values = firsts(24).map((i) => Math.sin(7 * i) + 0.3);
  const at = (seed: number) => answer(values, firsts(24), { seed, alternative: 'greater' });
  expect(at(5)).toEqual(at(5));
  expect(at(5).p).not.toBe(at(6).p);
  expect(Math.abs(at(5).p - at(6).p)).toBeLessThan(0.03);
  expect(at(5)).toMatchObject({ patterns: 10_001, method: 'sign-flip, 10000 draws, greater' });
});

describe('properties', () => {
  const data = fc
    .array(fc.record({ value: fc.integer({ min: -9, max: 9 }), cluster: fc.integer({ min: 0, max: 9 }) }), {
      minLength: 1,
      maxLength: 30,
    })
    .map((rows) => ({ values: rows.map((row) => row.value / 8), clusters: rows.map((row) => row.cluster) }));

  test('p is a share, exchanging the models exchanges the alternatives and mirrors the limits', () => {
    fc.assert(
      fc.property(data, fc.integer({ min: -4, max: 4 }), ({ values, clusters }, eighths) => {
        const m0 = eighths / 8;
        const here = answer(values, clusters, { m0, alternative: 'greater', level: 0.6 });
        const there = answer(
          values.map((x) => -x),
          clusters,
          { m0: -m0, alternative: 'less', level: 0.6 },
        );
        expect(there.p).toBe(here.p);
        expect(here.p).toBeGreaterThan(0);
        expect(here.p).toBeLessThanOrEqual(1);
        const [a, b] = [here.interval, there.interval];
        if (a.status === 'estimated' && b.status === 'estimated') {
          expect(b.lower).toBeCloseTo(-a.upper, 12);
          expect(b.upper).toBeCloseTo(-a.lower, 12);
        }
        expect(b.status).toBe(a.status);
      }),
    );
  });

  test('the order of cases changes nothing; moving values and null together neither', () => {
    fc.assert(
      fc.property(data, ({ values, clusters }) => {
        const here = answer(values, clusters);
        const there = answer(
          [...values].reverse().map((x) => x + 2),
          [...clusters].reverse(),
          { m0: 2 },
        );
        expect(there.p).toBe(here.p);
      }),
    );
  });
});

test('no cases are insufficient', () => {
  expect(signFlipTest(new Float64Array(0), new Int32Array(0), { seed: 0 })).toEqual({
    status: 'insufficient',
    reason: 'no cases',
  });
});

test.each([
  ['STATS_BAD_LENGTH', [1, 2], [1], {}],
  ['STATS_BAD_VALUE', [1, Number.NaN], [1, 2], {}],
  ['STATS_BAD_VALUE', [1, 2], [1, 2], { m0: Number.NaN }],
  ['STATS_BAD_LEVEL', [1, 2], [1, 2], { level: 1 }],
  ['STATS_BAD_COUNT', [1, 2], [1, 2], { seed: -1 }],
])('%s for %j in %j with %j', (code, values, clusters, options) => {
  expect(() => answer(values, clusters, options)).toThrow(expect.objectContaining({ code }));
});
