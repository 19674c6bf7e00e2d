import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupGap } from '../../../src/stats/subgroup/group-gap.js';

const group = fc.record({
  value: fc.double({ min: 0, max: 1, noNaN: true }),
  n: fc.integer({ min: 0, max: 40 }),
});

describe('groupGap', () => {
  it('leaves out the group of 9, whose 0.1 would have been the worst', () => {
    // 0.9 - 0.6 = 0.3, 0.6 / 0.9 = 2/3
    const found = groupGap([
      { value: 0.6, n: 10 },
      { value: 0.1, n: 9 },
      { value: 0.9, n: 200 },
      { value: 0.6, n: 31 },
    ]);
    if (found.status === 'insufficient') throw new Error(found.reason);
    expect(found.gap).toBeCloseTo(0.3, 15);
    expect(found.ratio).toBeCloseTo(2 / 3, 15);
    expect(found.lowest).toEqual({ value: 0.6, groups: [0, 3] });
    expect(found.highest).toEqual({ value: 0.9, groups: [2] });
    expect(found.reportable).toEqual([0, 2, 3]);
  });

  it('is 0 with ratio 1 where all are equal, and names them all at both ends', () => {
    const same = { value: 0.5, n: 20 };
    expect(groupGap([same, same])).toMatchObject({ gap: 0, ratio: 1, lowest: { groups: [0, 1] } });
  });

  it('has no ratio where the best is 0 or a value is negative', () => {
    expect(
      groupGap([
        { value: 0, n: 20 },
        { value: 0, n: 20 },
      ]),
    ).toMatchObject({ gap: 0, ratio: null });
    expect(
      groupGap([
        { value: -1, n: 20 },
        { value: 1, n: 20 },
      ]),
    ).toMatchObject({ gap: 2, ratio: null });
    expect(
      groupGap([
        { value: 0, n: 20 },
        { value: 1, n: 20 },
      ]),
    ).toMatchObject({ gap: 1, ratio: 0 });
  });

  it.each([
    ['no group', []],
    ['one group', [{ value: 1, n: 20 }]],
    [
      'one reportable group',
      [
        { value: 1, n: 20 },
        { value: 0, n: 9 },
      ],
    ],
    [
      'an empty group, whose value is not read',
      [
        { value: 1, n: 20 },
        { value: Number.NaN, n: 0 },
      ],
    ],
  ])('is insufficient with %s', (_, groups) => {
    expect(groupGap(groups)).toMatchObject({
      status: 'insufficient',
      reason: expect.stringContaining('at least 2 groups of 10 or more cases'),
    });
  });

  it.each([
    ['a negative n', [{ value: 1, n: -1 }], 10, 'STATS_BAD_COUNT'],
    ['NaN with cases', [{ value: Number.NaN, n: 3 }], 10, 'STATS_BAD_VALUE'],
    ['infinity', [{ value: Number.POSITIVE_INFINITY, n: 30 }], 10, 'STATS_BAD_VALUE'],
    [
      'a gap that overflows',
      [
        { value: -1.7e308, n: 30 },
        { value: 1.7e308, n: 30 },
      ],
      10,
      'STATS_BAD_VALUE',
    ],
    ['a least of 0', [], 0, 'STATS_BAD_COUNT'],
  ])('refuses %s', (_, groups, least, code) => {
    expect(() => groupGap(groups, least)).toThrow(expect.objectContaining({ code }));
  });

  it('never depends on order, never grows with a stricter rule, and lies in [0, 1] with its ratio', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 9 }), (groups) => {
        const loose = groupGap(groups, 5);
        const strict = groupGap(groups, 10);
        const back = groupGap(groups.toReversed(), 5);
        if (loose.status === 'insufficient' || back.status === 'insufficient') {
          expect([back.status, strict.status]).toEqual(['insufficient', 'insufficient']);
          return;
        }
        expect([back.gap, back.ratio]).toEqual([loose.gap, loose.ratio]);
        expect(loose.gap).toBeGreaterThanOrEqual(strict.status === 'insufficient' ? 0 : strict.gap);
        expect(loose.ratio ?? 0).toBeGreaterThanOrEqual(0);
        expect(loose.ratio ?? 0).toBeLessThanOrEqual(1);
      }),
    );
  });
});
