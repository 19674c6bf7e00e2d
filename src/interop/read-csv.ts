import Papa from 'papaparse';
import { readText } from './byte-source.js';
import { type BrokenRecord, type ForeignItem, UnreadableFile } from './foreign-record.js';

/** A row is scanned again with every chunk until its end is found: the bound keeps that short. */
const MAX_ROW_CHARACTERS = 8 * 1024 * 1024;

interface Rows {
  readonly data: readonly (readonly string[])[];
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly meta: { readonly cursor: number };
}

/**
 * The rows of a CSV file (RFC 4180; line ends within a cell become LF); blank lines are passed over.
 *
 * @throws UnreadableFile where a quoted cell does not end or the header names a column twice
 */
export async function* readCsv(
  path: string,
  { header, delimiter = ',' }: { readonly header: boolean; readonly delimiter?: string },
): AsyncGenerator<ForeignItem> {
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  let columns: ReadonlyMap<string, number> | null = null;
  let width: number | null = null;
  let index = 0;
  let line = 1;
  for await (const { text, isLast } of withEnd(readText(path))) {
    const rows: Rows = parser.parse(text.value, 0, !isLast);
    const quotes = rows.errors.find((error) => error.code.includes('Quotes'));
    for (const cells of rows.data) {
      const start = line;
      line += 1 + cells.reduce((sum, cell) => sum + breaksIn(cell), 0);
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      if (header && columns === null) {
        columns = headerOf(cells);
        width = columns.size;
        continue;
      }
      width ??= cells.length;
      if (cells.length === width) {
        yield { status: 'record', index, line: start, key: null, value: cells, header: columns };
      } else if (quotes === undefined) {
        yield wrongWidth(start, width, cells.length);
      }
      index += 1;
    }
    if (quotes !== undefined) throw badQuotes(line, quotes.message);
    text.keepFrom(isLast ? text.value.length : rows.meta.cursor);
  }
}

interface Pending {
  readonly value: string;
  keepFrom(at: number): void;
}

/** Text that has not been taken as rows yet, with CRLF as LF; the last piece is told apart. */
async function* withEnd(
  chunks: AsyncIterable<string>,
): AsyncGenerator<{ readonly text: Pending; readonly isLast: boolean }> {
  let pending = '';
  let carriageReturn = '';
  const text: Pending = {
    get value() {
      return pending;
    },
    keepFrom(at) {
      pending = pending.slice(at);
    },
  };
  for await (const chunk of chunks) {
    const joined = carriageReturn + chunk;
    carriageReturn = joined.endsWith('\r') ? '\r' : '';
    pending += joined.slice(0, joined.length - carriageReturn.length).replaceAll('\r\n', '\n');
    if (pending.length > MAX_ROW_CHARACTERS) throw rowTooLong();
    yield { text, isLast: false };
  }
  pending += carriageReturn;
  if (pending.endsWith('\n')) pending = pending.slice(0, -1);
  if (pending !== '') yield { text, isLast: true };
}

function breaksIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

function headerOf(cells: readonly string[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const [place, name] of cells.entries()) {
    if (columns.has(name)) {
      throw new UnreadableFile({
        line: 1,
        field: '',
        expected: 'a header that names every column once',
        found: `${JSON.stringify(name.slice(0, 60))} in columns ${(columns.get(name) ?? 0) + 1} and ${place + 1}`,
        remedy: 'Rename one of the columns, or set `header: false` and name columns by number.',
      });
    }
    columns.set(name, place);
  }
  return columns;
}

function wrongWidth(line: number, expected: number, found: number): BrokenRecord {
  return {
    status: 'broken',
    line,
    field: '',
    expected: `${expected} cells, as in the first row`,
    found: `${found} cells`,
    remedy: 'Mend the row: a cell with a delimiter, a quote or a line break stands in quotes.',
  };
}

function badQuotes(line: number, message: string): UnreadableFile {
  return new UnreadableFile({
    line: null,
    field: '',
    expected: 'quoted cells that end with a quote',
    found: `${message.toLowerCase()}, at or before line ${line}`,
    remedy: 'Close the quote; a quote within a quoted cell is written twice.',
  });
}

function rowTooLong(): UnreadableFile {
  return new UnreadableFile({
    line: null,
    field: '',
    expected: `rows of at most ${MAX_ROW_CHARACTERS / 1024 / 1024} million characters`,
    found: 'more text without the end of a row',
    remedy: 'Look for a quoted cell that does not end.',
  });
}
