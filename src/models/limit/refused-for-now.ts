import type { ModelResponse, ServiceFacts } from '../../domain/response.js';
import { failed } from '../model-response.js';
import { type Headers, retryAfterMs } from './retry-after.js';

interface Parts {
  readonly latencyMs: number;
  readonly service?: ServiceFacts | null;
  readonly raw: string | null | undefined;
}

/** Of a body that is kept of what may come very often. */
const MOST_CHARACTERS = 16 * 1024;

/** What a 429 is to its trial: one that says when to come back spends no attempt. */
export function refusedForNow(headers: Headers, nowMs: number, parts: Parts): ModelResponse {
  const waitMs = retryAfterMs(headers, nowMs);
  if (waitMs === null) {
    const detail = 'the endpoint answered 429 without saying when to come back';
    return failed('rate-limited', detail, { ...parts, origin: 'live', raw: shortRaw(parts.raw) });
  }
  return throttled(waitMs, parts);
}

/** The same for a limit that the body of a 200 tells; null where no header says when to come back. */
export function throttledBy(headers: Headers, nowMs: number, parts: Parts): ModelResponse | null {
  const waitMs = retryAfterMs(headers, nowMs);
  return waitMs === null ? null : throttled(waitMs, parts);
}

function throttled(waitMs: number, { latencyMs, service = null, raw }: Parts): ModelResponse {
  const detail = `the endpoint refused the request for now and asks to come back in ${waitMs} ms`;
  return failed('throttled', detail, { origin: 'live', latencyMs, service, raw: shortRaw(raw) });
}

/** Its first 16,384 characters: a trial may be told many times to come back. */
export function shortRaw(raw: string | null | undefined): string | undefined {
  return raw?.slice(0, MOST_CHARACTERS);
}
