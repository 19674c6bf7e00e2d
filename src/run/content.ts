import type { Case } from '../domain/case.js';
import type { Key } from '../domain/key.js';
import type { Plan } from '../domain/plan.js';
import { formatProblem, type Problem } from '../domain/problem.js';
import { askHash, type Protocol } from '../domain/protocol.js';
import { PreceptorError } from '../errors.js';
import { builtinRoot } from '../load/builtin-root.js';
import { loadCases } from '../load/case-files.js';
import { loadKeys } from '../load/key-files.js';
import { loadWorkspace, requireEntry, type Workspace } from '../load/workspace.js';
import type { SuiteContent } from '../plan/select-cases.js';

const BUILTIN = 'builtin:';

export interface Origin {
  readonly origin: Plan['origin'];
  readonly workspace: Workspace;
}

/** Opens the content that a plan came from. */
export async function openOrigin(origin: Plan['origin'], root: string): Promise<Origin> {
  const workspace = await loadWorkspace(origin === 'builtin' ? builtinRoot() : root, {
    fallback: builtinRoot(),
  });
  return { origin, workspace };
}

/**
 * Finds the suites that a user names: `triage` in the workspace, `builtin:triage` in the package.
 *
 * @throws PreceptorError `USAGE` where both kinds are named at once, `REFERENCE_UNKNOWN`, `INPUT_INVALID`
 */
export async function openSuites(
  references: readonly string[],
  root: string,
): Promise<Origin & { readonly suites: readonly SuiteContent[] }> {
  const builtin = references.filter((name) => name.startsWith(BUILTIN));
  if (builtin.length > 0 && builtin.length < references.length) {
    throw new PreceptorError(
      'USAGE',
      `expected suites of one place in one run; found ${references.join(', ')}. Run builtin: suites by themselves.`,
    );
  }
  const content = await openOrigin(builtin.length > 0 ? 'builtin' : 'workspace', root);
  const suites: SuiteContent[] = [];
  for (const reference of new Set(references)) {
    suites.push(await loadSuite(content.workspace, reference.replace(BUILTIN, '')));
  }
  return { ...content, suites };
}

async function loadSuite(workspace: Workspace, name: string): Promise<SuiteContent> {
  const suite = requireEntry(workspace, 'suites', name).value;
  const protocols = suite.protocols.map((protocol) => requireEntry(workspace, 'protocols', protocol).value);
  for (const grader of suite.graders) requireEntry(workspace, 'graders', grader);
  const sets = [];
  for (const set of new Set(suite.cases.map((selection) => selection.set))) {
    const entry = requireEntry(workspace, 'sets', set);
    const { cases, problems } = await loadCases(workspace, set);
    refuseProblems(problems);
    sets.push({ set: entry.value, cases });
  }
  for (const { cases } of sets) for (const aCase of cases) requireGraders(aCase, suite.suite, suite.graders);
  return { suite, protocols, sets };
}

function requireGraders(aCase: Case, suite: string, graders: readonly string[]): void {
  const missing = aCase.criteria.find((criterion) => !graders.includes(criterion.grader));
  if (missing === undefined) return;
  throw new PreceptorError(
    'REFERENCE_UNKNOWN',
    `suite ${suite}: criterion ${missing.id} of case ${aCase.id} wants grader ${missing.grader}, which the suite does not list. Add it to \`graders\`.`,
  );
}

/** The keys of a plan’s sets. Only grading and reporting call this: no client is handed a key. */
export async function loadPlanKeys(
  workspace: Workspace,
  plan: Plan,
): Promise<ReadonlyMap<string, readonly Key[]>> {
  const keys = new Map<string, readonly Key[]>();
  for (const { set } of plan.sets) {
    const loaded = await loadKeys(workspace, set);
    refuseProblems(loaded.problems);
    keys.set(set, loaded.keys);
  }
  return keys;
}

/**
 * The protocols as they read now: a reading rule may have changed since the run, the question may not. One that is gone
 * is taken from the plan; one that is broken is refused, or its old rules would pass for the new ones.
 *
 * @throws PreceptorError `INPUT_INVALID`
 */
export function currentProtocols(plan: Plan, workspace: Workspace): readonly Protocol[] {
  return plan.protocols.map((planned) => {
    const now = protocolNow(workspace, planned.protocol);
    return now !== null && askHash(now) === askHash(planned) ? now : planned;
  });
}

function protocolNow(workspace: Workspace, name: string): Protocol | null {
  try {
    return requireEntry(workspace, 'protocols', name).value;
  } catch (error) {
    if (error instanceof PreceptorError && error.code === 'REFERENCE_UNKNOWN') return null;
    throw error;
  }
}

function refuseProblems(problems: readonly Problem[]): void {
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length === 0) return;
  const shown = errors.slice(0, 20).map(formatProblem).join('\n');
  const more = errors.length > 20 ? `\nand ${errors.length - 20} more; run preceptor validate` : '';
  throw new PreceptorError('INPUT_INVALID', `${shown}${more}`);
}
