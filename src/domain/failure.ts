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
  throttled: 'infrastructure',
  'token-expired': 'infrastructure',
  'request-refused': 'infrastructure',
  'client-timeout': 'infrastructure',
  'client-crash': 'infrastructure',
  'malformed-response': 'infrastructure',
  budget: 'run',
  interrupted: 'run',
  disk: 'run',
} as const satisfies Record<string, MissingClass>;

export type MissingClass = 'model' | 'infrastructure' | 'run' | 'grader';
export type FailureCause = keyof typeof FAILURE_CLASS;

/**
 * What spends none of a trial’s attempts: an endpoint that says when to come back (429 with `Retry-After`), and a bearer
 * token that ran out and was fetched anew. Neither is ever a trial’s final response.
 */
export const UNSPENT_CAUSES = ['throttled', 'token-expired'] as const satisfies readonly FailureCause[];

export function isUnspent(cause: FailureCause): boolean {
  return UNSPENT_CAUSES.some((unspent) => unspent === cause);
}

/** What a program or a recording may say of a trial; what is the run’s own, or spends no attempt, is not theirs to say. */
export const REPORTABLE_CAUSES: readonly FailureCause[] = Object.keys(FAILURE_CLASS).filter(
  (cause): cause is FailureCause => isFailureCause(cause) && !isUnspent(cause),
);

/** A request that the infrastructure lost. */
export function isLost(cause: FailureCause): boolean {
  return FAILURE_CLASS[cause] === 'infrastructure' && !isUnspent(cause);
}

/** Whether it spends one of the trial’s attempts: what was refused as every other request would have been does not. */
export function spendsAttempt(cause: FailureCause): boolean {
  return isLost(cause) && cause !== 'request-refused';
}

export function isFailureCause(text: string): text is FailureCause {
  return Object.hasOwn(FAILURE_CLASS, text);
}
