import type { Connection } from './connection.js';

/** What is written goes into a log beside the file first: others read meanwhile, and a kill leaves a whole file. */
export function writeAhead(connection: Connection): void {
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 4000');
}

/** One transaction; what failed leaves nothing behind. */
export function transact(connection: Connection, write: () => void): void {
  connection.exec('BEGIN IMMEDIATE');
  try {
    write();
    connection.exec('COMMIT');
  } catch (error) {
    try {
      connection.exec('ROLLBACK');
    } catch {
      // A full disk may have ended the transaction already; the first error is the one to report.
    }
    throw error;
  }
}
