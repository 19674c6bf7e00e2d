/** A server that asks for more is asked again after this; the caller's own limits decide whether at all. */
const MAX_WAIT_MS = 10 * 60_000;

/**
 * How long a server asks to be left alone, from `retry-after-ms`, else `retry-after` (seconds or an HTTP date), else
 * the resets of the limits in `x-ratelimit-remaining-*` that are used up, the later one.
 *
 * @param headers - names in lower case
 * @param nowMs - milliseconds since 1970-01-01T00:00:00Z, for dates alone, and only where the server does not say in
 *   `date` what time it takes it to be: clocks differ
 * @returns milliseconds, 0 to 600000 (a longer wait is cut, a date that has passed is 0); null where no header says
 *   it in a form that can be read: a negative number, `NaN`, `1e9`, two values, an impossible date
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const waitMs =
    readNumber(headerOf(headers, 'retry-after-ms'), 1) ??
    readNumber(headerOf(headers, 'retry-after'), 1000) ??
    readWaitUntil(headers, nowMs) ??
    readResets(headers);
  return waitMs === null ? null : Math.min(MAX_WAIT_MS, Math.max(0, Math.ceil(waitMs)));
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string {
  return (Object.hasOwn(headers, name) ? headers[name] : undefined)?.trim() ?? '';
}

function readNumber(value: string, unitMs: number): number | null {
  return /^\d{1,12}(\.\d{1,9})?$/.test(value) ? Number(value) * unitMs : null;
}

const CLOCK = '\\d{2}:\\d{2}:\\d{2}';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
/** The three forms of RFC 9110 §5.6.7; the day of the month is the group. */
const DATES: readonly RegExp[] = [
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\\d{2}) ${MONTH} \\d{4} ${CLOCK} GMT$`),
  new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\\d{2})-${MONTH}-\\d{2} ${CLOCK} GMT$`),
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} ([ \\d]\\d) ${CLOCK} \\d{4}$`),
];

function readWaitUntil(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const untilMs = readDate(headerOf(headers, 'retry-after'));
  return untilMs === null ? null : untilMs - (readDate(headerOf(headers, 'date')) ?? nowMs);
}

/** Milliseconds since 1970-01-01T00:00:00Z. */
function readDate(value: string): number | null {
  const day = DATES.map((form) => form.exec(value)?.[1]).find((found) => found !== undefined);
  if (day === undefined) return null;
  const at = new Date(value.endsWith('GMT') ? value : `${value} GMT`);
  // 31 February is read as 3 March, and 24:00:00 as the next day: neither is a date.
  return at.getUTCDate() === Number(day) ? at.getTime() : null;
}

function readResets(headers: Readonly<Record<string, string>>): number | null {
  const waits = ['requests', 'tokens'].flatMap((limit) => {
    if (!/^0+$/.test(headerOf(headers, `x-ratelimit-remaining-${limit}`))) return [];
    const waitMs = readDuration(headerOf(headers, `x-ratelimit-reset-${limit}`));
    return waitMs === null ? [] : [waitMs];
  });
  return waits.length === 0 ? null : Math.max(...waits);
}

/** `6m0s`, `1.5s`, `20ms`, `1h0m0s`; a bare number has no unit that could be relied on. */
const DURATION =
  /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,12}(?:\.\d{1,9})?)ms)?$/;

function readDuration(value: string): number | null {
  const parts = value === '' ? null : DURATION.exec(value);
  if (parts === null) return null;
  const [, hours = '0', minutes = '0', seconds = '0', milliseconds = '0'] = parts;
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(milliseconds);
}
