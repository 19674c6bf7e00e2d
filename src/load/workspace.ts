import { resolve } from 'node:path';
import type { CaseSet } from '../domain/case-set.js';
import type { Grader } from '../domain/grader.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { Policy } from '../domain/policy.js';
import { formatProblem, type Problem } from '../domain/problem.js';
import type { Protocol } from '../domain/protocol.js';
import type { Suite } from '../domain/suite.js';
import { PreceptorError } from '../errors.js';
import { didYouMean } from '../schema/nearest-name.js';
import { checkGrader } from './checks/grader-check.js';
import { checkModel } from './checks/model-check.js';
import { checkPolicy } from './checks/policy-check.js';
import { checkProtocol } from './checks/protocol-check.js';
import { type EntryKind, loadEntries, loadSets } from './entry-files.js';
import { type Located, problemOfFile } from './place.js';
import { checkPath, type WorkspacePath } from './workspace-path.js';

/** A named object of a workspace with its file. */
export interface Entry<T> extends Located<T> {
  /** The folder that the entry and its files stand in, as it is asked of the file system. */
  readonly folder: WorkspacePath;
}

/** Everything of a workspace but its cases and keys. It holds what its schema accepts; `problems` says what is wrong. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  readonly sets: ReadonlyMap<string, Entry<CaseSet>>;
  readonly suites: ReadonlyMap<string, Entry<Suite>>;
  readonly protocols: ReadonlyMap<string, Entry<Protocol>>;
  readonly graders: ReadonlyMap<string, Entry<Grader>>;
  readonly policies: ReadonlyMap<string, Entry<Policy>>;
  /** Endpoints: `models/<name>.model.yaml`. */
  readonly models: ReadonlyMap<string, Entry<ModelVersion>>;
  readonly problems: readonly Problem[];
  /** Names whose file is there but cannot be used (`suites/triage`): nobody should call them unknown. */
  readonly unusable: ReadonlySet<string>;
}

/**
 * Reads the sets' descriptions, suites, protocols, graders and policies of a workspace; no case and no key.
 *
 * @param root - the workspace
 * @param options - fallback: another workspace, whose protocols and graders fill in for names that this one has not
 * @returns all entries that can be read, and every problem of those that cannot
 * @throws PreceptorError `INPUT_UNREADABLE` where the root is no readable folder
 */
export async function loadWorkspace(
  root: string,
  options: { readonly fallback?: string } = {},
): Promise<Workspace> {
  const base: WorkspacePath = { root: resolve(root), path: '', prefix: '' };
  requireFolder(base, root);
  const problems: Problem[] = [];
  const unusable = new Set<string>();
  const found = loadKinds(base, problems, unusable);
  const sets = loadSets({ base, problems, unusable });
  const { fallback } = options;
  const isOther = fallback !== undefined && resolve(fallback) !== base.root;
  const builtin = isOther
    ? loadKinds({ root: resolve(fallback), path: '', prefix: 'builtin:' }, [], new Set())
    : null;
  return {
    root: base.root,
    sets,
    ...found,
    protocols: merge(found.protocols, builtin?.protocols, 'protocols', unusable),
    graders: merge(found.graders, builtin?.graders, 'graders', unusable),
    problems: sortProblems(problems),
    unusable,
  };
}

function loadKinds(base: WorkspacePath, problems: Problem[], unusable: Set<string>) {
  const report = (problem: Problem) => void problems.push(problem);
  const target = { base, problems, unusable };
  const suites = loadEntries('suite', target);
  const protocols = loadEntries('protocol', target);
  const graders = loadEntries('grader', target);
  const policies = loadEntries('policy', target);
  const models = loadEntries('model', target);
  for (const entry of protocols.values()) checkProtocol(entry, report);
  for (const entry of graders.values()) checkGrader(entry, base.root, report);
  for (const entry of policies.values()) checkPolicy(entry, report);
  for (const entry of models.values()) checkModel(entry, report);
  return { suites, protocols, graders, policies, models };
}

/** A name whose own file is broken must not quietly become the built-in of the same name. */
function merge<T>(
  own: ReadonlyMap<string, Entry<T>>,
  builtin: ReadonlyMap<string, Entry<T>> | undefined,
  kind: EntryKind,
  unusable: ReadonlySet<string>,
): ReadonlyMap<string, Entry<T>> {
  const missing = [...(builtin ?? [])].filter(([name]) => !own.has(name) && !unusable.has(`${kind}/${name}`));
  return new Map([...own, ...missing]);
}

function requireFolder(base: WorkspacePath, named: string): void {
  const checked = checkPath(base, 'folder');
  if (checked.status === 'found') return;
  const problem =
    checked.status === 'refused'
      ? { ...checked.problem, file: named }
      : problemOfFile(named, {
          expected: 'the folder of a workspace',
          found: 'nothing',
          remedy: 'Check the path, or make one with `preceptor init`.',
        });
  throw new PreceptorError('INPUT_UNREADABLE', formatProblem(problem));
}

/**
 * The entry of a name, for those who cannot go on without it.
 *
 * @throws PreceptorError `REFERENCE_UNKNOWN` (did you mean …), or `INPUT_INVALID` with the problems of its file
 */
export function requireEntry<K extends EntryKind>(
  workspace: Workspace,
  kind: K,
  name: string,
): NonNullable<ReturnType<Workspace[K]['get']>>;
export function requireEntry(workspace: Workspace, kind: EntryKind, name: string): Entry<unknown> {
  const entry = workspace[kind].get(name);
  const stem = ` ${name}.`;
  const own = workspace.problems.filter(
    ({ severity, file }) =>
      severity === 'error' && (file === entry?.file || (entry === undefined && isOf(kind, name, file))),
  );
  if (own.length > 0) throw new PreceptorError('INPUT_INVALID', own.map(formatProblem).join('\n'));
  if (entry !== undefined) return entry;
  const known = [...workspace[kind].keys()];
  const remedy = didYouMean(
    name,
    known,
    known.length === 0 ? `There are no ${kind}.` : `There are ${known.join(', ')}.`,
  );
  throw new PreceptorError(
    'REFERENCE_UNKNOWN',
    `expected one of the workspace's ${kind}; found${stem} ${remedy}`,
  );
}

function isOf(kind: EntryKind, name: string, file: string): boolean {
  return kind === 'sets' ? file === `cases/${name}/set.yaml` : file.includes(`/${name}.${SINGULAR[kind]}.`);
}

const SINGULAR = {
  suites: 'suite',
  protocols: 'protocol',
  graders: 'grader',
  policies: 'policy',
  models: 'model',
} as const;

/** By file, line and column; those of a whole file first. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort(
    (a, b) =>
      (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
      (a.line ?? -1) - (b.line ?? -1) ||
      (a.column ?? -1) - (b.column ?? -1),
  );
}
