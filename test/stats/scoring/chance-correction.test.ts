import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/stats/proportion/proportion.js';
import {
  chanceCorrected,
  chanceCorrectedInterval,
  guessingAccuracy,
} from '../../../src/stats/scoring/chance-correction.js';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

describe('chanceCorrected', () => {
  it('is 1 when all is right, 0 at chance and negative below', () => {
    // (0.7 - 0.25) / 0.75 = 0.6
    expect(chanceCorrected(0.7, 0.25)).toBeCloseTo(0.6, 14);
    expect(chanceCorrected(1, 0.25)).toBe(1);
    expect(chanceCorrected(0.25, 0.25)).toBe(0);
    expect(chanceCorrected(0, 0.5)).toBe(-1);
    expect(chanceCorrected(0.4, 0)).toBe(0.4);
    expect(chanceCorrected(1, 1)).toBeNull();
  });

  it('refuses what is no share', () => {
    for (const [accuracy, chance] of [
      [-0.1, 0],
      [1.1, 0],
      [Number.NaN, 0],
      [0.5, 2],
    ] as const) {
      expect(() => chanceCorrected(accuracy, chance)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
      );
    }
  });

  it('rises with the accuracy and never exceeds 1', () => {
    fc.assert(
      fc.property(unit, unit, fc.double({ min: 0, max: 0.99, noNaN: true }), (one, other, chance) => {
        const low = chanceCorrected(Math.min(one, other), chance) ?? Number.NaN;
        const high = chanceCorrected(Math.max(one, other), chance) ?? Number.NaN;
        expect(low).toBeLessThanOrEqual(high);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('chanceCorrectedInterval', () => {
  it('maps value, limits and standard error, and names the correction', () => {
    const plain = wilson(70, 100, 0.95);
    const found = chanceCorrectedInterval({ ...plain, se: 0.03, df: 12 }, 0.25);
    expect(found).toMatchObject({ level: 0.95, df: 12, method: `${plain.method}, corrected for chance` });
    expect(found.value).toBeCloseTo(0.6, 14);
    expect(found.lower).toBeCloseTo((plain.lower - 0.25) / 0.75, 14);
    expect(found.upper).toBeCloseTo((plain.upper - 0.25) / 0.75, 14);
    expect(found.se).toBeCloseTo(0.04, 14);
    expect(chanceCorrectedInterval(plain, 0.25)).not.toHaveProperty('se');
    expect(chanceCorrectedInterval(plain, 0)).toMatchObject({ lower: plain.lower, upper: plain.upper });
  });

  it('refuses a chance outside [0, 1)', () => {
    for (const chance of [1, -0.1, Number.NaN]) {
      expect(() => chanceCorrectedInterval(wilson(1, 2, 0.9), chance)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
      );
    }
  });
});

describe('guessingAccuracy', () => {
  it('is the mean of 1 / options', () => {
    // (1/4 + 1/2) / 2
    expect(guessingAccuracy([4, 2])).toBe(0.375);
    expect(guessingAccuracy([1])).toBe(1);
  });

  it('refuses no question and no option', () => {
    expect(() => guessingAccuracy([])).toThrow(expect.objectContaining({ code: 'STATS_BAD_LENGTH' }));
    for (const bad of [0, 2.5]) {
      expect(() => guessingAccuracy([bad])).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    }
  });
});
