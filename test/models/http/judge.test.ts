import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../src/models/http/dialect.js';
import { anthropic } from '../../../src/models/http/dialects/anthropic.js';
import { openaiChat } from '../../../src/models/http/dialects/openai-chat.js';
import { judge, settlementOf, takenTokens } from '../../../src/models/http/judge.js';
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
    expect(judge(result, dialect, null)).toMatchObject({
      status: 'failed',
      cause: 'truncated',
      detail: `the request is longer than the model’s context (${status})`,
      latencyMs: 5,
    });
  });

  it('finds Anthropic’s filter in a 400', () => {
    const error = { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' };
    expect(judge(received(400, error), anthropic, null)).toMatchObject({ cause: 'content-filter' });
  });

  it('tells a refused credential from a door that is shut, and keeps what was said at the door', () => {
    expect(judge(received(401), openaiChat, null)).toBe('unauthorised');
    for (const httpStatus of [403, 404]) {
      const shut = judge(received(httpStatus), openaiChat, null);
      expect(shut).toMatchObject({
        status: 'shut',
        httpStatus,
        response: {
          cause: 'server-error',
          detail: `the endpoint answered ${httpStatus}`,
          raw: '{"error":{}}',
        },
      });
      expect(takenTokens(shut)).toBe(null);
    }
  });
});

describe('what the limiter learns', () => {
  const learnt = (result: ExchangeResult) => settlementOf(result, judge(result, openaiChat, null));

  it.each([400, 401, 402, 403, 404, 405, 409, 413, 415, 418, 422, 451, 499])(
    'is of %i that the endpoint is up',
    (httpStatus) => {
      expect(learnt(received(httpStatus))).toEqual({ status: 'answered' });
    },
  );

  it.each([408, 425, 500, 502, 503, 504, 529])('is of %i that it failed', (httpStatus) => {
    expect(learnt(received(httpStatus))).toEqual({ status: 'failed' });
  });

  it('is of 429 that there is a limit', () => {
    expect(learnt(received(429))).toEqual({ status: 'rate-limited', retryAfterMs: null });
  });

  it('is of a lost connection that it failed', () => {
    const lost = { status: 'failed', cause: 'reset', detail: 'reset', latencyMs: 1, raw: null } as const;
    expect(learnt(lost)).toEqual({ status: 'failed' });
  });
});
