import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentAt, optionOrder } from '../../../src/stats/reliability/option-order.js';

describe('contentAt', () => {
  it('maps positions back after a shift: D A B C has content 3 first', () => {
    expect([0, 1, 2, 3].map((position) => contentAt(position, 1, 4))).toEqual([3, 0, 1, 2]);
    expect([0, 1, 2, 3].map((position) => contentAt(position, 0, 4))).toEqual([0, 1, 2, 3]);
  });

  it('refuses positions, shifts and numbers of options out of range', () => {
    for (const [position, shift, options] of [
      [4, 0, 4],
      [-1, 0, 4],
      [0, 4, 4],
      [0, 0, 1],
      [0.5, 0, 4],
    ] as const) {
      expect(() => contentAt(position, shift, options)).toThrow(
        expect.objectContaining({ code: 'STATS_BAD_COUNT' }),
      );
    }
  });
});

describe('optionOrder', () => {
  it('tells a model that keeps to content from one that keeps to a position', () => {
    const content = { key: 2, positions: [2, 3, 0, 1] };
    const position = { key: 0, positions: [0, 0, 0, 0] };
    // The first is right under every shift. The second flips at 3 of 3 shifts and is right at shift 0 alone.
    const found = optionOrder([content, position]);
    expect(found.terms).toEqual([
      { contents: [2, 2, 2, 2], flipShare: 0, allRight: 1, unread: 0 },
      { contents: [0, 3, 2, 1], flipShare: 1, allRight: 0, unread: 0 },
    ]);
    expect(found).toMatchObject({
      flipRate: 0.5,
      allRight: 0.5,
      accuracyByShift: [1, 0.5, 0.5, 0.5],
      range: 0.5,
    });
  });

  it('compares what was read; an unread answer is not right and no flip', () => {
    const found = optionOrder([
      { key: 1, positions: [1, null, 1] },
      { key: 0, positions: [null, 1, 2] },
    ]);
    // First: shift 2 holds content (1 - 2 + 3) mod 3 = 2, 1 flip of 1. Second: nothing to compare with.
    expect(found.terms.map(({ flipShare }) => flipShare)).toEqual([1, null]);
    expect(found).toMatchObject({ flipRate: 1, allRight: 0, unread: 2, accuracyByShift: [0.5, 0.5, 0.5] });
  });

  it('leaves shifts out that not every question has', () => {
    expect(
      optionOrder([
        { key: 0, positions: [0, 1] },
        { key: 0, positions: [0, 1, 2] },
      ]),
    ).toMatchObject({
      accuracyByShift: [1, 1],
      range: 0,
      allRight: 1,
    });
  });

  it('is null without a question, and without an answer to compare', () => {
    expect(optionOrder([])).toEqual({
      flipRate: null,
      allRight: null,
      accuracyByShift: [],
      range: null,
      unread: 0,
      terms: [],
    });
    expect(optionOrder([{ key: 0, positions: [null, null] }])).toMatchObject({ flipRate: null, allRight: 0 });
  });

  it('refuses a key or a position that is no option, and fewer than 2 options', () => {
    for (const bad of [
      { key: 2, positions: [0, 1] },
      { key: 0, positions: [0, 2] },
      { key: 0, positions: [0] },
      { key: 0, positions: [] },
      { key: 0.5, positions: [0, 1] },
    ]) {
      expect(() => optionOrder([bad])).toThrow(expect.objectContaining({ code: 'STATS_BAD_COUNT' }));
    }
  });

  it('finds no flip in a model that keeps to content, whichever it keeps to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 2, max: 6 }), fc.nat(), fc.nat()), {
          minLength: 1,
          maxLength: 12,
        }),
        (rows) => {
          const questions = rows.map(([options, content, key]) => ({
            key: key % options,
            positions: Array.from({ length: options }, (_, shift) => ((content % options) + shift) % options),
          }));
          const right = rows.filter(([options, content, key]) => content % options === key % options).length;
          const found = optionOrder(questions);
          expect(found).toMatchObject({ flipRate: 0, range: 0, unread: 0 });
          expect(found.allRight).toBeCloseTo(right / rows.length, 14);
        },
      ),
    );
  });
});
