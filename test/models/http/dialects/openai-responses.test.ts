import { describe, expect, it } from 'vitest';
import type { DialectAnswer } from '../../../../src/models/http/dialect.js';
import { openaiResponses } from '../../../../src/models/http/dialects/openai-responses.js';

const ENDPOINT = { kind: 'http', api: 'openai-responses', url: 'https://gateway.example/v1' } as const;

const reading = (document: Readonly<Record<string, unknown>>): DialectAnswer =>
  openaiResponses.read({ id: 'resp_1', object: 'response', status: 'completed', ...document });
const saying = (...content: readonly unknown[]): DialectAnswer =>
  reading({ output: [{ type: 'message', role: 'assistant', status: 'completed', content }] });
const part = (text: unknown, rest: Readonly<Record<string, unknown>> = {}): unknown => ({
  type: 'output_text',
  text,
  annotations: [],
  ...rest,
});

describe('the request', () => {
  it('goes to the responses behind the base URL', () => {
    expect(openaiResponses.path(ENDPOINT, 'gpt-x')).toBe('/responses');
  });

  it('holds the model, the input and the settings under their own names', () => {
    const body = openaiResponses.body(
      {
        model: 'gpt-x',
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Chest pain?' },
        ],
        settings: { max_output_tokens: 512, store: false },
      },
      ENDPOINT,
    );
    expect(body).toEqual({
      model: 'gpt-x',
      input: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Chest pain?' },
      ],
      stream: false,
      max_output_tokens: 512,
      store: false,
    });
  });

  it.each(['model', 'input', 'stream'])('refuses a setting called %s', (name) => {
    const ask = (): unknown =>
      openaiResponses.body({ model: 'm', messages: [], settings: { [name]: true } }, ENDPOINT);
    expect(ask).toThrow(`settings.${name}: expected a setting of the model`);
  });

  it('carries key and token as bearer', () => {
    expect(openaiResponses.authorise('s3cret', false)).toEqual({ authorization: 'Bearer s3cret' });
    expect(openaiResponses.authorise(null, false)).toEqual({});
  });
});

describe('an answer', () => {
  it('is the text of its messages, without the reasoning', () => {
    const answer = reading({
      model: 'gpt-x-served',
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
        { type: 'message', status: 'completed', content: [part('An'), part('gina')] },
        { type: 'message', status: 'completed', content: [part('.')] },
      ],
    });
    expect(answer).toEqual({
      status: 'answered',
      text: 'Angina.',
      logProbability: null,
    });
  });

  it('may be a refusal, and may come without status', () => {
    expect(saying({ type: 'refusal', refusal: 'I cannot help.' })).toMatchObject({ text: 'I cannot help.' });
    expect(reading({ status: undefined, output: [{ type: 'message', content: [part('x')] }] })).toMatchObject(
      { text: 'x' },
    );
  });

  it('has a log-probability where every part has one', () => {
    // (-0.5 - 0.25) + -1 = -1.75
    const first = part('An', { logprobs: [{ logprob: -0.5 }, { logprob: -0.25 }] });
    expect(saying(first, part('gina', { logprobs: [{ logprob: -1 }] }))).toMatchObject({
      logProbability: -1.75,
    });
    expect(saying(first, part('gina', { logprobs: [] }))).toMatchObject({ logProbability: null });
  });

  it('may be long', () => {
    expect(saying(part('x'.repeat(1_000_000)))).toMatchObject({ status: 'answered' });
  });
});

