import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/stats/proportion/proportion.js';
import { holmWilson, simultaneousWilson } from '../../../src/stats/subgroup/simultaneous-wilson.js';

const group = fc
  .tuple(fc.integer({ min: 0, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, part]) => ({ events: Math.round(trials * part), trials }));

describe('simultaneousWilson', () => {
  it('gives each of two groups the level 97.5 % for a joint 95 %, an empty group apart', () => {
    const [first, empty, last] = simultaneousWilson(
      [
        { events: 8, trials: 10 },
        { events: 0, trials: 0 },
        { events: 0, trials: 30 },
      ],
      0.95,
    );
    const { lower, upper } = wilson(8, 10, 0.975);
    expect(first).toMatchObject({ value: 0.8, method: 'Wilson, Bonferroni over 2 groups' });
    if (first?.status !== 'estimated') throw new Error('expected an interval');
    expect([first.level, first.lower, first.upper]).toEqual([
      expect.closeTo(0.975, 12),
      expect.closeTo(lower, 12),
      expect.closeTo(upper, 12),
    ]);
    expect(empty).toEqual({ status: 'insufficient', reason: 'the group has no case' });
    expect(last).toMatchObject({ value: 0, lower: 0 });
  });

  it('is Wilson for a single group, and nothing for none', () => {
    const [only] = simultaneousWilson([{ events: 3, trials: 9 }], 0.9);
    expect(only).toMatchObject({ level: 0.9, lower: wilson(3, 9, 0.9).lower });
    expect(simultaneousWilson([], 0.9)).toEqual([]);
  });

  it('refuses bad counts and levels', () => {
    expect(() => simultaneousWilson([{ events: 3, trials: 2 }], 0.9)).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
    );
    for (const level of [0, 1, Number.NaN]) {
      expect(() => simultaneousWilson([], level)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_LEVEL' }),
      );
    }
  });

  it('is wider with more groups and with a higher level', () => {
    fc.assert(
      fc.property(group, group, ({ events, trials }, other) => {
        fc.pre(trials > 0 && other.trials > 0);
        const [alone] = simultaneousWilson([{ events, trials }], 0.9);
        const [among] = simultaneousWilson([{ events, trials }, other], 0.9);
        const [higher] = simultaneousWilson([{ events, trials }, other], 0.95);
        for (const [narrow, wide] of [
          [alone, among],
          [among, higher],
        ]) {
          if (narrow?.status !== 'estimated' || wide?.status !== 'estimated') throw new Error('no interval');
          expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
          expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
          expect(wide.lower).toBeGreaterThanOrEqual(0);
          expect(wide.upper).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('holmWilson', () => {
  it('steps 0.05 / 3, 0.05 / 2, 0.05 and stops at the first that is not rejected', () => {
    // Against 0.5 with n = 100: z = 4 (p 0.00006), 2.2 (p 0.0278 > 0.025), 1 (p 0.317)
    const found = holmWilson(
      [
        { events: 61, trials: 100 },
        { events: 70, trials: 100 },
        { events: 55, trials: 100 },
      ],
      0.5,
      0.95,
    );
    const levels = found.map(({ interval }) => (interval.status === 'estimated' ? interval.level : 0));
    expect(levels.map((level) => (1 - level).toFixed(6))).toEqual(['0.025000', '0.016667', '0.025000']);
    expect(found.map(({ adjustedP }) => (adjustedP ?? 0) < 0.05)).toEqual([false, true, false]);
  });

  it('treats equal p-values alike, in whatever order', () => {
    const groups = [
      { events: 65, trials: 100 },
      { events: 35, trials: 100 },
    ];
    const found = holmWilson(groups, 0.5, 0.95);
    const level = found.map(({ interval }) => (interval.status === 'estimated' ? interval.level : 0));
    expect(level[0]).toBe(level[1]);
  });

  it('gives a group without a case no p-value and no interval', () => {
    expect(holmWilson([{ events: 0, trials: 0 }], 0.5, 0.95)).toEqual([
      { interval: { status: 'insufficient', reason: 'the group has no case' }, p: null, adjustedP: null },
    ]);
  });

  it('refuses a common value of 0 or 1 and a level of 1', () => {
    for (const [against, level] of [
      [0, 0.9],
      [1, 0.9],
      [0.5, 1],
    ] as const) {
      expect(() => holmWilson([], against, level)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_LEVEL' }),
      );
    }
  });

  it('excludes the common value exactly where Holm rejects it', () => {
    fc.assert(
      fc.property(
        fc.array(group, { maxLength: 7 }),
        fc.constantFrom(0.2, 0.5, 0.85),
        fc.constantFrom(0.8, 0.95),
        (groups, against, level) => {
          for (const { interval, adjustedP } of holmWilson(groups, against, level)) {
            if (interval.status === 'insufficient' || adjustedP === null) continue;
            if (Math.abs(adjustedP - (1 - level)) < 1e-9) continue;
            const excludes = interval.lower > against || interval.upper < against;
            expect(excludes).toBe(adjustedP < 1 - level);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
