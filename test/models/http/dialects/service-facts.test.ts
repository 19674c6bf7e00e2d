import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../../../../src/models/http/dialects/dialects.js';
import { shortText, tokenUsage } from '../../../../src/models/http/dialects/service-facts.js';

const NOTHING = { model: null, fingerprint: null, stopReason: null, usage: null };

describe('what a body says of the service', () => {
  it.each(['openai-chat', 'azure-openai', 'azure-inference'] as const)('is read from %s', (api) => {
    const body = {
      model: 'm-1',
      system_fingerprint: 'fp_1',
      choices: [{ finish_reason: 'length' }],
      usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
    };
    expect(DIALECTS[api].service(body)).toEqual({
      model: 'm-1',
      fingerprint: 'fp_1',
      stopReason: 'length',
      usage: { input: 12, output: 3 },
    });
  });

  it('is read from openai-responses, with the reason why it is not complete', () => {
    const body = {
      model: 'm-1',
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      usage: { input_tokens: 12, output_tokens: 3 },
    };
    expect(DIALECTS['openai-responses'].service(body)).toEqual({
      model: 'm-1',
      fingerprint: null,
      stopReason: 'max_output_tokens',
      usage: { input: 12, output: 3 },
    });
    expect(DIALECTS['openai-responses'].service({ status: 'completed' }).stopReason).toBe('completed');
  });

  it('is read from anthropic, the prompt’s cache counted as input', () => {
    const usage = {
      input_tokens: 2,
      cache_creation_input_tokens: null,
      cache_read_input_tokens: 10,
      output_tokens: 3,
    };
    expect(DIALECTS.anthropic.service({ model: 'm-1', stop_reason: 'end_turn', usage })).toEqual({
      model: 'm-1',
      fingerprint: null,
      stopReason: 'end_turn',
      usage: { input: 12, output: 3 },
    });
  });

  it('is read from gemini, thoughts counted as output', () => {
    const body = {
      modelVersion: 'm-1',
      candidates: [{ finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 2, thoughtsTokenCount: 5 },
    };
    expect(DIALECTS.gemini.service(body)).toEqual({
      model: 'm-1',
      fingerprint: null,
      stopReason: 'STOP',
      usage: { input: 12, output: 7 },
    });
  });

  it.each(Object.keys(DIALECTS).map((api) => [api]))(
    'is nothing where a body of %s is of another shape',
    (api) => {
      const hostile = [
        null,
        'text',
        [],
        { choices: 'x', usage: 'y', candidates: {}, usageMetadata: [] },
        {
          model: { toString: 'x' },
          system_fingerprint: 7,
          usage: { prompt_tokens: -1, completion_tokens: 3 },
        },
        { usage: { prompt_tokens: 1.5, completion_tokens: '3', input_tokens: 'a', output_tokens: null } },
        {
          usageMetadata: { promptTokenCount: 'x', candidatesTokenCount: 'y' },
          modelVersion: ['m'],
        },
      ];
      for (const body of hostile) {
        const dialect = Object.entries(DIALECTS).find(([name]) => name === api)?.[1];
        expect(dialect?.service(body)).toEqual(NOTHING);
      }
    },
  );
});

it('tells long names apart', () => {
  const names = ['a', 'b'].map((end) => shortText(`${'m'.repeat(300)}${end}`));
  for (const name of names) expect(name).toMatch(/^m{200}… \([0-9a-f]{12}\)$/);
  expect(names[0]).not.toBe(names[1]);
  expect(shortText('m'.repeat(256))).toBe('m'.repeat(256));
});

it('counts no tokens that no request can have', () => {
  expect(tokenUsage(1e9, 0)).toEqual({ input: 1e9, output: 0 });
  for (const absurd of [1e9 + 1, 2 ** 53 - 1, 1.5, -1, '7']) expect(tokenUsage(absurd, 1)).toBeNull();
});
