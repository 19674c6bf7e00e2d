import { describe, expect, it } from 'vitest';
import { brokenSecretCutter, secretCutter } from '../../src/models/secret-text.js';

it('cuts a secret in every spelling, and the longer of two first', () => {
  const secret = 'a"b\\c/dé=';
  const cut = secretCutter([secret, 'a"b\\c/dé=-longer', 'short']);
  const spelt = [
    secret,
    JSON.stringify({ secret }),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ];
  expect(spelt.map(cut)).toEqual(['[secret]', '{"secret":"[secret]"}', '[secret]', '[secret]', '[secret]']);
  const bytes = secretCutter(['>>>???>>>???']);
  for (const alphabet of ['base64', 'base64url'] as const)
    expect(bytes(Buffer.from('>>>???>>>???').toString(alphabet))).toBe('[secret]');
  expect(cut(`${secret}-longer`)).toBe('[secret]');
  expect(cut('short is left')).toBe('short is left');
});

it('cuts a secret of which single characters are escaped', () => {
  const cut = secretCutter(['abc+def/ghi==SECRET']);
  for (const spelt of [
    'abc\\u002Bdef\\/ghi\\u003d\\u003d\\u0053ECRET',
    'abc%2Bdef%2fghi%3D%3dSECRET',
    'abc&#43;def&#x2F;ghi&#61;=SECRET',
  ]) {
    expect(cut(`the key is ${spelt}.`)).toBe('the key is [secret].');
  }
  expect(cut('abc+def/ghi=SECRET')).toBe('abc+def/ghi=SECRET');
});

describe('of a text that was cut off', () => {
  const secret = 'abc+def/ghi==SECRET';
  const cut = brokenSecretCutter([secret]);

  it.each([
    ['a beginning at its end', `the key is ${secret.slice(0, 9)}`, 'the key is [secret]'],
    ['all but the last character', `the key is ${secret.slice(0, -1)}`, 'the key is [secret]'],
    ['a beginning with escapes', 'the key is abc%2Bdef%2', 'the key is [secret]'],
    ['a beginning that breaks off in an escape', 'the key is abc\\u002Bdef\\u00', 'the key is [secret]'],
    ['a beginning in Base64', Buffer.from(secret).toString('base64').slice(0, 11), '[secret]'],
    ['an end at its beginning', `${secret.slice(5)} was the key`, '[secret] was the key'],
    ['the whole', `the key is ${secret}.`, 'the key is [secret].'],
  ])('cuts %s', (_what, text, left) => {
    expect(cut(text)).toBe(left);
  });

  it('leaves what tells nobody anything', () => {
    for (const text of ['it ends with abc', 'abc+def in the middle', 'RET at the beginning', '']) {
      expect(cut(text)).toBe(text);
    }
  });
});