describe('what is no answer', () => {
  it.each([
    ['max_output_tokens', 'truncated', 'status is incomplete: max_output_tokens'],
    ['content_filter', 'content-filter', 'status is incomplete: content_filter'],
    ['s3cret', 'truncated', 'status is incomplete: no known reason'],
  ])('is incomplete for %s', (reason, cause, detail) => {
    const document = { status: 'incomplete', incomplete_details: { reason }, output: [] };
    expect(reading(document)).toEqual({ status: 'failed', cause, detail });
  });

  it('is truncated where the reason is missing or a message says so', () => {
    expect(reading({ status: 'incomplete', incomplete_details: null })).toMatchObject({ cause: 'truncated' });
    expect(
      reading({ output: [{ type: 'message', status: 'incomplete', content: [part('Ang')] }] }),
    ).toMatchObject({ cause: 'truncated' });
  });

  it('is empty without output, message, content or text', () => {
    const empty = { status: 'failed', cause: 'empty' };
    expect(reading({ output: [] })).toMatchObject(empty);
    expect(reading({ output: [{ type: 'reasoning', summary: [] }] })).toMatchObject(empty);
    expect(reading({ output: [{ type: 'message', content: null }] })).toMatchObject(empty);
    expect(saying()).toMatchObject(empty);
    expect(saying(part(''))).toMatchObject(empty);
  });

  it.each([
    [{ status: 'queued' }, 'found queued'],
    [{ status: 'in_progress', error: null, output: [] }, 'found in_progress'],
    [{ status: 'cancelled', error: { code: 'rate_limit_exceeded' } }, 'found cancelled'],
    [{ status: 7 }, 'expected status to be completed or incomplete, found a number'],
    [{}, 'expected output to be an array, found nothing'],
    [{ output: { 0: {} } }, 'expected output to be an array, found an object of 1 fields'],
    [{ output: ['x'] }, 'expected output[0] to be an object with a type, found a text of 1 characters'],
    [{ output: [{ type: 'message', content: 'x' }] }, 'expected output[0].content to be an array of parts'],
    [
      { output: [{ type: 'message', content: [{ type: 'output_text', text: [] }] }] },
      'expected output[0].content[0].text to be a text, found an array of 0',
    ],
  ])('is malformed: %j', (document, detail) => {
    const answer = reading(document);
    expect(answer).toMatchObject({ status: 'failed', cause: 'malformed-response' });
    expect(answer).toHaveProperty('detail', expect.stringContaining(detail));
    expect(answer).toHaveProperty('detail', expect.not.stringContaining('s3cret'));
  });

  it.each<readonly [unknown, string, string]>([
    [
      { code: 'rate_limit_exceeded', message: 'x' },
      'rate-limited',
      'expected an answer, found the error rate_limit_exceeded',
    ],
    [
      { code: 'server_error', message: 'x' },
      'server-error',
      'expected an answer, found the error server_error',
    ],
    [{ code: 'vector_store_timeout', message: 'x' }, 'server-error', 'status is failed'],
    [{ code: 'failed_to_download_image', message: 'x' }, 'server-error', 'status is failed'],
    [{ code: 'image_file_not_found', message: 'x' }, 'server-error', 'status is failed'],
    [{ code: 's3cret', message: 's3cret' }, 'server-error', 'status is failed'],
    [{ code: { code: 'rate_limit_exceeded' } }, 'server-error', 'status is failed'],
    [{ code: 's3cret', message: 's3cret'.repeat(800_000) }, 'server-error', 'status is failed'],
    [[{ code: 'rate_limit_exceeded' }], 'server-error', 'status is failed'],
    [{ code: 429 }, 'rate-limited', 'expected an answer, found the error 429'],
    [null, 'server-error', 'status is failed'],
    [undefined, 'server-error', 'status is failed'],
    [{ code: 'image_content_policy_violation' }, 'content-filter', 'status is not completed: content_filter'],
    [
      { code: 'invalid_prompt', message: 'prompt is too long: 9 tokens > 8 maximum' },
      'truncated',
      'the request is longer than the model’s context',
    ],
  ])('has failed (%#)', (error, cause, detail) => {
    const failed = { status: 'failed', cause, detail };
    expect(reading({ status: 'failed', error, output: [] })).toEqual(failed);
    expect(reading({ status: 'failed', error })).toEqual(failed);
  });

  it('is an error of a gateway, which gives no response', () => {
    const error = { code: 'rate_limit_exceeded', message: 'x' };
    expect(openaiResponses.read({ error, metadata: null })).toMatchObject({ cause: 'rate-limited' });
    expect(reading({ error: { code: 502 }, output: [] })).toMatchObject({ cause: 'server-error' });
    expect(reading({ error: { code: 's3cret' } })).toMatchObject({ cause: 'malformed-response' });
    const item = { type: 'message', content: [part('x')] };
    expect(reading({ error, output: [item] })).toMatchObject({ status: 'answered' });
  });

  it('is filtered where the response failed for it', () => {
    expect(reading({ status: 'failed', error: { code: 'content_filter' } })).toMatchObject({
      cause: 'content-filter',
    });
    expect(reading({ status: 'failed', error: { code: 'invalid_prompt', message: 's3cret' } })).toEqual({
      status: 'failed',
      cause: 'content-filter',
      detail: 'status is failed: invalid_prompt',
    });
  });

  it('is truncated where the response failed for a request that is too long', () => {
    expect(reading({ status: 'failed', error: { code: 'context_length_exceeded' } })).toEqual({
      status: 'failed',
      cause: 'truncated',
      detail: 'the request is longer than the model’s context',
    });
  });

  it.each([['in_progress'], ['s3cret'], [7]])('is a text of a message whose status is %j', (status) => {
    const broken = reading({ output: [{ type: 'message', status, content: [part('Do not')] }] });
    expect(broken).toMatchObject({ status: 'failed', cause: 'malformed-response' });
    expect(broken).toHaveProperty('detail', expect.stringContaining('output[0].status to be completed'));
    expect(broken).toHaveProperty('detail', expect.not.stringContaining('s3cret'));
  });
});

it('knows an error’s body that says that a filter blocked the request', () => {
  expect(openaiResponses.isContentFilter({ error: { code: 'content_filter' } })).toBe(true);
  expect(openaiResponses.isContentFilter({ error: { code: 'invalid_api_key' } })).toBe(false);
});
