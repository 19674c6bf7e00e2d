import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { NAME_PATTERN } from '../domain/name.js';
import { PreceptorError } from '../errors.js';
import { compileCases } from './compile-cases.js';
import { importRecords } from './import-records.js';
import type { ImportOptions, ImportReport } from './import-report.js';
import { readMap } from './read-map.js';

const OWN_FILES = ['set.yaml', 'cases.jsonl', 'keys.jsonl'];

/**
 * Turns foreign records into a set of cases with keys: `cases/<set>/set.yaml`, `cases.jsonl`, `keys.jsonl`.
 *
 * @returns what was written; with any problem nothing is, and the report has the problems
 * @throws PreceptorError `MAP_INVALID` with every mistake of the map; `USAGE` for another kind of map, no files, a set
 *   name that is no name or a folder that holds other cases; `INPUT_UNREADABLE` where the map is not there
 */
export async function importCases(options: ImportOptions): Promise<ImportReport> {
  const file = await readMap(options.mapFile, 'cases');
  const set = { ...file.map.set, set: options.set ?? file.map.set.set };
  if (!new RegExp(NAME_PATTERN).test(set.set)) throw notAName(set.set);
  const folder = `cases/${set.set}`;
  await refuseOtherCases(join(options.workspace, folder));
  const closing = [{ file: `${folder}/set.yaml`, text: stringify(set, { lineWidth: 110 }) }];
  return importRecords(options, file, (context) => compileCases(file.map, folder, context), closing);
}

function notAName(found: string): PreceptorError {
  return new PreceptorError(
    'USAGE',
    `--set: expected a name of letters, digits, dots, underscores and hyphens; found ${JSON.stringify(found.slice(0, 60))}. Rename it.`,
  );
}

/** Imported cases beside others would be one set of two sources. */
async function refuseOtherCases(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const other = names.find((name) => !OWN_FILES.includes(name) && !name.startsWith('.'));
  if (other === undefined) return;
  throw new PreceptorError(
    'USAGE',
    `${folder}: expected a folder without other cases; found ${other}. Import under another name with --set.`,
  );
}
