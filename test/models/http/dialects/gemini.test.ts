import { describe, expect, it } from 'vitest';
import type { DialectAnswer } from '../../../../src/models/http/dialect.js';
import { gemini } from '../../../../src/models/http/dialects/gemini.js';

const ENDPOINT = { kind: 'http', api: 'gemini', url: 'https://gateway.example/v1beta' } as const;

const reading = (candidate: unknown, rest: Readonly<Record<string, unknown>> = {}): DialectAnswer =>
  gemini.read({ candidates: [candidate], ...rest });
const saying = (...parts: readonly unknown[]): DialectAnswer =>
  reading({ content: { role: 'model', parts }, finishReason: 'STOP' });
const candidate = (rest: Readonly<Record<string, unknown>>): unknown => ({
  content: { parts: [{ text: 'Angina' }] },
  finishReason: 'STOP',
  ...rest,
});

describe('the request', () => {
  it('goes to the model’s own path', () => {
    expect(gemini.path(ENDPOINT, 'gemini-x-pro')).toBe('/models/gemini-x-pro:generateContent');
  });

  it.each([
    ['../files?x', '/models/..%2Ffiles%3Fx:generateContent'],
    ['a:b#c d', '/models/a%3Ab%23c%20d:generateContent'],
  ])('encodes a model called %j', (model, path) => {
    expect(gemini.path(ENDPOINT, model)).toBe(path);
    expect(new URL(`https://h.example${path}`).pathname).toBe(path);
  });

  it.each(['..', 'a\udfff', ''])('refuses a model called %j', (model) => {
    expect(() => gemini.path(ENDPOINT, model)).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }));
  });

  it('holds contents, the system’s instruction apart, and the settings as generation config', () => {
    const body = gemini.body(
      {
        model: 'gemini-x',
        messages: [
          { role: 'system', text: 'Be brief.' },
          { role: 'user', text: 'Chest pain?' },
          { role: 'assistant', text: 'How long?' },
          { role: 'user', text: 'An hour.' },
        ],
        settings: { temperature: 0, maxOutputTokens: 512, responseLogprobs: true },
      },
      ENDPOINT,
    );
    expect(body).toEqual({
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [
        { role: 'user', parts: [{ text: 'Chest pain?' }] },
        { role: 'model', parts: [{ text: 'How long?' }] },
        { role: 'user', parts: [{ text: 'An hour.' }] },
      ],
      generationConfig: { temperature: 0, maxOutputTokens: 512, responseLogprobs: true },
    });
  });

  it('adds nothing of its own', () => {
    const messages = [{ role: 'user', text: 'x' }] as const;
    expect(gemini.body({ model: 'm', messages, settings: {} }, ENDPOINT)).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'x' }] }],
    });
  });

  it.each(['candidateCount', 'candidate_count', 'generationConfig'])(
    'refuses a setting called %s',
    (name) => {
      const ask = (): unknown => gemini.body({ model: 'm', messages: [], settings: { [name]: 2 } }, ENDPOINT);
      expect(ask).toThrow(`settings.${name}: expected a setting of the model`);
    },
  );

  it('carries a key in Google’s header and a token as bearer', () => {
    expect(gemini.authorise('s3cret', false)).toEqual({ 'x-goog-api-key': 's3cret' });
    expect(gemini.authorise('t0ken', true)).toEqual({ authorization: 'Bearer t0ken' });
    expect(gemini.authorise(null, false)).toEqual({});
  });
});

describe('an answer', () => {
  it('is its parts of text, joined, without the thoughts', () => {
    const parts = [{ text: 'hm', thought: true }, { text: 'An' }, { functionCall: {} }, { text: 'gina' }];
    expect(reading({ content: { parts }, finishReason: 'STOP' }, { modelVersion: 'gemini-served' })).toEqual({
      status: 'answered',
      text: 'Angina',
      logProbability: null,
    });
  });

  it('has the mean log-probability of its tokens × their number', () => {
    // -0.25 × 4 = -1; the candidate’s own number goes before that of the usage.
    const usageMetadata = { candidatesTokenCount: 4 };
    expect(reading(candidate({ avgLogprobs: -0.25 }), { usageMetadata })).toMatchObject({
      logProbability: -1,
    });
    expect(reading(candidate({ avgLogprobs: -0.25, tokenCount: 2 }), { usageMetadata })).toMatchObject({
      logProbability: -0.5,
    });
  });

  it.each([
    [{ avgLogprobs: -0.25 }, {}],
    [{}, { candidatesTokenCount: 4 }],
    [{ avgLogprobs: 0.1 }, { candidatesTokenCount: 4 }],
    [{ avgLogprobs: '-1' }, { candidatesTokenCount: 4 }],
    [{ avgLogprobs: -1 }, { candidatesTokenCount: 0 }],
    [{ avgLogprobs: -1 }, { candidatesTokenCount: 1.5 }],
    [{ avgLogprobs: -1 }, []],
  ])('has no log-probability from %j with usage %j', (fields, usageMetadata) => {
    expect(reading(candidate(fields), { usageMetadata })).toMatchObject({
      status: 'answered',
      logProbability: null,
    });
  });

  it.each([['STOP'], ['FINISH_REASON_UNSPECIFIED'], [null], [undefined]])(
    'may finish with %j',
    (finishReason) => {
      expect(reading(candidate({ finishReason }))).toMatchObject({ status: 'answered', text: 'Angina' });
    },
  );

  it('may be long', () => {
    expect(saying({ text: 'x'.repeat(1_000_000) })).toMatchObject({ status: 'answered' });
  });
});

