import { PreceptorError } from '../errors.js';
import type { Connection } from './connection.js';
import { corrupt } from './store-fault.js';

/** Format of the stored run. A change of any table is a new number and a migration, or a refusal. */
export const STORE_FORMAT = 2;

/**
 * The run that a file holds; null where the file is an empty database (its creation was cut short).
 *
 * @throws PreceptorError `STORE_CORRUPT` for what is no sound database, `STORE_FORMAT` for another program's
 * database or another version's run
 */
export function readRunId(connection: Connection, file: string): string | null {
  const tables = connection
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all([])
    .map((row) => row.name);
  if (tables.length === 0) return null;
  if (!tables.includes('meta')) throw refusal(file, 'an SQLite database of another program');
  const [meta] = connection.prepare('SELECT * FROM meta').all([]);
  if (meta === undefined) throw corrupt(file, 'the table "meta" has no row');
  if (meta.format !== STORE_FORMAT) throw refusal(file, `store format ${String(meta.format)}`);
  if (typeof meta.run_id !== 'string') throw corrupt(file, 'the table "meta" names no run');
  return meta.run_id;
}

function refusal(file: string, found: string): PreceptorError {
  return new PreceptorError(
    'STORE_FORMAT',
    `${file}: expected a stored run of format ${STORE_FORMAT}; found ${found}. Open it with the version of Preceptor that wrote it, or start a new run.`,
  );
}
