import { describe, expect, it } from 'vitest';
import { azureOpenai } from '../../../../src/models/http/dialects/azure-openai.js';

const ENDPOINT = { kind: 'http', api: 'azure-openai', url: 'https://hospital.openai.azure.com' } as const;
const REQUEST = {
  model: 'gpt-x',
  messages: [{ role: 'user', text: 'Chest pain?' }],
  settings: { temperature: 0 },
} as const;

const pathOf = (deployment?: string, version?: string): string =>
  azureOpenai.path({
    ...ENDPOINT,
    ...(deployment === undefined ? {} : { deployment }),
    ...(version === undefined ? {} : { api_version: version }),
  });

describe('the path', () => {
  it('is the deployment’s where one is given', () => {
    expect(pathOf('triage', '2024-10-21')).toBe(
      '/openai/deployments/triage/chat/completions?api-version=2024-10-21',
    );
  });

  it('is that of the v1 route otherwise', () => {
    expect(pathOf()).toBe('/openai/v1/chat/completions');
    expect(pathOf(undefined, 'preview')).toBe('/openai/v1/chat/completions?api-version=preview');
  });

  it.each([
    [
      '../../admin',
      '2024-10-21',
      '/openai/deployments/..%2F..%2Fadmin/chat/completions?api-version=2024-10-21',
    ],
    [
      'a?b#c&d e',
      '2024-10-21',
      '/openai/deployments/a%3Fb%23c%26d%20e/chat/completions?api-version=2024-10-21',
    ],
    ['%2e%2e', '2024-10-21', '/openai/deployments/%252e%252e/chat/completions?api-version=2024-10-21'],
    ['d', '1&x=2#y\r\n', '/openai/deployments/d/chat/completions?api-version=1%26x%3D2%23y%0D%0A'],
  ])('encodes deployment %j and version %j', (deployment, version, expected) => {
    const path = pathOf(deployment, version);
    expect(path).toBe(expected);
    expect(new URL(`https://h.example${path}`).pathname.split('/')).toHaveLength(6);
  });

  it.each(['.', '..', 'a\ud800'])(
    'refuses a deployment called %j, which no encoding keeps a name',
    (name) => {
      expect(() => pathOf(name, '2024-10-21')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
      expect(() => pathOf(name, '2024-10-21')).toThrow('client.deployment: expected a name');
    },
  );

  it('refuses a deployment without API version', () => {
    expect(() => pathOf('triage')).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect(() => pathOf('triage')).toThrow('client.api_version: expected the API version');
  });
});

describe('the request', () => {
  const withoutModel = {
    messages: [{ role: 'user', content: 'Chest pain?' }],
    stream: false,
    temperature: 0,
  };

  it('names the model, on which the v1 route depends', () => {
    expect(azureOpenai.body(REQUEST, ENDPOINT)).toEqual({ model: 'gpt-x', ...withoutModel });
  });

  it('names no model where the path names the deployment', () => {
    expect(azureOpenai.body(REQUEST, { ...ENDPOINT, deployment: 'triage' })).toEqual(withoutModel);
  });

  it('carries a key in Azure’s header and a token as bearer', () => {
    expect(azureOpenai.authorise('s3cret', false)).toEqual({ 'api-key': 's3cret' });
    expect(azureOpenai.authorise('t0ken', true)).toEqual({ authorization: 'Bearer t0ken' });
    expect(azureOpenai.authorise(null, true)).toEqual({});
  });
});

describe('an answer', () => {
  it('is read as chat completions are', () => {
    const choice = {
      content_filter_results: { violence: { filtered: false, severity: 'safe' } },
      message: { content: 'Angina' },
      finish_reason: 'stop',
    };
    expect(azureOpenai.read({ model: 'gpt-x-served', prompt_filter_results: [], choices: [choice] })).toEqual(
      {
        status: 'answered',
        text: 'Angina',
        logProbability: null,
      },
    );
  });

  it.each([
    [{ choices: [{ message: { content: 'A' }, finish_reason: 'length' }] }, 'truncated'],
    [{ choices: [{ message: { role: 'assistant' }, finish_reason: 'content_filter' }] }, 'content-filter'],
    [{ choices: [] }, 'empty'],
    [{ choices: [{ message: { content: null } }] }, 'empty'],
    [{ choices: {} }, 'malformed-response'],
  ])('is none: %j', (document, cause) => {
    expect(azureOpenai.read(document)).toMatchObject({ status: 'failed', cause });
  });
});

describe('an error’s body', () => {
  it.each([
    [{ error: { code: 'content_filter', status: 400, param: 'prompt' } }, true],
    [{ error: { code: null, innererror: { code: 'ResponsibleAIPolicyViolation' } } }, true],
    [{ error: { code: 'x', inner_error: { code: 'ResponsibleAIPolicyViolation' } } }, true],
    [{ error: { code: 'DeploymentNotFound', message: 'content_filter' } }, false],
    [{ error: { code: ['content_filter'] } }, false],
    [{ error: { innererror: 'ResponsibleAIPolicyViolation' } }, false],
    [{ error: 'content_filter' }, false],
  ])('%j says that a filter blocked the request: %s', (document, expected) => {
    expect(azureOpenai.isContentFilter(document)).toBe(expected);
  });
});
