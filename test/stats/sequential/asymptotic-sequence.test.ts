import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mersenneTwister } from '../../../src/stats/numeric/rng.js';
import {
  type AsymptoticSequence,
  asymptoticInterval,
  startAsymptoticSequence,
  updateAsymptoticSequence,
} from '../../../src/stats/sequential/asymptotic-sequence.js';

const start = startAsymptoticSequence({ level: 0.95, narrowestAt: 500 });

function fed(values: ArrayLike<number>, from: AsymptoticSequence = start): AsymptoticSequence {
  return updateAsymptoticSequence(from, Float64Array.from(values));
}

describe('the asymptotic confidence sequence', () => {
  test('says nothing below 200 values, or where none varies', () => {
    expect(asymptoticInterval(fed(new Float64Array(199).map((_, i) => i)))).toEqual({
      status: 'insufficient',
      reason: 'an asymptotic confidence sequence needs at least 200 values, got 199',
    });
    expect(asymptoticInterval(fed(new Float64Array(300).fill(0.1)))).toEqual({
      status: 'insufficient',
      reason: 'no variation between values',
    });
    expect(asymptoticInterval(fed(new Float64Array(300))).status).toBe('insufficient');
  });

  test('by hand at level 0.95, narrowest at t: rho^2 t = 2 ln 20 + ln(1 + 2 ln 20) = 7.936', () => {
    const values = Float64Array.from({ length: 400 }, (_, i) => i % 2);
    const found = asymptoticInterval(fed(values, startAsymptoticSequence({ level: 0.95, narrowestAt: 400 })));
    if (found.status === 'insufficient') throw new Error(found.reason);
    const information = 2 * Math.log(20) + Math.log(1 + 2 * Math.log(20));
    const se = Math.sqrt(100 / 399 / 400);
    const half =
      se * Math.sqrt(((2 * (information + 1)) / information) * Math.log(Math.sqrt(information + 1) * 20));
    expect(found.upper - found.value).toBeCloseTo(half, 12);
    expect(half / se / 1.96).toBeCloseTo(1.546, 2);
  });

  test('the state is JSON, and parts give what the whole gives', () => {
    fc.assert(
      fc.property(
        fc.float64Array({ minLength: 2, maxLength: 50, min: -100, max: 100, noNaN: true }),
        fc.nat(50),
        (values, cut) => {
          const first = fed(values.slice(0, cut));
          expect(fed(values.slice(cut), JSON.parse(JSON.stringify(first)))).toEqual(fed(values));
        },
      ),
    );
  });

  test('wider by level, shifted by a shift', () => {
    const values = Float64Array.from({ length: 250 }, (_, i) => (i * 37) % 11);
    const found = asymptoticInterval(fed(values));
    const wide = asymptoticInterval(fed(values, startAsymptoticSequence({ level: 0.99, narrowestAt: 500 })));
    const shifted = asymptoticInterval(fed(values.map((x) => x + 1000)));
    if (
      found.status === 'insufficient' ||
      wide.status === 'insufficient' ||
      shifted.status === 'insufficient'
    ) {
      throw new Error('expected intervals');
    }
    expect(wide.upper).toBeGreaterThan(found.upper);
    expect(shifted.lower - 1000).toBeCloseTo(found.lower, 8);
  });

  test('over looks from 200 to 4000 it misses the mean in at most 5 % of streams', () => {
    // 500 streams of exponential values; Monte Carlo error 0.0097, three of which are granted.
    const rng = mersenneTwister(3);
    let missed = 0;
    for (let s = 0; s < 500; s++) {
      let state = start;
      let misses = false;
      for (let look = 0; look < 20; look++) {
        state = updateAsymptoticSequence(
          state,
          new Float64Array(200).map(() => -Math.log1p(-rng.next())),
        );
        const found = asymptoticInterval(state);
        misses ||= found.status === 'estimated' && (found.lower > 1 || found.upper < 1);
      }
      missed += misses ? 1 : 0;
    }
    expect(missed / 500).toBeLessThanOrEqual(0.05 + 0.0292);
  });

  test.each([
    ['STATS_BAD_LEVEL', () => startAsymptoticSequence({ level: 0, narrowestAt: 500 })],
    ['STATS_BAD_COUNT', () => startAsymptoticSequence({ level: 0.9, narrowestAt: 0 })],
    ['STATS_BAD_COUNT', () => startAsymptoticSequence({ level: 0.9, narrowestAt: 10, least: 1 })],
    ['STATS_BAD_VALUE', () => fed([1, Number.NaN])],
    ['STATS_BAD_VALUE', () => fed([1e200, -1e200])],
  ])('%s', (code, call) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});
