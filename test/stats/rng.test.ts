import { expect, test } from 'vitest';
import { mersenneTwister } from '../../src/stats/index.js';

test('the same seed gives the same doubles in [0, 1)', () => {
  const first = mersenneTwister(7);
  const second = mersenneTwister(7);
  for (let i = 0; i < 2000; i++) {
    const value = first.next();
    expect(value).toBe(second.next());
    expect(value).toBeGreaterThanOrEqual(0);
    expect(value).toBeLessThan(1);
  }
});

test.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the seed %s', (seed) => {
  expect(() => mersenneTwister(seed)).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
});
