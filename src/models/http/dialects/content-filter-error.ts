import { fieldOf } from '../json.js';

const CODES = ['content_filter', 'content_policy_violation', 'image_content_policy_violation'];

/**
 * Whether the body of an error says that a content filter blocked the request, as OpenAI’s and Azure’s APIs say it:
 * `error.code` (`invalid_prompt` with a message that says that a policy flagged it), or `ResponsibleAIPolicyViolation`
 * as the code of `error.innererror` (in some versions `inner_error`).
 */
export function isContentFilterError(document: unknown): boolean {
  const error = fieldOf(document, 'error');
  const code = fieldOf(error, 'code');
  if (typeof code === 'string' && CODES.includes(code)) return true;
  if (code === 'invalid_prompt' && isFlagged(fieldOf(error, 'message'))) return true;
  return ['innererror', 'inner_error'].some(
    (name) => fieldOf(fieldOf(error, name), 'code') === 'ResponsibleAIPolicyViolation',
  );
}

/** OpenAI gives a prompt that is wrong in another way the same code. */
function isFlagged(message: unknown): boolean {
  return typeof message === 'string' && /flagged as potentially violating .{0,40}policy/i.test(message);
}
