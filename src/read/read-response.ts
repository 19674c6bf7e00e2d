import type { ConfidenceSource, ReadingPattern, ReadingRule } from '../domain/protocol.js';
import { type Confidence, ON_MISS, type Reading } from '../domain/reading.js';
import { compilePattern, type Finder, type ReadableText } from './compile-pattern.js';
import { extractJson } from './extract-json.js';

/** What a client says of its own certainty, beside the text. */
export interface ReadableResponse {
  readonly text: string;
  /** nats, <= 0; null where the client gives none. */
  readonly logProbability: number | null;
}

export type Reader = (response: ReadableResponse) => Reading;

interface NamedFinder {
  readonly name: string;
  readonly find: Finder;
}

/**
 * Compiles a reading rule once; the reader then turns a response into a Reading: refused, read, or unreadable.
 *
 * @throws PreceptorError `INPUT_INVALID` for a pattern that does not compile
 */
export function compileRule(rule: ReadingRule): Reader {
  const refusals = (rule.refusal ?? []).map(named);
  const answers = rule.answer.map(named);
  const confidences = (rule.confidences ?? []).map((c) => ({ ...c, finders: c.patterns.map(named) }));
  const onMiss = rule.on_miss ?? 'unreadable';
  return (response) => {
    const readable = readableOf(response.text);
    const refusal = firstFound(refusals, readable);
    if (refusal !== null) return { status: 'refused', by: refusal.by };
    const found = firstFound(answers, readable);
    if (found === null && onMiss === 'unreadable') {
      const tried = answers.map((a) => a.name).join(', ');
      return { status: 'unreadable', detail: `no pattern found an answer (tried ${tried})` };
    }
    const { answer, by } = found ?? { answer: onMiss === 'unreadable' ? '' : onMiss.answer, by: ON_MISS };
    const read: Confidence[] = [];
    for (const { source, scale, finders } of confidences) {
      const value = firstFound(finders, readable)?.answer;
      const confidence = value === undefined ? null : confidenceOf(value, scale);
      if (confidence !== null) read.push({ source, value: confidence });
    }
    return { status: 'read', answer, by, confidences: withLogProbability(read, response.logProbability) };
  };
}

function readableOf(text: string): ReadableText {
  let json: { readonly value: unknown } | null = null;
  return {
    text,
    json: () => {
      json ??= { value: extractJson(text) };
      return json.value;
    },
  };
}

function named(pattern: ReadingPattern): NamedFinder {
  return { name: pattern.name, find: compilePattern(pattern) };
}

function firstFound(finders: readonly NamedFinder[], readable: ReadableText) {
  for (const { name, find } of finders) {
    const answer = find(readable);
    if (answer !== null) return { answer, by: name };
  }
  return null;
}

/** A confidence outside its scale is no confidence: it is dropped, never clamped. A percent sign overrules the scale. */
function confidenceOf(text: string, scale: 'unit' | 'percent'): number | null {
  const trimmed = text.trim();
  const isPercent = trimmed.endsWith('%');
  const digits = (isPercent ? trimmed.slice(0, -1) : trimmed).trim();
  const number = Number(digits);
  const value = isPercent || scale === 'percent' ? number / 100 : number;
  return digits !== '' && value >= 0 && value <= 1 ? value : null;
}

function withLogProbability(
  confidences: readonly Confidence[],
  logProbability: number | null,
): readonly Confidence[] {
  const source: ConfidenceSource = 'logprob';
  if (logProbability === null || confidences.some((c) => c.source === source)) return confidences;
  const value = Math.exp(logProbability);
  return value <= 1 ? [...confidences, { source, value }] : confidences;
}
