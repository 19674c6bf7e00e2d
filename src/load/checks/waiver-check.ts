import { type Waiver, waivedKey } from '../../domain/waiver.js';
import { showValue } from '../../schema/fault.js';
import { type Located, problemAt, type Report } from '../place.js';

/** Somewhere it is a day already up to 14 hours before it is one in UTC. */
const EARLIEST_ZONE_MS = 14 * 3_600_000;

/** What the schema cannot say of waivers: that a date is one and has come, and that each hit is waived once. */
export function checkWaivers(located: Located<readonly Waiver[]>, report: Report): void {
  const first = new Map<string, number>();
  for (const [index, waiver] of located.value.entries()) {
    const expected = dayExpected(waiver.at);
    if (expected !== null) {
      const found = showValue(waiver.at);
      report(
        problemAt(located, [index, 'at'], {
          expected,
          found,
          remedy: 'Write the day on which it was waived.',
        }),
      );
    }
    const key = JSON.stringify([waivedKey(waiver), waiver.reason]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      continue;
    }
    const { line } = located.locate([earlier, 'case'], 'value');
    report(
      problemAt(located, [index, 'case'], {
        expected: 'each case, field, kind and text waived once for one reason',
        found: `a second waiver of the same; the first is in line ${line}`,
        remedy: 'Keep the one that holds; one that is for several hits says so in hits.',
      }),
    );
  }
}

/** What a day is expected to be and is not; null: it is. */
function dayExpected(text: string): string | null {
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || !new Date(time).toISOString().startsWith(text)) {
    return 'a day of the calendar, YYYY-MM-DD';
  }
  return time > Date.now() + EARLIEST_ZONE_MS ? 'today or an earlier day' : null;
}
