import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { breslowDay } from '../../../src/stats/contingency/breslow-day.js';
import { cochranMantelHaenszel } from '../../../src/stats/contingency/cochran-mantel-haenszel.js';
import { commonOddsRatio } from '../../../src/stats/contingency/common-odds-ratio.js';
import type { UnpairedCounts } from '../../../src/stats/unpaired/unpaired-counts.js';

const stratum = (
  newEvents: number,
  newCases: number,
  oldEvents: number,
  oldCases: number,
): UnpairedCounts => ({
  newEvents,
  newCases,
  oldEvents,
  oldCases,
});
const sample = fc
  .integer({ min: 0, max: 60 })
  .chain((cases) => fc.record({ cases: fc.constant(cases), events: fc.integer({ min: 0, max: cases }) }));
const strata = fc.array(
  fc.tuple(sample, sample).map(([a, b]) => stratum(a.events, a.cases, b.events, b.cases)),
  { maxLength: 8 },
);
const exchange = ({ newEvents, newCases, oldEvents, oldCases }: UnpairedCounts) =>
  stratum(oldEvents, oldCases, newEvents, newCases);
const NOTHING = [
  stratum(0, 5, 0, 5),
  stratum(4, 4, 3, 3),
  stratum(0, 0, 1, 2),
  stratum(1, 2, 0, 0),
  stratum(0, 0, 0, 0),
];

describe('cochranMantelHaenszel', () => {
  test('one stratum by hand: 3 of 4 against 1 of 4', () => {
    // a - E = 1, Var = 4 x 4 x 4 x 4 / (64 x 7) = 4/7; corrected (1/2)^2.
    const tea = [stratum(3, 4, 1, 4)];
    expect(cochranMantelHaenszel(tea, 0.95, false)).toMatchObject({
      statistic: expect.closeTo(7 / 4, 14),
      df: 1,
    });
    expect(cochranMantelHaenszel(tea, 0.95, true)).toMatchObject({ statistic: expect.closeTo(7 / 16, 14) });
    // Odds ratio (3/1) / (1/3) = 9; with one stratum the variance of its logarithm is 1 + 1/3 + 1/3 + 1.
    const z = 1.959963984540054;
    const ratio = commonOddsRatio(tea, 0.95);
    expect(ratio).toMatchObject({
      value: 9,
      lower: expect.closeTo(9 * Math.exp(-z * Math.sqrt(8 / 3)), 12),
      upper: expect.closeTo(9 * Math.exp(z * Math.sqrt(8 / 3)), 9),
    });
  });

  test('an excess below one half is corrected to 0, not beyond', () => {
    // a - E = (3 x 3 - 2 x 2) / 10 = 0.5 at 3 of 5 against 2 of 5; at 3 of 6 against 2 of 5, 3 x 3 - 3 x 2 over 11.
    expect(cochranMantelHaenszel([stratum(3, 5, 2, 5)], 0.95, true)).toMatchObject({ statistic: 0, p: 1 });
    expect(cochranMantelHaenszel([stratum(3, 6, 2, 5)], 0.95, true)).toMatchObject({ statistic: 0, p: 1 });
  });

  test('strata that say nothing are left out and counted', () => {
    const found = cochranMantelHaenszel([stratum(3, 4, 1, 4), ...NOTHING], 0.95, false);
    expect(found).toMatchObject({ statistic: expect.closeTo(7 / 4, 14), strata: 6, informative: 1 });
    expect(cochranMantelHaenszel(NOTHING, 0.95, false)).toEqual({
      status: 'insufficient',
      reason: 'no stratum with both models and both outcomes',
    });
    expect(cochranMantelHaenszel([], 0.95, true)).toMatchObject({ status: 'insufficient' });
  });

  test('a test stands where the odds ratio does not', () => {
    expect(cochranMantelHaenszel([stratum(4, 4, 1, 4)], 0.95, false)).toMatchObject({
      status: 'estimated',
      oddsRatio: {
        status: 'insufficient',
        reason: 'the common odds ratio is infinite: it has no finite interval',
      },
    });
    expect(commonOddsRatio([stratum(0, 4, 1, 4)], 0.95)).toEqual({
      status: 'insufficient',
      reason: 'the common odds ratio is 0: it has no finite interval',
    });
    expect(commonOddsRatio(NOTHING, 0.95)).toMatchObject({ status: 'insufficient' });
  });

  test('exchanging the models inverts the odds ratio; order of strata, and the correction, as expected', () => {
    fc.assert(
      fc.property(strata, (of) => {
        const found = cochranMantelHaenszel(of, 0.9, false);
        const other = cochranMantelHaenszel(of.map(exchange).reverse(), 0.9, false);
        const corrected = cochranMantelHaenszel(of, 0.9, true);
        if (
          found.status === 'insufficient' ||
          other.status === 'insufficient' ||
          corrected.status === 'insufficient'
        ) {
          expect([other, corrected]).toEqual([found, found]);
          return;
        }
        expect(other.statistic).toBeCloseTo(found.statistic, 9);
        expect(corrected.p).toBeGreaterThanOrEqual(found.p);
        const [here, there] = [found.oddsRatio, other.oddsRatio];
        if (here.status === 'insufficient' || there.status === 'insufficient') {
          expect(here.status).toBe(there.status);
          return;
        }
        expect(here.lower > 0 && here.lower <= here.value && here.upper >= here.value).toBe(true);
        expect(there.value * here.value).toBeCloseTo(1, 9);
        expect(there.lower * here.upper).toBeCloseTo(1, 9);
      }),
    );
  });

  test.each([
    ['STATS_BAD_LEVEL', [stratum(1, 2, 1, 2)], 1],
    ['STATS_BAD_COUNT', [stratum(3, 2, 1, 2)], 0.95],
    ['STATS_BAD_COUNT', [stratum(1, 2, 1, 2), stratum(-1, 2, 1, 2)], 0.95],
    ['STATS_BAD_COUNT', [stratum(1, 2, 1, Number.NaN)], 0.95],
  ])('%s', (code, of, level) => {
    const refused = expect.objectContaining({ code });
    expect(() => cochranMantelHaenszel(of, level, false)).toThrow(refused);
    expect(() => commonOddsRatio(of, level)).toThrow(refused);
  });
});

