import { describe, expect, it } from 'vitest';
import { screenIdentifiers } from '../../../src/models/identifiers/screen-identifiers.js';

const MEGABYTE = 1_000_000;
/** Repeated to 1 MB: each nearly matches many rules, or matches one as often as can be. */
const SEEDS = [
  'a',
  '1',
  'A',
  'Aa ',
  'a.',
  'a@',
  '1-',
  ' ',
  '\n',
  'Mr ',
  'my name is ',
  'Abcdefghij ',
  '10 ',
  'a:',
  'patient ',
  'van de ',
  'A. ',
  'call me on 1 ',
  'A1 b-2.c/3:d@e ',
  'attached the a my ',
  'number number: ',
  '王',
  "Abc-def'ghi",
  'http://a',
  'of and the St in ',
  'John ',
  '\u200b',
  'a\u0301',
  '\ud800',
  '😀',
  'ID ID: 1',
  'rue de la ',
  '(at) (dot) ',
  'lives in the big old ',
  'zip 021, ',
  'zip code prefix in ',
  'call text number ',
  'dr a ',
  'NAME AB ',
  'Mar-',
  'www.a:1-1@a.uk/',
  'in the North St. ',
  'family in the town near ',
  "O'Aa-Bb and his ",
  'nurse (',
  'met with a b c d ',
  'bed 1, ',
  'thanks so much, ',
  "St Ab's at ",
  'address: 1 Ab ',
  'post code in the ',
  '1 a b c d ',
  'A1B 2C',
  'Ab no. A 1 ',
  'medicare card no: 1 2 ',
  'ref 12-',
  'age at a b c ',
  'died at a b turning ',
  '1 ii ',
  'mon 1/1-',
  '0 1 ',
  'a at b dot ',
  'kate ',
  'van reg ab12 ',
  'She has had a cough for three weeks, and a temperature of 38.2 since Monday. ',
] as const;

describe('hostile text', () => {
  it.each(SEEDS.map((seed) => [JSON.stringify(seed), seed] as const))(
    '1 MB of %s is screened: anything but linear time would not end within the test’s limit',
    (_name, seed) => {
      const text = seed.repeat(Math.ceil(MEGABYTE / seed.length));
      const hits = screenIdentifiers(text);
      expect(hits.every(({ at, length }) => length >= 1 && at + length <= text.length)).toBe(true);
    },
  );

  it('returns places and no part of the text', () => {
    const [hit] = screenIdentifiers('Seen by Dr Quux today.');
    expect(Object.keys(hit ?? {}).toSorted()).toEqual(['at', 'kind', 'length', 'line']);
  });

  it('takes an empty text, a lone surrogate and a pattern as text', () => {
    for (const text of ['', '\ud83d', '(a+)+$', '`rm` {{x}} <script>', '\u0000']) {
      expect(screenIdentifiers(text)).toEqual([]);
    }
  });
});
