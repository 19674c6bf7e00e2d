import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import type { ModelVersion } from '../../src/domain/model-version.js';
import { versionHash } from '../../src/domain/version-hash.js';
import { aVersion } from '../builders/a-plan.js';

type Client<Kind> = Extract<ModelVersion['client'], { readonly kind: Kind }>;

const HTTP: Client<'http'> = { kind: 'http', api: 'openai-chat', url: 'https://llm.example/v1' };
const PROMPTFOO: Client<'promptfoo'> = {
  kind: 'promptfoo',
  promptfoo: '0.121.20',
  provider: 'mistral:mistral-large-2411',
  config: { apiKey: '{{env.VENDOR_KEY}}', retries: [1, { wait: 2 }] },
  hosts: ['https://api.example'],
  env: ['VENDOR_KEY'],
};

const ofHttp = (part: Partial<Client<'http'>>, rest: Partial<ModelVersion> = {}) =>
  versionHash(aVersion({ client: { ...HTTP, ...part }, ...rest }));
const ofPromptfoo = (part: Partial<Client<'promptfoo'>>, rest: Partial<ModelVersion> = {}) =>
  versionHash(aVersion({ client: { ...PROMPTFOO, ...part }, ...rest }));

describe('the hash of an endpoint’s version', () => {
  it.each<Partial<Client<'http'>>>([
    { concurrency: 4 },
    { requests_per_minute: 60 },
    { tokens_per_minute: 90_000 },
    { deadline_ms: 30_000 },
    { credential: { env: 'WARD_KEY' } },
    { credential: { command: ['az', 'account', 'get-access-token'] } },
  ])('is the same with another pace, deadline or credential: %j', (part) => {
    expect(ofHttp(part)).toBe(ofHttp({}));
  });

  it.each<readonly [Partial<Client<'http'>>, Partial<ModelVersion>]>([
    [{ url: 'https://other.example/v1' }, {}],
    [{ api: 'openai-responses' }, {}],
    [{ deployment: 'ward' }, {}],
    [{ api_version: '2025-01-01' }, {}],
    [{ extra_parameters: 'drop' }, {}],
    [{}, { model: 'other' }],
    [{}, { snapshot: 'other' }],
    [{}, { settings: { temperature: 1 } }],
    [{}, { settings: { concurrency: 4 } }],
    [{}, { settings: { user: '{{env.A}}' } }],
    [{}, { system_prompt: 'Be brief.' }],
    [{}, { deployment: { location: 'inside' } }],
    [{}, { price: { currency: 'EUR', input_per_million: 1, output_per_million: 2 } }],
  ])('is another with anything else: %j %j', (part, rest) => {
    expect(ofHttp(part, rest)).not.toBe(ofHttp({}));
  });

  it('holds the text of a setting, which is sent as it is', () => {
    const ofUser = (user: string) => ofHttp({}, { settings: { user } });
    expect(ofUser('{{env.A}}')).not.toBe(ofUser('{{env.B}}'));
  });
});

describe('the hash of a version that promptfoo asks', () => {
  it.each<Partial<Client<'promptfoo'>>>([
    { concurrency: 4 },
    { requests_per_minute: 60 },
    { deadline_ms: 30_000 },
    { tokens_per_minute: 90_000 },
    { env: ['OTHER'], config: { ...PROMPTFOO.config, apiKey: '{{ env.OTHER }}' } },
  ])('is the same with another pace, deadline or variable: %j', (part) => {
    expect(ofPromptfoo(part)).toBe(ofPromptfoo({}));
  });

  it('is the same with another variable in a field for a secret, however deep', () => {
    const withKey = (name: string) => ({
      env: [name, 'REGION'],
      config: { retries: [{ headers: { authorization: `Bearer {{env.${name}}}` } }] },
    });
    expect(ofPromptfoo(withKey('A'))).toBe(ofPromptfoo(withKey('B')));
  });

  it('is another with another variable elsewhere: it may be a setting', () => {
    const ofUser = (user: string) => ofPromptfoo({}, { settings: { user } });
    expect(ofUser('{{env.A}}')).not.toBe(ofUser('{{env.B}}'));
    const ofEnv = (...env: readonly string[]) => ofPromptfoo({ env: ['VENDOR_KEY', ...env] });
    expect(ofEnv('OPENAI_TEMPERATURE')).not.toBe(ofEnv());
    expect(ofEnv('A', 'B')).toBe(ofEnv('B', 'A'));
    const ofModel = (name: string) =>
      ofPromptfoo({ config: { passthrough: { model: `{{env.${name}}}` } }, env: ['VENDOR_KEY', name] });
    expect(ofModel('M1')).not.toBe(ofModel('M2'));
  });

  it.each<Partial<Client<'promptfoo'>>>([
    { provider: 'mistral:other' },
    { promptfoo: '0.121.21' },
    { hosts: ['https://other.example'] },
    { config: { ...PROMPTFOO.config, apiKey: 'none' } },
    { config: { ...PROMPTFOO.config, retries: [1, { wait: 3 }] } },
  ])('is another with anything else: %j', (part) => {
    expect(ofPromptfoo(part)).not.toBe(ofPromptfoo({}));
  });

  it('takes a provider without configuration', () => {
    const { config: _config, ...bare } = PROMPTFOO;
    expect(versionHash(aVersion({ client: bare }))).not.toBe(ofPromptfoo({}));
  });
});

it.each<ModelVersion['client']>([
  { kind: 'command', argv: ['node', 'model.mjs'], deadline_ms: 1000 },
  { kind: 'replay', responses: 'responses/old.jsonl', sha256: '0'.repeat(64) },
  { kind: 'reference', name: 'random', version: 1 },
])('the hash of another client’s version is of all of it: %j', (client) => {
  const version = aVersion({ client });
  expect(versionHash(version)).toBe(hashOf(version));
});
