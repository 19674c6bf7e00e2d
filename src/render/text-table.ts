import Table from 'cli-table3';
import picocolors from 'picocolors';
import { makeVisible } from './visible.js';

export interface Terminal {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

const NO_STYLE = { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 };
const LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '─',
  'mid-mid': '─',
  right: '',
  'right-mid': '',
  middle: ' ',
};

export interface Column {
  readonly head: string;
  /** A column of names may be wrapped; one of numbers never is. */
  readonly wraps?: boolean;
}

const LEAST_WIDTH = 12;

function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** What each column needs; columns of names give way, the widest first, until all fit. */
function fitWidths(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly number[] {
  const widths = columns.map((column, index) => {
    return Math.max(lengthOf(column.head), ...rows.map((row) => lengthOf(row[index] ?? '')));
  });
  const gaps = columns.length * 2;
  while (widths.reduce((sum, one) => sum + one, gaps) > width) {
    const names = widths.filter((one, index) => columns[index]?.wraps === true && one > LEAST_WIDTH);
    if (names.length === 0) break;
    const widest = widths.findIndex(
      (one, index) => columns[index]?.wraps === true && one === Math.max(...names),
    );
    widths[widest] = Math.max(...names) - 1;
  }
  return widths;
}

/** Lines no longer than the width, broken at spaces and hyphens where there are any; nothing is left out. */
function wrap(text: string, width: number): string {
  const pieces = text.match(/[^ -]*(?:-| |$)/g) ?? [];
  const lines: string[] = [''];
  for (const piece of pieces.filter((one) => one !== '')) {
    const last = lines.length - 1;
    const line = `${lines[last] ?? ''}${piece}`;
    if (lengthOf(line.trimEnd()) <= width) {
      lines[last] = line;
      continue;
    }
    const letters = Array.from(piece);
    if (lines[last] === '') lines.pop();
    while (letters.length > 0) lines.push(letters.splice(0, width).join(''));
  }
  return lines.map((line) => line.trimEnd()).join('\n');
}

export interface TableParts {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** A table as lines of text, no wider than the terminal where its names can give way. */
export function drawTable(parts: TableParts, terminal: Terminal): string {
  const paint = picocolors.createColors(terminal.color);
  const { columns } = parts;
  const rows = parts.rows.map((row) => row.map((cell) => makeVisible(cell).replace(/[\n\t]/g, ' ')));
  const widths = fitWidths(columns, rows, terminal.width);
  const table = new Table({ colWidths: widths.map((width) => width + 1), chars: LINES, style: NO_STYLE });
  table.push(columns.map(({ head }) => paint.bold(head)));
  for (const row of rows) table.push(row.map((cell, index) => wrap(cell, widths[index] ?? LEAST_WIDTH)));
  const lines = table.toString().split('\n');
  return [paint.bold(makeVisible(parts.title)), ...lines.map((line) => line.trimEnd())].join('\n');
}
