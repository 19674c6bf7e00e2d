import { afterEach, expect, it, vi } from 'vitest';
import { readVariables } from '../../../src/models/promptfoo/secret-values.js';

afterEach(() => vi.unstubAllEnvs());

it('a variable that holds no secret may be short; one that does may not, and is not shown', () => {
  vi.stubEnv('VENDOR_KEY', 'pl4nt');
  vi.stubEnv('REGION', 'eu');
  expect(readVariables(['VENDOR_KEY', 'REGION'], [])).toEqual({ VENDOR_KEY: 'pl4nt', REGION: 'eu' });
  const read = () => readVariables(['REGION', 'VENDOR_KEY'], ['VENDOR_KEY']);
  expect(read).toThrow(expect.objectContaining({ code: 'MODEL_UNAVAILABLE' }));
  expect(read).toThrow('a secret of at least 6 characters in the environment variable VENDOR_KEY');
  expect(read).not.toThrow('pl4nt');
  vi.stubEnv('VENDOR_KEY', 'pl4nt3');
  expect(read()).toEqual({ REGION: 'eu', VENDOR_KEY: 'pl4nt3' });
});

it('a variable that is not set is named', () => {
  vi.stubEnv('VENDOR_KEY', ' ');
  expect(() => readVariables(['VENDOR_KEY'], [])).toThrow('environment variable VENDOR_KEY; found none');
});
