import { describe, expect, it } from 'vitest';
import {
  failureIn,
  isContentFilter,
  serviceIn,
  withheldBy,
  withheldFor,
} from '../../../src/models/promptfoo/vendor-body.js';

const said = { type: 'message', content: [{ type: 'output_text', text: 'half' }] };

describe('a vendor’s body', () => {
  it.each<readonly [string, unknown, string]>([
    ['Gemini’s blocked prompt', { promptFeedback: { blockReason: 'SAFETY' } }, 'content-filter'],
    [
      'Gemini’s filter',
      { candidates: [{ content: { parts: [{ text: 'x' }] }, finishReason: 'PROHIBITED_CONTENT' }] },
      'content-filter',
    ],
    ['Gemini’s cut', { candidates: [{ finishReason: 'MAX_TOKENS' }] }, 'truncated'],
    [
      'a stream’s last chunk',
      [
        { candidates: [{ content: { parts: [{ text: 'x' }] } }] },
        { candidates: [{ finishReason: 'RECITATION' }] },
      ],
      'content-filter',
    ],
    [
      'a response that a filter ended',
      { object: 'response', status: 'incomplete', incomplete_details: { reason: 'content_filter' } },
      'content-filter',
    ],
    [
      'a response that was cut',
      { output: [said], status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } },
      'truncated',
    ],
    ['a message’s cut', { type: 'message', content: [], stop_reason: 'max_tokens' }, 'truncated'],
    ['a message’s refusal', { type: 'message', content: [], stop_reason: 'refusal' }, 'content-filter'],
    ['chat’s filter', { choices: [{ finish_reason: 'content_filter' }] }, 'content-filter'],
    [
      'Mistral’s cut',
      { choices: [{ message: { content: 'x' }, finish_reason: 'model_length' }] },
      'truncated',
    ],
    ['Converse’s guardrail', { stopReason: 'guardrail_intervened' }, 'content-filter'],
    ['Converse’s filter', { stopReason: 'content_filtered' }, 'content-filter'],
    ['Titan’s filter', { results: [{ completionReason: 'CONTENT_FILTERED' }] }, 'content-filter'],
    ['watsonx’s cut', { results: [{ stop_reason: 'max_tokens' }] }, 'truncated'],
    ['Cohere’s cut', { finish_reason: 'MAX_TOKENS' }, 'truncated'],
    ['Ollama’s cut', { done_reason: 'length' }, 'truncated'],
  ])('that is no answer is known: %s', (_name, body, cause) => {
    expect(withheldBy(body)).toMatchObject({ cause });
  });

  it.each<readonly [string, unknown]>([
    ['chat', { choices: [{ message: { content: 'A' }, finish_reason: 'stop' }] }],
    ['no choices', { choices: [] }],
    ['a response', { object: 'response', status: 'completed', output: [said] }],
    ['a prediction with an output of its own', { status: 'succeeded', output: ['A'] }],
    ['a message', { type: 'message', content: [{ type: 'text', text: 'A' }], stop_reason: 'end_turn' }],
    ['Gemini', { candidates: [{ content: { parts: [{ text: 'A' }] }, finishReason: 'STOP' }] }],
    ['a text', 'SAFETY'],
    ['nothing', undefined],
    ['a reason that is no word', { stopReason: { length: 1 } }],
  ])('goes on to the provider otherwise: %s', (_name, body) => {
    expect(withheldBy(body)).toBeNull();
  });

  it('quotes no word that is not known', () => {
    const withheld = withheldBy({ promptFeedback: { blockReason: 'John Doe' } });
    expect(withheld?.cause).toBe('content-filter');
    expect(withheld?.detail).not.toContain('John Doe');
  });

  it('tells its service in its own shape', () => {
    const usage = { input_tokens: 5, output_tokens: 2 };
    expect(serviceIn({ type: 'message', model: 'c', stop_reason: 'end_turn', usage })).toEqual({
      model: 'c',
      fingerprint: null,
      stopReason: 'end_turn',
      usage: { input: 5, output: 2 },
    });
    expect(serviceIn({ model: 'o', done_reason: 'stop' })).toMatchObject({ model: 'o', stopReason: 'stop' });
  });

  it('has the failure that its dialect sees', () => {
    expect(failureIn({ candidates: [] })).toMatchObject({ cause: 'empty' });
    expect(failureIn({ whatever: 1 })).toBeNull();
    const broken = { choices: [{ message: { content: '' }, finish_reason: 'error', error: { code: 502 } }] };
    expect(failureIn(broken)).toMatchObject({ cause: 'server-error' });
  });

  it.each<readonly [unknown, string]>([
    [{ error: { code: 429, message: 'x' } }, 'rate-limited'],
    [{ type: 'error', error: { type: 'overloaded_error' } }, 'server-error'],
    [{ error: { code: 'context_length_exceeded' } }, 'truncated'],
  ])('has the failure that an error is in the place of an answer: %j', (body, cause) => {
    expect(failureIn(body)).toMatchObject({ cause });
    expect(withheldBy(body)?.cause).toBe(cause === 'truncated' ? cause : undefined);
  });

  it('of an error names a filter in Anthropic’s words and in OpenAI’s', () => {
    const message = 'Output blocked by content filtering policy';
    expect(isContentFilter({ type: 'error', error: { type: 'invalid_request_error', message } })).toBe(true);
    expect(isContentFilter({ error: { code: 'content_filter' } })).toBe(true);
    expect(isContentFilter({ error: { type: 'invalid_request_error', message: 'bad field' } })).toBe(false);
  });
});

it('a stop reason counts in any case, and only where it is known', () => {
  expect(withheldFor('SAFETY')?.cause).toBe('content-filter');
  expect(withheldFor('model_context_window_exceeded')?.cause).toBe('truncated');
  expect(withheldFor('stop')).toBeNull();
  expect(withheldFor(null)).toBeNull();
});
