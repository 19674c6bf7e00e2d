import { expect, it } from 'vitest';
import { secretCutter } from '../../src/models/secret-text.js';

it('cuts a secret in every spelling, and the longer of two first', () => {
  const secret = 'a"b\\c/dé=';
  const cut = secretCutter([secret, 'a"b\\c/dé=-longer', 'short']);
  const spelt = [
    secret,
    JSON.stringify({ secret }),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ];
  expect(spelt.map(cut)).toEqual(['[secret]', '{"secret":"[secret]"}', '[secret]', '[secret]']);
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
