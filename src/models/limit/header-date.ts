const CLOCK = '\\d{2}:\\d{2}:\\d{2}';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
/** The three forms of RFC 9110 §5.6.7; the day of the month is the group. */
const HTTP_DATES: readonly RegExp[] = [
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\\d{2}) ${MONTH} \\d{4} ${CLOCK} GMT$`),
  new RegExp(`^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (\\d{2})-${MONTH}-\\d{2} ${CLOCK} GMT$`),
  new RegExp(`^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ${MONTH} ([ \\d]\\d) ${CLOCK} \\d{4}$`),
];
/** RFC 3339 in UTC. */
const INSTANT = new RegExp(`^\\d{4}-\\d{2}-(\\d{2})T${CLOCK}(?:\\.\\d{1,9})?Z$`);

/** @returns milliseconds since 1970-01-01T00:00:00Z; null: no HTTP date */
export function readHttpDate(value: string): number | null {
  const day = HTTP_DATES.map((form) => form.exec(value)?.[1]).find((found) => found !== undefined);
  return day === undefined ? null : dateOf(value.endsWith('GMT') ? value : `${value} GMT`, day);
}

/** @returns milliseconds since 1970-01-01T00:00:00Z; null: no RFC 3339 time in UTC */
export function readInstant(value: string): number | null {
  const day = INSTANT.exec(value)?.[1];
  return day === undefined ? null : dateOf(value, day);
}

/** 31 February is read as 3 March, and 24:00:00 as the next day: neither is a date. */
function dateOf(text: string, day: string): number | null {
  const at = new Date(text);
  return at.getUTCDate() === Number(day) ? at.getTime() : null;
}
