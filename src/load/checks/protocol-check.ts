import { RE2JS } from 're2js';
import type { Protocol, ReadingPattern, ReadingRule } from '../../domain/protocol.js';
import { type FieldPath, showValue } from '../../schema/fault.js';
import { didYouMean } from '../../schema/nearest-name.js';
import { type Located, problemAt, type Report } from '../place.js';

const SLOT = /\{\{\s*([A-Za-z_]+)\s*\}\}/g;
const SLOTS: readonly string[] = ['case', 'options'];

/** What a protocol's schema cannot say: its default reading, its slots, and that every pattern can be run. */
export function checkProtocol(located: Located<Protocol>, report: Report): void {
  const { readings, reading } = located.value;
  if (!Object.hasOwn(readings, reading)) {
    const known = Object.keys(readings);
    report(
      problemAt(located, ['reading'], {
        expected: `one of the readings: ${known.join(', ')}`,
        found: showValue(reading),
        remedy: didYouMean(reading, known, 'Name one of them.'),
      }),
    );
  }
  checkSlots(located, report);
  for (const [name, rule] of Object.entries(readings)) checkRule(located, ['readings', name], rule, report);
}

function checkSlots(located: Located<Protocol>, report: Report): void {
  const { user } = located.value.prompt;
  const slots = [...user.matchAll(SLOT)].map((match) => match[1] ?? '');
  if (!slots.includes('case')) {
    report(
      problemAt(located, ['prompt', 'user'], {
        expected: 'the slot {{case}}',
        found: 'a prompt without it',
        remedy: 'Add {{case}} where the case goes.',
      }),
    );
  }
  for (const slot of new Set(slots.filter((candidate) => !SLOTS.includes(candidate)))) {
    report(
      problemAt(located, ['prompt', 'user'], {
        severity: 'warning',
        expected: 'one of the slots {{case}}, {{options}}',
        found: showValue(`{{${slot}}}`),
        remedy: didYouMean(slot, SLOTS, 'It is sent as it stands.'),
      }),
    );
  }
}

function checkRule(located: Located<Protocol>, path: FieldPath, rule: ReadingRule, report: Report): void {
  const groups: readonly (readonly [FieldPath, readonly ReadingPattern[]])[] = [
    [[...path, 'answer'], rule.answer],
    [[...path, 'refusal'], rule.refusal ?? []],
    ...(rule.confidences ?? []).map(
      ({ patterns }, index) => [[...path, 'confidences', index, 'patterns'], patterns] as const,
    ),
  ];
  for (const [base, patterns] of groups) {
    for (const [index, pattern] of patterns.entries())
      checkPattern(located, [...base, index], pattern, report);
  }
}

function checkPattern(
  located: Located<Protocol>,
  path: FieldPath,
  pattern: ReadingPattern,
  report: Report,
): void {
  const ways = (['json', 'pattern', 'whole'] as const).filter((way) => pattern[way] !== undefined);
  if (ways.length !== 1) {
    report(
      problemAt(located, path, {
        expected: 'exactly one of json, pattern, whole',
        found: ways.length === 0 ? 'none of them' : ways.join(' and '),
        remedy: ways.length === 0 ? 'Add one.' : 'Keep one; write a second pattern for the other.',
      }),
    );
  }
  const why = pattern.pattern === undefined ? null : whyNotRe2(pattern.pattern, pattern.ignore_case === true);
  if (why === null) return;
  report(
    problemAt(located, [...path, 'pattern'], {
      expected: 'an RE2 expression (no look-around, no back-references)',
      found: `${showValue(pattern.pattern)}: ${why}`,
      remedy: 'Rewrite it without the part that RE2 does not have.',
    }),
  );
}

function whyNotRe2(expression: string, ignoresCase: boolean): string | null {
  try {
    RE2JS.compile(expression, ignoresCase ? RE2JS.CASE_INSENSITIVE : 0);
    return null;
  } catch (cause) {
    return showValue(cause instanceof Error ? cause.message : String(cause));
  }
}
