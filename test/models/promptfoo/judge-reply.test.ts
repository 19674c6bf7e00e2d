import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { EGRESS_WAYS } from '../../../src/domain/blocked-egress.js';
import type { ModelResponse } from '../../../src/domain/response.js';
import { createBlockedLog } from '../../../src/models/egress/blocked-log.js';
import { guardPrograms } from '../../../src/models/egress/guard-programs.js';
import { createPatches } from '../../../src/models/egress/patches.js';
import { judgeReply } from '../../../src/models/promptfoo/judge-reply.js';
import type { CallReply, SeenResponse } from '../../../src/models/promptfoo/thread-message.js';

const same = (text: string): string => text;

function aReply(parts: Partial<CallReply>): CallReply {
  return { given: null, thrown: null, seen: null, broken: null, ...parts };
}

const responseOf = (...call: Parameters<typeof judgeReply>): ModelResponse => judgeReply(...call).response;
const gave = (given: object): CallReply => aReply({ given: JSON.stringify(given) });
const failing = (error: string): CallReply => gave({ error });
const seen = (httpStatus: number, body = '', headers: SeenResponse['headers'] = {}): SeenResponse => ({
  httpStatus,
  headers,
  body,
});

describe('a reply of a provider that asks through its vendor’s library', () => {
  it('is answered with the usage that the provider counted', () => {
    const reply = gave({
      output: 'A',
      tokenUsage: { prompt: 7, completion: 2, total: 9 },
      finishReason: 'stop',
    });
    expect(responseOf(reply, 5, same)).toMatchObject({
      status: 'answered',
      text: 'A',
      latencyMs: 5,
      service: { model: null, stopReason: 'stop', usage: { input: 7, output: 2 } },
    });
  });

  it.each([
    ['Bedrock API invoke model error: ThrottlingException: Too many requests, please wait', 'rate-limited'],
    ['Rate limit exceeded: HTTP 429 Too Many Requests', 'rate-limited'],
    ['API error: 503 Service Unavailable', 'server-error'],
    ['Error: getaddrinfo ENOTFOUND bedrock.example', 'name-lookup'],
    ['connect ECONNREFUSED 127.0.0.1:9', 'connection'],
    ['unable to verify the first certificate', 'connection'],
    ['socket hang up', 'reset'],
    ['TimeoutError: the operation timed out', 'client-timeout'],
    ['something that nobody has seen before', 'server-error'],
  ])('is charged by its words: %s', (error, cause) => {
    const judged = responseOf(failing(error), 1, same);
    expect(judged).toMatchObject({ status: 'failed', cause, raw: JSON.stringify({ error }) });
  });

  it.each(EGRESS_WAYS)('tells what the guard blocked: %s', (way) => {
    const { message } = createBlockedLog().refuse(way, 'elsewhere.example', 443);
    for (const error of [message, `API call error: Error: ${message}`]) {
      expect(responseOf(failing(error), 1, same)).toMatchObject({
        cause: 'connection',
        detail: 'the provider was kept from a host that the model’s file does not declare',
      });
    }
  });

  it.each(['', 'API call error: Error: ', 'CredentialsProviderError: '])(
    'ends the run where the provider is kept from starting a program: %s…',
    (words) => {
      const patches = createPatches();
      guardPrograms(patches);
      patches.publish();
      let message = '';
      try {
        execFileSync('az', ['account']);
      } catch (error) {
        message = error instanceof Error ? error.message : '';
      } finally {
        patches.restore();
      }
      expect(judgeReply(failing(`${words}${message}`), 1, same)).toMatchObject({
        refused: 401,
        response: {
          cause: 'request-refused',
          detail: expect.stringMatching(
            /^the provider was kept from starting a program: .* declare that in env/,
          ),
        },
      });
    },
  );

  it.each([
    'API error: 401 Unauthorized',
    'Bedrock API invoke model error: CredentialsProviderError: Could not load credentials from any providers',
    'API key is not set. Set the VENDOR_KEY environment variable',
  ])('ends the run where there is no credential: %s', (error) => {
    for (const reply of [failing(error), aReply({ thrown: error })])
      expect(judgeReply(reply, 1, same)).toMatchObject({
        refused: 401,
        response: { cause: 'request-refused' },
      });
  });

  it('repeats nothing of an error but its length', () => {
    const judged = responseOf(failing('patient John Doe is not supported'), 1, same);
    expect(judged).toMatchObject({ detail: 'the provider reported an error of 33 characters' });
  });
});

