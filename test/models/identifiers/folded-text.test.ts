import { describe, expect, it } from 'vitest';
import { foldText } from '../../../src/models/identifiers/folded-text.js';

describe('folding a text', () => {
  it('leaves plain text as it is', () => {
    const { text, originalOffset } = foldText('BP 120/80\nNa 140');
    expect(text).toBe('BP 120/80\nNa 140');
    expect(originalOffset(7)).toBe(7);
  });
  it('leaves invisible characters out and knows where the rest stood', () => {
    const { text, originalOffset } = foldText('\u200ba\u00ad\u200bb c');
    expect(text).toBe('ab c');
    expect([0, 1, 2, 3].map(originalOffset)).toEqual([1, 4, 5, 6]);
  });
  it('makes one letter of a letter and its accent, and of a styled letter', () => {
    const { text, originalOffset } = foldText('Jose\u0301 \u{1d409}x');
    expect(text).toBe('José Jx');
    expect(originalOffset(4)).toBe(5);
    expect(originalOffset(6)).toBe(8);
  });
  it('keeps lone surrogates', () => {
    expect(foldText('a\ud800b').text).toBe('a\ud800b');
  });
});
