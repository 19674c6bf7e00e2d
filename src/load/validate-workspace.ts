import { counted } from '../domain/counted.js';
import type { Problem } from '../domain/problem.js';
import type { Suite } from '../domain/suite.js';
import type { Waiver } from '../domain/waiver.js';
import { showValue } from '../schema/fault.js';
import { didYouMean } from '../schema/nearest-name.js';
import { builtinRoot } from './builtin-root.js';
import { type CaseFacts, factsOf, takesCase, variantsTaken } from './case-facts.js';
import { eachCase, type LostCases } from './case-files.js';
import { addressOfKey } from './checks/key-check.js';
import { checkKeyNames } from './checks/key-reference-check.js';
import { checkMissingKeys } from './checks/missing-key-check.js';
import { checkPolicyNames, checkSuite } from './checks/reference-check.js';
import { checkStrata } from './checks/strata-check.js';
import { checkSuiteMetrics } from './checks/suite-metric-check.js';
import { eachKey } from './key-files.js';
import { type Located, problemAt, problemOfFile, type Report } from './place.js';
import { loadWaivers } from './waiver-file.js';
import { type Entry, loadWorkspace, sortProblems, type Workspace } from './workspace.js';

export interface ValidationCounts {
  readonly sets: number;
  readonly cases: number;
  readonly keys: number;
  readonly suites: number;
  readonly protocols: number;
  readonly graders: number;
  readonly policies: number;
  readonly models: number;
}

/** A check of the waivers of one set that needs more than its files. */
export type CheckWaivers = (
  workspace: Workspace,
  set: string,
  waivers: Located<readonly Waiver[]>,
  report: Report,
) => Promise<void>;

export interface Validation {
  /** By file, line and column; each once. */
  readonly problems: readonly Problem[];
  readonly counts: ValidationCounts;
}

/**
 * Checks a whole workspace: every file against its schema, and every name in it against what it names. The only
 * function that reads cases and keys together; it asks no model.
 *
 * @param root - the workspace; protocols and graders that it has not are looked up in the package's own
 * @param checkWaivers - whether they let anything pass; default: not looked at
 * @returns every problem, and how many objects were read (built-in ones are not counted)
 * @throws PreceptorError `INPUT_UNREADABLE` where the root is no readable folder
 */
export async function validateWorkspace(
  root: string,
  checkWaivers: CheckWaivers | null = null,
): Promise<Validation> {
  const workspace = await loadWorkspace(root, { fallback: builtinRoot() });
  const problems = new Map<string, Problem>();
  const report: Report = (problem) => void problems.set(JSON.stringify(problem), problem);
  for (const problem of workspace.problems) report(problem);
  const suites = [...workspace.suites.values()];
  for (const suite of suites) {
    checkSuite(suite, workspace, report);
    checkSuiteMetrics(suite, workspace, report);
  }
  for (const policy of workspace.policies.values()) checkPolicyNames(policy, workspace, report);
  const casesOf = new Map<string, ReadonlyMap<string, CaseFacts>>();
  let keys = 0;
  for (const set of workspace.sets.keys()) {
    const { cases, lost } = await readCases(workspace, set, suites, report);
    casesOf.set(set, cases);
    keys += await readKeys(workspace, set, cases, lost, report);
    const waivers = loadWaivers(workspace, set, report);
    if (waivers !== null) await checkWaivers?.(workspace, set, waivers, report);
  }
  for (const suite of suites) {
    checkSelections(suite, workspace, casesOf, report);
    checkStrata(suite, casesOf, report);
  }
  const isOwn = ({ file }: Located<unknown>) => !file.startsWith('builtin:');
  const count = (entries: ReadonlyMap<string, Entry<unknown>>) => [...entries.values()].filter(isOwn).length;
  return {
    problems: sortProblems([...problems.values()]),
    counts: {
      sets: count(workspace.sets),
      cases: [...casesOf.values()].reduce((sum, facts) => sum + facts.size, 0),
      keys,
      suites: count(workspace.suites),
      protocols: count(workspace.protocols),
      graders: count(workspace.graders),
      policies: count(workspace.policies),
      models: count(workspace.models),
    },
  };
}

