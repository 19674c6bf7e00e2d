import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { formatProblem, type Problem } from '../domain/problem.js';
import { type ErrorCode, PreceptorError } from '../errors.js';
import { type Position, problemOfFile } from './place.js';
import { checkPath, shownPath, unreadable, type WorkspacePath } from './workspace-path.js';

/** Largest YAML file: 4 MiB. The parsed tree takes some 180 times the file's size, and a full heap ends the process. */
export const YAML_MAX_BYTES = 4 * 2 ** 20;

export type TextResult =
  | { readonly status: 'read'; readonly text: string }
  | { readonly status: 'missing' }
  | { readonly status: 'refused'; readonly code: ErrorCode; readonly problem: Problem };

/**
 * Reads a text file: strict UTF-8, a byte order mark dropped, line ends kept (LF and CRLF both count as one).
 *
 * @param file - path of the file; links may lead anywhere below its workspace
 * @param limits - maxBytes: a larger file is refused before it is read; within: the workspace (default: its folder)
 * @throws PreceptorError `INPUT_UNREADABLE` (missing, a folder, no permission, not UTF-8), `INPUT_TOO_LARGE`,
 *   `PATH_OUTSIDE_WORKSPACE`
 */
export function readText(
  file: string,
  limits: { readonly maxBytes: number; readonly within?: string },
): string {
  const at: WorkspacePath =
    limits.within === undefined
      ? { root: dirname(resolve(file)), path: basename(file), prefix: '' }
      : { root: resolve(limits.within), path: file, prefix: '' };
  const result = tryReadText(at, limits.maxBytes);
  if (result.status === 'read') return result.text;
  if (result.status === 'refused') throw new PreceptorError(result.code, formatProblem(result.problem));
  throw new PreceptorError(
    'INPUT_UNREADABLE',
    `${shownPath(at)}: expected a file; found nothing. Check the path.`,
  );
}

/** As {@link readText}, with the problem as a value. */
export function tryReadText(at: WorkspacePath, maxBytes: number): TextResult {
  const checked = checkPath(at, 'file');
  if (checked.status !== 'found') return checked;
  if (checked.bytes > maxBytes) {
    const problem = problemOfFile(shownPath(at), {
      expected: `a file of at most ${mebibytes(maxBytes)}`,
      found: `one of ${mebibytes(checked.bytes)}`,
      remedy: 'Split it; many cases belong in cases.jsonl, which has no limit.',
    });
    return { status: 'refused', code: 'INPUT_TOO_LARGE', problem };
  }
  try {
    return decode(readFileSync(checked.absolute), shownPath(at));
  } catch (cause) {
    return unreadable(at, cause);
  }
}

function decode(bytes: Buffer, file: string): TextResult {
  const encoding = foreignEncoding(bytes);
  if (encoding === null && isUtf8(bytes)) {
    return { status: 'read', text: withoutMark(bytes).toString('utf8') };
  }
  const problem =
    encoding === null ? badUtf8(file, bytes, 1, 0) : problemOfFile(file, wrongEncoding(encoding));
  return { status: 'refused', code: 'INPUT_UNREADABLE', problem };
}

/** Without the byte order mark of UTF-8, which editors on Windows put in front. */
export function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** The encoding that a file's first bytes show, where that is not UTF-8. */
export function foreignEncoding(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'a gzip archive';
  return null;
}

export function wrongEncoding(encoding: string) {
  const remedy = encoding === 'UTF-16' ? 'Save it as UTF-8.' : 'Unpack it first.';
  return { expected: 'text in UTF-8', found: encoding, remedy };
}

/** The first byte that is no UTF-8, by line, column and offset. */
export function badUtf8(file: string, bytes: Buffer, firstLine: number, firstOffset: number): Problem {
  let line = firstLine;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    const part = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (!isUtf8(part) || end === -1) {
      const within = firstBadByte(part);
      const position: Position = { line, column: part.subarray(0, within).toString('utf8').length + 1 };
      const byte = part[within]?.toString(16).padStart(2, '0') ?? 'the end';
      const found = `byte 0x${byte} at offset ${firstOffset + start + within}`;
      const remedy = 'Save the file as UTF-8 (it may be Windows-1252 or Latin-1).';
      return problemOfFile(file, { expected: 'text in UTF-8', found, remedy }, position);
    }
    line += 1;
    start = end + 1;
  }
}

/** Length of the longest valid beginning: a valid text's every character boundary is a valid end. */
function firstBadByte(line: Buffer): number {
  let valid = 0;
  let step = line.length;
  while (step >= 1) {
    const end = boundary(line, valid + step);
    if (end > valid && end <= line.length && isUtf8(line.subarray(valid, end))) valid = end;
    else step = Math.floor(step / 2);
  }
  while (valid < line.length) {
    const width = [1, 2, 3, 4].find((bytes) => isUtf8(line.subarray(valid, valid + bytes)));
    if (width === undefined || valid + width > line.length) break;
    valid += width;
  }
  return valid;
}

/** The end of a part, moved back so that no character is cut. */
function boundary(line: Buffer, end: number): number {
  let at = Math.min(end, line.length);
  while (at < line.length && at > 0 && ((line[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 20 ? 3 : 0)} MiB`;
}
