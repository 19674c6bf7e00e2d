import { describe, expect, it } from 'vitest';
import type { DialectAnswer } from '../../../../src/models/http/dialect.js';
import { openaiChat } from '../../../../src/models/http/dialects/openai-chat.js';

const ENDPOINT = { kind: 'http', api: 'openai-chat', url: 'https://gateway.example/v1' } as const;

/** The answer of one choice. */
const reading = (choice: unknown, rest: Readonly<Record<string, unknown>> = {}): DialectAnswer =>
  openaiChat.read({ id: 'chatcmpl-1', object: 'chat.completion', choices: [choice], ...rest });
const saying = (content: unknown, rest: Readonly<Record<string, unknown>> = {}): DialectAnswer =>
  reading({ index: 0, message: { role: 'assistant', content, ...rest }, finish_reason: 'stop' });

describe('the request', () => {
  it('goes to the chat completions behind the base URL', () => {
    expect(openaiChat.path(ENDPOINT, 'gpt-x')).toBe('/chat/completions');
  });

  it('holds the model, the messages and the settings under their own names', () => {
    const body = openaiChat.body(
      {
        model: 'gpt-x-2026-01-01',
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Chest pain?' },
          { role: 'assistant', text: 'How long?' },
        ],
        settings: { temperature: 0, max_completion_tokens: 512, logprobs: true, reasoning_effort: 'low' },
      },
      ENDPOINT,
    );
    expect(body).toEqual({
      model: 'gpt-x-2026-01-01',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Chest pain?' },
        { role: 'assistant', content: 'How long?' },
      ],
      stream: false,
      temperature: 0,
      max_completion_tokens: 512,
      logprobs: true,
      reasoning_effort: 'low',
    });
  });

  it('adds no setting of its own', () => {
    const body = openaiChat.body({ model: 'm', messages: [], settings: {} }, ENDPOINT);
    expect(body).toEqual({ model: 'm', messages: [], stream: false });
  });

  it.each(['model', 'messages', 'stream', 'n'])('refuses a setting called %s', (name) => {
    const ask = (): unknown =>
      openaiChat.body({ model: 'm', messages: [], settings: { [name]: 'x' } }, ENDPOINT);
    expect(ask).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
    expect(ask).toThrow(`settings.${name}: expected a setting of the model`);
  });

  it('refuses a number that JSON cannot hold', () => {
    const ask = (): unknown =>
      openaiChat.body(
        { model: 'm', messages: [], settings: { temperature: Number.POSITIVE_INFINITY } },
        ENDPOINT,
      );
    expect(ask).toThrow('settings.temperature: expected a finite number, found Infinity');
  });

  it('carries key and token as bearer, and nothing without credential', () => {
    expect(openaiChat.authorise('s3cret', false)).toEqual({ authorization: 'Bearer s3cret' });
    expect(openaiChat.authorise('t0ken', true)).toEqual({ authorization: 'Bearer t0ken' });
    expect(openaiChat.authorise(null, false)).toEqual({});
  });
});

describe('an answer', () => {
  it('is the first choice’s text, as it came, with the model that served it', () => {
    const message = { role: 'assistant', content: ' Angina.\n', refusal: null };
    expect(
      reading({ index: 0, message, finish_reason: 'stop', logprobs: null }, { model: 'gpt-x-served' }),
    ).toEqual({ status: 'answered', text: ' Angina.\n', logProbability: null });
  });

  it('may be parts, of which those that hold text are joined', () => {
    const parts = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
      { type: 'text', text: 'An' },
      { type: 'text', text: 'gina' },
    ];
    expect(saying(parts)).toMatchObject({ status: 'answered', text: 'Angina' });
  });

  it('may be a refusal: it is what the model said', () => {
    expect(saying(null, { refusal: 'I cannot help.' })).toMatchObject({
      status: 'answered',
      text: 'I cannot help.',
    });
    expect(saying('', { refusal: 'No.' })).toMatchObject({ text: 'No.' });
    expect(saying([{ type: 'refusal', refusal: 'No.' }])).toMatchObject({ text: 'No.' });
    expect(saying('Angina', { refusal: '' })).toMatchObject({ text: 'Angina' });
  });

  it.each([
    ['stop'],
    ['eos'],
    ['end_turn'],
    ['stop_sequence'],
    ['eos_token'],
    ['tool_calls'],
    ['function_call'],
    [null],
    [undefined],
  ])('may end with %j', (finish_reason) => {
    expect(reading({ message: { content: 'Angina' }, finish_reason })).toMatchObject({ text: 'Angina' });
  });

  it('has the sum of its tokens’ log-probabilities', () => {
    // -0.5 - 0.25 - 0 = -0.75
    const content = [
      { token: 'An', logprob: -0.5 },
      { token: 'gi', logprob: -0.25 },
      { token: 'na', logprob: 0 },
    ];
    const message = { content: 'Angina' };
    expect(reading({ message, logprobs: { content, refusal: null } })).toMatchObject({
      logProbability: -0.75,
    });
    const refused = { content: null, refusal: 'No.' };
    expect(
      reading({ message: refused, logprobs: { content: null, refusal: [{ logprob: -2 }] } }),
    ).toMatchObject({ text: 'No.', logProbability: -2 });
  });

  it.each([
    [[]],
    [[{ logprob: -1 }, { logprob: 0.5 }]],
    [[{ logprob: -1 }, {}]],
    [[{ logprob: '-1' }]],
    [[-1]],
    [{ logprob: -1 }],
    [[{ logprob: Number.NEGATIVE_INFINITY }]],
  ])('has no log-probability from %j', (content) => {
    const answer = reading({ message: { content: 'Angina' }, logprobs: { content } });
    expect(answer).toMatchObject({ status: 'answered', text: 'Angina', logProbability: null });
  });

  it.each([[undefined], [null], [7], [''], [['m']]])('has no served model from %j', (model) => {
    expect(openaiChat.service({ model, choices: [] })).toMatchObject({ model: null });
  });

  it('may be long', () => {
    const text = 'é'.repeat(1_000_000);
    expect(saying(text)).toEqual({ status: 'answered', text, logProbability: null });
  });
});

