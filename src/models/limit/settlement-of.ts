import { FAILURE_CLASS } from '../../domain/failure.js';
import type { ModelResponse } from '../../domain/response.js';
import { ANSWERED, FAILED, type Settlement } from './endpoint-gate.js';
import { type Headers, restAfterMs, retryAfterMs } from './retry-after.js';

/** What came back over HTTP, as far as the limiter learns from it. */
export interface Seen {
  readonly httpStatus: number;
  /** Names in lower case. */
  readonly headers: Headers;
}

/** Statuses below 500 that say that the endpoint could not serve now what it may serve later. */
const NOT_NOW = [408, 425, 429];

/**
 * What the limiter learns of one request: a filtered, truncated or unreadable answer is one of a healthy endpoint; who
 * refuses a credential, a path or a request is up.
 *
 * @param seen - null: nothing came back, or nobody saw it
 * @param nowMs - milliseconds since 1970-01-01T00:00:00Z, for headers that hold a date
 */
export function settlementOf(response: ModelResponse, seen: Seen | null, nowMs: number): Settlement {
  const headers = seen?.headers ?? {};
  if (seen?.httpStatus === 429 || isRateLimited(response)) {
    return { status: 'rate-limited', retryAfterMs: retryAfterMs(headers, nowMs) };
  }
  if (seen !== null && isRefusal(seen.httpStatus)) return ANSWERED;
  if (isInterrupted(response)) return { status: 'given-up' };
  if (isOfHealthy(response)) return seen === null ? ANSWERED : servedSettlement(seen, nowMs);
  return seen === null ? FAILED : { status: 'failed', retryAfterMs: retryAfterMs(headers, nowMs) };
}

/** Of a response that came whole with a 2xx, whatever is found in its body. */
export function servedSettlement({ headers }: Seen, nowMs: number): Settlement {
  const restMs = restAfterMs(headers, nowMs);
  return restMs === null ? ANSWERED : { status: 'answered', restMs };
}

function isRateLimited(response: ModelResponse): boolean {
  return (
    response.status === 'failed' && (response.cause === 'rate-limited' || response.cause === 'throttled')
  );
}

/** The endpoint is up, and does not take this request. */
export function isRefusal(httpStatus: number): boolean {
  return httpStatus >= 400 && httpStatus < 500 && !NOT_NOW.includes(httpStatus);
}

function isInterrupted(response: ModelResponse): boolean {
  return response.status === 'failed' && FAILURE_CLASS[response.cause] === 'run';
}

function isOfHealthy(response: ModelResponse): boolean {
  return (
    response.status === 'answered' ||
    FAILURE_CLASS[response.cause] === 'model' ||
    response.cause === 'malformed-response' ||
    response.cause === 'request-refused'
  );
}
