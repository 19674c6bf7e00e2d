import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../src/stats/interval.js';
import { exactUpper, wilson } from '../../../src/stats/proportion/proportion.js';
import { numberNeeded } from '../../../src/stats/scoring/number-needed.js';

function interval(value: number, lower: number, upper: number): Interval {
  return { status: 'estimated', value, lower, upper, level: 0.95, method: 'by hand' };
}

describe('numberNeeded', () => {
  it('turns rate and limits over: 0.02 (0.01 to 0.05) is one in 50 (20 to 100)', () => {
    expect(numberNeeded(interval(0.02, 0.01, 0.05))).toEqual({
      status: 'estimated',
      value: 50,
      lower: 20,
      upper: 100,
      level: 0.95,
      method: 'reciprocal of: by hand',
    });
  });

  it('has no upper limit where the interval begins at 0, and no value without an event', () => {
    const found = numberNeeded(wilson(0, 300, 0.95));
    expect([found.value, found.upper]).toEqual([null, null]);
    expect(found.lower).toBeCloseTo(1 / wilson(0, 300, 0.95).upper, 9);
  });

  it('has no limit where a difference has 0 inside', () => {
    expect(numberNeeded(interval(0.1, -0.1, 0.3))).toMatchObject({ value: 10, lower: null, upper: null });
    expect(numberNeeded(interval(0, -0.1, 0.1))).toMatchObject({ value: null, lower: null, upper: null });
  });

  it('keeps the order of negative limits and opens the side that touches 0', () => {
    expect(numberNeeded(interval(-0.125, -0.25, -0.0625))).toMatchObject({
      value: -8,
      lower: -16,
      upper: -4,
    });
    expect(numberNeeded(interval(-0.125, -0.25, 0))).toMatchObject({ lower: null, upper: -4 });
  });

  it('never overflows on a rate that is all but 0', () => {
    expect(numberNeeded(interval(1e-310, 0, 5e-324))).toMatchObject({
      value: null,
      lower: null,
      upper: null,
    });
  });

  it('turns an exact upper bound without events into the rule of three: 299 cases, one in 100 at most', () => {
    expect(numberNeeded(exactUpper(0, 299, 0.05)).lower).toBeGreaterThan(100);
    expect(numberNeeded(exactUpper(0, 298, 0.05)).lower).toBeLessThan(100);
  });

  it('holds its value between its limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (events, others) => {
        const { value, lower, upper } = numberNeeded(wilson(events, events + others, 0.95));
        if (value === null || lower === null || upper === null) throw new Error('expected limits');
        expect(lower).toBeLessThanOrEqual(value);
        expect(upper).toBeGreaterThanOrEqual(value);
        expect(lower).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