describe('what is no answer', () => {
  it('is truncated at the token limit, with or without text', () => {
    const truncated = { status: 'failed', cause: 'truncated' };
    expect(reading({ message: { content: 'Ang' }, finish_reason: 'length' })).toMatchObject(truncated);
    expect(reading({ message: { content: null }, finish_reason: 'length' })).toMatchObject(truncated);
  });

  it.each(['model_length', 'max_tokens'])('is truncated by %s, with or without text', (finish_reason) => {
    const truncated = { status: 'failed', cause: 'truncated', detail: `finish_reason is ${finish_reason}` };
    expect(reading({ message: { content: 'Ang' }, finish_reason })).toEqual(truncated);
    expect(reading({ message: { content: null }, finish_reason })).toEqual(truncated);
  });

  it.each([['abort'], ['s3cret'], ['STOP'], ['constructor'], [7], [{}], [['stop']], [true]])(
    'is a text that ended in a way that the API does not know: %j',
    (finish_reason) => {
      const broken = reading({ message: { content: 'Do not take' }, finish_reason });
      expect(broken).toMatchObject({ status: 'failed', cause: 'malformed-response' });
      expect(broken).toHaveProperty('detail', expect.stringContaining('expected finish_reason to be stop, '));
      expect(broken).toHaveProperty('detail', expect.not.stringContaining('s3cret'));
      expect(reading({ message: { content: '' }, finish_reason })).toMatchObject({ cause: 'empty' });
    },
  );

  it.each<readonly [unknown, string, string]>([
    [{ code: 429, message: 'x' }, 'rate-limited', 'expected an answer, found the error 429'],
    [{ code: 502, message: 'x', metadata: {} }, 'server-error', 'expected an answer, found the error 502'],
    [{ code: '429', type: 'None', param: 'None' }, 'rate-limited', 'expected an answer, found the error 429'],
    [{ code: 'content_filter' }, 'content-filter', 'the deployment’s content filter blocked the request'],
    [
      { code: 400, type: 'exceed_context_size_error', n_ctx: 4096 },
      'truncated',
      'the request is longer than the model’s context',
    ],
  ])('is an error in the place of an answer: %j', (error, cause, detail) => {
    const failed = { status: 'failed', cause, detail };
    for (const choices of [undefined, null, []]) {
      expect(openaiChat.read({ error, choices, id: null, user_id: 'u' })).toEqual(failed);
    }
    for (const content of ['Do not', '', null]) {
      expect(reading({ message: { content }, finish_reason: 'error', error })).toEqual(failed);
      expect(reading({ message: { content }, finish_reason: 'error' }, { error })).toEqual(failed);
    }
    expect(reading({ finish_reason: 'error', error })).toEqual(failed);
  });

  it.each<readonly [unknown]>([
    ['s3cret'],
    [[{ code: 429 }]],
    [{ code: { status: 429 } }],
    [{ code: 's3cret', message: 's3cret'.repeat(800_000) }],
    [{}],
    [7],
    [undefined],
  ])('is malformed, and not the model’s, where no code is known (%#)', (error) => {
    const broken = openaiChat.read({ error, choices: error === undefined ? undefined : [] });
    const atItsEnd = reading({ message: { content: '' }, finish_reason: 'error', error });
    for (const answer of [broken, atItsEnd]) {
      expect(answer).toMatchObject({ status: 'failed', cause: 'malformed-response' });
      expect(answer).toHaveProperty('detail', expect.not.stringContaining('s3cret'));
    }
    expect(atItsEnd).toHaveProperty('detail', expect.stringContaining('expected finish_reason to be stop, '));
  });

  it('is none of an error beside a whole answer', () => {
    const choice = { message: { content: 'Angina' }, finish_reason: 'stop' };
    expect(reading(choice, { error: { code: 502 } })).toMatchObject({ text: 'Angina' });
    expect(reading(choice, { error: null })).toMatchObject({ text: 'Angina' });
    expect(openaiChat.read({ choices: [], error: null })).toMatchObject({ cause: 'empty' });
  });

  it('is filtered, with or without message', () => {
    const filtered = { status: 'failed', cause: 'content-filter' };
    expect(reading({ message: { content: 'Ang' }, finish_reason: 'content_filter' })).toMatchObject(filtered);
    expect(reading({ finish_reason: 'content_filter' })).toMatchObject(filtered);
  });

  it.each([0, null, undefined])('may be numbered %j', (index) => {
    expect(reading({ index, message: { content: 'Angina' } })).toMatchObject({ text: 'Angina' });
  });

  it('is empty without choices, without content and without anything but white space', () => {
    const empty = { status: 'failed', cause: 'empty' };
    expect(openaiChat.read({ choices: [] })).toMatchObject(empty);
    expect(saying(null)).toMatchObject(empty);
    expect(saying(undefined)).toMatchObject(empty);
    expect(saying(' \n')).toMatchObject(empty);
    expect(saying([])).toMatchObject(empty);
    expect(saying(null, { refusal: null, tool_calls: [{ id: 'call_1' }] })).toMatchObject(empty);
  });

  it.each([
    [[], 'expected the body to be an object, found an array of 0'],
    [{ status: 'ok' }, 'expected choices to be an array, found nothing'],
    [{ choices: { 0: {} } }, 'expected choices to be an array, found an object of 1 fields'],
    [{ choices: [[]] }, 'expected choices[0] to be an object, found an array of 0'],
    [
      { choices: [1, 0].map((index) => ({ index, message: { content: `answer ${index}` } })) },
      'expected choices to hold one answer, found an array of 2',
    ],
    [
      { choices: [{ index: 1, message: { content: 'the second' } }] },
      'expected choices[0].index to be 0, found a number',
    ],
    [
      { choices: [{ message: 'x' }] },
      'expected choices[0].message to be an object, found a text of 1 characters',
    ],
    [
      { choices: [{ message: { content: 7 } }] },
      'expected choices[0].message.content to be a text, an array of parts or null, found a number',
    ],
    [
      { choices: [{ message: { content: [{ type: 'text', text: 7 }] } }] },
      'expected choices[0].message.content[0].text to be a text, found a number',
    ],
    [
      { choices: [{ message: { content: ['x'] } }] },
      'expected choices[0].message.content[0] to be an object with a type, found a text of 1 characters',
    ],
    [
      { choices: [{ message: { content: null, refusal: {} } }] },
      'expected choices[0].message.refusal to be a text or null, found an object of 0 fields',
    ],
  ])('is malformed: %j', (document, detail) => {
    expect(openaiChat.read(document)).toEqual({ status: 'failed', cause: 'malformed-response', detail });
  });
});

describe('an error’s body', () => {
  it('says that a filter blocked the request by its code alone', () => {
    expect(openaiChat.isContentFilter({ error: { code: 'content_filter' } })).toBe(true);
    expect(openaiChat.isContentFilter({ error: { code: 'content_policy_violation' } })).toBe(true);
    expect(openaiChat.isContentFilter({ error: { code: 'context_length_exceeded' } })).toBe(false);
    expect(openaiChat.isContentFilter({ error: { message: 'content_filter' } })).toBe(false);
  });

  it('says that a policy blocked the prompt by its code and its message', () => {
    const message =
      'Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again.';
    expect(openaiChat.isContentFilter({ error: { code: 'invalid_prompt', message } })).toBe(true);
    expect(openaiChat.isContentFilter({ error: { code: 'invalid_prompt', message: 'too short' } })).toBe(
      false,
    );
    expect(openaiChat.isContentFilter({ error: { code: 'invalid_prompt', message: [message] } })).toBe(false);
    expect(openaiChat.isContentFilter({ error: { code: 'invalid_prompt' } })).toBe(false);
    expect(openaiChat.isContentFilter({ error: { code: 'invalid_value', message } })).toBe(false);
  });
});
