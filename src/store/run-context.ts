import type { Kysely } from 'kysely';
import type { RunId } from '../domain/result-set.js';
import type { CompletionKind, RunDatabase } from './run-database.js';
import type { StoredValues } from './stored-value.js';
import type { WriteQueue } from './write-queue.js';

/** What every part of an open run works with. */
export interface RunContext {
  readonly runId: RunId;
  readonly file: string;
  /** Reads only: every write goes through `put`. */
  readonly db: Kysely<RunDatabase>;
  readonly put: WriteQueue['put'];
  readonly flush: WriteQueue['flush'];
  readonly values: StoredValues;
}

/** Rows of one page; iterators hold no more than this of what they walk through. */
export const PAGE_ROWS = 500;

/** Marks something as entirely stored, after everything that belongs to it. */
export async function complete(context: RunContext, kind: CompletionKind, id: string): Promise<void> {
  await context.put('completion', { kind, id, at_ms: Date.now() });
  await context.flush();
}

export async function isComplete(context: RunContext, kind: CompletionKind, id: string): Promise<boolean> {
  const rows = await context.db
    .selectFrom('completion')
    .select('id')
    .where('kind', '=', kind)
    .where('id', '=', id)
    .execute();
  return rows.length > 0;
}
