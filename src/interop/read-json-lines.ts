import { TextDecoder } from 'node:util';
import { splitLines } from '../files/line-splitter.js';
import { showValue } from '../schema/fault.js';
import { readBytes } from './byte-source.js';
import type { BrokenRecord, ForeignItem } from './foreign-record.js';

const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Each line of a file of JSON objects; blank lines are passed over. A broken line does not stop the others. */
export async function* readJsonLines(path: string): AsyncGenerator<ForeignItem> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let index = 0;
  for await (const { bytes, line } of linesOf(path)) {
    const item = bytes === null ? tooLong(line) : parseLine(decoder, bytes, line, index);
    if (item === null) continue;
    index += 1;
    yield item;
  }
}

function parseLine(decoder: TextDecoder, bytes: Uint8Array, line: number, index: number): ForeignItem | null {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return broken(line, 'UTF-8 text', 'bytes that are not UTF-8', 'Save the file as UTF-8.');
  }
  if (text.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return broken(
      line,
      'one JSON object on the line',
      `text that is not JSON: ${showValue(text)}`,
      'Mend the line; a document that spans lines is format json-list or json-object.',
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return broken(line, 'one JSON object on the line', showValue(value), 'Mend the line.');
  }
  return { status: 'record', index, line, key: null, value, header: null };
}

function tooLong(line: number): BrokenRecord {
  const bound = `${MAX_LINE_BYTES / 1024 / 1024} MiB`;
  return broken(line, `a line of at most ${bound}`, 'a longer one', 'Split the record, or use json-list.');
}

function broken(line: number, expected: string, found: string, remedy: string): BrokenRecord {
  return { status: 'broken', line, field: '', expected, found, remedy };
}

interface ForeignLine {
  /** null: longer than the bound; its bytes are dropped as they come. */
  readonly bytes: Uint8Array | null;
  readonly line: number;
}

/** The lines of a file, plain or gzip, holding those of one block at a time. */
async function* linesOf(path: string): AsyncGenerator<ForeignLine> {
  let ready: ForeignLine[] = [];
  let line = 0;
  const hand = (bytes: Uint8Array | null): void => {
    line += 1;
    ready.push({ bytes, line });
  };
  const splitter = splitLines(MAX_LINE_BYTES, { line: hand, tooLong: () => hand(null) });
  for await (const chunk of readBytes(path)) {
    splitter.push(chunk);
    yield* ready;
    ready = [];
  }
  splitter.end();
  yield* ready;
}
