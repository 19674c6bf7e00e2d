import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isSameDate,
  isSameDuration,
  isWithinTolerance,
  relativeLimits,
  roundHalfEven,
  type ToleranceRule,
} from '../../../src/stats/scoring/numeric-tolerance.js';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('isWithinTolerance', () => {
  it('includes both limits', () => {
    const rule: ToleranceRule = { kind: 'limits', lower: 95, upper: 105 };
    expect([94.999, 95, 100, 105, 105.001].map((answer) => isWithinTolerance(answer, rule))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });

  it('reads inverted limits of a negative truth: 95 % of -2 is above 105 % of it', () => {
    const rule: ToleranceRule = { kind: 'limits', lower: -1.9, upper: -2.1 };
    expect(isWithinTolerance(-2, rule)).toBe(true);
    expect(isWithinTolerance(2, rule)).toBe(false);
  });

  it('rounds an answer to an integer truth half to even: 2.5 is right for 2 and wrong for 3', () => {
    expect(isWithinTolerance(2.5, { kind: 'integer', truth: 2 })).toBe(true);
    expect(isWithinTolerance(2.5, { kind: 'integer', truth: 3 })).toBe(false);
    expect(isWithinTolerance(-1.5, { kind: 'integer', truth: -2 })).toBe(true);
    expect(isWithinTolerance(-0.5, { kind: 'integer', truth: 0 })).toBe(true);
  });

  it.each([
    ['NaN', Number.NaN, { kind: 'limits', lower: 0, upper: 1 }, 'STATS_BAD_VALUE'],
    [
      'an infinite limit',
      1,
      { kind: 'limits', lower: 0, upper: Number.POSITIVE_INFINITY },
      'STATS_BAD_VALUE',
    ],
    ['NaN as a limit', 1, { kind: 'limits', lower: Number.NaN, upper: 3 }, 'STATS_BAD_VALUE'],
    ['a truth that is no integer', 1, { kind: 'integer', truth: 1.5 }, 'STATS_BAD_COUNT'],
  ] as const)('refuses %s', (_, answer, rule, code) => {
    expect(() => isWithinTolerance(answer, rule)).toThrow(expect.objectContaining({ code }));
  });
});

describe('relativeLimits', () => {
  it('orders the limits whatever the sign, and allows nothing about 0', () => {
    expect(relativeLimits(100, 0.05)).toEqual({ kind: 'limits', lower: 95, upper: 105 });
    expect(relativeLimits(-100, 0.05)).toEqual({ kind: 'limits', lower: -105, upper: -95 });
    expect(isWithinTolerance(1e-300, relativeLimits(0, 0.05))).toBe(false);
    expect(isWithinTolerance(0, relativeLimits(0, 0.05))).toBe(true);
  });

  it('refuses a share outside [0, 1) and limits that overflow', () => {
    for (const [truth, share] of [
      [1, -0.1],
      [1, 1],
      [Number.NaN, 0.05],
      [1.75e308, 0.05],
    ] as const) {
      expect(() => relativeLimits(truth, share)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
      );
    }
  });

  it('always accepts the truth and treats a pair of opposite signs alike', () => {
    fc.assert(
      fc.property(number, number, fc.double({ min: 0, max: 0.9, noNaN: true }), (truth, answer, share) => {
        expect(isWithinTolerance(truth, relativeLimits(truth, share))).toBe(true);
        expect(isWithinTolerance(-answer, relativeLimits(-truth, share))).toBe(
          isWithinTolerance(answer, relativeLimits(truth, share)),
        );
      }),
    );
  });
});

describe('roundHalfEven', () => {
  it('goes to the nearest integer, from a half to the even one, and never to -0', () => {
    fc.assert(
      fc.property(number, (x) => {
        const rounded = roundHalfEven(x);
        expect(Number.isInteger(rounded)).toBe(true);
        expect(Object.is(rounded, -0)).toBe(false);
        expect(Math.abs(x - rounded)).toBeLessThanOrEqual(0.5);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (whole) => {
        expect(roundHalfEven(whole + 0.5) % 2 === 0).toBe(true);
        expect(Math.abs(roundHalfEven(whole + 0.5) - whole - 0.5)).toBe(0.5);
      }),
    );
  });

  it('refuses what is not finite', () => {
    expect(() => roundHalfEven(Number.NaN)).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
  });
});

describe('dates and durations', () => {
  it('are equal part by part', () => {
    const date = { year: 2017, month: 1, day: 21 };
    expect(isSameDate(date, { ...date })).toBe(true);
    for (const other of [{ year: 2018 }, { month: 2 }, { day: 22 }]) {
      expect(isSameDate(date, { ...date, ...other })).toBe(false);
    }
    expect(isSameDuration({ weeks: 34, days: 3 }, { weeks: 34, days: 3 })).toBe(true);
    expect(isSameDuration({ weeks: 34, days: 3 }, { weeks: 34, days: 4 })).toBe(false);
    expect(isSameDuration({ weeks: 3, days: 7 }, { weeks: 4, days: 0 })).toBe(false);
  });

  it('refuse parts that are none', () => {
    const date = { year: 2017, month: 1, day: 21 };
    for (const bad of [{ month: 13 }, { month: 0 }, { day: 32 }, { day: 0 }, { year: 0.5 }]) {
      const calls = [
        () => isSameDate({ ...date, ...bad }, date),
        () => isSameDate(date, { ...date, ...bad }),
      ];
      for (const call of calls) expect(call).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    }
    for (const bad of [
      { weeks: -1, days: 0 },
      { weeks: 0, days: 0.5 },
    ]) {
      expect(() => isSameDuration(bad, { weeks: 1, days: 1 })).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
      );
    }
  });
});
