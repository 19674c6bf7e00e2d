import { describe, expect, it } from 'vitest';
import type { DialectAnswer } from '../../../../src/models/http/dialect.js';
import { anthropic } from '../../../../src/models/http/dialects/anthropic.js';

const ENDPOINT = { kind: 'http', api: 'anthropic', url: 'https://gateway.example/v1' } as const;

const reading = (content: unknown, stopReason: unknown = 'end_turn'): DialectAnswer =>
  anthropic.read({
    type: 'message',
    role: 'assistant',
    model: 'claude-served',
    content,
    stop_reason: stopReason,
    usage: { output_tokens: 3 },
  });

describe('the request', () => {
  it('goes to the messages behind the base URL', () => {
    expect(anthropic.path(ENDPOINT, 'claude-x')).toBe('/messages');
  });

  it('holds the system messages apart', () => {
    const body = anthropic.body(
      {
        model: 'claude-x',
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'system', text: 'Answer A or B.' },
          { role: 'user', text: 'Chest pain?' },
          { role: 'assistant', text: 'How long?' },
          { role: 'user', text: 'An hour.' },
        ],
        settings: { max_tokens: 512, top_k: 5 },
      },
      ENDPOINT,
    );
    expect(body).toEqual({
      model: 'claude-x',
      system: 'Be brief.\n\nAnswer A or B.',
      messages: [
        { role: 'user', content: 'Chest pain?' },
        { role: 'assistant', content: 'How long?' },
        { role: 'user', content: 'An hour.' },
      ],
      stream: false,
      max_tokens: 512,
      top_k: 5,
    });
  });

  it('has no system field without system message', () => {
    const messages = [{ role: 'user', text: 'x' }] as const;
    expect(
      anthropic.body({ model: 'm', messages, settings: { max_tokens: 1 } }, ENDPOINT),
    ).not.toHaveProperty('system');
  });

  it.each([
    [{}, 'found nothing'],
    [{ max_tokens: '512' }, 'found a text of 3 characters'],
    [{ max_tokens: 0 }, 'found 0'],
    [{ max_tokens: 1.5 }, 'found 1.5'],
  ])('is refused with settings %j: the limit is part of the model version', (settings, found) => {
    const ask = (): unknown => anthropic.body({ model: 'm', messages: [], settings }, ENDPOINT);
    expect(ask).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect(ask).toThrow(
      `settings.max_tokens: expected an integer >= 1, which this API requires, ${found}. Set it`,
    );
  });

  it.each(['model', 'messages', 'system', 'stream'])('refuses a setting called %s', (name) => {
    const settings = { max_tokens: 1, [name]: 'x' };
    expect(() => anthropic.body({ model: 'm', messages: [], settings }, ENDPOINT)).toThrow(
      `settings.${name}: expected a setting of the model`,
    );
  });

  it('carries a key in the API’s header, a token as bearer, and the API’s version always', () => {
    const version = { 'anthropic-version': '2023-06-01' };
    expect(anthropic.authorise('s3cret', false)).toEqual({ ...version, 'x-api-key': 's3cret' });
    expect(anthropic.authorise('t0ken', true)).toEqual({ ...version, authorization: 'Bearer t0ken' });
    expect(anthropic.authorise(null, false)).toEqual(version);
  });
});

describe('an answer', () => {
  it('is its blocks of text, joined, without the thoughts', () => {
    const blocks = [
      { type: 'thinking', thinking: 'hm', signature: 'x' },
      { type: 'text', text: 'An' },
      { type: 'text', text: 'gina' },
    ];
    expect(reading(blocks)).toEqual({
      status: 'answered',
      text: 'Angina',
      logProbability: null,
    });
  });

  it('may end at a stop sequence, and may be long', () => {
    const text = 'x'.repeat(1_000_000);
    expect(reading([{ type: 'text', text }], 'stop_sequence')).toMatchObject({ status: 'answered', text });
  });

  it.each([['tool_use'], [null]])('may stop with %j', (stopReason) => {
    expect(reading([{ type: 'text', text: 'Angina' }], stopReason)).toMatchObject({ text: 'Angina' });
  });
});

