import type { Waiver } from '../../domain/waiver.js';
import { showValue } from '../../schema/fault.js';
import { type Located, problemAt, type Report } from '../place.js';

/** What the schema cannot say of waivers: that a date is one, and that each hit is waived once. */
export function checkWaivers(located: Located<readonly Waiver[]>, report: Report): void {
  const first = new Map<string, number>();
  for (const [index, waiver] of located.value.entries()) {
    if (!isDate(waiver.at)) {
      report(
        problemAt(located, [index, 'at'], {
          expected: 'a day of the calendar, YYYY-MM-DD',
          found: showValue(waiver.at),
          remedy: 'Write the day on which it was waived.',
        }),
      );
    }
    const key = JSON.stringify([waiver.case, waiver.field, waiver.kind, waiver.sha256]);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
      continue;
    }
    const { line } = located.locate([earlier, 'case'], 'value');
    report(
      problemAt(located, [index, 'case'], {
        expected: 'each case, field, kind and text waived once',
        found: `a second waiver of the same; the first is in line ${line}`,
        remedy: 'Keep the one that holds.',
      }),
    );
  }
}

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
