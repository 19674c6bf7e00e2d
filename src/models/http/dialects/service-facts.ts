import { hashOfBytes, shortHash } from '../../../domain/hash.js';
import type { ServiceFacts, TokenUsage } from '../../../domain/response.js';
import { fieldOf, isArray } from '../json.js';

const MAX_CHARS = 256;
const KEPT_CHARS = 200;
/** No request has more. */
const MOST_TOKENS = 1e9;

/** A text that is not empty, of which one of more than 256 characters is cut and told apart by its hash; else null. */
export function shortText(value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (value.length <= MAX_CHARS) return value;
  return `${value.slice(0, KEPT_CHARS)}… (${shortHash(hashOfBytes(value))})`;
}

/** Null unless both are counts of up to 1e9. */
export function tokenUsage(input: unknown, output: unknown): TokenUsage | null {
  return isCount(input) && isCount(output) ? { input, output } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_TOKENS;
}

/** As chat completions say it. */
export function chatService(document: unknown): ServiceFacts {
  const choices = fieldOf(document, 'choices');
  const usage = fieldOf(document, 'usage');
  return {
    model: shortText(fieldOf(document, 'model')),
    fingerprint: shortText(fieldOf(document, 'system_fingerprint')),
    stopReason: shortText(fieldOf(isArray(choices) ? choices[0] : undefined, 'finish_reason')),
    usage: tokenUsage(fieldOf(usage, 'prompt_tokens'), fieldOf(usage, 'completion_tokens')),
  };
}
