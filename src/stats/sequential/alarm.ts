/** How far an e-process has come; part of every state, plain JSON. */
export interface Evidence {
  /** Natural logarithm of the e-value now. */
  readonly logE: number;
  /** The largest logE so far, at least 0, the start. */
  readonly largestLogE: number;
  /** Observations at the first look with e >= 1 / alpha; null while there was none. It stays. */
  readonly crossedAt: number | null;
}

/** The evidence before the first observation: e = 1. */
export const NO_EVIDENCE: Evidence = { logE: 0, largestLogE: 0, crossedAt: null };

/** The evidence after a look at `count` observations. */
export function nextEvidence(before: Evidence, logE: number, count: number, alpha: number): Evidence {
  return {
    logE,
    largestLogE: Math.max(before.largestLogE, logE),
    crossedAt: before.crossedAt ?? (logE >= -Math.log(alpha) ? count : null),
  };
}

/**
 * The p-value that holds at every look: 1 over the largest e-value so far, at most 1.
 *
 * @param state - any state of an e-process
 * @returns p in (0, 1] (0 only where the e-value exceeds what a double holds); at most alpha exactly where it crossed
 * @source Ville 1939; Ramdas, Grünwald, Vovk & Shafer 2023, Stat Sci 38:576-601
 */
export function anytimeP(state: Evidence): number {
  return Math.min(1, Math.exp(-state.largestLogE));
}
