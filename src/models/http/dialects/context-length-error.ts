import { fieldOf } from '../json.js';

/** For a message. */
export const TOO_LONG = 'the request is longer than the model’s context';

/**
 * Whether the body of an error says that the request is longer than the model’s context: OpenAI’s APIs by their code,
 * Anthropic’s, which has no code for it, by its message.
 */
export function isContextLengthError(document: unknown): boolean {
  const error = fieldOf(document, 'error');
  if (fieldOf(error, 'code') === 'context_length_exceeded') return true;
  const message = fieldOf(error, 'message');
  return (
    fieldOf(error, 'type') === 'invalid_request_error' &&
    typeof message === 'string' &&
    message.startsWith('prompt is too long')
  );
}
