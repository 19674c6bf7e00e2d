import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonNodeAt, scanJson } from '../../src/load/json-text.js';

function rootOf(text: string) {
  const scan = scanJson(text);
  if (scan.status === 'broken') throw new Error(`expected JSON: ${scan.expected} at ${scan.offset}`);
  return scan.root;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('scanJson', () => {
  it('knows where every value and name stands', () => {
    const root = rootOf('{"a": [1, {"b": "x"}]}');
    expect(jsonNodeAt(root, ['a', 1, 'b'])).toMatchObject({ offset: 16, keyOffset: 11 });
    expect(jsonNodeAt(root, ['a', 1, 'missing'])).toMatchObject({ offset: 10 });
    expect(jsonNodeAt(root, ['nothing'])).toMatchObject({ offset: 0 });
  });

  it('finds fields that stand twice, also when one is written with escapes', () => {
    const scan = scanJson('{"a":1,"b":{"c":1,"c":2},"\\u0061":3}');
    expect(scan).toMatchObject({
      status: 'valid',
      duplicates: [
        { path: ['b', 'c'], first: 12, second: 18 },
        { path: ['a'], first: 1, second: 25 },
      ],
    });
  });

  it.each([
    ['{"a":1,}', 7, 'a field name in double quotes'],
    ["{'a':1}", 1, 'a field name in double quotes'],
    ['{"a" 1}', 5, 'a colon after the field name'],
    ['{"a":1 "b":2}', 7, 'a comma or } after the value'],
    ['[1 2]', 3, 'a comma or ] after the value'],
    ['{"a":"x', 7, 'a closing quote'],
    ['{"a":"\t"}', 6, 'control characters escaped'],
    ['{"a":"\\x"}', 6, 'an escape such as \\n or \\u00e9'],
    ['{"a":NaN}', 5, 'a JSON value'],
    ['{} {}', 3, 'the end of the line'],
    ['', 0, 'a JSON value'],
  ])('says what is wrong with %s', (text, offset, expected) => {
    expect(scanJson(text)).toEqual({ status: 'broken', offset, expected });
  });

  it('refuses more levels than the stack is sure to hold', () => {
    expect(scanJson('['.repeat(100_000))).toMatchObject({ status: 'broken', expected: 'at most 200 levels' });
  });

  it('calls JSON what JSON.parse calls JSON', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      '1',
      '-0.5e+3',
      '01',
      'true',
      'nul',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (parts) => {
        const text = parts.join('');
        expect(scanJson(text).status === 'valid', text).toBe(isJson(text));
      }),
      { seed: 7, numRuns: 3000 },
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(scanJson(text).status).toBe('valid');
      }),
      { seed: 7 },
    );
  });
});
