import type { DialectAnswer, DialectFailure } from '../dialect.js';
import { describe, fieldOf, isRecord, type JsonRecord } from '../json.js';

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

/**
 * The only entry of a list of answers. A service that sends several was asked for one, and nobody knows which it means; the
 * first of those that it numbers is 0.
 *
 * @param where - the list’s name, for a message
 */
export function readOnly(
  answers: readonly unknown[],
  where: string,
): { readonly status: 'read'; readonly item: JsonRecord } | DialectFailure {
  if (answers.length === 0) return failure('empty', `the answer has no ${where}`);
  if (answers.length > 1) return malformed(`${where} to hold one answer`, answers);
  const [item] = answers;
  if (!isRecord(item)) return malformed(`${where}[0] to be an object`, item);
  const index = fieldOf(item, 'index') ?? 0;
  if (index !== 0) return malformed(`${where}[0].index to be 0`, index);
  return { status: 'read', item };
}

/** The words by which an API says how an answer ended; a text that ended with another word is none to be trusted. */
export interface Endings {
  /** Of the field that holds the word. */
  readonly field: string;
  /** Of a whole answer. Nothing and null are so, too: not every server says how its answers ended. */
  readonly whole: readonly string[];
  readonly cut: readonly string[];
  readonly filtered: readonly string[];
}

/** The failure of an answer that was cut or filtered, whatever text it holds; else null. */
export function readCut(found: unknown, { field, cut, filtered }: Endings): DialectFailure | null {
  const cutBy = knownWord(found, cut);
  if (cutBy !== null) return failure('truncated', `${field} is ${cutBy}`);
  const filteredBy = knownWord(found, filtered);
  return filteredBy === null ? null : failure('content-filter', `${field} is ${filteredBy}`);
}

/** What the model said, where its end is that of a whole answer; a text that broke off is malformed. */
export function wholeAnswer(
  { text, logProbability }: { readonly text: string; readonly logProbability: number | null },
  found: unknown,
  endings: Endings,
): DialectAnswer {
  const said = answer(text, logProbability);
  const isWhole = found === undefined || found === null || knownWord(found, endings.whole) !== null;
  return said.status === 'failed' || isWhole ? said : brokenOff(found, endings);
}

/** The failure of a text that did not end as a whole answer does. */
export function brokenOff(found: unknown, { field, whole }: Endings): DialectFailure {
  return malformed(`${field} to be ${whole.join(', ')}`, found);
}

/** The word, where it is one of those that are known: no other word of a body gets into a message. */
export function knownWord(value: unknown, words: readonly string[]): string | null {
  return words.find((word) => word === value) ?? null;
}
