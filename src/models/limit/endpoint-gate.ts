import { assertNever } from '../../errors.js';
import { createCircuitBreaker, type Outage, type Ticket } from './circuit-breaker.js';
import { createCongestionWindow } from './congestion-window.js';
import { createRatePause } from './rate-pause.js';
import { createSilenceLog, type Silence } from './silence.js';
import { createTokenBucket, type TokenBucket } from './token-bucket.js';

/** What became of a request. */
export type Settlement =
  /** A reply of the model or its deployment, whatever it says. `restMs`: it used up a limit, which is whole again then. */
  | { readonly status: 'answered'; readonly restMs: number | null }
  /** `retryAfterMs`: what the endpoint asked for; null where it asked for nothing that can be read. */
  | { readonly status: 'rate-limited'; readonly retryAfterMs: number | null }
  /** Infrastructure; a service in repair may say for how long. */
  | { readonly status: 'failed'; readonly retryAfterMs: number | null }
  /** It ended for a reason of ours, which says nothing about the endpoint. */
  | { readonly status: 'given-up' };

/** An answer, a failure, that says nothing of what comes next. */
export const ANSWERED: Settlement = { status: 'answered', restMs: null };
export const FAILED: Settlement = { status: 'failed', retryAfterMs: null };
export const GIVEN_UP: Settlement = { status: 'given-up' };

/** What was in force when a request was sent; comes back with what became of it. */
export interface Sent {
  readonly epoch: number;
  readonly ticket: Ticket;
  readonly atMs: number;
  /** Of the service: an estimate of what the request takes. */
  readonly tokens: number;
}

/**
 * What one endpoint bears: so many requests at once (`congestion-window.ts`), so many requests and tokens a minute
 * (`token-bucket.ts`), none while a rate limit lasts (`rate-pause.ts`) or while it is down (`circuit-breaker.ts`).
 */
export interface EndpointGate {
  /** Requests under way at most; integer, >= 1. */
  limit(): number;
  /** From when the next request may be sent; Infinity where a settlement must come first. */
  dueMs(): number;
  /** Until when it is paused, by a rate limit or because it is down; -Infinity or past where it is not. */
  pausedUntilMs(): number;
  /** Until when it asked to be left alone; -Infinity or past where it did not. */
  restsUntilMs(): number;
  /** null: it answers. */
  silence(): Silence | null;
  /** Only at or after `dueMs`. */
  send(nowMs: number, tokens: number): Sent;
  /**
   * @param takenTokens - what the request took, as the service counted; null: the estimate stands
   * @returns the pause that begins where the endpoint is down; else null
   */
  settle(nowMs: number, how: Settlement, sent: Sent, takenTokens: number | null): Outage | null;
}

export interface EndpointBounds {
  /** The most requests under way at once; integer, >= 1. */
  readonly concurrency: number;
  /** > 0; without it there is no such limit. */
  readonly requestsPerMinute?: number;
  /** > 0, sent and received together; without it there is no such limit. */
  readonly tokensPerMinute?: number;
}

/** @param random - uniform in [0, 1) */
export function createEndpointGate(bounds: EndpointBounds, random: () => number): EndpointGate {
  const window = createCongestionWindow(bounds.concurrency);
  const requests = bucketOf(bounds.requestsPerMinute);
  const tokens = bucketOf(bounds.tokensPerMinute);
  const pause = createRatePause(random);
  const breaker = createCircuitBreaker();
  const silence = createSilenceLog();
  return {
    limit: window.limit,
    dueMs: () => Math.max(pause.untilMs(), breaker.dueMs(), dueOf(requests), dueOf(tokens)),
    pausedUntilMs() {
      const downUntilMs = breaker.dueMs();
      return downUntilMs === Number.POSITIVE_INFINITY
        ? pause.untilMs()
        : Math.max(pause.untilMs(), downUntilMs);
    },
    restsUntilMs: pause.untilMs,
    silence: silence.current,
    send(nowMs, estimated) {
      requests?.take(nowMs);
      tokens?.take(nowMs, estimated);
      return { epoch: window.epoch(), ticket: breaker.send(), atMs: nowMs, tokens: estimated };
    },
    settle(nowMs, how, { epoch, ticket, atMs, tokens: estimated }, taken) {
      if (taken !== null) tokens?.correct(nowMs, taken - estimated);
      switch (how.status) {
        case 'answered':
          breaker.answered();
          silence.answered();
          if (window.answered(epoch)) pause.answered();
          if (how.restMs !== null) pause.rest(nowMs, how.restMs);
          return null;
        case 'rate-limited':
          breaker.undecided(ticket);
          silence.unanswered(nowMs, atMs);
          pause.rateLimited(nowMs, how.retryAfterMs, window.rateLimited(epoch));
          return null;
        case 'failed':
          silence.unanswered(nowMs, atMs);
          if (how.retryAfterMs !== null) pause.rest(nowMs, how.retryAfterMs);
          return breaker.failed(nowMs, ticket);
        case 'given-up':
          breaker.undecided(ticket);
          return null;
        default:
          return assertNever(how, 'settlement');
      }
    },
  };
}

function bucketOf(unitsPerMinute: number | undefined): TokenBucket | null {
  return unitsPerMinute === undefined ? null : createTokenBucket(unitsPerMinute);
}

function dueOf(bucket: TokenBucket | null): number {
  return bucket?.dueMs() ?? Number.NEGATIVE_INFINITY;
}
