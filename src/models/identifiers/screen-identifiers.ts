import type { IdentifierKind } from '../../domain/identifier-kind.js';
import { AGE_RULES } from './age-rules.js';
import { CONTACT_RULES } from './contact-rules.js';
import { DATE_RULES } from './date-rules.js';
import { foldText } from './folded-text.js';
import { FULL_NAME_RULES } from './full-name-rules.js';
import type { IdentifierHit } from './identifier.js';
import { MEDIA_RULES } from './media-rules.js';
import { NAME_RULES } from './name-rules.js';
import { NUMBER_RULES } from './number-rules.js';
import { PHONE_RULES } from './phone-rules.js';
import { PLACE_RULES } from './place-rules.js';
import { applyRule, type Rule, type Span } from './rule.js';

/** Where two rules find the same span, the first one names it. */
const RULES: readonly Rule[] = [
  ...CONTACT_RULES,
  ...NUMBER_RULES,
  ...PHONE_RULES,
  ...DATE_RULES,
  ...AGE_RULES,
  ...PLACE_RULES,
  ...MEDIA_RULES,
  ...NAME_RULES,
  ...FULL_NAME_RULES,
];

/**
 * Looks for the 18 identifiers of the HIPAA Safe Harbor method in a text, before it goes to a model outside the
 * institution. It is a screen, not a de-identification: a text without hits may still identify a person, by a bare
 * name, a rare disease or a spelled-out number. It errs towards a hit: "Dr King's sign" is one. Bare years, ages under
 * 90, times of day, days of the week, countries, US states and the first three digits of a ZIP code pass (but for areas of 20,000 people or
 * fewer), and so does "90 or over" as a category.
 *
 * @param text - of any length and content; read only, in time linear in its length
 * @returns hits in order of place; a hit inside a longer one of its kind is left out, one of another kind is not; they
 * hold no part of the text
 * @source 45 CFR 164.514(b)(2)(i)
 */
export function screenIdentifiers(text: string): readonly IdentifierHit[] {
  const folded = foldText(text);
  const spans = outermost(RULES.flatMap((rule) => applyRule(rule, folded.text)));
  let line = 1;
  let next = text.indexOf('\n');
  return spans.map(({ kind, at: foldedAt, end }) => {
    const at = folded.originalOffset(foldedAt);
    const last = folded.originalOffset(end - 1);
    const tail = /^(?:[\ud800-\udbff][\udc00-\udfff]|.[\u0300-\u036f])/s.test(text.slice(last, last + 2))
      ? 2
      : 1;
    while (next >= 0 && next < at) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    return { kind, at, length: last - at + tail, line };
  });
}

/** A waiver lets one kind pass: what lies in a longer hit of another kind must be shown, and waived, as its own. */
function outermost(spans: readonly Span[]): readonly Span[] {
  // The sort is stable: equal spans stay in the order of the rules.
  const sorted = spans.toSorted((a, b) => a.at - b.at || b.end - a.end);
  const reach = new Map<IdentifierKind, number>();
  let last: Span | undefined;
  return sorted.filter((span) => {
    const { kind, at, end } = span;
    if (end <= (reach.get(kind) ?? 0) || (last?.at === at && last.end === end)) return false;
    reach.set(kind, end);
    last = span;
    return true;
  });
}
