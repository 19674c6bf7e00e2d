import { describe, expect, it } from 'vitest';
import { isMet } from '../../src/domain/verdict.js';

const number = (value: number, lower: number, upper: number) =>
  isMet({ kind: 'number', value, lower, upper, unit: 'mg' });

describe('isMet', () => {
  it('takes a number inside its limits, the limits themselves too', () => {
    expect([number(4, 4, 6), number(6, 4, 6), number(3.999, 4, 6), number(6.001, 4, 6)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(number(Number.NaN, 4, 6)).toBe(false);
  });

  it('takes a level that is the reference', () => {
    const level = (value: string) =>
      isMet({ kind: 'level', scale: 'triage', value, reference: 'emergency_now' });
    expect(level('emergency_now')).toBe(true);
    expect(level('routine')).toBe(false);
  });

  it('leaves rank and counts to the metric: null is neither met nor unmet', () => {
    expect(isMet({ kind: 'rank', rank: 1, listLength: 5 })).toBeNull();
    expect(isMet({ kind: 'counts', counts: { supported: 3 } })).toBeNull();
  });
});
