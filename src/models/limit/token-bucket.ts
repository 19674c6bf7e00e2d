const BURST_MS = 1_000;
/** Far below any timer: a sum of intervals may end this much late by rounding. */
const ROUNDING_MS = 1e-6;

/** A number of requests a minute, with one second’s worth of them (at least 1) at once. */
export interface TokenBucket {
  /** When the next request may be sent; -Infinity before the first. */
  dueMs(): number;
  take(nowMs: number): void;
}

/**
 * Token bucket in its form without tokens: `emptyMs` is when a sender at the exact rate would send the next request;
 * who is ahead of that by a burst waits.
 *
 * @param requestsPerMinute - > 0
 * @source ITU-T I.371, generic cell rate algorithm (virtual scheduling)
 */
export function createTokenBucket(requestsPerMinute: number): TokenBucket {
  const intervalMs = 60_000 / requestsPerMinute;
  const aheadMs = Math.max(0, BURST_MS - intervalMs) + ROUNDING_MS;
  let emptyMs = Number.NEGATIVE_INFINITY;
  return {
    dueMs: () => emptyMs - aheadMs,
    take(nowMs) {
      emptyMs = Math.max(nowMs, emptyMs) + intervalMs;
    },
  };
}
