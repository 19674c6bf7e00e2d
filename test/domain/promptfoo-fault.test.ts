import { describe, expect, it } from 'vitest';
import { PROMPTFOO_VENDORS, promptfooFault, secretVariables } from '../../src/domain/promptfoo-fault.js';

const KEY = 'sk-planted-0123456789abcdef';
const pathOf = (config: object, settings = {}, env: readonly string[] = ['VENDOR_KEY']) =>
  promptfooFault({ provider: 'mistral:mistral-large-2411', config: { ...config }, env }, settings)?.path.join(
    '.',
  ) ?? null;

describe('a provider of promptfoo', () => {
  it.each([
    'mistral:mistral-large-2411',
    'openai:chat:gpt-x',
    'openai:responses:gpt-x',
    'azure:chat:my-deployment',
    'anthropic:messages:claude-x',
    'bedrock:us.anthropic.claude-3-haiku-20240307-v1:0',
    'openrouter:meta-llama/llama-3.1-70b',
    'groq:openai/gpt-oss-120b',
    'vertex:gemini-2.5-pro',
    'cloudflare-ai:chat:@cf/meta/llama-3-8b',
  ])('that chats is taken: %s', (provider) => {
    expect(promptfooFault({ provider }, {})).toBeNull();
  });

  it.each([
    'file://provider.js',
    'exec:rm -rf /',
    'python:provider.py',
    'package:x:y',
    'https://vendor.example/v1',
    'webhook:https://vendor.example',
    'promptfoo:redteam:pliny',
    'mcp:server',
    'browser',
    'echo',
    'openai:gpt-x',
    'openai:codex-sdk:gpt-x',
    'openai:agents:mine',
    'openai:image:dall-e-3',
    'openai:chat:',
    'anthropic:claude-agent-sdk',
    'azure:assistant:mine',
    'bedrock:agents:mine',
    'google:live:gemini',
    'huggingface:text-generation:gpt2',
    'mistral:{{ env.HOME }}',
    'mistral:../x.js',
    'unknown:model',
    '',
  ])('that runs code, takes no messages or is unknown is refused: %s', (provider) => {
    expect(promptfooFault({ provider }, {})?.path).toEqual(['client', 'provider']);
  });

  it('has vendors in order, each once', () => {
    expect(PROMPTFOO_VENDORS).toEqual([...new Set(PROMPTFOO_VENDORS)].sort());
  });
});

describe('the configuration of a provider', () => {
  it('may hold references to the variables that are named, and anything plain', () => {
    const headers = { authorization: 'Bearer {{env.VENDOR_KEY}}', 'x-team': 'ward' };
    const passthrough = { response_format: { type: 'json_object' }, stop: ['{', '}}'] };
    expect(
      pathOf({ apiKey: '{{ env.VENDOR_KEY }}', apiKeyEnvar: 'VENDOR_KEY', headers, passthrough }),
    ).toBeNull();
    expect(pathOf({}, { temperature: 0, max_tokens: 800, prompt_cache_key: 'ward' })).toBeNull();
  });

  it.each<readonly [string, object]>([
    ['apiKey', { apiKey: KEY }],
    ['headers.Authorization', { headers: { Authorization: `Bearer ${KEY}` } }],
    ['headers.Ocp-Apim-Subscription-Key', { headers: { 'Ocp-Apim-Subscription-Key': KEY } }],
    ['secretAccessKey', { secretAccessKey: KEY }],
    ['sessionToken', { sessionToken: KEY }],
    ['deep.0.password', { deep: [{ password: KEY }] }],
    ['note', { note: `use ${KEY}` }],
    ['x', { x: '{{env.plantedA9x7Kq2Lm4Zt8Wc}}' }],
  ])('holds no secret: %s', (field, config) => {
    const fault = promptfooFault({ provider: 'mistral:x', config: { ...config }, env: [] }, {});
    expect(fault?.path.join('.')).toBe(`client.config.${field}`);
    expect(JSON.stringify(fault)).not.toContain('planted');
  });

  it.each<readonly [string, object]>([
    ['functionToolCallbacks', { functionToolCallbacks: { f: 'process.exit()' } }],
    ['mcp', { mcp: { enabled: true } }],
    ['transformResponse', { transformResponse: 'json.x' }],
    ['responseParser', { responseParser: 'json.x' }],
    ['maxRetries', { maxRetries: 5 }],
    ['tools', { tools: 'file://tools.js' }],
    ['tools.0', { tools: ['FILE://tools.js'] }],
    ['x', { x: '{{ env.constructor.constructor("return process")() }}' }],
    ['x', { x: '{{env.VENDOR_KEY}} {% include "x" %}' }],
    ['x', { x: '{{env.HOME}}' }],
    ['x', { x: Number.POSITIVE_INFINITY }],
  ])('holds no code, no file and no template: %s', (field, config) => {
    expect(pathOf(config)).toBe(`client.config.${field}`);
  });

  it('is held to the same through the settings, which are merged into it', () => {
    expect(pathOf({}, { functionToolCallbacks: {} })).toBe('settings.functionToolCallbacks');
    expect(pathOf({}, { apiKey: KEY })).toBe('settings.apiKey');
  });
});

it.each([
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NODE_OPTIONS',
  'PROMPTFOO_INSECURE_SSL',
  'HTTPS_PROXY',
  'https_proxy',
  KEY,
  'plantedA9x7Kq2Lm4Zt8Wc',
  'OPENAI_TEMPERATURE',
  'OPENAI_MAX_TOKENS',
  'AWS_REGION',
])('the variable %s is none for a secret', (name) => {
  const fault = promptfooFault({ provider: 'mistral:x', env: ['VENDOR_KEY', name] }, {});
  expect(fault?.path).toEqual(['client', 'env', 1]);
  expect(JSON.stringify(fault)).not.toContain('planted');
});

it('takes variables that hold a secret by their name or by the field that they stand in, and ids that go with one', () => {
  const env = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AZURE_CLIENT_ID', 'ANY'];
  const config = { headers: { authorization: 'Bearer {{env.ANY}}' } };
  expect(promptfooFault({ provider: 'mistral:x', env, config }, {})).toBeNull();
});

it('tells the variables that hold a secret from those that may be settings', () => {
  const config = { region: '{{env.REGION}}', headers: [{ authorization: 'Bearer {{ env.FIRST }}' }] };
  const env = ['REGION', 'FIRST', 'SECOND', 'VENDOR_API_KEY', 'PROJECT'];
  expect(secretVariables({ config, env }, { apiKey: '{{env.SECOND}}' })).toEqual([
    'FIRST',
    'SECOND',
    'VENDOR_API_KEY',
  ]);
});
