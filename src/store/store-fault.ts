import { dirname } from 'node:path';
import { PreceptorError } from '../errors.js';

const CLOSED: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS']);

/** `begin`: to write a run of which the plan is not whole yet; there is nothing that could be resumed. */
type Writing = 'begin' | 'write';

const GO_ON = { begin: 'start the run again', write: 'resume the run' } as const satisfies Record<
  Writing,
  string
>;

/** Says what SQLite reported about a run's file in words that a user can act on. */
export function storeFault(error: unknown, file: string, doing: 'read' | Writing): PreceptorError {
  if (error instanceof PreceptorError) return error;
  const code = codeOf(error);
  const said = saidBy(error);
  const options = { cause: error };
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return corrupt(file, said, error);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new PreceptorError(
      'STORE_BUSY',
      `${file}: another program holds the run's database (${said}). Wait for it to end, then try again.`,
      options,
    );
  }
  if (code.startsWith('SQLITE_CANTOPEN') || said.startsWith('ConnectionFailed')) {
    return new PreceptorError(
      'INPUT_UNREADABLE',
      `${file}: expected a file that can be opened; found that it cannot (${said}). Check the path and its permissions.`,
      options,
    );
  }
  if (doing !== 'read') {
    if (code.startsWith('SQLITE_READONLY')) return closedFault(dirname(file), doing, error);
    return writeFault(file, said, doing, error);
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_FULL')) {
    return new PreceptorError(
      'INPUT_UNREADABLE',
      `${file}: reading failed (${said}). Check the disk, then try again.`,
      options,
    );
  }
  return new PreceptorError('INTERNAL', `${file}: ${code} ${said}`, options);
}

/** The file is no database, or a row in it is not what the format allows. */
export function corrupt(file: string, found: string, cause?: unknown): PreceptorError {
  return new PreceptorError(
    'STORE_CORRUPT',
    `${file}: expected a stored run (an SQLite database in sound condition); found: ${found}. Restore the file from a copy, or start a new run.`,
    { cause },
  );
}

/** A row could not be brought to disk; rows that `flush` reported before are safe. */
export function writeFault(file: string, said: string, doing: Writing, cause?: unknown): PreceptorError {
  const left =
    doing === 'begin'
      ? 'Nothing was stored of the run, and no model was asked'
      : 'What was reported as stored before is safe';
  return new PreceptorError(
    'STORE_WRITE',
    `${file}: writing failed (${said}). ${left}. Free disk space or mend the cause, then ${GO_ON[doing]}.`,
    { cause },
  );
}

/** Whoever runs this may not write there, or nobody may. */
function closedFault(folder: string, doing: Writing, error: unknown): PreceptorError {
  return new PreceptorError(
    'STORE_WRITE',
    `${folder}: expected a folder that can be written; found that it cannot be (${saidBy(error)}). Give this user the right to write there, or mount the disk for writing, then ${GO_ON[doing]}.`,
    { cause: error },
  );
}

/** The folder of a new run could not be made. */
export function folderFault(folder: string, error: unknown): PreceptorError {
  if (CLOSED.has(codeOf(error))) return closedFault(folder, 'begin', error);
  return writeFault(folder, saidBy(error), 'begin', error);
}

/** The same fault, of a run of which the plan is not whole yet. */
export function beforePlan(error: unknown, file: string): unknown {
  if (!(error instanceof PreceptorError) || error.code !== 'STORE_WRITE') return error;
  return storeFault(error.cause, file, 'begin');
}

/** The file holds no table: creating the run was cut short. */
export function neverBegun(file: string): PreceptorError {
  return new PreceptorError(
    'RUN_INCOMPLETE',
    `${file}: expected a stored run; found an empty file, left by a run that was stopped while it was created. Start the run again.`,
  );
}

function saidBy(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
