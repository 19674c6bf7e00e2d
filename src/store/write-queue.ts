import type { PreceptorError } from '../errors.js';
import { type BindValue, toBind } from './bind.js';
import { COLUMNS, type RunDatabase, type TableName } from './run-database.js';
import type { WriteBatch } from './writer-message.js';

/** Bounds of what may be lost if the process is killed, and of the memory that waiting rows take. */
export interface QueueLimits {
  readonly batchRows: number;
  readonly batchMs: number;
  /** Rows put and not yet on disk. */
  readonly rows: number;
  /** Their size, as characters of text and 8 for every other value. */
  readonly size: number;
}

export const QUEUE_LIMITS: QueueLimits = {
  batchRows: 500,
  batchMs: 250,
  rows: 2_000,
  size: 32 * 1024 * 1024,
};

export interface WriteQueue {
  /** Resolves when the row has a place; rejects once writing has failed, and as `toBind` does. */
  put<T extends TableName>(table: T, row: Readonly<RunDatabase[T]>): Promise<void>;
  /** Resolves when every row put before is on disk. */
  flush(): Promise<void>;
  /** Rows put and not yet on disk. */
  pending(): number;
  written(rows: number): void;
  fail(error: PreceptorError): void;
}

interface QueuedRow {
  readonly table: TableName;
  readonly values: readonly BindValue[];
  readonly size: number;
}

interface Waiter {
  readonly target: number;
  readonly resolve: () => void;
  readonly reject: (error: PreceptorError) => void;
}

const DONE = Promise.resolve();

/** Gathers rows into transactions and holds back whoever puts faster than the disk takes. */
export function createWriteQueue(send: (batch: WriteBatch) => void, limits: QueueLimits): WriteQueue {
  let failure: PreceptorError | null = null;
  // Rows are counted in the order they were put: put >= admitted >= sent >= written.
  let put = 0;
  let admitted = 0;
  let sent = 0;
  let written = 0;
  let flushTarget = 0;
  let size = 0;
  let timer: NodeJS.Timeout | null = null;
  let batch = new Map<TableName, BindValue[]>();
  const backlog: QueuedRow[] = [];
  const sizes: { readonly rows: number; readonly size: number }[] = [];
  let batchSize = 0;
  const putters: Waiter[] = [];
  const flushers: Waiter[] = [];

  const dispatch = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const rows = admitted - sent;
    if (rows === 0 || failure !== null) return;
    const tables = [...batch];
    sizes.push({ rows, size: batchSize });
    batch = new Map();
    batchSize = 0;
    sent = admitted;
    send({ rows, tables });
  };

  const admit = (row: QueuedRow): void => {
    const values = batch.get(row.table);
    if (values === undefined) batch.set(row.table, [...row.values]);
    else for (const value of row.values) values.push(value);
    admitted += 1;
    size += row.size;
    batchSize += row.size;
    if (admitted - sent >= limits.batchRows || batchSize >= limits.size / 4) dispatch();
    else if (timer === null) timer = setTimeout(dispatch, limits.batchMs);
  };

  const hasRoom = (row: QueuedRow): boolean =>
    admitted === written || (admitted - written < limits.rows && size + row.size <= limits.size);

  const advance = (): void => {
    let taken = 0;
    for (const row of backlog) {
      if (!hasRoom(row)) break;
      taken += 1;
      admit(row);
    }
    backlog.splice(0, taken);
    if (backlog.length > 0 || flushTarget > sent) dispatch();
    resolveUpTo(putters, admitted);
    resolveUpTo(flushers, written);
  };

  return {
    async put(table, row) {
      if (failure !== null) throw failure;
      const queued = toQueued(table, row);
      put += 1;
      if (backlog.length === 0 && hasRoom(queued)) {
        admit(queued);
        return;
      }
      backlog.push(queued);
      // Nothing waits for the timer once somebody waits for room.
      if (backlog.length === 1) dispatch();
      await wait(putters, put);
    },
    flush() {
      if (failure !== null) return Promise.reject(failure);
      if (written === put) return DONE;
      flushTarget = put;
      dispatch();
      return wait(flushers, put);
    },
    pending: () => put - written,
    written(rows) {
      const first = sizes.shift();
      written += rows;
      size -= first?.size ?? size;
      advance();
    },
    fail(error) {
      failure ??= error;
      if (timer !== null) clearTimeout(timer);
      for (const waiter of [...putters.splice(0), ...flushers.splice(0)]) waiter.reject(failure);
    },
  };
}

function toQueued<T extends TableName>(table: T, row: Readonly<RunDatabase[T]>): QueuedRow {
  const fields: Readonly<Record<string, unknown>> = row;
  let size = 0;
  const values = COLUMNS[table].map((column) => {
    const value = toBind(fields[column], table, column);
    size += typeof value === 'string' ? value.length : 8;
    return value;
  });
  return { table, values, size };
}

function wait(waiters: Waiter[], target: number): Promise<void> {
  return new Promise((resolve, reject) => void waiters.push({ target, resolve, reject }));
}

function resolveUpTo(waiters: Waiter[], reached: number): void {
  let count = 0;
  for (const waiter of waiters) {
    if (waiter.target > reached) break;
    count += 1;
  }
  for (const waiter of waiters.splice(0, count)) waiter.resolve();
}
