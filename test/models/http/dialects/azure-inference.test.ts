import { describe, expect, it } from 'vitest';
import { azureInference } from '../../../../src/models/http/dialects/azure-inference.js';

const ENDPOINT = {
  kind: 'http',
  api: 'azure-inference',
  url: 'https://hospital.services.ai.azure.com/models',
} as const;

describe('the path', () => {
  it('has the declared API version, else the default', () => {
    expect(azureInference.path(ENDPOINT, 'm')).toBe('/chat/completions?api-version=2024-05-01-preview');
    expect(azureInference.path({ ...ENDPOINT, api_version: '2025-04-01' }, 'm')).toBe(
      '/chat/completions?api-version=2025-04-01',
    );
  });

  it('encodes a hostile version', () => {
    expect(azureInference.path({ ...ENDPOINT, api_version: '1&key=x#/..' }, 'm')).toBe(
      '/chat/completions?api-version=1%26key%3Dx%23%2F..',
    );
  });
});

describe('the request', () => {
  it('names the model, with messages and settings as chat completions have them', () => {
    const body = azureInference.body(
      {
        model: 'Phi-x',
        messages: [{ role: 'user', text: 'Chest pain?' }],
        settings: { seed: 7, max_tokens: 64 },
      },
      ENDPOINT,
    );
    expect(body).toEqual({
      model: 'Phi-x',
      messages: [{ role: 'user', content: 'Chest pain?' }],
      stream: false,
      seed: 7,
      max_tokens: 64,
    });
  });

  it('carries a key in Azure’s header and a token as bearer', () => {
    expect(azureInference.authorise('s3cret', false)).toEqual({ 'api-key': 's3cret' });
    expect(azureInference.authorise('t0ken', true)).toEqual({ authorization: 'Bearer t0ken' });
    expect(azureInference.authorise(null, false)).toEqual({});
  });
});

describe('an answer', () => {
  it('is read as chat completions are', () => {
    const document = { model: 'phi-x', choices: [{ message: { content: 'Angina' }, finish_reason: 'stop' }] };
    expect(azureInference.read(document)).toEqual({
      status: 'answered',
      text: 'Angina',
      logProbability: null,
    });
  });

  it.each([
    [{ choices: [{ message: { content: 'A' }, finish_reason: 'length' }] }, 'truncated'],
    [{ choices: [{ finish_reason: 'content_filter' }] }, 'content-filter'],
    [{ choices: [] }, 'empty'],
    [{ choices: [{ message: { content: null } }] }, 'empty'],
    [{ choices: 'x' }, 'malformed-response'],
  ])('is none: %j', (document, cause) => {
    expect(azureInference.read(document)).toMatchObject({ status: 'failed', cause });
  });
});

it('knows an error’s body that says that a filter blocked the request', () => {
  expect(azureInference.isContentFilter({ error: { code: 'content_filter' } })).toBe(true);
  expect(
    azureInference.isContentFilter({ error: { innererror: { code: 'ResponsibleAIPolicyViolation' } } }),
  ).toBe(true);
  expect(azureInference.isContentFilter({ error: { code: 'unknown_model' } })).toBe(false);
});
