import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg, benjaminiYekutieli } from '../../../src/stats/multiplicity/false-discovery.js';
import { hochberg, holm } from '../../../src/stats/multiplicity/multiplicity.js';

const pValues = fc.array(
  fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.02, 0.5, 1)),
  {
    maxLength: 25,
  },
);

describe.each([
  ['hochberg', hochberg],
  ['benjaminiHochberg', benjaminiHochberg],
  ['benjaminiYekutieli', benjaminiYekutieli],
])('%s', (_, adjust) => {
  test('an empty list stays empty, one p-value stays as it is', () => {
    expect(adjust([])).toEqual([]);
    expect(adjust([0.3])).toEqual([0.3]);
    expect(adjust([0, 1])).toEqual([0, 1]);
  });

  test('lies between the raw p and 1, keeps its order, keeps ties, and follows a permutation', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const adjusted = adjust(p);
        const sorted = p.map((raw, i) => [raw, adjusted[i] ?? -1] as const).sort((a, b) => a[0] - b[0]);
        sorted.forEach(([raw, value], i) => {
          expect(value >= raw && value <= 1).toBe(true);
          const before = sorted[i - 1];
          if (before === undefined) return;
          expect(value).toBeGreaterThanOrEqual(before[1]);
          if (before[0] === raw) expect(value).toBe(before[1]);
        });
        expect(adjust([...p].reverse())).toEqual([...adjusted].reverse());
      }),
    );
  });

  test.each([-0.1, 1.1, Number.NaN])('refuses %s', (p) => {
    expect(() => adjust([0.5, p])).toThrow(/pValues\[1\]/);
    expect(() => adjust([p])).toThrow(expect.objectContaining({ code: 'STATS_BAD_VALUE' }));
  });
});

test('by hand: 0.01, 0.04, 0.03', () => {
  // Hochberg: 3 x 0.01, 2 x 0.03 lowered to 1 x 0.04. BH: 3 x 0.01, 3/2 x 0.03 lowered to 0.04. BY: times 11/6.
  expect(hochberg([0.01, 0.04, 0.03])).toEqual([0.03, 0.04, 0.04]);
  expect(benjaminiHochberg([0.01, 0.04, 0.03])).toEqual([0.03, 0.04, 0.04]);
  benjaminiYekutieli([0.01, 0.04, 0.03]).forEach((value, i) => {
    expect(value).toBeCloseTo(([0.03, 0.04, 0.04][i] ?? -1) * (11 / 6), 15);
  });
});

test('Benjamini-Hochberg <= Hochberg <= Holm, and Benjamini-Yekutieli is the harmonic sum times the first or 1', () => {
  fc.assert(
    fc.property(pValues, (p) => {
      const [discovery, up, down, dependent] = [
        benjaminiHochberg(p),
        hochberg(p),
        holm(p),
        benjaminiYekutieli(p),
      ];
      const harmonic = p.reduce((sum, _, i) => sum + 1 / (i + 1), 0);
      p.forEach((_, i) => {
        expect(discovery[i] ?? 2).toBeLessThanOrEqual((up[i] ?? -1) + 1e-15);
        expect(up[i] ?? 2).toBeLessThanOrEqual((down[i] ?? -1) + 1e-15);
        expect(dependent[i]).toBeCloseTo(Math.min(1, harmonic * (discovery[i] ?? -1)), 12);
      });
    }),
  );
});
