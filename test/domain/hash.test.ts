import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, hashOfBytes, seedOf, shortHash } from '../../src/domain/hash.js';
import { PreceptorError } from '../../src/errors.js';

const sha256 = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('hashOf', () => {
  it('hashes canonical JSON: keys in order, no white space, shortest numbers', () => {
    expect(hashOf({ b: [1.0, 'é'], a: null })).toBe(sha256('{"a":null,"b":[1,"é"]}'));
  });

  it('does not see layout, key order, or fields that are not there', () => {
    const written = JSON.parse('{ "policy": "p",\n  "gates": [ {"min": 0.50, "id": "g"} ] }');
    expect(hashOf(written)).toBe(hashOf({ gates: [{ id: 'g', min: 0.5 }], policy: 'p' }));
    expect(hashOf({ a: 1, b: undefined })).toBe(hashOf({ a: 1 }));
  });

  it('sees the order of a list, the type and every character of a value', () => {
    const base = hashOf({ list: ['a', 'b'], n: 1 });
    for (const other of [
      { list: ['b', 'a'], n: 1 },
      { list: ['a', 'b'], n: '1' },
      { list: ['a', 'b '], n: 1 },
      { list: ['a', 'b'], n: 1, m: null },
    ]) {
      expect(hashOf(other)).not.toBe(base);
    }
  });

  it('is the same for any order of the keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const turned = Object.fromEntries(Object.entries(object).reverse());
        expect(hashOf(turned)).toBe(hashOf(object));
      }),
    );
  });

  it('refuses what has no JSON form', () => {
    expect(() => hashOf(undefined)).toThrow(PreceptorError);
    expect(() => hashOf({ margin: Number.NaN })).toThrow();
  });
});

describe('hashOfBytes and shortHash', () => {
  it('hashes bytes as they are', () => {
    const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(hashOfBytes('')).toBe(empty);
    expect(hashOfBytes(new TextEncoder().encode('é'))).toBe(hashOfBytes('é'));
  });

  it('shortens to 12 digits', () => {
    expect(shortHash(hashOfBytes(''))).toBe('e3b0c44298fc');
  });
});

describe('seedOf', () => {
  it('is the first 32 bits of SHA-256, and tells the parts apart', () => {
    expect(seedOf('')).toBe(0xe3b0c442);
    expect(seedOf('ab', 'c')).not.toBe(seedOf('a', 'bc'));
    expect(seedOf('plan', 'metric')).not.toBe(seedOf('metric', 'plan'));
  });
});
