const BASE_MS = 500;
const CAP_MS = 8_000;

/**
 * How long to wait before an infrastructure failure is tried again: full jitter, base 500 ms, cap 8 s.
 *
 * @param attempt - retries made so far; integer, >= 0: 0 before the first retry
 * @param random - uniform in [0, 1)
 * @returns ms in [0, min(8000, 500 · 2^attempt))
 */
export function backoffMs(attempt: number, random: () => number): number {
  return fullJitterMs(attempt, BASE_MS, CAP_MS, random);
}

/**
 * Uniform in [0, min(capMs, baseMs · 2^attempt)): those who failed together do not come back together.
 *
 * @source Brooker 2015, “Exponential Backoff And Jitter”, AWS Architecture Blog
 */
export function fullJitterMs(attempt: number, baseMs: number, capMs: number, random: () => number): number {
  return random() * Math.min(capMs, baseMs * 2 ** attempt);
}
