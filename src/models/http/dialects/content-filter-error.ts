import { fieldOf } from '../json.js';

const CODES = ['content_filter', 'content_policy_violation'];

/**
 * Whether the body of an error says that a content filter blocked the request, as OpenAI’s and Azure’s APIs say it:
 * `error.code`, or `ResponsibleAIPolicyViolation` as the code of `error.innererror` (in some versions `inner_error`).
 */
export function isContentFilterError(document: unknown): boolean {
  const error = fieldOf(document, 'error');
  const code = fieldOf(error, 'code');
  if (typeof code === 'string' && CODES.includes(code)) return true;
  return ['innererror', 'inner_error'].some(
    (name) => fieldOf(fieldOf(error, name), 'code') === 'ResponsibleAIPolicyViolation',
  );
}
