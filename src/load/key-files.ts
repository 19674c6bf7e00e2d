import type { Key } from '../domain/key.js';
import type { Problem } from '../domain/problem.js';
import { CASES_TABLE, KEYS_LINES } from './case-files.js';
import { eachTableRow, keyOfRow } from './case-table.js';
import { checkKey } from './checks/key-check.js';
import { acceptValue } from './entry-files.js';
import { eachJsonLine } from './json-lines.js';
import type { Located, Report } from './place.js';
import { requireEntry, sortProblems, type Workspace } from './workspace.js';
import { pathIn } from './workspace-path.js';

export interface KeyVisitor {
  /** isSound: nothing is wrong with the key itself. */
  readonly visit: (located: Located<Key>, isSound: boolean) => void;
  readonly report: Report;
}

/**
 * Reads the keys of one set: `keys.jsonl`, and those that the rows of `cases.csv` bring. Nothing else reads keys, and
 * no client of a model is handed one.
 *
 * @returns the keys that are sound, and every problem of the others
 * @throws PreceptorError `REFERENCE_UNKNOWN` where the workspace has no such set
 */
export async function loadKeys(
  workspace: Workspace,
  setName: string,
): Promise<{ readonly keys: readonly Key[]; readonly problems: readonly Problem[] }> {
  const keys: Key[] = [];
  const problems: Problem[] = [];
  await eachKey(workspace, setName, {
    visit: ({ value }, isSound) => {
      if (isSound) keys.push(value);
    },
    report: (problem) => void problems.push(problem),
  });
  return { keys, problems: sortProblems(problems) };
}

/**
 * As {@link loadKeys}, one key at a time.
 *
 * @returns whether any file of keys is there
 */
export async function eachKey(workspace: Workspace, setName: string, visitor: KeyVisitor): Promise<boolean> {
  const { folder } = workspace.sets.get(setName) ?? requireEntry(workspace, 'sets', setName);
  const places = new Map<string, string>();
  const accept = (value: Located<unknown>) => {
    const located = acceptValue('key', value, visitor.report);
    if (located === null) return;
    const problems: Problem[] = [];
    checkKey(located, places, (problem) => void problems.push(problem));
    for (const problem of problems) visitor.report(problem);
    visitor.visit(
      located,
      problems.every(({ severity }) => severity === 'warning'),
    );
  };
  const hasLines = await eachJsonLine(pathIn(folder, KEYS_LINES), { visit: accept, report: visitor.report });
  const hasTable = await eachTableRow(pathIn(folder, CASES_TABLE), {
    visit: (row) => {
      const key = keyOfRow(row);
      if (key !== null) accept(key);
    },
    report: visitor.report,
  });
  return hasLines || hasTable;
}
