import type { Key } from '../../domain/key.js';
import { BASE_VARIANT } from '../../domain/variant.js';
import { showValue } from '../../schema/fault.js';
import { type Located, problemAt, type Report } from '../place.js';

/** What a key's schema cannot say of the key alone, and that no two keys answer the same. */
export function checkKey(located: Located<Key>, places: Map<string, string>, report: Report): void {
  const key = located.value;
  const isBoth = key.accept !== undefined && key.number !== undefined;
  if (isBoth || (key.accept === undefined && key.number === undefined)) {
    report(
      problemAt(located, [], {
        expected: 'exactly one of accept and number',
        found: isBoth ? 'both' : 'neither',
        remedy: isBoth ? 'Keep the one that the criterion’s grader uses.' : 'Add one.',
      }),
    );
  }
  checkLimits(located, report);
  for (const field of ['valid_from', 'review_by'] as const) checkDate(located, field, report);
  if (key.status === 'retired') return;
  const address = addressOfKey(key);
  const { line } = located.locate(['case'], 'value');
  const first = places.get(address);
  if (first === undefined) places.set(address, `${located.file}:${line}`);
  else {
    report(
      problemAt(located, ['case'], {
        expected: 'one key for each criterion, variant and step of a case',
        found: `a second one for ${showValue(key.case)}, ${showValue(key.criterion)}; the first is in ${first}`,
        remedy: 'Remove one of them, or set the status of the old one to retired.',
      }),
    );
  }
}

/** One text per question that a key answers. */
export function addressOfKey(key: Pick<Key, 'case' | 'criterion' | 'variant' | 'step'>): string {
  return [key.case, key.criterion, key.variant ?? BASE_VARIANT, key.step ?? 0].join('\u001f');
}

function checkLimits(located: Located<Key>, report: Report): void {
  const truth = located.value.number;
  if (truth === undefined) return;
  const { value, lower = value, upper = value } = truth;
  if (lower <= value && value <= upper) return;
  report(
    problemAt(located, ['number'], {
      expected: 'lower <= value <= upper',
      found: `lower ${lower}, value ${value}, upper ${upper}`,
      remedy: 'Correct the limits.',
    }),
  );
}

function checkDate(located: Located<Key>, field: 'valid_from' | 'review_by', report: Report): void {
  const text = located.value[field];
  if (text === undefined) return;
  const date = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)) return;
  const expected = 'a day of the calendar, YYYY-MM-DD';
  report(problemAt(located, [field], { expected, found: showValue(text), remedy: 'Correct the date.' }));
}
