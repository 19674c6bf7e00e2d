import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ratingSummary } from '../../../src/stats/scoring/rating-summary.js';

const ratings = fc.array(fc.option(fc.integer({ min: 1, max: 5 })), { maxLength: 20 });

describe('ratingSummary', () => {
  it('takes the mean and the share of 4 and 5, with the bounds that a missing rating leaves', () => {
    // 1 + 2 + 4 + 5 = 12 over 4; with the fifth as 1 or 5: 13/5 and 17/5; 2 of 4, 2 of 5 to 3 of 5
    expect(ratingSummary([1, 2, null, 4, 5])).toEqual({
      mean: 3,
      meanBounds: { lowest: 2.6, highest: 3.4 },
      atLeast: { numerator: 2, denominator: 4, value: 0.5 },
      atLeastBounds: {
        lowest: { numerator: 2, denominator: 5, value: 0.4 },
        highest: { numerator: 3, denominator: 5, value: 0.6 },
      },
      missing: 1,
    });
  });

  it('has no mean without a rating, but bounds; nothing without a case', () => {
    expect(ratingSummary([null, null])).toMatchObject({
      mean: null,
      meanBounds: { lowest: 1, highest: 5 },
      atLeast: { value: null },
      missing: 2,
    });
    expect(ratingSummary([])).toMatchObject({ mean: null, meanBounds: null, atLeast: { value: null } });
  });

  it('takes another scale', () => {
    const scale = { lowest: 0, highest: 4, threshold: 3 };
    expect(ratingSummary([0, 3, 4], scale)).toMatchObject({ mean: 7 / 3, atLeast: { numerator: 2 } });
  });

  it.each([
    ['a rating below the scale', [0], { lowest: 1, highest: 5, threshold: 4 }],
    ['a rating above the scale', [6], { lowest: 1, highest: 5, threshold: 4 }],
    ['a rating between two steps', [2.5], { lowest: 1, highest: 5, threshold: 4 }],
    ['NaN', [Number.NaN], { lowest: 1, highest: 5, threshold: 4 }],
    ['a scale of one step', [], { lowest: 1, highest: 1, threshold: 1 }],
    ['a threshold that all reach', [], { lowest: 1, highest: 5, threshold: 1 }],
    ['a threshold that none reaches', [], { lowest: 1, highest: 5, threshold: 6 }],
  ])('refuses %s', (_, values, scale) => {
    expect(() => ratingSummary(values, scale)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
  });

  it('holds the figure of the present between the bounds of all, whatever the order', () => {
    fc.assert(
      fc.property(ratings, (values) => {
        const found = ratingSummary(values);
        expect(ratingSummary(values.toReversed())).toEqual(found);
        if (found.mean === null || found.meanBounds === null || found.atLeast.value === null) return;
        expect(found.meanBounds.lowest).toBeLessThanOrEqual(found.mean + 1e-12);
        expect(found.meanBounds.highest).toBeGreaterThanOrEqual(found.mean - 1e-12);
        expect(found.atLeastBounds.lowest.value).toBeLessThanOrEqual(found.atLeast.value);
        expect(found.atLeastBounds.highest.value).toBeGreaterThanOrEqual(found.atLeast.value);
      }),
    );
  });
});
