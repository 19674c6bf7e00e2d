import type { Problem } from '../domain/problem.js';
import { type Fault, type FieldPath, fieldText } from '../schema/fault.js';

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units; null where the format has none (a CSV row). */
  readonly column: number | null;
}

export interface Place extends Position {
  /** The field as its author wrote it: a path, or the column of a table. */
  readonly field: string;
}

/** Finds the place of a field, or of its nearest parent that is there. Works only when asked. */
export type Locate = (path: FieldPath, at: Fault['at']) => Place;

/** A value with the file that it came from. */
export interface Located<T> {
  readonly value: T;
  /** Relative to its workspace; `builtin:` in front where that is the package's own. */
  readonly file: string;
  readonly locate: Locate;
}

export type Report = (problem: Problem) => void;

export type ProblemText = Pick<Problem, 'expected' | 'found' | 'remedy'> & {
  readonly severity?: Problem['severity'];
  readonly at?: Fault['at'];
};

/** A problem of one field of a located value. */
export function problemAt(
  located: Omit<Located<unknown>, 'value'>,
  path: FieldPath,
  text: ProblemText,
): Problem {
  const { line, column, field } = located.locate(path, text.at ?? 'value');
  const { severity = 'error', expected, found, remedy } = text;
  return { severity, file: located.file, line, column, field, expected, found, remedy };
}

/** A problem of a whole file, or of a position in it that is no field. */
export function problemOfFile(file: string, text: ProblemText, position?: Position): Problem {
  const { severity = 'error', expected, found, remedy } = text;
  const { line, column } = position ?? { line: null, column: null };
  return { severity, file, line, column, field: '', expected, found, remedy };
}

export function placeOf(path: FieldPath, position: Position): Place {
  return { ...position, field: fieldText(path) };
}

/** Line and column of an offset in a text whose lines end in LF or CRLF. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line += 1;
    start = end + 1;
  }
  return { line, column: Math.min(offset, text.length) - start + 1 };
}
