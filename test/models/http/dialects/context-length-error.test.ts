import { expect, it } from 'vitest';
import { isContextLengthError } from '../../../../src/models/http/dialects/context-length-error.js';

it.each([
  [{ error: { code: 'context_length_exceeded', message: 'x' } }, true],
  [
    { error: { type: 'invalid_request_error', message: 'prompt is too long: 213 tokens > 200 maximum' } },
    true,
  ],
  [{ error: { type: 'api_error', message: 'prompt is too long' } }, false],
  [{ error: { type: 'invalid_request_error', message: 'max_tokens: prompt is too long' } }, false],
  [{ error: { type: 'invalid_request_error', message: ['prompt is too long'] } }, false],
  [{ error: { code: ['context_length_exceeded'] } }, false],
  [{ error: { code: 'invalid_api_key' } }, false],
  [{ code: 'context_length_exceeded' }, false],
  ['context_length_exceeded', false],
  [null, false],
])('%j says that the request is longer than the model’s context: %s', (document, expected) => {
  expect(isContextLengthError(document)).toBe(expected);
});