async function readCases(
  workspace: Workspace,
  set: string,
  suites: readonly Entry<Suite>[],
  report: Report,
): Promise<{ readonly cases: ReadonlyMap<string, CaseFacts>; readonly lost: LostCases }> {
  const cases = new Map<string, CaseFacts>();
  const lost = await eachCase(workspace, set, {
    visit: (located) => {
      const facts = factsOf(located);
      cases.set(facts.id, facts);
      for (const { value } of suites) take(value, set, facts);
      checkGraders(located, facts, workspace, report);
    },
    report,
  });
  const entry = workspace.sets.get(set);
  if (cases.size + lost.ids.size + lost.unnamed === 0 && entry !== undefined) {
    const remedy = 'Add <id>.case.yaml, cases.jsonl or cases.csv beside it.';
    report(problemOfFile(entry.file, { expected: 'at least one case in the set', found: 'none', remedy }));
  }
  return { cases, lost };
}

function take(suite: Suite, set: string, facts: CaseFacts): void {
  for (const selection of suite.cases) {
    if (selection.set !== set || !takesCase(selection, facts.strata)) continue;
    const before = facts.takenBy.get(suite.suite) ?? [];
    facts.takenBy.set(suite.suite, [...new Set([...before, ...variantsTaken(selection, facts)])]);
  }
}

/** Every criterion of a case that a suite takes has one of the suite's graders; of others, a grader that exists. */
function checkGraders(
  located: Parameters<typeof factsOf>[0],
  facts: CaseFacts,
  workspace: Workspace,
  report: Report,
): void {
  for (const [index, { grader }] of located.value.criteria.entries()) {
    const path = ['criteria', index, 'grader'];
    if (!workspace.graders.has(grader)) {
      if (workspace.unusable.has(`graders/${grader}`)) continue;
      const known = [...workspace.graders.keys()];
      const expected = `one of the workspace’s graders: ${known.join(', ') || 'there are none'}`;
      const remedy = didYouMean(grader, known, `Add graders/${grader}.grader.yaml.`);
      report(problemAt(located, path, { expected, found: showValue(grader), remedy }));
      continue;
    }
    for (const name of facts.takenBy.keys()) {
      const graders = workspace.suites.get(name)?.value.graders ?? [];
      if (graders.includes(grader)) continue;
      const expected = `one of the graders of suite ${name}: ${graders.join(', ')}`;
      const remedy = `Add ${grader} to the graders of suites/${name}.suite.yaml.`;
      report(problemAt(located, path, { expected, found: showValue(grader), remedy }));
    }
  }
}

async function readKeys(
  workspace: Workspace,
  set: string,
  cases: ReadonlyMap<string, CaseFacts>,
  lost: LostCases,
  report: Report,
): Promise<number> {
  const answered = new Set<string>();
  let count = 0;
  const hasFile = await eachKey(workspace, set, {
    visit: (located) => {
      count += 1;
      if (located.value.status !== 'retired') answered.add(addressOfKey(located.value));
      const isLost = !cases.has(located.value.case) && (lost.unnamed > 0 || lost.ids.has(located.value.case));
      if (!isLost) checkKeyNames(located, cases, workspace.graders, report);
    },
    report,
  });
  const folder = `cases/${set}`;
  checkMissingKeys({ cases, answered, hasFile, folder, graders: workspace.graders }, report);
  return count;
}

function checkSelections(
  suite: Entry<Suite>,
  workspace: Workspace,
  casesOf: ReadonlyMap<string, ReadonlyMap<string, CaseFacts>>,
  report: Report,
): void {
  for (const [index, selection] of suite.value.cases.entries()) {
    const cases = casesOf.get(selection.set);
    if (cases === undefined || cases.size === 0 || !workspace.sets.has(selection.set)) continue;
    if ([...cases.values()].some((facts) => takesCase(selection, facts.strata))) continue;
    report(
      problemAt(suite, ['cases', index, 'where'], {
        expected: `a selection that takes at least one of the ${counted(cases.size, 'case')} of ${selection.set}`,
        found: 'one that takes none',
        remedy: 'Compare the strata and values of where with those of the cases.',
      }),
    );
  }
}
