import { ERROR_CODES, PreceptorError } from '../errors.js';

/** Exit codes by who has to act: wrong use, a run that cannot decide, our fault or the environment’s. */
const EXIT_BY_CLASS = { user: 2, run: 4, internal: 70 } as const;

/**
 * Says what went wrong on standard error (and, for `--json`, as a document on standard output).
 * A user’s mistake is one paragraph; our own keeps its stack and cause.
 *
 * @returns the exit code
 */
export function reportFailure(error: unknown, json: boolean): number {
  const known = error instanceof PreceptorError ? error : null;
  const kind = known === null ? 'internal' : ERROR_CODES[known.code];
  const code = known?.code ?? 'INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  if (json) {
    process.stdout.write(`${JSON.stringify({ preceptor: 'output@1', error: { code, message } })}\n`);
  }
  process.stderr.write(`preceptor: ${code}: ${message}\n`);
  if (kind === 'internal') process.stderr.write(`${stackOf(error)}\n`);
  return EXIT_BY_CLASS[kind];
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const cause = error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

/** Ends with this code once what was written has been taken. */
export function exitWith(code: number): void {
  process.exitCode = code;
}
