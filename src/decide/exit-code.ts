import type { Outcome, Standing } from '../domain/decision.js';
import type { Policy } from '../domain/policy.js';

const BY_OUTCOME = { pass: 0, fail: 1, inconclusive: 3, invalid: 4, blocked: 4 } as const satisfies Record<
  Outcome,
  number
>;

/**
 * What `preceptor gate` exits with. A release policy exits by its outcome only where the decision is binding, or where
 * the caller says that an advisory one will do; a screen or research policy always by outcome.
 */
export function exitCode(
  purpose: Policy['purpose'],
  outcome: Outcome,
  standing: Standing,
  acceptAdvisory: boolean,
): 0 | 1 | 3 | 4 {
  if (purpose === 'release' && standing === 'advisory' && !acceptAdvisory) return 4;
  return BY_OUTCOME[outcome];
}
