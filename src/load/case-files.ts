import type { Case } from '../domain/case.js';
import type { Problem } from '../domain/problem.js';
import { showValue } from '../schema/fault.js';
import { caseOfRow, eachTableRow } from './case-table.js';
import { checkCase } from './checks/case-check.js';
import { acceptValue, listOrReport, loadYaml } from './entry-files.js';
import { eachJsonLine } from './json-lines.js';
import { type Located, problemAt, problemOfFile, type Report } from './place.js';
import { requireEntry, sortProblems, type Workspace } from './workspace.js';
import { pathIn, shownPath, type WorkspacePath } from './workspace-path.js';

const CASES_LINES = 'cases.jsonl';
export const CASES_TABLE = 'cases.csv';
export const KEYS_LINES = 'keys.jsonl';
export const WAIVERS_FILE = 'waivers.yaml';
const CASE_ENDING = '.case.yaml';
const OWN_FILES: readonly string[] = ['set.yaml', CASES_LINES, CASES_TABLE, KEYS_LINES, WAIVERS_FILE];

export interface CaseVisitor {
  /** isSound: nothing is wrong with the case itself. */
  readonly visit: (located: Located<Case>, isSound: boolean) => void;
  readonly report: Report;
}

/**
 * Reads the cases of one set, in the order of their files' names and then of their lines; never a key.
 *
 * @returns the cases that are sound, and every problem of the others
 * @throws PreceptorError `REFERENCE_UNKNOWN` where the workspace has no such set
 */
export async function loadCases(
  workspace: Workspace,
  setName: string,
): Promise<{ readonly cases: readonly Case[]; readonly problems: readonly Problem[] }> {
  const cases: Case[] = [];
  const problems: Problem[] = [];
  await eachCase(workspace, setName, {
    visit: ({ value }, isSound) => {
      if (isSound) cases.push(value);
    },
    report: (problem) => void problems.push(problem),
  });
  return { cases, problems: sortProblems(problems) };
}

/** What was read and gave no case: nobody should say that these are not there. */
export interface LostCases {
  readonly ids: ReadonlySet<string>;
  /** Records so broken that they have no id. */
  readonly unnamed: number;
}

/** As {@link loadCases}, one case at a time: JSON lines and tables take constant memory. */
export async function eachCase(
  workspace: Workspace,
  setName: string,
  visitor: CaseVisitor,
): Promise<LostCases> {
  const { folder } = workspace.sets.get(setName) ?? requireEntry(workspace, 'sets', setName);
  const accept = acceptCases(visitor);
  const ids = new Set<string>();
  let unnamed = 0;
  for (const name of listOrReport(folder, visitor.report)) {
    if (name.startsWith('.')) continue;
    if (name.endsWith(CASE_ENDING)) {
      const stem = name.slice(0, -CASE_ENDING.length);
      const located = loadYaml(pathIn(folder, name), 'case', visitor.report);
      if (located !== null) accept(located, stem);
      else ids.add(stem);
    } else if (!OWN_FILES.includes(name) && /\.(ya?ml|jsonl?|csv|tsv)$/i.test(name)) {
      visitor.report(strayFile(pathIn(folder, name), name));
    }
  }
  const visit = (value: Located<unknown>) => {
    const located = acceptValue('case', value, visitor.report);
    if (located !== null) accept(located, null);
    else ids.add(idOf(value.value));
  };
  const report: Report = (problem) => {
    unnamed += 1;
    visitor.report(problem);
  };
  await eachJsonLine(pathIn(folder, CASES_LINES), { visit, report });
  await eachTableRow(pathIn(folder, CASES_TABLE), { visit: (row) => visit(caseOfRow(row)), report });
  return { ids, unnamed };
}

function idOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
}

function acceptCases({ visit, report }: CaseVisitor) {
  const places = new Map<string, string>();
  return (located: Located<Case>, stem: string | null): void => {
    const { id } = located.value;
    let errors = 0;
    const count: Report = (problem) => {
      if (problem.severity === 'error') errors += 1;
      report(problem);
    };
    const first = places.get(id);
    if (first !== undefined) {
      const found = `a second ${showValue(id)}; the first is in ${first}`;
      count(
        problemAt(located, ['id'], {
          expected: 'each case id once in a set',
          found,
          remedy: 'Rename one of them.',
        }),
      );
      return;
    }
    places.set(id, `${located.file}:${located.locate(['id'], 'value').line}`);
    if (stem !== null && stem !== id) {
      const expected = `the file's name, ${showValue(stem)}`;
      const remedy = 'Make the two equal, so that the case is found.';
      count(problemAt(located, ['id'], { severity: 'warning', expected, found: showValue(id), remedy }));
    }
    checkCase(located, count);
    visit(located, errors === 0);
  };
}

function strayFile(at: WorkspacePath, name: string): Problem {
  return problemOfFile(shownPath(at), {
    severity: 'warning',
    expected: `<id>${CASE_ENDING}, ${OWN_FILES.join(', ')}`,
    found: showValue(name),
    remedy: 'Rename it; as it is, nobody reads it.',
  });
}
