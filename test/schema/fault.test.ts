import { expect, it } from 'vitest';
import { showValue } from '../../src/schema/fault.js';

it.each([
  'https://user:planted@gateway.example/v1',
  `https://user:planted${'x'.repeat(100)}@gateway.example`,
  'Authorization: Bearer planted-1234567890',
  { 'sk-planted-1234567890': 1 },
])('a value that is a secret or holds one is not shown (%#)', (value) => {
  expect(showValue(value)).toBe('a text that may hold a secret (not shown)');
});

it('an address without secret is shown', () => {
  expect(showValue('https://gateway.example:8443/v1')).toBe('"https://gateway.example:8443/v1"');
});
