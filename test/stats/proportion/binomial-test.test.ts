import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomialTest } from '../../../src/stats/proportion/binomial-test.js';
import { clopperPearson } from '../../../src/stats/proportion/proportion.js';

const counts = fc
  .integer({ min: 1, max: 400 })
  .chain((trials) => fc.record({ trials: fc.constant(trials), events: fc.integer({ min: 0, max: trials }) }));
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('binomialTest', () => {
  test('by hand: 1 of 4 at 1/3', () => {
    // P(0..4) = 16, 32, 24, 8, 1 over 81; those no likelier than 32/81 are all.
    expect(binomialTest(1, 4, 1 / 3).p).toBe(1);
    // 8/81 for 3 events: 8 + 1 = 9.
    expect(binomialTest(3, 4, 1 / 3).p).toBeCloseTo(9 / 81, 14);
    // 16/81 for none: 16 + 8 + 1 = 25.
    expect(binomialTest(0, 4, 1 / 3).p).toBeCloseTo(25 / 81, 14);
    expect(binomialTest(1, 4, 1 / 3, 'less').p).toBeCloseTo(48 / 81, 14);
    expect(binomialTest(1, 4, 1 / 3, 'greater').p).toBeCloseTo(65 / 81, 14);
  });

  test('a mirrored count is as likely, whatever the rounding', () => {
    expect(binomialTest(3, 10, 0.5).p).toBeCloseTo((2 * (1 + 10 + 45 + 120)) / 1024, 14);
    expect(binomialTest(7, 10, 0.5).p).toBeCloseTo((2 * (1 + 10 + 45 + 120)) / 1024, 14);
  });

  test('a null of 0 or 1 is refuted by one case, or agrees', () => {
    expect([binomialTest(0, 5, 0).p, binomialTest(5, 5, 1).p]).toEqual([1, 1]);
    expect([binomialTest(1, 5, 0).p, binomialTest(4, 5, 1).p]).toEqual([0, 0]);
    expect([binomialTest(1, 5, 0, 'less').p, binomialTest(1, 5, 0, 'greater').p]).toEqual([1, 0]);
  });

  test('no event in 299 cases refutes 1 % at 5 %, in 298 it does not', () => {
    expect(binomialTest(0, 299, 0.01, 'less').p).toBeCloseTo(0.99 ** 299, 14);
    expect(binomialTest(0, 299, 0.01, 'less').p).toBeLessThan(0.05);
    expect(binomialTest(0, 298, 0.01, 'less').p).toBeGreaterThan(0.05);
  });

  test('is the sum over every count that is no likelier, and holds both one-sided tails', () => {
    const naive = (events: number, trials: number, p0: number): number => {
      const logs = new Float64Array(trials + 1);
      for (let k = 1; k <= trials; k++) logs[k] = (logs[k - 1] ?? 0) + Math.log((trials - k + 1) / k);
      const pmf = logs.map((log, k) => Math.exp(log + k * Math.log(p0) + (trials - k) * Math.log1p(-p0)));
      const seen = (pmf[events] ?? 0) * (1 + 1e-7);
      return pmf.reduce((sum, p) => sum + (p <= seen ? p : 0), 0);
    };
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 19 }), ({ events, trials }, twentieths) => {
        const p0 = twentieths / 20;
        const { p } = binomialTest(events, trials, p0);
        expect(p).toBeCloseTo(naive(events, trials, p0), 10);
        const tails = [
          binomialTest(events, trials, p0, 'less').p,
          binomialTest(events, trials, p0, 'greater').p,
        ];
        expect(p).toBeGreaterThanOrEqual(Math.min(...tails) - 1e-12);
      }),
    );
  });

  test('the other outcome at the other probability gives the same p', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 99 }), ({ events, trials }, percent) => {
        const { p } = binomialTest(events, trials, percent / 100);
        expect(binomialTest(trials - events, trials, 1 - percent / 100).p).toBeCloseTo(p, 9);
      }),
    );
  });

  test('one-sided, it inverts the exact interval', () => {
    fc.assert(
      fc.property(counts, ({ events, trials }) => {
        const { lower, upper } = clopperPearson(events, trials, 0.95);
        if (events > 0) expect(binomialTest(events, trials, lower, 'greater').p).toBeCloseTo(0.025, 10);
        if (events < trials) expect(binomialTest(events, trials, upper, 'less').p).toBeCloseTo(0.025, 10);
      }),
    );
  });

  test('p lies in [0, 1]', () => {
    fc.assert(
      fc.property(counts, share, fc.constantFrom('two-sided', 'less', 'greater'), (of, p0, alternative) => {
        const { p, statistic } = binomialTest(of.events, of.trials, p0, alternative);
        expect(p >= 0 && p <= 1).toBe(true);
        expect(statistic).toBe(of.events);
      }),
    );
  });

  test.each([
    [0, 0, 0.5, 'STATS_BAD_COUNT'],
    [3, 2, 0.5, 'STATS_BAD_COUNT'],
    [0.5, 2, 0.5, 'STATS_BAD_COUNT'],
    [1, 2, -0.1, 'STATS_BAD_VALUE'],
    [1, 2, 1.1, 'STATS_BAD_VALUE'],
    [1, 2, Number.NaN, 'STATS_BAD_VALUE'],
  ])('refuses %s of %s against %s', (events, trials, p0, code) => {
    expect(() => binomialTest(events, trials, p0)).toThrow(expect.objectContaining({ code }));
  });
});
