import { fullJitterMs } from './backoff.js';

const BASE_MS = 1_000;
const CAP_MS = 60_000;
/** The longest quota period of a vendor; a header that asks for more is cut to it. */
const MAX_RETRY_AFTER_MS = 24 * 60 * 60 * 1_000;

/** Until when an endpoint wants nothing more, by its rate limits. */
export interface RatePause {
  /** -Infinity where there was none. */
  untilMs(): number;
  /** An answer to what was sent after the last rate limit. */
  answered(): void;
  /** Something else than a rate limit that says when to ask next: an answer that used a limit up, a service in repair. */
  rest(nowMs: number, ms: number): void;
  /**
   * @param retryAfterMs - what the endpoint asked for; null, or no finite number: exponential from 1 s to 60 s, full
   *   jitter. The second time in a row, without an answer between, it is no longer believed to the millisecond: the
   *   pause lasts at least half of that exponential, which begins at 1 s with the second time
   * @param isNew - false for one that was under way together with another: it prolongs only by its own Retry-After
   */
  rateLimited(nowMs: number, retryAfterMs: number | null, isNew: boolean): void;
}

/** @param random - uniform in [0, 1) */
export function createRatePause(random: () => number): RatePause {
  let untilMs = Number.NEGATIVE_INFINITY;
  let inARow = 0;
  return {
    untilMs: () => untilMs,
    answered() {
      inARow = 0;
    },
    rest(nowMs, ms) {
      untilMs = Math.max(untilMs, nowMs + Math.min(ms, MAX_RETRY_AFTER_MS));
    },
    rateLimited(nowMs, retryAfterMs, isNew) {
      if (retryAfterMs !== null && Number.isFinite(retryAfterMs)) {
        const leastMs = isNew && inARow > 0 ? halfJitterMs(inARow - 1, random) : 0;
        untilMs = Math.max(untilMs, nowMs + Math.max(leastMs, Math.min(retryAfterMs, MAX_RETRY_AFTER_MS)));
      } else if (isNew) {
        untilMs = Math.max(untilMs, nowMs + fullJitterMs(inARow, BASE_MS, CAP_MS, random));
      }
      if (isNew) inARow += 1;
    },
  };
}

/** Never 0: an endpoint that says “at once” each time it is asked must not be asked without end. */
function halfJitterMs(attempt: number, random: () => number): number {
  const half = fullJitterMs(attempt, BASE_MS / 2, CAP_MS / 2, () => 1);
  return half + half * random();
}
