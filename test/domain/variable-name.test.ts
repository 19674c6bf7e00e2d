import { describe, expect, it } from 'vitest';
import { isVariableName } from '../../src/domain/variable-name.js';

describe('isVariableName', () => {
  it.each([
    'WARD_KEY',
    'OPENAI_API_KEY',
    'openaiKey',
    'KEY2',
    '_k',
    'AZURE_OPENAI_API_KEY_EU_WEST_1',
    'AZUREOPENAIAPIKEYEUWEST1',
    'AZURE_GPT4O_EASTUS2_PROD_KEY_V1',
    'GPT4O_MINI_2024_07_18_KEY',
    'azureOpenAiGpt41MiniKey2',
    'azureGpt4oEastUs2Key',
    'hf_token',
    'hf_token_for_the_triage_pilot',
    'A'.repeat(60),
  ])('takes the name %s', (name) => {
    expect(isVariableName(name)).toBe(true);
  });

  it.each([
    '',
    '2KEYS',
    'WARD KEY',
    'WARD-KEY',
    'A'.repeat(61),
    'sk-abcdef0123456789',
    'a9f3c2b7e41d08c6a2f3950d7e12ab34',
    'A9F3C2B7E41D08C6',
    'qL7vX2mZp9Tb4RkW8sYc1NfJ',
    'q8rkdw0v5jx3m7tz2hpn6byc4gls1fea',
    'AKIAIOSFODNN7EXAMPLE',
    'hf_abcdefghijklmnopqrstuvwx',
    'KEY_a9f3c2b7e41d08c6a2f3950d7e12ab34',
  ])('takes no key and no other text for a name: %j', (text) => {
    expect(isVariableName(text)).toBe(false);
  });
});
