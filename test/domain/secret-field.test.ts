import { describe, expect, it } from 'vitest';
import { secretFault, secretWord } from '../../src/domain/secret-field.js';

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
