/** Why no usable answer came back, by who is charged with it (METHODS §2.9). */
export const FAILURE_CLASS = {
  truncated: 'model',
  empty: 'model',
  'content-filter': 'model',
  'answer-timeout': 'model',
  'not-recorded': 'run',
  'name-lookup': 'infrastructure',
  connection: 'infrastructure',
  reset: 'infrastructure',
  'server-error': 'infrastructure',
  'rate-limited': 'infrastructure',
  'client-timeout': 'infrastructure',
  'client-crash': 'infrastructure',
  'malformed-response': 'infrastructure',
  budget: 'run',
  interrupted: 'run',
  disk: 'run',
} as const satisfies Record<string, MissingClass>;

export type MissingClass = 'model' | 'infrastructure' | 'run' | 'grader';
export type FailureCause = keyof typeof FAILURE_CLASS;

/** A failed attempt with one of these causes may be asked again. */
export function isInfrastructure(cause: FailureCause): boolean {
  return FAILURE_CLASS[cause] === 'infrastructure';
}

export function isFailureCause(text: string): text is FailureCause {
  return Object.hasOwn(FAILURE_CLASS, text);
}
