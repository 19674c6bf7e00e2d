import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PreceptorError } from '../errors.js';
import type { BindValue } from './bind.js';
import { type Connection, openConnection } from './connection.js';
import { quoted } from './continued-run.js';
import { COLUMNS, insertInto, type TableName } from './run-database.js';
import { readRunId } from './run-format.js';
import { beforePlan, corrupt, neverBegun, storeFault } from './store-fault.js';
import { transact, writeAhead } from './write-ahead.js';
import { acquireWriterLock, lockFileOf } from './writer-lock.js';
import type { WriteBatch, WriterReply, WriterRequest, WriterStart } from './writer-message.js';

const BUSY_MS = 10_000;
/** Rows of one statement, largest first: one call for many rows is half the cost of one call a row. */
const STATEMENT_ROWS = [64, 8, 1] as const;

if (parentPort !== null) serve(parentPort, workerData);

function serve(port: MessagePort, start: WriterStart): void {
  const say = (reply: WriterReply): void => port.postMessage(reply);
  const refuse = (type: 'refused' | 'failed', error: unknown): void => {
    const fault = storeFault(error, start.file, 'write');
    say({ type, code: fault.code, message: fault.message });
  };
  let opened: Opened;
  try {
    opened = open(start);
  } catch (error) {
    refuse('refused', start.create === null ? error : beforePlan(error, start.file));
    port.close();
    return;
  }
  let failed = false;
  port.on('message', (request: WriterRequest) => {
    if (request.type === 'close') {
      opened.close();
      say({ type: 'closed' });
      port.close();
    } else if (!failed) {
      try {
        writeBatch(opened.connection, request.batch);
        say({ type: 'written', rows: request.batch.rows });
      } catch (error) {
        failed = true;
        refuse('failed', hasPlan(opened.connection) ? error : beforePlan(error, start.file));
      }
    }
  });
  say({ type: 'ready' });
}

interface Opened {
  readonly connection: Connection;
  close(): void;
}

function open(start: WriterStart): Opened {
  const { file, create } = start;
  const lock = acquireWriterLock(lockFileOf(file), file);
  try {
    const connection = openConnection(file, { mode: 'write', timeoutMs: BUSY_MS });
    try {
      const runId = readRunId(connection, file);
      writeAhead(connection);
      if (create !== null) {
        if (runId !== null) throw existing(file, runId);
        if (create.source !== null) connection.exec(`ATTACH DATABASE ${quoted(create.source)} AS source`);
        transact(connection, () => {
          for (const statement of create.statements) connection.exec(statement);
        });
        if (create.source !== null) connection.exec('DETACH DATABASE source');
      } else if (runId === null) throw neverBegun(file);
      else requireSound(connection, file);
      return { connection, close: () => closeAll(connection, lock) };
    } catch (error) {
      connection.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Of a file that goes on being written: damage that no query happens to meet would be written over or built upon. */
function requireSound(connection: Connection, file: string): void {
  const [first] = connection.prepare('PRAGMA quick_check(1)').all([]);
  if (first?.quick_check !== 'ok') throw corrupt(file, String(first?.quick_check));
}

/** Leaves one whole file behind; where a reader prevents it, the log stays and is read with it. */
function closeAll(connection: Connection, lock: { readonly release: () => void }): void {
  try {
    connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
  } catch {
    // The rows are in the log already; the next writer moves them.
  }
  connection.close();
  lock.release();
}

function writeBatch(connection: Connection, batch: WriteBatch): void {
  transact(connection, () => {
    for (const [table, values] of batch.tables) writeRows(connection, table, values);
  });
}

/** Whether there is a whole plan, so that the run can be resumed; where a broken disk does not say, there may be one. */
function hasPlan(connection: Connection): boolean {
  try {
    return connection.prepare("SELECT 1 FROM completion WHERE kind = 'plan'").all([]).length > 0;
  } catch {
    return true;
  }
}

function writeRows(connection: Connection, table: TableName, values: readonly BindValue[]): void {
  const width = COLUMNS[table].length;
  let done = 0;
  for (const rows of STATEMENT_ROWS) {
    const size = rows * width;
    if (values.length - done < size) continue;
    const statement = connection.prepare(insertInto(table, rows));
    for (; values.length - done >= size; done += size) statement.run(values.slice(done, done + size));
  }
}

function existing(file: string, runId: string): PreceptorError {
  return new PreceptorError(
    'USAGE',
    `${file}: expected a new file; found the stored run "${runId}". Resume that run, or start a new one.`,
  );
}
