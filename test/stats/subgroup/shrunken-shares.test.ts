import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shrunkenShares } from '../../../src/stats/subgroup/shrunken-shares.js';

const group = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([trials, part]) => ({ events: Math.round(trials * part), trials }));

function estimate(groups: readonly { events: number; trials: number }[]) {
  const found = shrunkenShares(groups);
  if (found.status === 'insufficient') throw new Error(found.reason);
  return found;
}

describe('shrunkenShares', () => {
  it('shrinks two groups by hand', () => {
    // p = 12/20 = 0.6; S = 10 (0.3^2 + 0.3^2) = 1.8; S / 0.24 = 7.5; excess 7.5 - 1 = 6.5
    // free 20 - 200/20 - 1 = 9, r = 13/18; w = 10 r / (1 + 9 r) = (130/18) / (135/18) = 26/27
    const found = estimate([
      { events: 9, trials: 10 },
      { events: 3, trials: 10 },
    ]);
    expect(found.correlation).toBeCloseTo(13 / 18, 14);
    expect(found.shares[0]).toBeCloseTo(0.6 + (0.3 * 26) / 27, 14);
    expect(found.shares[1]).toBeCloseTo(0.6 - (0.3 * 26) / 27, 14);
  });

  it('draws all to the overall share where they differ no more than by chance', () => {
    const found = estimate([
      { events: 10, trials: 20 },
      { events: 11, trials: 20 },
      { events: 9, trials: 20 },
    ]);
    expect(found).toMatchObject({ correlation: 0, overall: 0.5, shares: [0.5, 0.5, 0.5] });
  });

  it('leaves the shares where only the group decides, and gives an empty group the overall share', () => {
    const found = estimate([
      { events: 0, trials: 50 },
      { events: 50, trials: 50 },
      { events: 0, trials: 0 },
    ]);
    expect(found.correlation).toBe(1);
    expect(found.shares).toEqual([0, 1, 0.5]);
  });

  it.each([
    ['no group', [], 'at least 2 groups'],
    ['one group', [{ events: 3, trials: 9 }], 'at least 2 groups'],
    [
      'one group with cases',
      [
        { events: 3, trials: 9 },
        { events: 0, trials: 0 },
      ],
      'at least 2 groups',
    ],
    [
      'no event',
      [
        { events: 0, trials: 9 },
        { events: 0, trials: 9 },
      ],
      'no variation',
    ],
    [
      'events only',
      [
        { events: 9, trials: 9 },
        { events: 4, trials: 4 },
      ],
      'no variation',
    ],
    [
      'single cases',
      [
        { events: 1, trials: 1 },
        { events: 0, trials: 1 },
      ],
      'at least 2 cases',
    ],
  ])('is insufficient with %s', (_, groups, reason) => {
    expect(shrunkenShares(groups)).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining(reason),
    });
  });

  it('refuses counts that are none', () => {
    for (const bad of [
      { events: 3, trials: 2 },
      { events: -1, trials: 2 },
      { events: 0, trials: 1.5 },
    ]) {
      expect(() => shrunkenShares([bad])).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    }
  });

  it('moves each share towards the overall one and not past it, small groups further, in any order', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 8 }), (groups) => {
        const found = shrunkenShares(groups);
        if (found.status === 'insufficient') return;
        const weights = groups.map(({ events, trials }, i) => {
          const own = trials === 0 ? found.overall : events / trials;
          const share = found.shares[i] ?? Number.NaN;
          expect(share).toBeGreaterThanOrEqual(Math.min(own, found.overall) - 1e-12);
          expect(share).toBeLessThanOrEqual(Math.max(own, found.overall) + 1e-12);
          const away = own - found.overall;
          return { trials, weight: Math.abs(away) < 1e-6 ? null : (share - found.overall) / away };
        });
        const known = weights.filter(({ weight }) => weight !== null).sort((a, b) => a.trials - b.trials);
        known.slice(1).forEach(({ weight }, i) => {
          expect(weight ?? 0).toBeGreaterThanOrEqual((known[i]?.weight ?? 0) - 1e-9);
        });
        const back = estimate(groups.toReversed());
        expect(back.correlation).toBeCloseTo(found.correlation, 12);
      }),
    );
  });
});
