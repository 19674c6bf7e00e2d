import type { ModelResponse, ServiceFacts } from '../../domain/response.js';
import { failed } from '../model-response.js';
import { type Headers, retryAfterMs } from './retry-after.js';

interface Parts {
  readonly origin: 'live';
  readonly latencyMs: number;
  readonly service?: ServiceFacts | null;
  readonly raw: string | undefined;
}

/** What a 429 is to its trial: one that says when to come back spends no attempt. */
export function refusedForNow(headers: Headers, nowMs: number, parts: Parts): ModelResponse {
  const waitMs = retryAfterMs(headers, nowMs);
  if (waitMs === null) {
    return failed('rate-limited', 'the endpoint answered 429 without saying when to come back', parts);
  }
  return failed('throttled', `the endpoint answered 429 and asks to come back in ${waitMs} ms`, parts);
}
