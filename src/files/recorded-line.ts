import { formatProblem, type Problem } from '../domain/problem.js';
import { PreceptorError } from '../errors.js';
import { type Fault, fieldText } from '../schema/fault.js';
import { safeParse } from '../schema/parse.js';
import type { Parsed } from '../schema/schemas.js';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** Where a line stands, for messages. */
export interface LinePlace {
  /** Relative to the workspace. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Kinds of recorded lines, and the two fields of which each line has exactly one. */
const OUTCOMES = {
  'recorded-response': { given: 'text', missing: 'failed', example: '{"failed": {"cause": "empty"}}' },
  'recorded-verdict': { given: 'met', missing: 'ungraded', example: '{"ungraded": {"cause": "no-verdict"}}' },
} as const;

export type RecordedKind = keyof typeof OUTCOMES;

/**
 * Reads one line of a file of recorded responses or verdicts.
 *
 * @returns null for a line of white space
 * @throws PreceptorError `INPUT_INVALID`, naming file, line, field, what was expected and what was found
 */
export function parseRecordedLine<K extends RecordedKind>(
  kind: K,
  bytes: Uint8Array,
  place: LinePlace,
): Parsed<K> | null {
  const text = decode(bytes, place);
  if (text.trim() === '') return null;
  const parsed = safeParse(kind, parseJson(text, place));
  if (parsed.status === 'invalid') throw faulty(parsed.faults, place);
  const { value } = parsed;
  const { given, missing, example } = OUTCOMES[kind];
  const hasGiven = Object.hasOwn(value, given);
  if (hasGiven === Object.hasOwn(value, missing)) {
    throw invalid(place, {
      expected: `exactly one of \`${given}\` and \`${missing}\``,
      found: hasGiven ? 'both' : 'neither',
      remedy: `Give \`${given}\`, or say why there is none: ${example}.`,
    });
  }
  return value;
}

function decode(bytes: Uint8Array, place: LinePlace): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw invalid(place, {
      expected: 'UTF-8',
      found: 'bytes that are not UTF-8',
      remedy: 'Save the file as UTF-8.',
    });
  }
}

function parseJson(text: string, place: LinePlace): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(place, {
      expected: 'one JSON object on each line',
      found: `${clip(text)} (${error instanceof Error ? error.message : String(error)})`,
      remedy: 'Write each record as JSON on a line of its own.',
    });
  }
}

function faulty(faults: readonly Fault[], place: LinePlace): PreceptorError {
  const [first] = faults;
  if (first === undefined) return new PreceptorError('INTERNAL', 'recorded line: invalid without a fault');
  const { path, expected, found, remedy } = first;
  return invalid(place, { field: fieldText(path), expected, found, remedy });
}

/** The error for a line that breaks a rule. */
export function invalid(
  place: LinePlace,
  problem: Pick<Problem, 'expected' | 'found' | 'remedy'> & { readonly field?: string },
): PreceptorError {
  const whole: Problem = { severity: 'error', column: 1, field: '', ...place, ...problem };
  return new PreceptorError('INPUT_INVALID', formatProblem(whole));
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
