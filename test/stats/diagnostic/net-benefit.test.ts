import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { netBenefit, netBenefitIntervals } from '../../../src/stats/diagnostic/net-benefit.js';

const coded = (code: string) => expect.objectContaining({ code });
const options = { level: 0.9, replicates: 200, seed: 3, method: 'percentile' } as const;

describe('netBenefit', () => {
  test('by hand at 20 %', () => {
    // Acted on: .2 (right), .9 (right), .5 (wrong); harm .2 / .8 = .25: (2 - .25) / 5. Everybody: (3 - 2 * .25) / 5.
    const found = netBenefit(Float64Array.of(0.2, 0.9, 0.5, 0.1, 0.19), Float64Array.of(1, 1, 0, 0, 1), 0.2);
    expect([...found.terms]).toEqual([1, 1, -0.25, 0, 0]);
    expect([...found.treatAllTerms]).toEqual([1, 1, -0.25, -0.25, 1]);
    expect(found.value).toBeCloseTo(0.35, 14);
    expect(found.treatAll).toBeCloseTo(0.5, 14);
    expect(found.treatNone).toBe(0);
    expect(found.gain).toBeCloseTo(-0.15, 14);
  });

  test('the better of the two policies without a score is to act on nobody where acting on all does harm', () => {
    // One of four has the outcome, t = 1/2: everybody 1/4 - 3/4 = -1/2.
    const found = netBenefit(Float64Array.of(1, 0, 0, 0), Float64Array.of(1, 0, 0, 0), 0.5);
    expect(found).toMatchObject({ value: 0.25, treatAll: -0.5, gain: 0.25 });
  });

  test('never above the prevalence; a constant score is one of the two policies', () => {
    const rows = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (cases, threshold) => {
        const outcomes = Float64Array.from(cases, ([, outcome]) => outcome);
        const found = netBenefit(
          Float64Array.from(cases, ([score]) => score),
          outcomes,
          threshold,
        );
        const prevalence = outcomes.reduce((total, one) => total + one, 0) / outcomes.length;
        expect(found.value).toBeLessThanOrEqual(prevalence + 1e-12);
        expect(
          netBenefit(
            outcomes.map(() => 1),
            outcomes,
            threshold,
          ).value,
        ).toBe(found.treatAll);
        expect(
          netBenefit(
            outcomes.map(() => 0),
            outcomes,
            threshold,
          ).value,
        ).toBe(0);
      }),
    );
  });

  test('refuses no case, unequal lengths, other outcomes, scores and thresholds', () => {
    const one = Float64Array.of(1);
    expect(() => netBenefit(new Float64Array(0), new Float64Array(0), 0.1)).toThrow(
      coded('STATS_BAD_LENGTH'),
    );
    expect(() => netBenefit(one, new Float64Array(2), 0.1)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => netBenefit(one, Float64Array.of(0.5), 0.1)).toThrow(coded('STATS_BAD_VALUE'));
    expect(() => netBenefit(Float64Array.of(Number.NaN), one, 0.1)).toThrow(coded('STATS_BAD_VALUE'));
    for (const threshold of [0, 1, Number.NaN])
      expect(() => netBenefit(one, one, threshold)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});

describe('netBenefitIntervals', () => {
  const outcomes = Float64Array.from({ length: 24 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const scores = outcomes.map((outcome, i) => (i % 5 === 0 ? 1 - outcome : outcome));
  const clusters = Int32Array.from(outcomes, (_, i) => i >> 1);

  test('around the net benefit and around its lead over acting on everybody', () => {
    const benefit = netBenefit(scores, outcomes, 0.25);
    const { value, overTreatAll } = netBenefitIntervals(benefit, clusters, options);
    if (value.status !== 'estimated' || overTreatAll.status !== 'estimated') throw new Error('no interval');
    expect(value.value).toBeCloseTo(benefit.value, 14);
    expect(overTreatAll.value).toBeCloseTo(benefit.value - benefit.treatAll, 14);
    expect(value.clusters).toBe(12);
    expect(value.lower).toBeLessThan(value.upper);
  });

  test('acting on everybody has no lead over itself, and that is no knowledge', () => {
    const benefit = netBenefit(
      outcomes.map(() => 1),
      outcomes,
      0.25,
    );
    expect(netBenefitIntervals(benefit, clusters, options).overTreatAll.status).toBe('insufficient');
  });

  test('one cluster is insufficient; unequal lengths are refused', () => {
    const benefit = netBenefit(scores, outcomes, 0.25);
    expect(netBenefitIntervals(benefit, new Int32Array(24), options).value.status).toBe('insufficient');
    expect(() => netBenefitIntervals(benefit, new Int32Array(3), options)).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() => netBenefitIntervals(benefit, clusters, { ...options, level: 1 })).toThrow(
      coded('STATS_BAD_LEVEL'),
    );
  });
});
