import type { Problem } from '../domain/problem.js';
import { PreceptorError } from '../errors.js';
import { type CompiledMap, compileMap } from './compile-map.js';
import type { Emitter, Row } from './emitter.js';
import { type ForeignFile, type ForeignRecord, foreignFile, UnreadableFile } from './foreign-record.js';
import type { ImportOptions, ImportReport } from './import-report.js';
import { type CompiledLookup, type LookupTable, loadLookup, lookupPath } from './lookup.js';
import type { MapContext } from './map-mistakes.js';
import { type ProblemList, problemList } from './problem-list.js';
import type { MapFile } from './read-map.js';
import { readRecords } from './read-records.js';
import type { RecordFault } from './record-fault.js';
import type { Scope } from './scope.js';
import { type TargetFiles, targetFiles } from './target-files.js';

/** A file that is written once, when all records are well. */
export interface ClosingFile {
  readonly file: string;
  readonly text: string;
}

interface State {
  readonly problems: ProblemList;
  readonly targets: TargetFiles;
  readonly skipped: Map<string, number>;
  /** file → identity → where it was first, as one number (there may be millions): see `packPlace`. */
  readonly seen: Map<string, Map<string, number>>;
  /** The foreign files, in the order in which they were begun. */
  readonly begun: string[];
}

/**
 * Reads the foreign files record by record and writes what the map makes of them, or nothing where a record has a
 * problem. Memory grows only with the ids (they have to be unique) and the look-ups.
 *
 * @throws PreceptorError `MAP_INVALID` with every mistake of the map, `USAGE` without files
 */
export async function importRecords(
  options: ImportOptions,
  file: MapFile,
  compileEmitter: (context: MapContext) => Emitter,
  closing: readonly ClosingFile[] = [],
): Promise<ImportReport> {
  if (options.files.length === 0) {
    throw new PreceptorError(
      'USAGE',
      'expected at least one file to import; found none. Name the foreign files.',
    );
  }
  const compiled = compileMap(file, compileEmitter);
  const state: State = {
    problems: problemList(),
    targets: targetFiles(options.workspace, { force: options.force === true }),
    skipped: new Map(),
    seen: new Map(),
    begun: [],
  };
  try {
    for (const { file: target } of closing) await claim(target, state);
    const lookups = await loadLookups(compiled.lookups, options, state.problems);
    const read: { file: string; records: number }[] = [];
    for (const name of options.files) {
      read.push({ file: name, records: await importFile(foreignFile(name), compiled, lookups, state) });
    }
    if (state.problems.count() === 0 && state.seen.size === 0)
      state.problems.add(nothingFound(options, state));
    const isWell = state.problems.count() === 0;
    if (isWell) for (const { file: target, text } of closing) await state.targets.write(target, text);
    return {
      written: isWell ? await state.targets.commit() : [],
      read,
      problems: state.problems.shown(),
      problemCount: state.problems.count(),
      skipped: Object.fromEntries(state.skipped),
    };
  } finally {
    await state.targets.discard();
  }
}

async function loadLookups(
  lookups: readonly CompiledLookup[],
  { files, lookupFiles = {} }: ImportOptions,
  problems: ProblemList,
): Promise<ReadonlyMap<string, LookupTable>> {
  const tables = new Map<string, LookupTable>();
  for (const lookup of lookups) {
    const given = Object.hasOwn(lookupFiles, lookup.name) ? lookupFiles[lookup.name] : undefined;
    const path = lookupPath(lookup, files[0] ?? '', given);
    await reported(path, problems, async () => {
      tables.set(lookup.name, await loadLookup(lookup, path, problems));
    });
  }
  return tables;
}

async function importFile(
  file: ForeignFile,
  compiled: CompiledMap,
  lookups: ReadonlyMap<string, LookupTable>,
  state: State,
): Promise<number> {
  let count = 0;
  state.begun.push(file.name);
  await reported(file.name, state.problems, async () => {
    for await (const item of readRecords(file.name, compiled.map.source)) {
      count += 1;
      if (item.status === 'record') {
        await importRecord({ file, record: item, items: new Map(), lookups }, compiled, state);
      } else {
        const { line, field, expected, found, remedy } = item;
        state.problems.add({ file: file.name, line, field, expected, found, remedy });
      }
    }
  });
  return count;
}

