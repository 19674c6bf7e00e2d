import Database from 'libsql';
import { toBind } from './bind.js';
import { storeFault } from './store-fault.js';

interface Prepared {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): Row[];
  run(parameters: readonly unknown[]): {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  };
  iterate(parameters: readonly unknown[]): IterableIterator<Row>;
}

type Row = Record<string, unknown>;

/** The only door to libsql: every bind is checked, every error is a PreceptorError. Serves Kysely as its database. */
export interface Connection {
  exec(sql: string): void;
  prepare(sql: string): Prepared;
  close(): void;
}

export interface ConnectionOptions {
  readonly mode: 'read' | 'write';
  /** How long to wait for another connection's lock. */
  readonly timeoutMs: number;
}

const KEPT_STATEMENTS = 64;

/**
 * Opens a database file (created if missing: callers check first).
 *
 * @throws PreceptorError `INPUT_UNREADABLE`; later calls `STORE_CORRUPT`, `STORE_BUSY`, `STORE_WRITE`
 */
export function openConnection(file: string, options: ConnectionOptions): Connection {
  const { mode, timeoutMs } = options;
  const guarded = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw storeFault(error, file, mode);
    }
  };
  const database = guarded(() => new Database(file, { timeout: timeoutMs }));
  if (mode === 'read') guarded(() => database.exec('PRAGMA query_only = 1'));
  const statements = new Map<string, Prepared>();
  return {
    exec: (sql) => void guarded(() => database.exec(sql)),
    prepare(sql) {
      const kept = statements.get(sql);
      if (kept !== undefined) return kept;
      const statement = guarded(() => database.prepare<unknown[]>(sql));
      const all = (parameters: readonly unknown[]): Row[] =>
        guarded(() => statement.all(bindAll(parameters)).map(readRow));
      const prepared: Prepared = {
        reader: statement.reader,
        all,
        run: (parameters) => guarded(() => statement.run(bindAll(parameters))),
        iterate: (parameters) => all(parameters).values(),
      };
      if (statements.size >= KEPT_STATEMENTS) statements.clear();
      statements.set(sql, prepared);
      return prepared;
    },
    close: () => void guarded(() => database.close()),
  };
}

/** Text with a NUL comes back cut off at it, so it is stored as bytes; `readRow` turns bytes back into text. */
function bindAll(parameters: readonly unknown[]): (string | number | null | Uint8Array)[] {
  return parameters.map((parameter, index) => {
    const value = toBind(parameter, 'bind', index + 1);
    return typeof value === 'string' && value.includes('\u0000') ? Buffer.from(value, 'utf8') : value;
  });
}

function readRow(row: unknown): Row {
  if (!isRow(row)) throw new TypeError('a row is not an object');
  for (const column in row) {
    const value = row[column];
    if (value instanceof ArrayBuffer) row[column] = Buffer.from(value).toString('utf8');
    else if (value instanceof Uint8Array) row[column] = Buffer.from(value).toString('utf8');
  }
  return row;
}

function isRow(row: unknown): row is Row {
  return typeof row === 'object' && row !== null;
}
