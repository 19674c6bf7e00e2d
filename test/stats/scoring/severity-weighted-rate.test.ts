import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  severitySensitivity,
  severityTerms,
  severityWeightedRate,
} from '../../../src/stats/scoring/severity-weighted-rate.js';

describe('severityWeightedRate', () => {
  it('weighs events per 100 cases by hand', () => {
    // 100 (4 * 1 + 2 * 3 + 1 * 10) / 50 = 40
    expect(severityWeightedRate([4, 2, 1], [1, 3, 10], 50)).toBe(40);
    expect(severityWeightedRate([0, 0, 0], [1, 3, 10], 50)).toBe(0);
    expect(severityWeightedRate([], [], 1)).toBe(0);
  });

  it.each([
    ['no case', [1], [1], 0, 'STATS_BAD_COUNT'],
    ['a negative count', [-1], [1], 5, 'STATS_BAD_COUNT'],
    ['unequal lengths', [1], [1, 2], 5, 'STATS_BAD_LENGTH'],
    ['weights that fall with severity', [1, 1], [2, 1], 5, 'STATS_BAD_VALUE'],
    ['a negative weight', [1], [-1], 5, 'STATS_BAD_VALUE'],
    ['NaN', [1], [Number.NaN], 5, 'STATS_BAD_VALUE'],
    ['a rate that overflows', [10], [1.7e308], 5, 'STATS_BAD_VALUE'],
  ])('refuses %s', (_, counts, weights, cases, code) => {
    expect(() => severityWeightedRate(counts, weights, cases)).toThrow(expect.objectContaining({ code }));
  });
});

describe('severitySensitivity', () => {
  it('sets other weights beside the declared ones, with the range of all', () => {
    // 100 (4 + 2) / 50 = 12 and 100 (4 * 1 + 2 * 25) / 50 = 108
    const alternatives = [
      [1, 1],
      [1, 25],
    ];
    expect(severitySensitivity([4, 2], [1, 3], alternatives, 50)).toEqual({
      value: 20,
      alternatives: [12, 108],
      range: { lowest: 12, highest: 108 },
    });
  });

  it('refuses to do without another set, and a set of another length', () => {
    for (const sets of [[], [[1]]]) {
      expect(() => severitySensitivity([4, 2], [1, 3], sets, 50)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_LENGTH' }),
      );
    }
  });
});

describe('severityTerms', () => {
  it('gives terms per case whose mean is the rate of their counts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }), { minLength: 1, maxLength: 20 }),
        (events) => {
          const weights = [0, 1, 2.5, 10];
          const terms = severityTerms(events, weights);
          const counts = weights.map((_, s) => events.flat().filter((severity) => severity === s).length);
          const mean = terms.reduce((total, term) => total + term, 0) / terms.length;
          expect(mean).toBeCloseTo(severityWeightedRate(counts, weights, events.length), 9);
        },
      ),
    );
  });

  it('refuses a severity without a weight', () => {
    for (const severity of [2, -1, 0.5]) {
      expect(() => severityTerms([[severity]], [1, 2])).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
      );
    }
    expect(() => severityTerms([[0, 0]], [1.7e308])).toThrow(
      expect.objectContaining({ code: 'STATS_BAD_VALUE' }),
    );
    expect([...severityTerms([], [1])]).toEqual([]);
  });
});