async function importRecord(scope: Scope, compiled: CompiledMap, state: State): Promise<void> {
  const { emit, expansion, skips } = compiled;
  const report = (faults: readonly RecordFault[]): void => {
    for (const fault of faults) state.problems.add(problemOf(fault, scope, compiled));
  };
  for (const { reason, holds } of skips) {
    const result = holds(scope);
    if (typeof result !== 'boolean') report([{ ...result, field: 'skip', at: ['skip'] }]);
    else if (result) {
      state.skipped.set(reason, (state.skipped.get(reason) ?? 0) + 1);
      return;
    }
  }
  for (const inside of expansion.expand(scope)) {
    if ('status' in inside) {
      report([{ ...inside, field: 'each', at: ['each'] }]);
      continue;
    }
    const faults: RecordFault[] = [];
    const rows = emit(inside, faults);
    report(faults);
    for (const row of rows) {
      const twice = remember(row, scope, state);
      if (twice !== null) report([twice]);
      else await put(row, state);
    }
  }
}

async function put({ file, value }: Row, state: State): Promise<void> {
  await claim(file, state);
  if (state.problems.count() === 0) await state.targets.write(file, `${JSON.stringify(value)}\n`);
}

async function claim(file: string, { targets, problems }: State): Promise<void> {
  if ((await targets.claim(file)) !== 'exists') return;
  problems.add({
    file,
    line: null,
    field: '',
    expected: 'a file that is not there yet',
    found: 'one that exists',
    remedy: 'Give --force to replace it, or import under another name.',
  });
}

function remember(
  { file, identity, at }: Row,
  { record }: Scope,
  { seen, begun }: State,
): RecordFault | null {
  const known = seen.get(file) ?? new Map<string, number>();
  seen.set(file, known);
  const first = known.get(identity);
  if (first === undefined) {
    known.set(identity, packPlace(begun.length - 1, record));
    return null;
  }
  return {
    field: String(at.at(-1)),
    expected: `an entry that comes once in ${file}`,
    found: `${identity} a second time, first ${placeText(first, begun)}`,
    at,
  };
}

function problemOf(
  fault: RecordFault,
  { file, record }: Scope,
  { place }: CompiledMap,
): Omit<Problem, 'severity' | 'column'> {
  const key = record.key === null ? '' : ` (${JSON.stringify(record.key.slice(0, 60))})`;
  const where =
    record.line === null ? `record ${record.index + 1}${key}${fault.field === '' ? '' : ', '}` : '';
  return {
    file: file.name,
    line: record.line,
    field: `${where}${fault.field}`,
    expected: fault.expected,
    found: fault.found,
    remedy: `Mend the record, or ${place(fault.at)}.`,
  };
}

const PLACES = 2 ** 40;

function packPlace(file: number, { line, index }: ForeignRecord): number {
  return 2 * (file * PLACES + (line ?? index + 1)) + (line === null ? 1 : 0);
}

function placeText(packed: number, begun: readonly string[]): string {
  const place = Math.floor(packed / 2);
  const unit = packed % 2 === 1 ? 'record' : 'line';
  return `in ${unit} ${place % PLACES} of ${begun[Math.floor(place / PLACES)]}`;
}

function nothingFound({ files }: ImportOptions, { skipped }: State): Omit<Problem, 'severity' | 'column'> {
  const count = [...skipped.values()].reduce((sum, one) => sum + one, 0);
  return {
    file: files.join(', '),
    line: null,
    field: '',
    expected: 'at least one record to import',
    found: count === 0 ? 'none' : `none but ${count} that the map skips`,
    remedy: 'Check the files, and `source` and `skip` of the map.',
  };
}

/** A file that cannot be read on is one problem; the other files are still read. */
async function reported(file: string, problems: ProblemList, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (cause) {
    if (!(cause instanceof UnreadableFile)) throw cause;
    const { line, field, expected, found, remedy } = cause.item;
    problems.add({ file, line, field, expected, found, remedy });
  }
}
