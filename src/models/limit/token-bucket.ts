const BURST_MS = 1_000;
/** Far below any timer: a sum of intervals may end this much late by rounding. */
const ROUNDING_MS = 1e-6;

/** So many units a minute, with one second’s worth of them (at least 1) at once. */
export interface TokenBucket {
  /** When the next may be taken, however many; -Infinity before the first. */
  dueMs(): number;
  /** @param units - those beyond what was left are owed: who comes next waits for them. Default: 1 */
  take(nowMs: number, units?: number): void;
  /** @param units - what was taken beyond what was said; negative: so many of them were not needed */
  correct(nowMs: number, units: number): void;
}

/**
 * Token bucket in its form without tokens: `emptyMs` is when a sender at the exact rate would send the next unit;
 * who is ahead of that by a burst waits. So in any span no more is taken than the rate allows, one burst, and what was
 * taken last.
 *
 * @param unitsPerMinute - > 0
 * @source ITU-T I.371, generic cell rate algorithm (virtual scheduling)
 */
export function createTokenBucket(unitsPerMinute: number): TokenBucket {
  const intervalMs = 60_000 / unitsPerMinute;
  const aheadMs = Math.max(0, BURST_MS - intervalMs) + ROUNDING_MS;
  let emptyMs = Number.NEGATIVE_INFINITY;
  return {
    dueMs: () => emptyMs - aheadMs,
    take(nowMs, units = 1) {
      emptyMs = Math.max(nowMs, emptyMs) + units * intervalMs;
    },
    correct(nowMs, units) {
      // What was not needed saves nothing up; what was needed too much is owed from now on.
      emptyMs = (units > 0 ? Math.max(nowMs, emptyMs) : emptyMs) + units * intervalMs;
    },
  };
}
