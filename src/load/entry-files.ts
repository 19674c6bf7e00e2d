import type { CaseSet } from '../domain/case-set.js';
import { NAME_PATTERN } from '../domain/name.js';
import type { Problem } from '../domain/problem.js';
import { showValue } from '../schema/fault.js';
import { safeParse } from '../schema/parse.js';
import type { Parsed } from '../schema/schemas.js';
import { type Located, problemAt, problemOfFile, type Report } from './place.js';
import { tryReadText, YAML_MAX_BYTES } from './text-file.js';
import type { Entry } from './workspace.js';
import { listFolder, pathIn, shownPath, type WorkspacePath } from './workspace-path.js';
import { parseYaml } from './yaml-text.js';

export type EntryKind = 'sets' | 'suites' | 'protocols' | 'graders' | 'policies' | 'models';
type FileKind = 'suite' | 'protocol' | 'grader' | 'policy' | 'model';
/** The schema of each kind of file. */
const SCHEMA = {
  suite: 'suite',
  protocol: 'protocol',
  grader: 'grader',
  policy: 'policy',
  model: 'model-version',
} as const;
type SchemaOf<K extends FileKind> = (typeof SCHEMA)[K];
type YamlKind = SchemaOf<FileKind> | 'set' | 'case' | 'waivers';

export interface LoadTarget {
  readonly base: WorkspacePath;
  readonly problems: Problem[];
  readonly unusable: Set<string>;
}

const NAME = new RegExp(NAME_PATTERN);
const FOLDERS = {
  suite: 'suites',
  protocol: 'suites',
  policy: 'suites',
  grader: 'graders',
  model: 'models',
} as const;
const PLURALS = {
  suite: 'suites',
  protocol: 'protocols',
  policy: 'policies',
  grader: 'graders',
  model: 'models',
} as const;
const NAME_OF: { readonly [K in FileKind]: (value: Parsed<SchemaOf<K>>) => string } = {
  suite: (value) => value.suite,
  protocol: (value) => value.protocol,
  grader: (value) => value.grader,
  policy: (value) => value.policy,
  model: (value) => value.model,
};

/** Reads and parses one YAML file; every problem is reported. */
export function loadYaml<K extends YamlKind>(
  at: WorkspacePath,
  kind: K,
  report: Report,
): Located<Parsed<K>> | null {
  const read = tryReadText(at, YAML_MAX_BYTES);
  const file = shownPath(at);
  if (read.status === 'missing') {
    report(problemOfFile(file, { expected: 'a file', found: 'nothing', remedy: `Write ${file}.` }));
    return null;
  }
  if (read.status === 'refused') {
    report(read.problem);
    return null;
  }
  const parsed = parseYaml(read.text, file);
  if (parsed.status === 'broken') {
    for (const problem of parsed.problems) report(problem);
    return null;
  }
  return acceptValue(kind, { value: parsed.value, file, locate: parsed.locate }, report);
}

/** Holds a located value against its schema; every fault becomes a problem with its place. */
export function acceptValue<K extends YamlKind | 'key'>(
  kind: K,
  located: Located<unknown>,
  report: Report,
): Located<Parsed<K>> | null {
  const result = safeParse(kind, located.value);
  if (result.status === 'valid') return { ...located, value: result.value };
  for (const fault of result.faults) report(problemAt(located, fault.path, fault));
  return null;
}

/** All entries of one kind, by the name that each declares. */
export function loadEntries<K extends FileKind>(
  kind: K,
  target: LoadTarget,
): ReadonlyMap<string, Entry<Parsed<SchemaOf<K>>>> {
  const { base, problems, unusable } = target;
  const report = (problem: Problem) => void problems.push(problem);
  const folder = pathIn(base, FOLDERS[kind]);
  const ending = `.${kind}.yaml`;
  const entries = new Map<string, Entry<Parsed<SchemaOf<K>>>>();
  for (const name of namesIn(folder, kind, report)) {
    const stem = name.slice(0, -ending.length);
    const located = loadYaml(pathIn(folder, name), SCHEMA[kind], report);
    if (located === null) {
      unusable.add(`${PLURALS[kind]}/${stem}`);
      continue;
    }
    const declared = NAME_OF[kind](located.value);
    if (declared !== stem) reportName(located, kind, declared, `the file's name, ${showValue(stem)}`, report);
    const first = entries.get(declared);
    if (first === undefined) entries.set(declared, { ...located, folder });
    else reportSecond(located, kind, declared, first.file, report);
  }
  return entries;
}

/** `cases/<set>/set.yaml` of every set. */
export function loadSets({ base, problems, unusable }: LoadTarget): ReadonlyMap<string, Entry<CaseSet>> {
  const report = (problem: Problem) => void problems.push(problem);
  const sets = new Map<string, Entry<CaseSet>>();
  const all = pathIn(base, 'cases');
  for (const name of listOrReport(all, report)) {
    if (name.startsWith('.')) continue;
    const folder = pathIn(all, name);
    const listed = listFolder(folder);
    if ('status' in listed) {
      if (listed.status === 'refused') report(listed.problem);
      unusable.add(`sets/${name}`);
      continue;
    }
    const located = loadYaml(pathIn(folder, 'set.yaml'), 'set', report);
    if (located === null) {
      unusable.add(`sets/${name}`);
      continue;
    }
    const declared = located.value.set;
    if (declared !== name)
      reportName(located, 'set', declared, `the folder's name, ${showValue(name)}`, report);
    const first = sets.get(declared);
    if (first === undefined) sets.set(declared, { ...located, folder });
    else reportSecond(located, 'set', declared, first.file, report);
  }
  return sets;
}

/** The files of one kind; files that nobody will read are reported once, with the kind that their folder is known for. */
function namesIn(folder: WorkspacePath, kind: FileKind, report: Report): readonly string[] {
  const names = listOrReport(folder, report);
  const endings = Object.entries(FOLDERS)
    .filter(([, path]) => folder.path === path)
    .map(([known]) => `.${known}.yaml`);
  if (kind === 'suite' || kind === 'grader' || kind === 'model') {
    for (const name of names.filter((candidate) => isStray(candidate, endings))) {
      const expected = `a name that ends in ${endings.join(', ')}`;
      const remedy = 'Rename it; as it is, nobody reads it.';
      report(
        problemOfFile(shownPath(pathIn(folder, name)), {
          severity: 'warning',
          expected,
          found: showValue(name),
          remedy,
        }),
      );
    }
  }
  return names.filter((name) => name.endsWith(`.${kind}.yaml`) && !name.startsWith('.'));
}

function isStray(name: string, endings: readonly string[]): boolean {
  return /\.(ya?ml|json)$/i.test(name) && !endings.some((ending) => name.endsWith(ending));
}

/** A folder that is not there has no files. */
export function listOrReport(folder: WorkspacePath, report: Report): readonly string[] {
  const listed = listFolder(folder);
  if (!('status' in listed)) return listed;
  if (listed.status === 'refused') report(listed.problem);
  return [];
}

function reportName(
  located: Located<unknown>,
  field: string,
  declared: string,
  expected: string,
  report: Report,
): void {
  const remedy = NAME.test(declared) ? 'Make the two equal.' : 'Rename the file.';
  report(problemAt(located, [field], { expected, found: showValue(declared), remedy }));
}

function reportSecond(
  located: Located<unknown>,
  field: string,
  name: string,
  first: string,
  report: Report,
): void {
  const found = `a second ${showValue(name)}; the first is in ${first}`;
  report(problemAt(located, [field], { expected: 'each name once', found, remedy: 'Rename one of them.' }));
}