describe('what is no answer', () => {
  it.each([
    ['max_tokens', 'truncated', 'stop_reason is max_tokens'],
    ['model_context_window_exceeded', 'truncated', 'stop_reason is model_context_window_exceeded'],
    ['refusal', 'content-filter', 'stop_reason is refusal'],
  ])('stopped for %s, with or without text', (stopReason, cause, detail) => {
    expect(reading([{ type: 'text', text: 'An' }], stopReason)).toEqual({ status: 'failed', cause, detail });
    expect(reading([], stopReason)).toEqual({ status: 'failed', cause, detail });
  });

  it.each([['pause_turn'], ['s3cret'], ['toString'], [7], [['end_turn']]])(
    'is a text that stopped in a way that the API does not know: %j',
    (stopReason) => {
      const broken = reading([{ type: 'text', text: 'Do not take' }], stopReason);
      expect(broken).toMatchObject({ status: 'failed', cause: 'malformed-response' });
      expect(broken).toHaveProperty(
        'detail',
        expect.stringContaining('expected stop_reason to be end_turn, '),
      );
      expect(broken).toHaveProperty('detail', expect.not.stringContaining('s3cret'));
      expect(reading([], stopReason)).toMatchObject({ cause: 'empty' });
    },
  );

  it.each<readonly [unknown, string, string]>([
    [
      { type: 'overloaded_error', message: 'x' },
      'server-error',
      'expected an answer, found the error overloaded_error',
    ],
    [{ type: 'api_error' }, 'server-error', 'expected an answer, found the error api_error'],
    [{ type: 'rate_limit_error' }, 'rate-limited', 'expected an answer, found the error rate_limit_error'],
    [
      { type: 'invalid_request_error', message: 'prompt is too long: 9 tokens > 8 maximum' },
      'truncated',
      'the request is longer than the model’s context',
    ],
    [
      { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' },
      'content-filter',
      'the deployment’s content filter blocked the answer',
    ],
    [
      { type: 's3cret', message: 'x'.repeat(5_000_000) },
      'malformed-response',
      'expected error to be an object with a known code, found an object of 2 fields',
    ],
    [
      [{ type: 'api_error' }],
      'malformed-response',
      'expected error to be an object with a known code, found an array of 1',
    ],
    [
      { type: ['api_error'], code: {} },
      'malformed-response',
      'expected error to be an object with a known code, found an object of 2 fields',
    ],
    [undefined, 'malformed-response', 'expected content to be an array of blocks, found nothing'],
  ])('is an error in the place of an answer (%#)', (error, cause, detail) => {
    expect(anthropic.read({ type: 'error', error })).toEqual({ status: 'failed', cause, detail });
  });

  it('is empty without blocks, with null, and with blocks of other types alone', () => {
    const empty = { status: 'failed', cause: 'empty' };
    expect(reading([])).toMatchObject(empty);
    expect(reading(null)).toMatchObject(empty);
    expect(reading([{ type: 'thinking', thinking: 'hm' }])).toMatchObject(empty);
    expect(reading([{ type: 'text', text: '\n' }])).toMatchObject(empty);
  });

  it.each([
    ['x', 'expected content to be an array of parts, found a text of 1 characters'],
    [{}, 'expected content to be an array of parts, found an object of 0 fields'],
    [[[]], 'expected content[0] to be an object with a type, found an array of 0'],
    [[{ type: 7 }], 'expected content[0] to be an object with a type, found an object of 1 fields'],
    [[{ type: 'text', text: 7 }], 'expected content[0].text to be a text, found a number'],
    [[{ type: 'text' }], 'expected content[0].text to be a text, found nothing'],
    [undefined, 'expected content to be an array of blocks, found nothing'],
  ])('is malformed: %j', (content, detail) => {
    expect(reading(content)).toEqual({ status: 'failed', cause: 'malformed-response', detail });
  });

  it('takes no type for a known one that is a field of every object', () => {
    expect(reading([{ type: 'constructor' }, { type: '__proto__' }])).toMatchObject({ cause: 'empty' });
  });
});

describe('an error’s body', () => {
  it('says by its message that a filter blocked the answer', () => {
    const error = { type: 'invalid_request_error', message: 'Output blocked by content filtering policy' };
    expect(anthropic.isContentFilter({ type: 'error', error })).toBe(true);
    expect(anthropic.isContentFilter({ error: { ...error, type: 'api_error' } })).toBe(false);
    expect(anthropic.isContentFilter({ error: { ...error, message: 'max_tokens: too large' } })).toBe(false);
    expect(anthropic.isContentFilter({ error: { ...error, message: [error.message] } })).toBe(false);
  });
});
