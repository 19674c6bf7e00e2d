import { atLeastAsStrict, CONTENT_CLASSES, type ContentClass } from '../domain/content-class.js';
import type { Hash } from '../domain/hash.js';
import type { ModelResponse } from '../domain/response.js';
import { asCacheFault, isBusy, openCacheFile, patiently } from './cache-file.js';
import { type CacheChange, type CacheQueue, createCacheQueue } from './cache-queue.js';
import { restoreResponse, storeResponse } from './cached-response.js';
import type { Connection } from './connection.js';

/** A response with what it is kept under. */
export interface CacheEntry {
  readonly key: Hash;
  /** Of the set that was asked, as it is declared now. */
  readonly content: ContentClass;
  readonly model: string;
  readonly modelHash: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly askedAtMs: number;
  readonly response: ModelResponse;
}

/** Responses that several runs share. It can fail without harm: then it knows nothing and keeps nothing. */
export interface ResponseCache {
  /**
   * A row that is kept under a less strict class is raised to `content`, in the same way as `put` writes; never lowered.
   *
   * @param content - of the set, as it is declared now
   * @returns null: there is none, or it cannot be read
   */
  get(key: Hash, content: ContentClass): ModelResponse | null;
  /** Takes the place of an older one under the same key, of which a stricter class stays. It is on disk within 250 ms or with `close`. */
  put(entry: CacheEntry): void;
  close(): void;
}

const SELECT = 'SELECT content, body, digest FROM response WHERE key = ?';
/** Of a response that takes the place of an older one the stricter class stays: both are answers to the same text. */
const INSERT = `INSERT INTO response (key, content, model, model_hash, asked_at_ms, body, digest) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET content = CASE WHEN ${rankOf('response.content')} > ${rankOf('excluded.content')} THEN response.content ELSE excluded.content END,
    model = excluded.model, model_hash = excluded.model_hash, asked_at_ms = excluded.asked_at_ms, body = excluded.body, digest = excluded.digest`;

/**
 * Opens the cache, and makes it where there is none. Several processes may use it at once.
 *
 * @param warn - told once of each kind of fault: a file that is none or damaged, a damaged row, a write that failed
 */
export function openResponseCache(file: string, warn: (message: string) => void): ResponseCache {
  let open: { readonly connection: Connection; readonly queue: CacheQueue } | null = null;
  let hasWarnedOfRow = false;

  const end = (): void => {
    open?.queue.drop();
    closeQuietly(open?.connection ?? null);
    open = null;
  };
  const giveUp = (error: unknown): void => {
    warn(`${error instanceof Error ? error.message : String(error)} The run goes on without it.`);
    end();
  };
  try {
    const connection = openCacheFile(file);
    open = { connection, queue: createCacheQueue(file, connection, giveUp) };
  } catch (error) {
    giveUp(error);
  }
  return {
    get(key, content) {
      if (open === null) return null;
      const { connection, queue } = open;
      try {
        const [row] = asCacheFault(file, () => connection.prepare(SELECT).all([key]));
        if (row === undefined) return null;
        const response = restoreResponse(key, row.body, row.digest);
        if (response === null && !hasWarnedOfRow) {
          hasWarnedOfRow = true;
          warn(`${file}: found a response that is not as it was stored. Such are asked anew.`);
        }
        const isStrict = atLeastAsStrict(content).some((each) => each === row.content);
        if (response !== null && !isStrict) queue.add(raised(key, content));
        return response;
      } catch (error) {
        if (!isBusy(error)) giveUp(error);
        return null;
      }
    },
    put({ key, content, model, modelHash, askedAtMs, response }) {
      if (open === null) return;
      const { body, digest } = storeResponse(key, response);
      open.queue.add({ sql: INSERT, values: [key, content, model, modelHash, askedAtMs, body, digest] });
    },
    close() {
      open?.queue.flush();
      end();
    },
  };
}

/** An SQL expression; a word that is no class is the least strict. */
function rankOf(column: string): string {
  const ranks = CONTENT_CLASSES.map((content, rank) => `WHEN '${content}' THEN ${rank}`);
  return `CASE ${column} ${ranks.join(' ')} ELSE -1 END`;
}

/** Another process may have raised it further meanwhile, so the row is looked at again when this is written. */
function raised(key: Hash, content: ContentClass): CacheChange {
  const strict = atLeastAsStrict(content);
  const sql = `UPDATE response SET content = ? WHERE key = ? AND content NOT IN (${strict.map(() => '?').join(', ')})`;
  return { sql, values: [content, key, ...strict] };
}

/** Everything that matters is on disk by then, or was given up; where nobody else reads, one whole file is left. */
function closeQuietly(connection: Connection | null): void {
  try {
    connection?.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
  } catch {
    // The rows are in the log already; the next process moves them.
  }
  try {
    connection?.close();
  } catch {
    // It is given up.
  }
}

/** Responses of one content class and one model version. */
export interface CachedCount {
  readonly content: string;
  readonly model: string;
  readonly modelHash: string;
  readonly responses: number;
}

/**
 * What the cache holds, by content class and model version.
 *
 * @throws PreceptorError as `openCacheFile`
 */
export function countCached(file: string): readonly CachedCount[] {
  return withCache(file, (connection) =>
    connection
      .prepare(
        'SELECT content, model, model_hash, count(*) AS responses FROM response GROUP BY content, model, model_hash ORDER BY content, model, model_hash',
      )
      .all([])
      .map((row) => ({
        content: String(row.content),
        model: String(row.model),
        modelHash: String(row.model_hash),
        responses: Number(row.responses),
      })),
  );
}

/**
 * Removes the responses of one content class, or all. Their texts are overwritten in the file, not only unlinked.
 *
 * @returns how many were removed
 * @throws PreceptorError as `openCacheFile`
 */
export function clearCached(file: string, content: ContentClass | null): number {
  return withCache(file, (connection) => {
    connection.exec('PRAGMA secure_delete = ON');
    const remove = connection.prepare('DELETE FROM response WHERE ?1 IS NULL OR content = ?1');
    const { changes } = patiently(() => remove.run([content]));
    patiently(() => connection.exec('VACUUM'));
    // What the log still holds of them goes into the file, and the log is cut.
    connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
    return changes;
  });
}

function withCache<T>(file: string, use: (connection: Connection) => T): T {
  const connection = openCacheFile(file);
  try {
    return asCacheFault(file, () => use(connection));
  } finally {
    closeQuietly(connection);
  }
}
