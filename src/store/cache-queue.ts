import { asCacheFault, isBusy, patiently } from './cache-file.js';
import type { Connection } from './connection.js';
import { transact } from './write-ahead.js';

/** What waits to be written: a kill loses no more, and memory holds no more. */
export const CACHE_LIMITS = { rows: 200, characters: 4 * 1024 * 1024, ms: 250 };

/** A statement on one row, with its values. */
export interface CacheChange {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** What waits to be written to the cache, in its order. A file that is busy is tried again as long as there is room. */
export interface CacheQueue {
  /** It is written within 250 ms, or at once where the queue is full. */
  add(change: CacheChange): void;
  /** Writes what waits, and waits about two seconds for a file that is busy. */
  flush(): void;
  /** Forgets what waits. */
  drop(): void;
}

/** @param giveUp - told why what waits cannot be written */
export function createCacheQueue(
  file: string,
  connection: Connection,
  giveUp: (error: unknown) => void,
): CacheQueue {
  let waiting: CacheChange[] = [];
  let characters = 0;
  let timer: NodeJS.Timeout | null = null;

  const isFull = (): boolean => waiting.length >= CACHE_LIMITS.rows || characters >= CACHE_LIMITS.characters;
  const stopTimer = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const drop = (): void => {
    stopTimer();
    waiting = [];
    characters = 0;
  };
  const write = (): void =>
    transact(connection, () => {
      for (const { sql, values } of waiting) connection.prepare(sql).run(values);
    });
  const flush = (isLast: boolean): void => {
    stopTimer();
    if (waiting.length === 0) return;
    const cannotWait = isLast || isFull();
    try {
      asCacheFault(file, () => (cannotWait ? patiently(write) : write()));
      drop();
    } catch (error) {
      if (cannotWait || !isBusy(error)) giveUp(error);
      else timer = setTimeout(flush, CACHE_LIMITS.ms, false);
    }
  };
  return {
    add(change) {
      waiting.push(change);
      for (const value of change.values) characters += typeof value === 'string' ? value.length : 0;
      if (isFull()) flush(false);
      else timer ??= setTimeout(flush, CACHE_LIMITS.ms, false);
    },
    flush: () => flush(true),
    drop,
  };
}
