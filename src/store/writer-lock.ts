import { PreceptorError } from '../errors.js';
import { type Connection, openConnection } from './connection.js';

const GAP_MS = 300;

/** The file whose lock says who writes a run: `run.sqlite` → `run.lock`. */
export function lockFileOf(file: string): string {
  return `${file.replace(/\.sqlite$/, '')}.lock`;
}

/**
 * Makes this process the run's only writer until the lock is released or the process ends, however it ends:
 * the operating system holds the lock, no process id is ever trusted. The name inside is only for the message.
 * Never open and close the lock file by other means in the same process: POSIX drops a process's locks then.
 *
 * @throws PreceptorError `STORE_BUSY`, naming the holder
 */
export function acquireWriterLock(lockFile: string, file: string): { readonly release: () => void } {
  const lock = openConnection(lockFile, { mode: 'write', timeoutMs: GAP_MS });
  try {
    lock.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF');
    lock.exec('BEGIN IMMEDIATE');
    lock.exec('CREATE TABLE IF NOT EXISTS holder (id INTEGER PRIMARY KEY, pid INTEGER, since TEXT)');
    lock
      .prepare('INSERT OR REPLACE INTO holder (id, pid, since) VALUES (1, ?, ?)')
      .run([process.pid, new Date()]);
    lock.exec('COMMIT');
    // Held open without a change, this keeps writers out and lets them read who it is.
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const busy = error instanceof PreceptorError && error.code === 'STORE_BUSY';
    const refusal = busy ? isBusy(lock, file, error) : error;
    lock.close();
    throw refusal;
  }
  return { release: () => lock.close() };
}

function isBusy(lock: Connection, file: string, cause: PreceptorError): PreceptorError {
  return new PreceptorError(
    'STORE_BUSY',
    `${file}: expected that nobody else writes this run; found ${holderOf(lock)}. Wait for it to end or stop it; reading the run is possible meanwhile.`,
    { cause },
  );
}

function holderOf(lock: Connection): string {
  try {
    const [holder] = lock.prepare('SELECT pid, since FROM holder').all([]);
    if (holder === undefined) return 'another writer';
    return `process ${String(holder.pid)}, writing since ${String(holder.since)}`;
  } catch {
    return 'another writer';
  }
}
