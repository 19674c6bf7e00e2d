import { describe, expect, it } from 'vitest';
import { splitLines } from '../../src/files/line-splitter.js';

/** Splits text given in chunks of `size` bytes. */
function split(text: string, size: number, maxBytes = 100): readonly string[] {
  const seen: string[] = [];
  const splitter = splitLines(maxBytes, {
    line: (bytes, offset) => void seen.push(`${offset}:${Buffer.from(bytes).toString()}`),
    tooLong: (head, offset) => void seen.push(`${offset}!${Buffer.from(head).toString()}`),
  });
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) splitter.push(bytes.subarray(from, from + size));
  splitter.end();
  return seen;
}

describe.each([1, 2, 3, 1000])('splitLines, in chunks of %i bytes', (size) => {
  it('hands on every line with its offset in bytes', () => {
    expect(split('é\nbc\n\nd', size)).toEqual(['0:é', '3:bc', '6:', '7:d']);
  });

  it('makes no line of what follows the last line feed when nothing does', () => {
    expect(split('a\n', size)).toEqual(['0:a']);
    expect(split('', size)).toEqual([]);
  });

  it('reports a long line once and goes on behind it', () => {
    const seen = split('ok\n123456789\nfine\n', size, 5);
    expect(seen).toHaveLength(3);
    expect(seen[0]).toBe('0:ok');
    expect(seen[1]).toMatch(/^3!123456/);
    expect(seen[2]).toBe('13:fine');
  });

  it('takes a line of just the limit, and reports a long last line without a line feed', () => {
    expect(split('12345\n', size, 5)).toEqual(['0:12345']);
    expect(split('a\n123456', size, 5)).toEqual(['0:a', expect.stringMatching(/^2!123456/)]);
  });
});
