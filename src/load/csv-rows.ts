import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import Papa from 'papaparse';
import { problemOfFile, type Report } from './place.js';
import { badUtf8, foreignEncoding, withoutMark, wrongEncoding } from './text-file.js';
import { checkPath, shownPath, unreadable, type WorkspacePath } from './workspace-path.js';

export interface CsvRow {
  /** Line that the row begins in, 1-based. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvVisitor {
  readonly visit: (row: CsvRow) => void;
  readonly report: Report;
}

/** Longest row: 16 MiB; longer ones come from a quotation mark that nobody closed. */
const ROW_MAX_BYTES = 16 * 2 ** 20;
const BLOCK_BYTES = 2 ** 20;
const NEWLINE = 0x0a;

interface Progress {
  line: number;
  /** Characters handed over since the last row came out. */
  pending: number;
  isStopped: boolean;
}

/**
 * Reads comma-separated rows (RFC 4180) in constant memory; LF or CRLF, a byte order mark dropped, empty lines passed over.
 *
 * @returns false where there is no such file
 */
export async function eachCsvRow(at: WorkspacePath, { visit, report }: CsvVisitor): Promise<boolean> {
  const checked = checkPath(at, 'file');
  if (checked.status === 'missing') return false;
  if (checked.status === 'refused') {
    report(checked.problem);
    return true;
  }
  const file = shownPath(at);
  const progress: Progress = { line: 1, pending: 0, isStopped: false };
  const stop: Report = (problem) => {
    progress.isStopped = true;
    report(problem);
  };
  const text = Readable.from(textBlocks(at, checked.absolute, progress, stop));
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(text, {
      delimiter: ',',
      newline: '\n',
      step: ({ data, errors }) => {
        const { line } = progress;
        progress.line += 1 + data.reduce((sum, cell) => sum + countLines(cell), 0);
        progress.pending = 0;
        if (progress.isStopped) return;
        const [error] = errors;
        if (error !== undefined) {
          const expected = 'cells whose quotation marks are closed, and doubled inside ("")';
          const remedy = 'Mend the quotation marks of this row.';
          report(
            problemOfFile(
              file,
              { expected, found: error.message.toLowerCase(), remedy },
              { line, column: null },
            ),
          );
        } else if (data.length > 1 || data[0] !== '') {
          visit({ line, cells: data });
        }
      },
      complete: () => resolve(),
      error: (cause: Error) => reject(cause),
    });
  });
  return true;
}

/** Whole lines at a time, so that no character and no line end is ever cut. */
async function* textBlocks(
  at: WorkspacePath,
  absolute: string,
  progress: Progress,
  stop: Report,
): AsyncGenerator<string> {
  const file = shownPath(at);
  let line = 1;
  let offset = 0;
  try {
    for await (const block of lineBlocks(absolute)) {
      const encoding = offset === 0 ? foreignEncoding(block) : null;
      if (encoding !== null) return stop(problemOfFile(file, wrongEncoding(encoding)));
      if (!isUtf8(block)) return stop(badUtf8(file, block, line, offset));
      if (progress.pending > ROW_MAX_BYTES || block.length > ROW_MAX_BYTES)
        return stop(tooLong(file, progress.line));
      const text = (offset === 0 ? withoutMark(block) : block).toString('utf8').replace(/\r\n?/g, '\n');
      offset += block.length;
      line += countLines(text);
      progress.pending += text.length;
      yield text;
    }
  } catch (cause) {
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    stop(unreadable(at, cause).problem);
  }
}

async function* lineBlocks(absolute: string): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let heldBytes = 0;
  for await (const block of createReadStream(absolute, { highWaterMark: BLOCK_BYTES })) {
    if (!Buffer.isBuffer(block)) continue;
    const end = block.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield Buffer.concat([...held, block.subarray(0, end)]);
      held = [];
      heldBytes = 0;
    }
    held.push(block.subarray(end));
    heldBytes += block.length - end;
    if (heldBytes > ROW_MAX_BYTES) break;
  }
  if (heldBytes > 0) yield Buffer.concat(held);
}

function tooLong(file: string, line: number) {
  const expected = `a row of at most ${ROW_MAX_BYTES / 2 ** 20} MiB`;
  const remedy = 'Close the quotation mark that this row opens.';
  return problemOfFile(file, { expected, found: 'a longer one', remedy }, { line, column: null });
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
