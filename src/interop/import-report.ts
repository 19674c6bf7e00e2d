import type { Problem } from '../domain/problem.js';
import type { WrittenFile } from './target-files.js';

/** What an import did. With problems nothing is written: `written` is empty. */
export interface ImportReport {
  readonly written: readonly WrittenFile[];
  /** Foreign records, by file. */
  readonly read: readonly { readonly file: string; readonly records: number }[];
  /** The first 100. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
  /** Reason, as the map names it → records that were left out. */
  readonly skipped: Readonly<Record<string, number>>;
}

export interface ImportOptions {
  readonly mapFile: string;
  /** Foreign files, in the order in which they are read. */
  readonly files: readonly string[];
  /** Root of the workspace, where `cases/`, `responses/` and `verdicts/` stand. */
  readonly workspace: string;
  /** Name of the set, instead of what the map says. */
  readonly set?: string;
  /** Name of the model, instead of what the map says; not for cases. */
  readonly model?: string;
  /** Look-up → its file, where it does not stand beside the first imported file. */
  readonly lookupFiles?: Readonly<Record<string, string>>;
  /** Replace files that exist. */
  readonly force?: boolean;
}
