/**
 * Every code that Preceptor can raise, with who has to act on it.
 * `user`: wrong use or invalid input (exit 2); `run`: a run that cannot go on or decide (exit 4);
 * `internal`: our fault or a broken environment (exit 70).
 */
export const ERROR_CODES = {
  USAGE: 'user',
  INPUT_INVALID: 'user',
  INPUT_UNREADABLE: 'user',
  INPUT_TOO_LARGE: 'user',
  REFERENCE_UNKNOWN: 'user',
  POLICY_UNSUPPORTED: 'user',
  ENDPOINT_UNPASSABLE: 'user',
  DESTINATION_REFUSED: 'user',
  IDENTIFIERS_FOUND: 'user',
  MODEL_UNKNOWN: 'user',
  MODEL_UNAVAILABLE: 'user',
  RUN_UNKNOWN: 'user',
  MAP_INVALID: 'user',
  PATH_OUTSIDE_WORKSPACE: 'user',
  COMPARISON_INVALID: 'run',
  RUN_INCOMPLETE: 'run',
  BUDGET_REACHED: 'run',
  STORE_BUSY: 'run',
  STORE_FORMAT: 'user',
  STORE_CORRUPT: 'run',
  STORE_WRITE: 'run',
  STATS_BAD_COUNT: 'internal',
  STATS_BAD_LEVEL: 'internal',
  STATS_BAD_VALUE: 'internal',
  STATS_BAD_LENGTH: 'internal',
  STATS_NO_CONVERGENCE: 'internal',
  ENVIRONMENT: 'internal',
  INTERNAL: 'internal',
} as const satisfies Record<string, 'user' | 'run' | 'internal'>;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one error of Preceptor. The message says what was expected, what was received, where, and what to do.
 */
export class PreceptorError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'PreceptorError';
    this.code = code;
  }
}

/** Ends an exhaustive switch; a value that arrives here was never validated. */
export function assertNever(value: never, what: string): never {
  throw new PreceptorError('INTERNAL', `${what}: unexpected ${JSON.stringify(value)}`);
}
