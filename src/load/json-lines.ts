import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { splitLines } from '../files/line-splitter.js';
import { showValue } from '../schema/fault.js';
import { jsonNodeAt, scanJson } from './json-text.js';
import { type Locate, type Located, placeOf, problemOfFile, type Report } from './place.js';
import { badUtf8, foreignEncoding, withoutMark, wrongEncoding } from './text-file.js';
import { checkPath, shownPath, unreadable, type WorkspacePath } from './workspace-path.js';

/** Longest line: 16 MiB. */
export const LINE_MAX_BYTES = 16 * 2 ** 20;
/** What is read in one turn of the event loop: models may be asked meanwhile. */
const BLOCK_BYTES = 2 ** 16;

/** One line without its end; `text` is null where the line is too long to be held. */
interface RawLine {
  readonly line: number;
  readonly offset: number;
  readonly bytes: Buffer | null;
}

export interface JsonLinesVisitor {
  readonly visit: (line: Located<unknown>) => void;
  readonly report: Report;
}

/**
 * Reads a file of JSON lines in constant memory. A broken line is reported and the others are still visited; empty
 * lines are passed over.
 *
 * @returns false where there is no such file
 */
export async function eachJsonLine(at: WorkspacePath, { visit, report }: JsonLinesVisitor): Promise<boolean> {
  const checked = checkPath(at, 'file');
  if (checked.status === 'missing') return false;
  if (checked.status === 'refused') {
    report(checked.problem);
    return true;
  }
  const file = shownPath(at);
  try {
    await readLines(checked.absolute, (raw) => {
      const encoding = raw.line === 1 && raw.bytes !== null ? foreignEncoding(raw.bytes) : null;
      if (encoding !== null) {
        report(problemOfFile(file, wrongEncoding(encoding)));
        return false;
      }
      const line = parseLine(file, raw, report);
      if (line !== null) visit(line);
      return true;
    });
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    report(unreadable(at, cause).problem);
  }
  return true;
}

function parseLine(file: string, raw: RawLine, report: Report): Located<unknown> | null {
  const { line, offset } = raw;
  if (raw.bytes === null) {
    const expected = `a line of at most ${LINE_MAX_BYTES / 2 ** 20} MiB`;
    const remedy = 'Write one JSON object a line.';
    report(problemOfFile(file, { expected, found: 'a longer one', remedy }, { line, column: 1 }));
    return null;
  }
  const bytes = line === 1 ? withoutMark(raw.bytes) : raw.bytes;
  if (!isUtf8(bytes)) {
    report(badUtf8(file, bytes, line, offset + raw.bytes.length - bytes.length));
    return null;
  }
  const text = bytes.toString('utf8');
  return text.trim() === '' ? null : parseJson(file, line, text, report);
}

function parseJson(file: string, line: number, text: string, report: Report): Located<unknown> | null {
  const scan = scanJson(text);
  if (scan.status === 'broken') {
    const found =
      scan.offset < text.length ? showValue(text.slice(scan.offset).trimEnd()) : 'the end of the line';
    const remedy = 'Write one JSON object a line; every name and text in double quotes, no comma at the end.';
    const expected = `JSON: ${scan.expected}`;
    report(problemOfFile(file, { expected, found, remedy }, { line, column: scan.offset + 1 }));
    return null;
  }
  const locate: Locate = (path, at) => {
    const { offset, keyOffset } = jsonNodeAt(scan.root, path);
    return placeOf(path, { line, column: (at === 'key' && keyOffset !== null ? keyOffset : offset) + 1 });
  };
  for (const { path, first, second } of scan.duplicates) {
    report({
      severity: 'error',
      file,
      ...placeOf(path, { line, column: second + 1 }),
      expected: 'each field once',
      found: `a second one; the first is at column ${first + 1}`,
      remedy: 'Remove one of them.',
    });
  }
  const value: unknown = JSON.parse(text);
  return scan.duplicates.length > 0 ? null : { value, file, locate };
}

/** Hands on one line after the other until the file ends or `take` says that it has seen enough. */
async function readLines(path: string, take: (raw: RawLine) => boolean): Promise<void> {
  const file = await open(path, 'r');
  let line = 0;
  let goesOn = true;
  const hand = (bytes: Buffer | null, offset: number): void => {
    line += 1;
    if (goesOn) goesOn = take({ line, offset, bytes });
  };
  const splitter = splitLines(LINE_MAX_BYTES, {
    line: (bytes, offset) => hand(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset),
    tooLong: (_, offset) => hand(null, offset),
  });
  try {
    while (goesOn) {
      // A block of its own each time: the splitter keeps views of the line that is not yet whole.
      const block = Buffer.allocUnsafe(BLOCK_BYTES);
      const { bytesRead } = await file.read(block, 0, BLOCK_BYTES);
      if (bytesRead === 0) break;
      splitter.push(block.subarray(0, bytesRead));
    }
    if (goesOn) splitter.end();
  } finally {
    await file.close();
  }
}
