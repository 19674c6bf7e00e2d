import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { performanceDrop, worstVariant } from '../../../src/stats/reliability/performance-drop.js';

const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), {
  minLength: 1,
  maxLength: 20,
});

function drop(rows: readonly (readonly [number, number])[]) {
  return performanceDrop(
    Float64Array.from(rows, ([before]) => before / 20),
    Float64Array.from(rows, ([, after]) => after / 20),
  );
}

describe('performanceDrop', () => {
  it('is 0.8 - 0.6 and a quarter of 0.8', () => {
    const found = performanceDrop(Float64Array.of(1, 0.6), Float64Array.of(0.5, 0.7));
    expect(found.canonical).toBe(0.8);
    expect(found.changed).toBe(0.6);
    expect(found.drop).toBeCloseTo(0.2, 15);
    expect(found.dropRate).toBeCloseTo(0.25, 14);
    expect([...found.differences]).toEqual([0.5, expect.closeTo(-0.1, 15)]);
  });

  it('has no rate where the canonical mean is not above 0, or the quotient overflows', () => {
    expect(performanceDrop(Float64Array.of(0, 0), Float64Array.of(1, 0)).dropRate).toBeNull();
    expect(performanceDrop(Float64Array.of(-1), Float64Array.of(-2)).dropRate).toBeNull();
    expect(performanceDrop(Float64Array.of(1e-320), Float64Array.of(-1)).dropRate).toBeNull();
  });

  it.each([
    ['no case', [], [], 'STATS_BAD_LENGTH'],
    ['unequal lengths', [1, 2], [1], 'STATS_BAD_LENGTH'],
    ['NaN', [Number.NaN], [1], 'STATS_BAD_VALUE'],
    ['infinity', [1], [Number.NEGATIVE_INFINITY], 'STATS_BAD_VALUE'],
    ['a difference that overflows', [1.7e308], [-1.7e308], 'STATS_BAD_VALUE'],
  ])('refuses %s', (_, canonical, changed, code) => {
    expect(() => performanceDrop(Float64Array.from(canonical), Float64Array.from(changed))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('changes its sign when the forms are exchanged, and its rate is 1 - changed / canonical', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const found = drop(rows);
        expect(drop(rows.map(([before, after]) => [after, before] as const)).drop).toBeCloseTo(
          -found.drop,
          14,
        );
        expect(drop(rows.toReversed()).drop).toBeCloseTo(found.drop, 14);
        if (found.dropRate !== null) {
          expect(found.dropRate).toBeCloseTo(1 - found.changed / found.canonical, 11);
        }
      }),
    );
  });
});

describe('worstVariant', () => {
  it('tells the worst variant from the worst of each case', () => {
    // Means 0.5, 0.5 and 0.75; the worst of each case 0 and 0
    const found = worstVariant([Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(1, 0.5)]);
    expect(found.worstMean).toBe(0.5);
    expect([...found.worstByCase]).toEqual([0, 0]);
  });

  it.each([
    ['no variant', [], 'STATS_BAD_LENGTH'],
    ['no case', [[]], 'STATS_BAD_LENGTH'],
    ['unequal lengths', [[1], [1, 2]], 'STATS_BAD_LENGTH'],
    ['NaN', [[1], [Number.NaN]], 'STATS_BAD_VALUE'],
  ])('refuses %s', (_, variants, code) => {
    expect(() => worstVariant(variants.map((own) => Float64Array.from(own)))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('has a mean of the worst of each case that is never above the worst mean', () => {
    fc.assert(
      fc.property(pairs, (rows) => {
        const variants = [0, 1].map((side) => Float64Array.from(rows, (row) => row[side] ?? 0));
        const before = variants.map((own) => [...own]);
        const { worstMean, worstByCase } = worstVariant(variants);
        const mean = worstByCase.reduce((total, value) => total + value, 0) / rows.length;
        expect(mean).toBeLessThanOrEqual(worstMean + 1e-12);
        expect(variants.map((own) => [...own])).toEqual(before);
      }),
    );
  });
});
