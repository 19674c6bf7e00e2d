import { PreceptorError } from '../errors.js';

/** Says what SQLite reported about a run's file in words that a user can act on. */
export function storeFault(error: unknown, file: string, doing: 'read' | 'write'): PreceptorError {
  if (error instanceof PreceptorError) return error;
  const code = codeOf(error);
  const said = error instanceof Error ? error.message : String(error);
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
  if (doing === 'write') return writeFault(file, said, error);
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
    `${file}: expected a stored run (an SQLite database in sound condition); found: ${found}. Restore the file from a copy, or run again under a new run id.`,
    { cause },
  );
}

/** A row could not be brought to disk; rows that `flush` reported before are safe. */
export function writeFault(file: string, said: string, cause?: unknown): PreceptorError {
  return new PreceptorError(
    'STORE_WRITE',
    `${file}: writing failed (${said}). What was reported as stored before is safe. Free disk space or mend the cause, then resume the run.`,
    { cause },
  );
}

/** The file holds no table: creating the run was cut short. */
export function neverBegun(file: string): PreceptorError {
  return new PreceptorError(
    'RUN_INCOMPLETE',
    `${file}: expected a stored run; found an empty file, left by a run that was stopped while it was created. Start the run again.`,
  );
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
