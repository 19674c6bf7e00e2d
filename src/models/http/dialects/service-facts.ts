import type { ServiceFacts, TokenUsage } from '../../../domain/response.js';
import { fieldOf, isArray } from '../json.js';

const MAX_CHARS = 256;

/** A text of 1 to 256 characters; null for everything else. */
export function shortText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_CHARS ? value : null;
}

/** Null unless both are counts. */
export function tokenUsage(input: unknown, output: unknown): TokenUsage | null {
  return isCount(input) && isCount(output) ? { input, output } : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
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