describe('a reply', () => {
  it.each<readonly [string, object, string]>([
    ['a flag of a guardrail', { output: 'x', guardrails: { flagged: true } }, 'content-filter'],
    [
      'a flagged input',
      { output: 'API error: 400', isRefusal: true, guardrails: { flaggedInput: true } },
      'content-filter',
    ],
    ['an end by a filter', { output: 'x', finishReason: 'content_filter' }, 'content-filter'],
    ['an end by length', { output: 'x', finishReason: 'length' }, 'truncated'],
    ['white space', { output: ' \n' }, 'empty'],
    ['no output', {}, 'empty'],
    ['an object', { output: { answer: 'A' } }, 'malformed-response'],
  ])('with %s is no answer', (_name, given, cause) => {
    expect(responseOf(gave(given), 1, same)).toMatchObject({ status: 'failed', cause });
  });

  it('is what the vendor’s response was, whatever the provider made of it', () => {
    const output = JSON.stringify({ output: 'API error: rate limit' });
    const limited = aReply({ given: output, seen: seen(429, '', { 'retry-after': '1' }) });
    const judged = responseOf(limited, 1, same);
    expect(judged).toMatchObject({ status: 'failed', cause: 'throttled' });
    expect(responseOf(aReply({ given: output, seen: seen(500) }), 1, same)).toMatchObject({
      cause: 'server-error',
    });
    expect(judgeReply(aReply({ given: output, seen: seen(404) }), 1, same)).toMatchObject({
      refused: 404,
      response: { cause: 'request-refused', detail: 'the endpoint refused the request (404)' },
    });
  });

  it.each([
    ['Anthropic', '{"stop_reason":"max_tokens","model":"c"}'],
    ['Gemini', '{"candidates":[{"finishReason":"MAX_TOKENS"}]}'],
    ['chat completions', '{"choices":[{"finish_reason":"length"}]}'],
  ])('was cut where %s says so in its body and the provider does not', (_name, body) => {
    const reply = aReply({ given: JSON.stringify({ output: 'half' }), seen: seen(200, body) });
    expect(responseOf(reply, 1, same)).toMatchObject({ cause: 'truncated' });
  });

  it.each<readonly [string, object, object, string]>([
    ['a blocked prompt', { error: 'x' }, { promptFeedback: { blockReason: 'SAFETY' } }, 'content-filter'],
    ['a filter', { error: 'x' }, { candidates: [{ finishReason: 'RECITATION' }] }, 'content-filter'],
    ['a cut', { error: 'x' }, { candidates: [{ finishReason: 'MAX_TOKENS' }] }, 'truncated'],
    [
      'a cut response',
      { output: 'half' },
      { object: 'response', status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      'truncated',
    ],
    [
      'a full context',
      { output: 'half', finishReason: 'stop' },
      { type: 'message', content: [], stop_reason: 'model_context_window_exceeded' },
      'truncated',
    ],
    [
      'Mistral’s cut',
      { output: 'half', finishReason: 'stop' },
      { choices: [{ message: { content: 'half' }, finish_reason: 'model_length' }] },
      'truncated',
    ],
    ['no candidates', { error: 'x' }, { candidates: [] }, 'empty'],
    [
      'a server’s error',
      { error: 'x' },
      { type: 'error', error: { type: 'overloaded_error' } },
      'server-error',
    ],
  ])('with %s in the vendor’s body is no answer, whatever the provider says', (_name, given, body, cause) => {
    const reply = aReply({ given: JSON.stringify(given), seen: seen(200, JSON.stringify(body)) });
    expect(responseOf(reply, 1, same)).toMatchObject({ status: 'failed', cause, raw: JSON.stringify(body) });
  });

  it('is a filter’s where an error says so in Anthropic’s words', () => {
    const error = {
      type: 'invalid_request_error',
      message: 'Output blocked by content filtering policy',
    };
    const reply = aReply({ thrown: 'x', seen: seen(400, JSON.stringify({ type: 'error', error })) });
    expect(responseOf(reply, 1, same)).toMatchObject({ cause: 'content-filter' });
  });

  it('is not judged by a response whose body or whose successor was broken', () => {
    const broken = { cause: 'malformed-response', detail: 'no UTF-8' } as const;
    const body = '{"choices":[{"finish_reason":"length"}]}';
    const reply = aReply({ thrown: 'x', seen: seen(200, body), broken });
    expect(responseOf(reply, 1, same)).toMatchObject({ ...broken, raw: body });
  });

  it.each([
    ['a 413', seen(413)],
    ['a context error', seen(400, '{"error":{"code":"context_length_exceeded"}}')],
  ])('is the model’s own where the request is too long: %s', (_name, response) => {
    expect(responseOf(aReply({ thrown: 'x', seen: response }), 1, same)).toMatchObject({
      cause: 'truncated',
    });
  });

  it('has its secrets cut out of text, names and raw', () => {
    const cut = (text: string): string => text.replaceAll('SECRET', '[secret]');
    const body = '{"model":"SECRET","choices":[{"finish_reason":"SECRET"}]}';
    const reply = aReply({ given: JSON.stringify({ output: 'SECRET' }), seen: seen(200, body) });
    expect(JSON.stringify(responseOf(reply, 1, cut))).not.toContain('SECRET');
    const blocked = '{"promptFeedback":{"blockReason":"SECRET"},"modelVersion":"SECRET"}';
    const withheld = responseOf(aReply({ thrown: 'SECRET', seen: seen(200, blocked) }), 1, cut);
    expect(withheld).toMatchObject({ cause: 'content-filter', service: { model: '[secret]' } });
    expect(JSON.stringify(withheld)).not.toContain('SECRET');
  });
});
