import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mcnemarPower, tangoPower } from '../../../src/stats/planning/discordant-power.js';
import {
  pairedNonInferiorityPower,
  pairedSuperiorityPower,
} from '../../../src/stats/planning/paired-power.js';

describe('exact power of McNemar', () => {
  test('by hand: only 0 against 6 rejects at 0.05 among 6 cases that all differ: 2 / 64 under the null', () => {
    expect(mcnemarPower({ n: 6, discordance: 1, difference: 0 }, 0.05).exact).toBeCloseTo(2 / 64, 14);
    expect(mcnemarPower({ n: 6, discordance: 1, difference: 1 }, 0.05)).toEqual({ exact: 1, midP: 1 });
  });

  test('5 discordant cases have p 0.0625 and mid-p 0.03125, so one test rejects and the other does not', () => {
    const found = mcnemarPower({ n: 5, discordance: 1, difference: 1 }, 0.05);
    expect(found).toEqual({ exact: 0, midP: 1 });
  });

  test('the exact test is conservative: about 4 points of power in one design', () => {
    const found = mcnemarPower({ n: 240, discordance: 0.2, difference: 0.08 }, 0.05);
    expect(found.exact).toBeCloseTo(0.768, 3);
    expect(found.midP).toBeCloseTo(0.8056, 3);
  });

  test('the size of the exact test is at most alpha, of the mid-p test little more at worst (0.057 here)', () => {
    for (const n of [10, 30, 100, 300]) {
      for (const discordance of [0.05, 0.2, 0.6, 1]) {
        const size = mcnemarPower({ n, discordance, difference: 0 }, 0.05);
        expect(size.exact).toBeLessThanOrEqual(0.05);
        expect(size.midP).toBeLessThanOrEqual(0.06);
      }
    }
  });

  test('mid-p is never less powerful, and exchanging the models changes nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, discordance, share) => {
          const difference = discordance * share;
          const found = mcnemarPower({ n, discordance, difference }, 0.05);
          expect(found.midP).toBeGreaterThanOrEqual(found.exact);
          expect(found.midP).toBeLessThanOrEqual(1);
          const exchanged = mcnemarPower({ n, discordance, difference: -difference }, 0.05);
          expect(exchanged.exact).toBeCloseTo(found.exact, 10);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('comes near the normal approximation for many cases', () => {
    const design = { n: 20_000, discordance: 0.1, difference: 0.006 };
    const approximate = pairedSuperiorityPower({ ...design, alpha: 0.025 });
    expect(Math.abs(mcnemarPower(design, 0.05).midP - approximate)).toBeLessThan(0.005);
  });
});

describe('exact power of Tango', () => {
  test('without discordant cases 381 pass a margin of 0.01 and 380 do not', () => {
    const power = (n: number) =>
      tangoPower({ n, discordance: 1e-12, difference: 0 }, { margin: 0.01, alpha: 0.025 });
    expect(power(381)).toBeCloseTo(1, 8);
    expect(power(380)).toBeCloseTo(0, 8);
  });

  test('the size at independent cases stays near alpha; the row of the methods with n = 100 has .011', () => {
    const size = tangoPower(
      { n: 100, discordance: 0.055, difference: -0.05 },
      { margin: 0.05, alpha: 0.025 },
    );
    expect(size).toBeCloseTo(0.011, 2);
    expect(
      tangoPower({ n: 300, discordance: 0.15, difference: -0.05 }, { margin: 0.05, alpha: 0.025 }),
    ).toBeCloseTo(0.025, 2);
  });

  test('rises with the true difference and comes near the normal approximation', () => {
    const test = { margin: 0.05, alpha: 0.025 };
    const power = (difference: number) => tangoPower({ n: 421, discordance: 0.1, difference }, test);
    expect(power(-0.02)).toBeLessThan(power(0));
    expect(power(0)).toBeLessThan(power(0.02));
    const approximate = pairedNonInferiorityPower({ n: 421, discordance: 0.1, difference: 0, ...test });
    expect(Math.abs(power(0) - approximate)).toBeLessThan(0.03);
  });

  test('a million cases are done at once', () => {
    const power = tangoPower({ n: 1e6, discordance: 0.1, difference: 0 }, { margin: 0.001, alpha: 0.025 });
    expect(power).toBeCloseTo(0.885, 2);
  });
});

const design = { n: 50, discordance: 0.2, difference: 0.1 };
test.each([
  ['STATS_BAD_COUNT', () => mcnemarPower({ ...design, n: 0 }, 0.05)],
  ['STATS_BAD_VALUE', () => mcnemarPower({ ...design, discordance: 0 }, 0.05)],
  ['STATS_BAD_VALUE', () => mcnemarPower({ ...design, difference: -0.3 }, 0.05)],
  ['STATS_BAD_LEVEL', () => mcnemarPower(design, 0.5)],
  ['STATS_BAD_LEVEL', () => mcnemarPower(design, Number.NaN)],
  ['STATS_BAD_VALUE', () => tangoPower(design, { margin: 1, alpha: 0.025 })],
  ['STATS_BAD_VALUE', () => tangoPower({ ...design, discordance: 1.2 }, { margin: 0.1, alpha: 0.025 })],
  ['STATS_BAD_LEVEL', () => tangoPower(design, { margin: 0.1, alpha: 0 })],
])('%s', (code, call) => {
  expect(call).toThrow(expect.objectContaining({ code }));
});
