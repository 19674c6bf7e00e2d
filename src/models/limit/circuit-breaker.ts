const FAILURES_TO_OPEN = 10;
const FIRST_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 60_000;

/** Goes with each request that is sent; of a probe, its number. */
export type Ticket = { readonly kind: 'ordinary' } | { readonly kind: 'probe'; readonly number: number };

/** A pause that has just begun. */
export interface Outage {
  /** Failures in a row, without an answer between. */
  readonly failures: number;
  readonly pauseMs: number;
}

/**
 * Keeps requests from an endpoint that is down: 10 failures without an answer between stop everything for 5 s; then
 * one request, the probe, is let through. Where it fails, the next pause is twice as long, at most 60 s. Any answer
 * closes the breaker.
 */
export interface CircuitBreaker {
  /** From when the next request may be sent: -Infinity where it is closed, Infinity while a probe is under way. */
  dueMs(): number;
  /** Only at or after `dueMs`. */
  send(): Ticket;
  answered(): void;
  /** Neither an answer nor a failure: where the request was the probe, another one is let through. */
  undecided(ticket: Ticket): void;
  /** The pause that begins with this failure; null where none does. */
  failed(nowMs: number, ticket: Ticket): Outage | null;
}

type Breaker =
  | { readonly status: 'closed' }
  | { readonly status: 'open'; readonly untilMs: number; readonly pauseMs: number }
  | { readonly status: 'probing'; readonly probe: number; readonly pauseMs: number };

export function createCircuitBreaker(): CircuitBreaker {
  let breaker: Breaker = { status: 'closed' };
  let failures = 0;
  let probes = 0;
  /** A probe that an answer to an older request has overtaken is one no longer. */
  const isProbe = (ticket: Ticket): boolean =>
    ticket.kind === 'probe' && breaker.status === 'probing' && breaker.probe === ticket.number;
  const open = (nowMs: number, pauseMs: number): Outage => {
    breaker = { status: 'open', untilMs: nowMs + pauseMs, pauseMs };
    return { failures, pauseMs };
  };

  return {
    dueMs() {
      if (breaker.status === 'closed') return Number.NEGATIVE_INFINITY;
      return breaker.status === 'open' ? breaker.untilMs : Number.POSITIVE_INFINITY;
    },
    send() {
      if (breaker.status === 'closed') return { kind: 'ordinary' };
      probes += 1;
      breaker = { status: 'probing', probe: probes, pauseMs: breaker.pauseMs };
      return { kind: 'probe', number: probes };
    },
    answered() {
      failures = 0;
      breaker = { status: 'closed' };
    },
    undecided(ticket) {
      if (breaker.status === 'probing' && isProbe(ticket)) {
        breaker = { status: 'open', untilMs: Number.NEGATIVE_INFINITY, pauseMs: breaker.pauseMs };
      }
    },
    failed(nowMs, ticket) {
      failures += 1;
      if (breaker.status === 'closed') {
        return failures < FAILURES_TO_OPEN ? null : open(nowMs, FIRST_PAUSE_MS);
      }
      // What was under way when the pause began fails for the same reason: it makes no new pause.
      if (breaker.status === 'open' || !isProbe(ticket)) return null;
      return open(nowMs, Math.min(MAX_PAUSE_MS, breaker.pauseMs * 2));
    },
  };
}
