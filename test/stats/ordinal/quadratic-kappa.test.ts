import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cohenKappa } from '../../../src/stats/agreement/cohen-kappa.js';
import { quadraticKappa, quadraticKappaInterval } from '../../../src/stats/ordinal/quadratic-kappa.js';

const coded = (code: string) => expect.objectContaining({ code });
const options = { level: 0.9, replicates: 200, seed: 5, method: 'percentile' } as const;
const anyTable = fc.array(fc.array(fc.nat(20), { minLength: 4, maxLength: 4 }), {
  minLength: 4,
  maxLength: 4,
});

describe('quadraticKappa', () => {
  test('by hand: 3 1 0 / 0 2 1 / 1 0 2', () => {
    // Observed: 1 * 1 + 1 * 1 + 1 * 4 = 6. Rows 4 3 3, columns 4 3 3, n = 10.
    // Expected * n: 4*3*1 + 4*3*4 + 3*4*1 + 3*3*1 + 3*4*4 + 3*3*1 = 138. Kappa = 1 - 60 / 138.
    const found = quadraticKappa([
      [3, 1, 0],
      [0, 2, 1],
      [1, 0, 2],
    ]);
    expect(found).toBeCloseTo(1 - 60 / 138, 14);
  });

  test('undefined without a case and where both margins hold one and the same level', () => {
    expect(
      quadraticKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
    expect(
      quadraticKappa([
        [7, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });

  test('perfect agreement is 1, the opposite of it -1, one constant rater 0', () => {
    expect(
      quadraticKappa([
        [3, 0],
        [0, 3],
      ]),
    ).toBe(1);
    expect(
      quadraticKappa([
        [0, 3],
        [3, 0],
      ]),
    ).toBe(-1);
    expect(
      quadraticKappa([
        [3, 0],
        [5, 0],
      ]),
    ).toBe(0);
  });

  test('equals weighted Cohen; transposition, doubled counts and a turned scale change nothing', () => {
    fc.assert(
      fc.property(anyTable, (rows) => {
        const found = quadraticKappa(rows);
        const other = cohenKappa({ categories: 4, counts: rows.flat() }, 'quadratic', 0.95);
        if (found === null || other.status === 'insufficient') {
          expect(other.status).toBe('insufficient');
          return;
        }
        expect(found).toBeCloseTo(other.value, 10);
        expect(found).toBeLessThanOrEqual(1);
        expect(found).toBeGreaterThanOrEqual(-1);
        const transposed = rows.map((_, i) => rows.map((row) => row[i] ?? 0));
        const turned = [...rows].reverse().map((row) => [...row].reverse());
        const doubled = rows.map((row) => row.map((cases) => 2 * cases));
        for (const same of [transposed, turned, doubled]) expect(quadraticKappa(same)).toBeCloseTo(found, 12);
      }),
    );
  });

  test('refuses what is no square of counts', () => {
    expect(() => quadraticKappa([[1]])).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => quadraticKappa([[1, 2], [1]])).toThrow(coded('STATS_BAD_LENGTH'));
    expect(() =>
      quadraticKappa([
        [1, 2],
        [1, -1],
      ]),
    ).toThrow(coded('STATS_BAD_COUNT'));
  });
});

describe('quadraticKappaInterval', () => {
  const reference = Array.from({ length: 40 }, (_, i) => 1 + (i % 4));
  const assigned = reference.map((r, i) => (i % 9 === 0 ? null : Math.min(4, r + (i % 5 === 0 ? 1 : 0))));
  const cases = { reference, assigned, clusters: Int32Array.from(reference, (_, i) => i >> 1), levels: 4 };

  test('its value is the kappa of the assigned cases', () => {
    const found = quadraticKappaInterval(cases, options);
    const rows = Array.from({ length: 4 }, (_, r) =>
      Array.from(
        { length: 4 },
        (__, a) => reference.filter((one, i) => one === r + 1 && assigned[i] === a + 1).length,
      ),
    );
    expect(found).toMatchObject({
      status: 'estimated',
      value: expect.closeTo(quadraticKappa(rows) ?? 0, 12),
      clusters: 20,
    });
  });

  test('perfect agreement, one cluster and nothing but silence: insufficient', () => {
    const perfect = quadraticKappaInterval({ ...cases, assigned: reference }, options);
    const single = quadraticKappaInterval({ ...cases, clusters: new Int32Array(40) }, options);
    const silent = quadraticKappaInterval({ ...cases, assigned: reference.map(() => null) }, options);
    expect([perfect.status, single.status, silent.status]).toEqual([
      'insufficient',
      'insufficient',
      'insufficient',
    ]);
  });

  test('refuses levels off the scale and unequal lengths', () => {
    expect(() => quadraticKappaInterval({ ...cases, levels: 3 }, options)).toThrow(coded('STATS_BAD_COUNT'));
    expect(() => quadraticKappaInterval({ ...cases, clusters: new Int32Array(2) }, options)).toThrow(
      coded('STATS_BAD_LENGTH'),
    );
    expect(() => quadraticKappaInterval(cases, { ...options, level: 0 })).toThrow(coded('STATS_BAD_LEVEL'));
  });
});
