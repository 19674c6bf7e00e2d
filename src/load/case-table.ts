import { fieldText, showValue } from '../schema/fault.js';
import { didYouMean } from '../schema/nearest-name.js';
import { type CsvRow, eachCsvRow } from './csv-rows.js';
import { type Locate, type Located, problemOfFile, type Report } from './place.js';
import { shownPath, type WorkspacePath } from './workspace-path.js';

/** Name of the only criterion of a case that comes from a table. */
const TABLE_CRITERION = 'answer';

const REQUIRED: readonly string[] = ['id', 'text', 'accept', 'grader'];
const PLAIN: readonly string[] = ['id', 'cluster', 'text', 'accept', 'grader', 'status'];
const OPTION = /^option(?:_|:)(.+)$/;
const STRATUM = /^stratum:(.+)$/;

/** A row with its cells by the name of their column; empty cells are left out. */
export interface TableRow {
  readonly file: string;
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/**
 * Reads `cases.csv`: one single-turn case a row, with its one key.
 *
 * Columns: `id`, `text` (what the model is asked), `grader`, `accept` (accepted answers, `|` between them; an empty cell
 * is a case without a key); and as wanted `cluster`, `status` (of the key; default `draft`), the options as `option_A`,
 * `option_B` … or `option:<id>`, and strata as `stratum:<name>`. The one criterion is called `answer` and has 1 point.
 * What needs more (several turns, harm, critical failures, raters, numbers with units) is written as YAML or JSON lines.
 *
 * @returns false where there is no such file
 */
export async function eachTableRow(
  at: WorkspacePath,
  visitor: { readonly visit: (row: TableRow) => void; readonly report: Report },
): Promise<boolean> {
  const file = shownPath(at);
  let header: readonly string[] | null = null;
  let isReadable = true;
  const visit = (row: CsvRow) => {
    if (header === null) {
      header = row.cells.map((cell) => cell.trim());
      isReadable = checkHeader(file, header, row.line, visitor.report);
    } else if (isReadable) {
      const cells = nameCells(file, header, row, visitor.report);
      if (cells !== null) visitor.visit({ file, line: row.line, cells });
    }
  };
  return eachCsvRow(at, { visit, report: visitor.report });
}

/** What a row says of its case, in the shape of a case file; never its key. */
export function caseOfRow(row: TableRow): Located<unknown> {
  const { cells } = row;
  const options = [...cells].flatMap(([column, text]) => {
    const id = OPTION.exec(column)?.[1];
    return id === undefined ? [] : [{ id, text }];
  });
  const strata = [...cells].flatMap(([column, value]) => {
    const name = STRATUM.exec(column)?.[1];
    return name === undefined ? [] : [[name, value] as const];
  });
  const cluster = cells.get('cluster');
  const value = {
    id: cells.get('id') ?? '',
    ...(cluster === undefined ? {} : { cluster }),
    turns: [{ role: 'user', text: cells.get('text') ?? '' }],
    ...(options.length === 0 ? {} : { options }),
    criteria: [{ id: TABLE_CRITERION, points: 1, grader: cells.get('grader') ?? '' }],
    primary: TABLE_CRITERION,
    ...(strata.length === 0 ? {} : { strata: Object.fromEntries(strata) }),
  };
  return { value, file: row.file, locate: locateIn(row) };
}

/** The key that a row brings, in the shape of a line of keys; null where its `accept` is empty. */
export function keyOfRow(row: TableRow): Located<unknown> | null {
  const { cells } = row;
  const accept = (cells.get('accept') ?? '')
    .split('|')
    .flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  if (accept.length === 0) return null;
  const value = {
    case: cells.get('id') ?? '',
    criterion: TABLE_CRITERION,
    accept,
    status: cells.get('status') ?? 'draft',
    version: 1,
    raters: [],
  };
  return { value, file: row.file, locate: locateIn(row) };
}

function locateIn({ line, cells }: TableRow): Locate {
  const options = [...cells.keys()].filter((column) => OPTION.test(column));
  return (path) => {
    const [first, second] = path;
    const column = { turns: 'text', criteria: 'grader', case: 'id', primary: 'grader', criterion: 'accept' };
    let field = Object.entries(column).find(([name]) => name === first)?.[1] ?? fieldText(path.slice(0, 1));
    if (first === 'options') field = typeof second === 'number' ? (options[second] ?? 'option') : 'option';
    if (first === 'strata') field = `stratum:${second}`;
    return { line, column: null, field };
  };
}

function checkHeader(file: string, header: readonly string[], line: number, report: Report): boolean {
  const problem = (field: string, expected: string, found: string, remedy: string) =>
    report({ severity: 'error', file, line, column: null, field, expected, found, remedy });
  if (header.length === 1 && header[0]?.includes(';')) {
    problem('', 'columns with commas between them', 'semicolons', 'Save it as CSV with commas.');
    return false;
  }
  const known = [...PLAIN, 'option:<id>', 'stratum:<name>'];
  const unknown = header.filter((name) => !PLAIN.includes(name) && !OPTION.test(name) && !STRATUM.test(name));
  for (const name of unknown) {
    const expected = `no such column; known columns are ${known.join(', ')}`;
    problem(
      name,
      expected,
      showValue(name),
      didYouMean(name, PLAIN, 'Remove it, or make it stratum:<name>.'),
    );
  }
  const missing = REQUIRED.filter((name) => !header.includes(name));
  for (const name of missing) {
    problem(
      name,
      `the column ${name}`,
      `the columns ${showValue(header.join(', '))}`,
      `Add the column ${name}.`,
    );
  }
  const repeated = header.filter((name, index) => header.indexOf(name) !== index);
  for (const name of new Set(repeated)) {
    problem(name, 'each column once', `${showValue(name)} twice`, 'Remove or rename one of them.');
  }
  return unknown.length + missing.length + repeated.length === 0;
}

function nameCells(
  file: string,
  header: readonly string[],
  { line, cells }: CsvRow,
  report: Report,
): ReadonlyMap<string, string> | null {
  if (cells.length !== header.length) {
    const expected = `${header.length} cells, one for each column`;
    const remedy = 'Put cells with commas into quotation marks.';
    report(problemOfFile(file, { expected, found: String(cells.length), remedy }, { line, column: null }));
    return null;
  }
  const named = header.flatMap((name, index) => {
    const cell = cells[index] ?? '';
    return cell.trim() === '' ? [] : [[name, name === 'text' ? cell : cell.trim()] as const];
  });
  return new Map(named);
}
