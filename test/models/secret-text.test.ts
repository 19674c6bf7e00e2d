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