describe('breslowDay', () => {
  test('equal odds ratios in every stratum give 0', () => {
    // Both 4: (8/4) / (4/8), (20/10) / (5/10).
    const found = breslowDay([stratum(8, 12, 4, 12), stratum(20, 30, 5, 15)]);
    expect(found).toMatchObject({ statistic: expect.closeTo(0, 10), df: 1, p: expect.closeTo(1, 5) });
  });

  test('opposite odds ratios of 4 and 1/4 by hand', () => {
    // Common ratio 1, so A = 6 of 12 events in each stratum, V = 1 / (4/6) = 3/2; (8 - 6)^2 / 1.5 twice, their sum 0.
    const found = breslowDay([stratum(8, 12, 4, 12), stratum(4, 12, 8, 12)]);
    expect(found).toMatchObject({ statistic: expect.closeTo(16 / 3, 12), df: 1 });
  });

  test.each([
    [
      'one informative stratum',
      [stratum(3, 4, 1, 4), ...NOTHING],
      'a test of heterogeneity needs 2 informative strata, got 1',
    ],
    [
      'an infinite ratio',
      [stratum(4, 4, 1, 4), stratum(3, 3, 2, 5)],
      'the common odds ratio is infinite: it has no finite interval',
    ],
  ])('%s is insufficient', (_, of, reason) => {
    expect(breslowDay(of)).toEqual({ status: 'insufficient', reason });
  });

  test('exchanging the models changes nothing', () => {
    fc.assert(
      fc.property(strata, (of) => {
        const here = breslowDay(of);
        const there = breslowDay(of.map(exchange));
        expect(here.status).toBe(there.status);
        if (here.status === 'insufficient' || there.status === 'insufficient') return;
        expect(there.statistic).toBeCloseTo(here.statistic, 6);
        expect(here.p >= 0 && here.p <= 1).toBe(true);
      }),
    );
  });

  test('refuses a bad count', () => {
    expect(() => breslowDay([stratum(3, 2, 1, 2)])).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
  });
});
