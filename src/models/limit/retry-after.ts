import { readHttpDate, readInstant } from './header-date.js';

/** Names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** An answer that used up a limit holds the next request up for no longer: a refusal would say more. */
const LONGEST_REST_MS = 60_000;
const LIMITS = ['requests', 'tokens', 'input-tokens', 'output-tokens'] as const;
/** Where services say what is left of a limit, and when it is whole again. */
const QUOTAS: readonly { readonly remaining: string; readonly reset: string }[] = [
  ...LIMITS.flatMap((limit) => [
    { remaining: `x-ratelimit-remaining-${limit}`, reset: `x-ratelimit-reset-${limit}` },
    { remaining: `anthropic-ratelimit-${limit}-remaining`, reset: `anthropic-ratelimit-${limit}-reset` },
  ]),
  { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset' },
  { remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' },
];

/**
 * How long a server that refused a request asks to be left alone, from `retry-after-ms`, else `retry-after` (seconds or an
 * HTTP date), else the resets of the limits that are used up, the latest one.
 *
 * @param headers - names in lower case
 * @param nowMs - milliseconds since 1970-01-01T00:00:00Z, for dates alone, and only where the server does not say in
 *   `date` what time it takes it to be: clocks differ
 * @returns milliseconds, >= 0 (a date that has passed is 0); null where no header says it in a form that can be read: a
 *   negative number, `NaN`, `1e9`, two values, an impossible date
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const waitMs =
    readNumber(headerOf(headers, 'retry-after-ms'), 1) ??
    readNumber(headerOf(headers, 'retry-after'), 1000) ??
    waitUntil(readHttpDate(headerOf(headers, 'retry-after')), headers, nowMs) ??
    readResets(headers, nowMs);
  return waitMs === null ? null : Math.max(0, Math.ceil(waitMs));
}

/**
 * How long an endpoint that has answered is to be left alone, as this answer used up a limit.
 *
 * @returns milliseconds, 0 to 60000; null where no limit is said to be used up
 */
export function restAfterMs(headers: Headers, nowMs: number): number | null {
  const restMs = readResets(headers, nowMs);
  return restMs === null ? null : Math.min(LONGEST_REST_MS, Math.max(0, Math.ceil(restMs)));
}

function headerOf(headers: Headers, name: string): string {
  return (Object.hasOwn(headers, name) ? headers[name] : undefined)?.trim() ?? '';
}

function readNumber(value: string, unitMs: number): number | null {
  return /^\d{1,13}(\.\d{1,9})?$/.test(value) ? Number(value) * unitMs : null;
}

function waitUntil(untilMs: number | null, headers: Headers, nowMs: number): number | null {
  return untilMs === null ? null : untilMs - (readHttpDate(headerOf(headers, 'date')) ?? nowMs);
}

function readResets(headers: Headers, nowMs: number): number | null {
  let longestMs: number | null = null;
  for (const { remaining, reset } of QUOTAS) {
    if (headers[remaining] === undefined || !/^0+(?:\.0+)?$/.test(headerOf(headers, remaining))) continue;
    const waitMs = readReset(headerOf(headers, reset), headers, nowMs);
    if (waitMs !== null) longestMs = Math.max(longestMs ?? waitMs, waitMs);
  }
  return longestMs;
}

function readReset(value: string, headers: Headers, nowMs: number): number | null {
  return readDuration(value) ?? readBareReset(value, headers, nowMs);
}

/** From here on a bare number is a time, in seconds since 1970, and later in milliseconds; below, it is seconds from now. */
const FIRST_TIME_S = 1e9;
const FIRST_TIME_MS = 1e12;

function readBareReset(value: string, headers: Headers, nowMs: number): number | null {
  const number = readNumber(value, 1);
  if (number === null) return waitUntil(readInstant(value), headers, nowMs);
  if (number < FIRST_TIME_S) return number * 1000;
  return waitUntil(number < FIRST_TIME_MS ? number * 1000 : number, headers, nowMs);
}

/** `6m0s`, `1.5s`, `20ms`, `1h0m0s`. */
const DURATION =
  /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,12}(?:\.\d{1,9})?)ms)?$/;

function readDuration(value: string): number | null {
  const parts = value === '' ? null : DURATION.exec(value);
  if (parts === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0', milliseconds = '0'] = parts;
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(milliseconds);
}
