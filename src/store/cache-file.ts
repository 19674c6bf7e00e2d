import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PreceptorError } from '../errors.js';
import { type Connection, openConnection } from './connection.js';
import { transact, writeAhead } from './write-ahead.js';

/** Says whose file it is: “Prcp”. */
const APPLICATION_ID = 0x50726370;
const CACHE_FORMAT = 1;
/** How long one statement waits for another process; it holds up everything else in this one meanwhile. */
const BUSY_MS = 50;
const TRIES = 40;

const SCHEMA = `CREATE TABLE response (
  key TEXT NOT NULL PRIMARY KEY,
  content TEXT NOT NULL,
  model TEXT NOT NULL,
  model_hash TEXT NOT NULL,
  asked_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  digest TEXT NOT NULL
)`;

/**
 * Opens the file of the response cache, and makes it where there is none. What is no cache of this format is not touched.
 *
 * @throws PreceptorError `STORE_FORMAT`, `STORE_CORRUPT`, `STORE_BUSY`, `STORE_WRITE`, `INPUT_UNREADABLE`
 */
export function openCacheFile(file: string): Connection {
  return asCacheFault(file, () => {
    makeFolder(dirname(file));
    const connection = openConnection(file, { mode: 'write', timeoutMs: BUSY_MS });
    try {
      patiently(() => begin(connection));
      patiently(() => writeAhead(connection));
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

/** Tries again while another process holds the file, for about two seconds in all. */
export function patiently<T>(action: () => T): T {
  for (let tries = 1; ; tries += 1) {
    try {
      return action();
    } catch (error) {
      if (!isBusy(error) || tries >= TRIES) throw error;
    }
  }
}

export function isBusy(error: unknown): boolean {
  return error instanceof PreceptorError && error.code === 'STORE_BUSY';
}

/** Puts what went wrong with the file into words of the cache; faults of a stored run read otherwise. */
export function asCacheFault<T>(file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof CacheFault) throw error;
    const said = saidBy(error instanceof PreceptorError ? (error.cause ?? error) : error);
    const code = error instanceof PreceptorError ? error.code : 'STORE_WRITE';
    throw new CacheFault(code, file, said, error);
  }
}

class CacheFault extends PreceptorError {
  constructor(code: PreceptorError['code'], file: string, found: string, cause?: unknown) {
    const remedy =
      code === 'STORE_BUSY' ? 'Try again once no other run uses it' : 'Delete the file to begin a new one';
    super(
      code,
      `${file}: expected a response cache of format ${CACHE_FORMAT}; found: ${found}. It was left as it is. ${remedy}.`,
      { cause },
    );
  }
}

function begin(connection: Connection): void {
  if (isCache(connection)) return;
  transact(connection, () => {
    // Another process may have made it meanwhile.
    if (isCache(connection)) return;
    connection.exec(SCHEMA);
    connection.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${CACHE_FORMAT}`);
  });
}

/** false: the file is an empty database. */
function isCache(connection: Connection): boolean {
  const read = (sql: string, column: string) => connection.prepare(sql).all([])[0]?.[column];
  const application = read('PRAGMA application_id', 'application_id');
  const format = read('PRAGMA user_version', 'user_version');
  if (application === APPLICATION_ID && format === CACHE_FORMAT) return true;
  const tables = read('SELECT count(*) AS tables FROM sqlite_master', 'tables');
  if (application === 0 && tables === 0) return false;
  const found = application === APPLICATION_ID ? `format ${String(format)}` : 'a database of another program';
  throw new PreceptorError('STORE_FORMAT', found);
}

/** The folder keeps itself out of git: the workspace may be older than the cache, and the texts may be of patients. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const ignore = join(folder, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
