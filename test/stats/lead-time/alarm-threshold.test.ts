import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alarmThreshold, leastControlsFor } from '../../../src/stats/lead-time/alarm-threshold.js';

const coded = (code: string) => expect.objectContaining({ code });
const upTo = (n: number) => Float64Array.from({ length: n }, (_, i) => i + 1);
const few = { leastControls: 1 };

describe('leastControlsFor', () => {
  test('five expected alarms: 100 for 5 %, 500 for 1 %', () => {
    expect([0.05, 0.01, 0.1, 0.3, 0.2].map(leastControlsFor)).toEqual([100, 500, 50, 17, 25]);
    expect(() => leastControlsFor(0)).toThrow(coded('STATS_BAD_LEVEL'));
  });
});

describe('alarmThreshold', () => {
  test('by hand: 1 to 100 at 5 %: 96 and above alarm, five of them', () => {
    expect(alarmThreshold(upTo(100), 0.05)).toMatchObject({
      status: 'estimated',
      tau: 96,
      achieved: { numerator: 5, denominator: 100, value: 0.05 },
      level: 0.95,
    });
  });

  test('99 controls may not name 5 %', () => {
    const found = alarmThreshold(upTo(99), 0.05);
    expect(found).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining('100 controls, got 99'),
    });
  });

  test('1 of 20 has an upper limit of 21.6 %', () => {
    const found = alarmThreshold(upTo(20), 0.05, few);
    expect(found).toMatchObject({
      tau: 20,
      achieved: { numerator: 1 },
      achievedUpper: expect.closeTo(0.2161, 4),
    });
  });

  test('a rate that not even one control may reach: insufficient', () => {
    expect(alarmThreshold(upTo(19), 0.05, few)).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining('too few controls or tied'),
    });
    expect(alarmThreshold(new Float64Array(0), 0.05, few).status).toBe('insufficient');
  });

  test('ties: the threshold moves above them, or there is none', () => {
    // 1 to 90, then 91 six times, then 97 to 100: at 91 ten alarm, too many; at 97 four.
    const tied = upTo(100).map((value) => (value > 90 && value < 97 ? 91 : value));
    expect(alarmThreshold(tied, 0.05)).toMatchObject({ tau: 97, achieved: { numerator: 4 } });
    // Six controls share the largest value: 6 % alarm there, and no control maximum lies above.
    const top = upTo(100).map((value) => Math.min(value, 95));
    expect(alarmThreshold(top, 0.05).status).toBe('insufficient');
    expect(alarmThreshold(new Float64Array(100).fill(0.9), 0.05).status).toBe('insufficient');
    // Ties within what is allowed do no harm: five share the largest value.
    expect(
      alarmThreshold(
        upTo(100).map((value) => Math.min(value, 96)),
        0.05,
      ),
    ).toMatchObject({
      tau: 96,
      achieved: { numerator: 5 },
    });
  });

  test('shares are compared as quotients, where products round: 7 of 100 at .07, 29 of 100 at .29', () => {
    for (const count of [7, 29, 57, 58]) {
      const found = alarmThreshold(upTo(100), count / 100, few);
      expect(found).toMatchObject({ achieved: { numerator: count } });
    }
  });

  test('the smallest control maximum that keeps the rate, by trying all of them', () => {
    const maxima = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(maxima, fc.integer({ min: 1, max: 19 }), (values, twentieths) => {
        const rate = twentieths / 20;
        const shareAt = (tau: number) => values.filter((value) => value >= tau).length / values.length;
        const valid = values.filter((tau) => shareAt(tau) <= rate);
        const found = alarmThreshold(Float64Array.from(values), rate, few);
        if (valid.length === 0) expect(found.status).toBe('insufficient');
        else {
          const tau = Math.min(...valid);
          expect(found).toMatchObject({ tau, achieved: { value: shareAt(tau) } });
        }
        const shuffled = Float64Array.from([...values].reverse());
        expect(alarmThreshold(shuffled, rate, few)).toEqual(found);
      }),
    );
  });

  test('a higher rate never raises the threshold; a higher level raises the limit', () => {
    const strict = alarmThreshold(upTo(200), 0.05, { level: 0.9 });
    const loose = alarmThreshold(upTo(200), 0.1, { level: 0.99 });
    const sure = alarmThreshold(upTo(200), 0.05, { level: 0.99 });
    if (strict.status !== 'estimated' || loose.status !== 'estimated' || sure.status !== 'estimated')
      throw new Error('no threshold');
    expect(loose.tau).toBeLessThan(strict.tau);
    expect(sure.achievedUpper).toBeGreaterThan(strict.achievedUpper);
    expect(strict.achievedUpper).toBeGreaterThan(0.05);
  });

  test('refuses scores that are none, rates, levels and numbers of controls; leaves its input as it is', () => {
    const values = Float64Array.of(3, 1, 2);
    alarmThreshold(values, 0.5, few);
    expect([...values]).toEqual([3, 1, 2]);
    expect(() => alarmThreshold(Float64Array.of(Number.NaN), 0.05)).toThrow(coded('STATS_BAD_VALUE'));
    for (const bad of [0, 1, Number.NaN]) {
      expect(() => alarmThreshold(upTo(100), bad)).toThrow(coded('STATS_BAD_LEVEL'));
      expect(() => alarmThreshold(upTo(100), 0.05, { level: bad })).toThrow(coded('STATS_BAD_LEVEL'));
    }
    expect(() => alarmThreshold(upTo(100), 0.05, { leastControls: 0 })).toThrow(coded('STATS_BAD_COUNT'));
  });
});
