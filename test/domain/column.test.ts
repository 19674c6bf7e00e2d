import { describe, expect, it } from 'vitest';
import { Dictionary, GrowingColumn } from '../../src/domain/column.js';
import { PreceptorError } from '../../src/errors.js';

describe('GrowingColumn', () => {
  it('keeps every number as it grows past its first size', () => {
    const column = new GrowingColumn();
    for (let i = 0; i < 5000; i += 1) column.push(i / 7);
    expect(column.length).toBe(5000);
    expect([column.at(0), column.at(1024), column.at(4999)]).toEqual([0, 1024 / 7, 4999 / 7]);
  });

  it('has no row outside its length, though there is room for it', () => {
    const column = new GrowingColumn();
    column.push(1);
    for (const row of [1, -1, 0.5]) expect(() => column.at(row)).toThrow(PreceptorError);
  });
});

describe('Dictionary', () => {
  it('gives one code a text, those of prototypes too', () => {
    const words = new Dictionary();
    expect(['b', 'a', 'b', '__proto__', 'constructor'].map((text) => words.code(text))).toEqual([
      0, 1, 0, 2, 3,
    ]);
    expect(words.text(2)).toBe('__proto__');
    expect(words.text(9)).toBeUndefined();
  });
});
