import { describe, expect, it } from 'vitest';
import {
  hasAddressSecret,
  isSecretText,
  secretFault,
  secretWord,
  textPath,
} from '../../src/domain/secret-field.js';

const KEY = 'sk-planted0123456789abcdef';

describe('secretFault', () => {
  it.each<readonly [Readonly<Record<string, unknown>>, readonly (string | number)[] | null]>([
    [{ temperature: 0, max_tokens: 800, stop: ['token'] }, null],
    [{ prompt_cache_key: 'ward', reasoning: { effort: 'low' } }, null],
    [{ api_key: 'abc' }, ['api_key']],
    [{ extra: { headers: { Authorization: 'Bearer abc' } } }, ['extra', 'headers', 'Authorization']],
    [{ metadata: { note: `use ${KEY}` } }, ['metadata', 'note']],
  ])('%j', (settings, path) => {
    expect(secretFault(settings)?.path ?? null).toEqual(path);
  });

  it('does not show what it found', () => {
    expect(JSON.stringify(secretFault({ api_key: KEY }))).not.toContain('planted');
  });
});

describe('secretWord', () => {
  it.each<readonly [readonly string[], number]>([
    [['node', 'model.mjs', '--temperature', '0'], -1],
    [['az', 'account', 'get-access-token', '--resource', 'https://cognitiveservices.azure.com'], -1],
    [['run', '--ssh-key', '~/.ssh/id', '--token', 'secrets/token.txt', '--api-key-env', 'WARD_KEY'], -1],
    [['run', '--api-key', '--verbose'], -1],
    [['run', '--api-key', 'abcdef'], 2],
    [['run', '-password=abcdef'], 1],
    [['curl', '-H', `Authorization: Bearer ${KEY}`], 2],
    [['run', KEY], 1],
  ])('%j', (argv, at) => {
    expect(secretWord(argv)).toBe(at);
  });
});

it.each([
  [KEY, true],
  ['Authorization: Bearer abcdef0123456789', true],
  ['see https://user:abc@gw.example/v1', true],
  ['postgres://:abc@gw.example', true],
  ['https://gw.example:8443/v1/a@b', false],
  ['https://ops@gw.example', false],
  ['the bearer of this letter', false],
  ['a.'.repeat(500_000), false],
  ['x://a:'.repeat(200_000), false],
])('isSecretText (%#)', (text, expected) => {
  expect(isSecretText(text)).toBe(expected);
});

it.each([
  ['https://abc@gw.example', true],
  ['user:abc@gw.example', true],
  ['//user:abc@gw.example', true],
  ['gw.example/v1?code=abc', true],
  ['https://gw.example:8443/v1', false],
  ['ops@gw.example', false],
  ['APIM: west?', false],
  ['?:a/'.repeat(250_000), false],
])('hasAddressSecret (%#)', (text, expected) => {
  expect(hasAddressSecret(text)).toBe(expected);
});

it.each<readonly [unknown, readonly (string | number)[] | null]>([
  ['x', []],
  [{ a: 1, b: [null, { c: 'x' }] }, ['b', 1, 'c']],
  [{ a: { x: 1 } }, ['a']],
  [{ a: 'y', b: undefined }, null],
])('textPath of %j', (value, path) => {
  expect(textPath(value, (text) => text === 'x')).toEqual(path);
});
