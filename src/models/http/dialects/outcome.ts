import type { DialectAnswer } from '../dialect.js';
import { describe } from '../json.js';

type DialectFailure = Extract<DialectAnswer, { readonly status: 'failed' }>;

const MAX_DETAIL_CHARS = 200;

/**
 * What the model said.
 *
 * @param text - as it came; a text of nothing but white space is the failure `empty`
 * @param logProbability - nats, <= 0
 */
export function answer(text: string, logProbability: number | null): DialectAnswer {
  if (text.trim() === '') return failure('empty', 'the model answered with an empty text');
  return { status: 'answered', text, logProbability };
}

/** @param detail - cut to 200 characters */
export function failure(cause: DialectFailure['cause'], detail: string): DialectFailure {
  const whole = detail.length <= MAX_DETAIL_CHARS;
  return { status: 'failed', cause, detail: whole ? detail : `${detail.slice(0, MAX_DETAIL_CHARS - 1)}…` };
}

/** @param expected - field and shape, such as "choices to be an array" */
export function malformed(expected: string, found: unknown): DialectFailure {
  return failure('malformed-response', `expected ${expected}, found ${describe(found)}`);
}

/** The word, where it is one of those that are known: no other word of a body gets into a message. */
export function knownWord(value: unknown, words: readonly string[]): string | null {
  return words.find((word) => word === value) ?? null;
}
