import { dirname, join } from 'node:path';
import type { MapLookup } from '../domain/map-value.js';
import { showValue } from '../schema/fault.js';
import { compileValue } from './compile-value.js';
import { foreignFile, UnreadableFile } from './foreign-record.js';
import type { MapContext, MapPath } from './map-mistakes.js';
import type { ProblemList } from './problem-list.js';
import { readRecords } from './read-records.js';
import { type Getter, type Scope, scalarText } from './scope.js';

/** Key → field → value. */
export type LookupTable = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** A look-up is held in memory. */
const MAX_LOOKUP_CHARACTERS = 64 * 1024 * 1024;

export interface CompiledLookup {
  readonly name: string;
  readonly lookup: MapLookup;
  readonly key: Getter;
  readonly fields: ReadonlyMap<string, Getter>;
}

export function compileLookup(
  name: string,
  lookup: MapLookup,
  at: MapPath,
  context: MapContext,
): CompiledLookup {
  const inner: MapContext = { ...context, source: lookup.source, eachNames: [], lookups: new Map() };
  const fields = Object.entries(lookup.fields).map(
    ([field, slot]) => [field, compileValue(slot, [...at, 'fields', field], inner)] as const,
  );
  return { name, lookup, key: compileValue(lookup.key, [...at, 'key'], inner), fields: new Map(fields) };
}

/** The file of a look-up: the one that the user names, or else the one beside the first imported file. */
export function lookupPath({ lookup }: CompiledLookup, beside: string, given: string | undefined): string {
  return given ?? join(dirname(beside), lookup.file);
}

/** Reads a second file by its key; a key that comes twice is a problem, because either entry could be meant. */
export async function loadLookup(
  compiled: CompiledLookup,
  path: string,
  problems: ProblemList,
): Promise<LookupTable> {
  const table = new Map<string, ReadonlyMap<string, unknown>>();
  const file = foreignFile(path);
  let held = 0;
  for await (const item of readRecords(path, compiled.lookup.source)) {
    if (item.status === 'broken') {
      const { line, field, expected, found, remedy } = item;
      problems.add({ file: path, line, field, expected, found, remedy });
      continue;
    }
    const scope: Scope = { file, record: item, items: new Map(), lookups: new Map() };
    const report = (field: string, expected: string, found: string, remedy: string): void =>
      problems.add({
        file: path,
        line: item.line,
        field: `${place(item.line, item.index)}${field}`,
        expected,
        found,
        remedy,
      });
    const row = new Map<string, unknown>();
    for (const [field, get] of compiled.fields) {
      const one = get(scope);
      if (one.status === 'fault')
        report(field, one.expected, one.found, 'Mend the record, or mark the field `optional: true`.');
      if (one.status === 'found') row.set(field, one.value);
      held += one.status === 'found' ? (scalarText(one.value)?.length ?? MAX_LOOKUP_CHARACTERS) : 0;
    }
    if (held > MAX_LOOKUP_CHARACTERS) throw tooLarge();
    const key = compiled.key(scope);
    const text = key.status === 'found' ? scalarText(key.value) : null;
    if (text === null)
      report('key', 'a key', key.status === 'fault' ? key.found : 'none', 'Mend the record.');
    else if (table.has(text))
      report('key', 'a key that comes once', showValue(text), 'Remove one of the entries.');
    else table.set(text, row);
  }
  return table;
}

function place(line: number | null, index: number): string {
  return line === null ? `record ${index + 1}, ` : '';
}

function tooLarge(): UnreadableFile {
  return new UnreadableFile({
    line: null,
    field: '',
    expected: `a look-up of at most ${MAX_LOOKUP_CHARACTERS / 1024 / 1024} million characters of text`,
    found: 'more, or fields that are lists or objects',
    remedy: 'Name fewer fields, and the text within them.',
  });
}