describe('what is no answer', () => {
  it('was blocked before it was asked', () => {
    expect(gemini.read({ promptFeedback: { blockReason: 'SAFETY' } })).toEqual({
      status: 'failed',
      cause: 'content-filter',
      detail: 'promptFeedback.blockReason is SAFETY',
    });
    expect(gemini.read({ promptFeedback: { blockReason: 's3cret' } })).toMatchObject({
      cause: 'content-filter',
      detail: 'promptFeedback.blockReason is another reason',
    });
  });

  it.each([
    ['SAFETY', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['BLOCKLIST', 'content-filter'],
    ['SPII', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['IMAGE_SAFETY', 'content-filter'],
    ['MAX_TOKENS', 'truncated'],
  ])('finished for %s, with or without text', (finishReason, cause) => {
    const expected = { status: 'failed', cause, detail: `finishReason is ${finishReason}` };
    expect(reading({ finishReason })).toEqual(expected);
    expect(reading(candidate({ finishReason }))).toEqual(expected);
  });

  it.each([
    ['OTHER'],
    ['LANGUAGE'],
    ['MALFORMED_RESPONSE'],
    ['MALFORMED_FUNCTION_CALL'],
    ['s3cret'],
    ['stop'],
    [7],
    [['STOP']],
  ])('is a text that finished in a way that is no good end: %j', (finishReason) => {
    const broken = reading(candidate({ finishReason }));
    expect(broken).toMatchObject({ status: 'failed', cause: 'malformed-response' });
    expect(broken).toHaveProperty('detail', expect.stringContaining('expected finishReason to be STOP, '));
    expect(broken).toHaveProperty('detail', expect.not.stringContaining('s3cret'));
    expect(reading({ finishReason })).toMatchObject({ cause: 'empty' });
  });

  it.each<readonly [unknown, string, string]>([
    [{ code: 429, status: 'RESOURCE_EXHAUSTED' }, 'rate-limited', 'expected an answer, found the error 429'],
    [
      { status: 'RESOURCE_EXHAUSTED' },
      'rate-limited',
      'expected an answer, found the error RESOURCE_EXHAUSTED',
    ],
    [{ code: 503, status: 'UNAVAILABLE' }, 'server-error', 'expected an answer, found the error 503'],
    [{ status: 'INTERNAL' }, 'server-error', 'expected an answer, found the error INTERNAL'],
    [
      {
        code: 400,
        status: 'INVALID_ARGUMENT',
        message: 'The input token count (9) exceeds the maximum number of tokens allowed (8).',
      },
      'truncated',
      'the request is longer than the model’s context',
    ],
    [
      { code: {}, status: 's3cret', message: 'x'.repeat(5_000_000) },
      'malformed-response',
      'expected error to be an object with a known code, found an object of 3 fields',
    ],
    [
      [{ code: 429 }],
      'malformed-response',
      'expected error to be an object with a known code, found an array of 1',
    ],
  ])('is an error in the place of an answer (%#)', (error, cause, detail) => {
    expect(gemini.read({ error })).toEqual({ status: 'failed', cause, detail });
    expect(gemini.read({ error, candidates: [], usageMetadata: {} })).toEqual({
      status: 'failed',
      cause,
      detail,
    });
  });

  it('is empty without candidates, content, parts or text: the API leaves out what is empty', () => {
    const empty = { status: 'failed', cause: 'empty' };
    expect(gemini.read({ candidates: [] })).toMatchObject(empty);
    expect(gemini.read({ usageMetadata: {}, modelVersion: 'm' })).toMatchObject(empty);
    expect(reading({ finishReason: 'STOP' })).toMatchObject(empty);
    expect(reading({ content: null })).toMatchObject(empty);
    expect(reading({ content: { role: 'model' } })).toMatchObject(empty);
    expect(saying({ text: 'hm', thought: true })).toMatchObject(empty);
  });

  it.each([
    [{ status: 'ok' }, 'expected candidates to be an array, found nothing'],
    [{ candidates: {} }, 'expected candidates to be an array, found an object of 0 fields'],
    [{ candidates: ['x'] }, 'expected candidates[0] to be an object, found a text of 1 characters'],
    [
      { candidates: [candidate({ index: 1 }), candidate({ index: 0 })] },
      'expected candidates to hold one answer, found an array of 2',
    ],
    [{ candidates: [candidate({ index: 1 })] }, 'expected candidates[0].index to be 0, found a number'],
    [
      { candidates: [{ content: [] }] },
      'expected candidates[0].content to be an object, found an array of 0',
    ],
    [
      { candidates: [{ content: { parts: 'x' } }] },
      'expected candidates[0].content.parts to be an array, found a text of 1 characters',
    ],
    [
      { candidates: [{ content: { parts: [7] } }] },
      'expected candidates[0].content.parts[0] to be an object, found a number',
    ],
    [
      { candidates: [{ content: { parts: [{ text: 7 }] } }] },
      'expected candidates[0].content.parts[0].text to be a text, found a number',
    ],
  ])('is malformed: %j', (document, detail) => {
    expect(gemini.read(document)).toEqual({ status: 'failed', cause: 'malformed-response', detail });
  });
});

it('finds no filter in an error’s body: the API blocks with a 200', () => {
  expect(gemini.isContentFilter({ error: { code: 400, status: 'INVALID_ARGUMENT' } })).toBe(false);
});
