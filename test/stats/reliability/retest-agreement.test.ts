import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retestAgreement } from '../../../src/stats/reliability/retest-agreement.js';

const repeats = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 6 })), {
  maxLength: 40,
});

function agreement(rows: readonly (readonly [number, number])[]) {
  return retestAgreement(
    Int32Array.from(rows, ([answer]) => answer),
    Int32Array.from(rows, ([, id]) => id),
  );
}

describe('retestAgreement', () => {
  it('counts agreeing pairs per case and every case once', () => {
    // Case 9: a a b, 1 of 3 pairs. Case 4: two alike, 1 of 1. Case 5: a single answer.
    const found = agreement([
      [0, 9],
      [7, 4],
      [0, 9],
      [2, 5],
      [1, 9],
      [7, 4],
    ]);
    expect(found.value).toBeCloseTo(2 / 3, 15);
    expect([...found.cases]).toEqual([9, 4]);
    expect(found.terms[0]).toBeCloseTo(1 / 3, 15);
    expect(found.terms[1]).toBe(1);
    expect(found.single).toBe(1);
  });

  it('is null without a pair', () => {
    expect(agreement([])).toMatchObject({ value: null, single: 0 });
    expect(
      agreement([
        [1, 1],
        [1, 2],
      ]),
    ).toMatchObject({ value: null, single: 2 });
  });

  it('refuses unequal lengths', () => {
    expect(() => retestAgreement(Int32Array.of(1), Int32Array.of())).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_LENGTH' }),
    );
  });

  it('lies in [0, 1], and neither the order nor the names of answers matter', () => {
    fc.assert(
      fc.property(repeats, (rows) => {
        const { value } = agreement(rows);
        const other = agreement(rows.toReversed().map(([answer, id]) => [-5 * answer, id] as const)).value;
        if (value === null || other === null) {
          expect([value, other]).toEqual([null, null]);
          return;
        }
        expect(other).toBeCloseTo(value, 13);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }),
    );
  });
});
