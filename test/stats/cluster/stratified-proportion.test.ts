import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type StratifiedProportion,
  type Stratum,
  stratifiedProportion,
} from '../../../src/stats/cluster/stratified-proportion.js';
import { wilson } from '../../../src/stats/proportion/proportion.js';

function estimated(strata: readonly Stratum[], level = 0.95): StratifiedProportion {
  const found = stratifiedProportion(strata, level);
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

const stratum = fc
  .record({
    weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    trials: fc.integer({ min: 1, max: 60 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ weight, trials, share }) => ({ weight, trials, events: Math.round(share * trials) }));
const someStrata = fc.array(stratum, { minLength: 1, maxLength: 8 });

test('by hand', () => {
  // Wilson 0 of 10: [0, 0.27753]; 10 of 10: [0.72247, 1]. Weights 3 : 1, p = 1/4,
  // lower = 1/4 - (1/4) 0.27753, upper = 1/4 + (3/4) 0.27753.
  const bound = wilson(0, 10, 0.95).upper;
  const found = estimated([
    { weight: 300, events: 0, trials: 10 },
    { weight: 100, events: 10, trials: 10 },
  ]);
  expect(found).toMatchObject({ value: 0.25, n: 20, strata: 2, level: 0.95 });
  expect(found.lower).toBeCloseTo(0.25 - bound / 4, 14);
  expect(found.upper).toBeCloseTo(0.25 + (3 * bound) / 4, 14);
});

test('one stratum is its Wilson interval; a stratum without weight is nothing', () => {
  const { value, lower, upper } = wilson(7, 23, 0.9);
  expect(
    estimated(
      [
        { weight: 0.2, events: 7, trials: 23 },
        { weight: 0, events: 5, trials: 5 },
        { weight: 0, events: 0, trials: 0 },
      ],
      0.9,
    ),
  ).toMatchObject({
    value: expect.closeTo(value, 15),
    lower: expect.closeTo(lower, 14),
    upper: expect.closeTo(upper, 14),
    n: 23,
    strata: 1,
  });
});

describe('properties', () => {
  test('bounds lie in [0, 1] about the value, also without events', () => {
    fc.assert(
      fc.property(someStrata, (strata) => {
        for (const given of [strata, strata.map((one) => ({ ...one, events: 0 }))]) {
          const { value, lower, upper } = estimated(given);
          expect(lower).toBeGreaterThanOrEqual(0);
          expect(upper).toBeLessThanOrEqual(1);
          expect(lower).toBeLessThanOrEqual(value);
          expect(upper).toBeGreaterThanOrEqual(value);
          expect(upper - lower).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('the scale of the weights and the order of strata change nothing; non-events mirror events', () => {
    fc.assert(
      fc.property(someStrata, (strata) => {
        const here = estimated(strata);
        const there = estimated(
          [...strata].reverse().map(({ weight, events, trials }) => ({
            weight: weight * 1e4,
            events: trials - events,
            trials,
          })),
        );
        expect(there.value).toBeCloseTo(1 - here.value, 12);
        expect(there.lower).toBeCloseTo(1 - here.upper, 12);
        expect(there.upper).toBeCloseTo(1 - here.lower, 12);
      }),
    );
  });

  test('widens with the level, narrows with tenfold cases', () => {
    fc.assert(
      fc.property(someStrata, (strata) => {
        const narrow = estimated(strata, 0.8);
        const wide = estimated(strata, 0.99);
        expect(wide.upper - wide.lower).toBeGreaterThan(narrow.upper - narrow.lower);
        const more = estimated(
          strata.map((one) => ({ ...one, events: 10 * one.events, trials: 10 * one.trials })),
          0.8,
        );
        expect(more.upper - more.lower).toBeLessThan(narrow.upper - narrow.lower);
      }),
    );
  });
});

test.each([
  ['no strata', [], 'no stratum has weight'],
  ['no weight', [{ weight: 0, events: 1, trials: 2 }], 'no stratum has weight'],
  [
    'an empty stratum',
    [
      { weight: 0, events: 0, trials: 0 },
      { weight: 1, events: 1, trials: 2 },
      { weight: 0.1, events: 0, trials: 0 },
    ],
    'stratum 2 has weight but no cases',
  ],
])('%s is insufficient', (_, strata, reason) => {
  expect(stratifiedProportion(strata, 0.95)).toEqual({ status: 'insufficient', reason });
});

test.each([
  ['STATS_BAD_VALUE', { weight: -1, events: 1, trials: 2 }, 0.95],
  ['STATS_BAD_VALUE', { weight: Number.NaN, events: 1, trials: 2 }, 0.95],
  ['STATS_BAD_COUNT', { weight: 1, events: 3, trials: 2 }, 0.95],
  ['STATS_BAD_COUNT', { weight: 1, events: 0.5, trials: 2 }, 0.95],
  ['STATS_BAD_COUNT', { weight: 1, events: 0, trials: -1 }, 0.95],
  ['STATS_BAD_LEVEL', { weight: 1, events: 1, trials: 2 }, 0],
])('%s for %j at %d', (code, one, level) => {
  expect(() => stratifiedProportion([one], level)).toThrow(expect.objectContaining({ code }));
});
