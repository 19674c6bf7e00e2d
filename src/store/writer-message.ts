import type { ErrorCode } from '../errors.js';
import type { BindValue } from './bind.js';
import type { TableName } from './run-database.js';

/**
 * What the writer thread is started with. `create`: the statements that make it a run; the file must hold none yet.
 * `source`: a file that the statements read from, under that name.
 */
export interface WriterStart {
  readonly file: string;
  readonly create: { readonly statements: readonly string[]; readonly source: string | null } | null;
}

/** Rows of one transaction; values row after row in the table's column order. */
export interface WriteBatch {
  readonly rows: number;
  readonly tables: readonly (readonly [TableName, readonly BindValue[]])[];
}

export type WriterRequest =
  | { readonly type: 'write'; readonly batch: WriteBatch }
  | { readonly type: 'close' };

export type WriterReply =
  | { readonly type: 'ready' }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly message: string }
  | { readonly type: 'written'; readonly rows: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string }
  | { readonly type: 'closed' };
