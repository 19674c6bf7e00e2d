import { describe, expect, it } from 'vitest';
import type { ReadingPattern } from '../../src/domain/protocol.js';
import { PreceptorError } from '../../src/errors.js';
import { compilePattern } from '../../src/read/compile-pattern.js';
import { extractJson } from '../../src/read/extract-json.js';

function find(pattern: Omit<ReadingPattern, 'name'>, text: string): string | null {
  return compilePattern({ name: 'p', ...pattern })({ text, json: () => extractJson(text) });
}

describe('compilePattern: pattern', () => {
  it('gives group 1, or the whole match; the first match counts', () => {
    expect(find({ pattern: 'Answer: (\\w)' }, 'Answer: B. Answer: C')).toBe('B');
    expect(find({ pattern: '[A-E]\\b' }, 'it is D.')).toBe('D');
    expect(find({ pattern: 'Answer: (\\w)' }, 'none')).toBeNull();
  });

  it('finds nothing where group 1 took no part or is empty', () => {
    expect(find({ pattern: 'x|Answer: (\\w)' }, 'x')).toBeNull();
    expect(find({ pattern: 'Answer:(\\w*)' }, 'Answer:')).toBeNull();
  });

  it('knows case unless told to ignore it', () => {
    expect(find({ pattern: 'answer: (\\w)' }, 'ANSWER: B')).toBeNull();
    expect(find({ pattern: 'answer: (\\w)', ignore_case: true }, 'ANSWER: B')).toBe('B');
  });

  it.each(['(?=B)B', '(?<!not )B', '(a)\\1', '(unclosed', 'a**', 'x{2000}'])(
    'refuses %s, which is not RE2, by the pattern’s name',
    (pattern) => {
      expect(() => find({ pattern }, 'B')).toThrow(PreceptorError);
      expect(() => find({ pattern }, 'B')).toThrow(/pattern p: expected an RE2 expression/);
    },
  );

  it('runs what explodes elsewhere in linear time', () => {
    const began = performance.now();
    expect(find({ pattern: '(a+)+$' }, `${'a'.repeat(50_000)}!`)).toBeNull();
    expect(find({ pattern: '^(a|a)*b' }, 'a'.repeat(50_000))).toBeNull();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('compilePattern: after', () => {
  it('looks only behind the last occurrence', () => {
    const text = 'Final: A. No. Final: B';
    expect(find({ after: 'Final:', pattern: '[A-E]' }, text)).toBe('B');
    expect(find({ after: 'Final:', whole: true }, text)).toBe('B');
  });

  it('finds nothing where it does not occur, or where nothing follows', () => {
    expect(find({ after: 'Final:', pattern: '[A-E]' }, 'It is B')).toBeNull();
    expect(find({ after: 'Final:', whole: true }, 'Final:  \n')).toBeNull();
  });

  it('is a text, never an expression', () => {
    expect(find({ after: '.*', whole: true }, 'a .* b')).toBe('b');
    expect(find({ after: '.*', whole: true }, 'abc')).toBeNull();
  });
});

describe('compilePattern: json and whole', () => {
  it('takes texts, numbers and booleans of a field', () => {
    const text = '{"a": " B ", "n": 0.5, "t": true, "nil": null, "o": {"x": 1}, "empty": "  "}';
    expect(
      ['a', 'n', 't', 'o.x', 'nil', 'o', 'empty', 'missing'].map((json) => find({ json }, text)),
    ).toEqual(['B', '0.5', 'true', '1', null, null, null, null]);
  });

  it('trims the whole text', () => {
    expect(find({ whole: true }, ' \n B \n')).toBe('B');
    expect(find({ whole: true }, ' \n ')).toBeNull();
  });
});

describe('compilePattern: values', () => {
  const values = { yes: 'A', No: 'B' };

  it('turns what was found into what it stands for; others are no match', () => {
    expect(find({ whole: true, values }, 'yes')).toBe('A');
    expect(find({ whole: true, values }, 'perhaps')).toBeNull();
    expect(find({ whole: true, values }, 'YES')).toBeNull();
  });

  it('ignores the case of both sides where told so', () => {
    expect(['YES', 'no', 'NO'].map((text) => find({ whole: true, ignore_case: true, values }, text))).toEqual(
      ['A', 'B', 'B'],
    );
  });

  it('has no entries but its own', () => {
    for (const text of ['constructor', '__proto__', 'toString']) {
      expect(find({ whole: true, values }, text)).toBeNull();
    }
  });
});

describe('compilePattern: exactly one way', () => {
  it.each([[{}], [{ json: 'a', whole: true as const }], [{ pattern: 'a', json: 'a' }], [{ after: 'x' }]])(
    'refuses %o',
    (pattern) => {
      expect(() => find(pattern, '')).toThrow(/expected exactly one of json, pattern, whole/);
    },
  );
});
