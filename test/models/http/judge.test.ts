import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/models/http/dialect.js';
import { anthropic } from '../../../src/models/http/dialects/anthropic.js';
import { openaiChat } from '../../../src/models/http/dialects/openai-chat.js';
import { isServed, judge } from '../../../src/models/http/judge.js';
import type { ExchangeResult } from '../../../src/models/http/transport.js';

const received = (httpStatus: number, error: object = {}): ExchangeResult => ({
  status: 'received',
  httpStatus,
  headers: {},
  text: JSON.stringify({ error }),
  latencyMs: 5,
});

describe('judging', () => {
  it.each<readonly [string, Dialect, ExchangeResult, string]>([
    ['OpenAI’s code', openaiChat, received(400, { code: 'context_length_exceeded' }), '400'],
    [
      'Anthropic’s message',
      anthropic,
      received(400, { type: 'invalid_request_error', message: 'prompt is too long: 9 tokens > 8 maximum' }),
      '400',
    ],
    ['a 413', anthropic, received(413, { type: 'request_too_large' }), '413'],
  ])('finds by %s that the request is longer than the context', (_name, dialect, result, status) => {
    expect(judge(result, dialect, null).response).toMatchObject({
      status: 'failed',
      cause: 'truncated',
      detail: `the request is longer than the model’s context (${status})`,
      latencyMs: 5,
    });
  });

  it('finds Anthropic’s filter in a 400', () => {
    const error = { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' };
    expect(judge(received(400, error), anthropic, null).response).toMatchObject({ cause: 'content-filter' });
  });

  it.each([400, 401, 402, 403, 404, 405, 409, 418, 422, 451])(
    'keeps what is said with a refused request, and no word of its message: %i',
    (httpStatus) => {
      const error = {
        type: 'invalid_request_error',
        code: 'unsupported_parameter',
        param: 'max_tokens',
        message: 'Jane Miller, MRN 1',
      };
      const { refused, response } = judge(received(httpStatus, error), openaiChat, null);
      expect(refused).toBe(httpStatus);
      expect(response).toMatchObject({
        cause: 'request-refused',
        detail: `the endpoint refused the request (${httpStatus}, invalid_request_error, unsupported_parameter, max_tokens)`,
        raw: expect.stringContaining('Jane Miller'),
      });
      expect(judge(received(httpStatus, { code: 'a text, not a word' }), openaiChat, null)).toMatchObject({
        response: { detail: `the endpoint refused the request (${httpStatus})` },
      });
    },
  );

  it.each([408, 425, 500, 502, 503, 529])('takes %i for the service’s', (httpStatus) => {
    expect(judge(received(httpStatus), openaiChat, null)).toMatchObject({
      refused: null,
      response: { cause: 'server-error', detail: `the endpoint answered ${httpStatus}` },
    });
  });

  it('finds a filter in a 403, and none in a 401', () => {
    const filtered = judge(received(403, { code: 'content_filter' }), openaiChat, null);
    expect(filtered).toMatchObject({ refused: null, response: { cause: 'content-filter' } });
    expect(judge(received(401, { code: 'content_filter' }), openaiChat, null).refused).toBe(401);
  });

  it('finds a 429 that says when to come back', () => {
    const headers = { 'retry-after': '2' };
    const limited = { ...received(429), headers };
    expect(judge(limited, openaiChat, null).response).toMatchObject({
      cause: 'throttled',
      detail: 'the endpoint refused the request for now and asks to come back in 2000 ms',
    });
    expect(judge(received(429), openaiChat, null).response).toMatchObject({ cause: 'rate-limited' });
    const inBody = { ...received(200, { code: 429 }), headers };
    expect(judge(inBody, openaiChat, null).response).toMatchObject({ cause: 'throttled' });
    expect(judge(received(200, { code: 429 }), openaiChat, null).response).toMatchObject({
      cause: 'rate-limited',
    });
    const long = { ...limited, text: 'x'.repeat(100_000) } as const;
    expect(judge(long, openaiChat, null).response.raw).toHaveLength(16_384);
  });
});

describe('a body that comes with a 2xx', () => {
  const served = (text: string, httpStatus = 200) =>
    isServed({ status: 'received', httpStatus, headers: {}, text, latencyMs: 1 });

  it.each([
    '{"id":"x","choices":[{"message":{"content":"an error: no"}}],"error":null}',
    '{"id":"r","object":"response","status":"completed","error":null,"output":[]}',
    'no JSON at all',
  ])('is plainly an answer: %s', (text) => {
    expect(served(text)).toBe(true);
    expect(served(text, 500)).toBe(false);
  });

  it.each([
    '{"error":{"code":429}}',
    '{"error": "busy"}',
    '{"type":"error","error":{"type":"overloaded_error"}}',
    '{"id":"r","object":"response","status":"failed","error":{"code":"server_error"}}',
    `{"choices":[{"message":{"content":"${'half '.repeat(200)}"},"finish_reason":"error"}],"usage":{}}`,
  ])('may be an error: %s', (text) => {
    expect(served(text)).toBe(false);
  });
});
