import type { IdentifierKind } from '../../domain/identifier-kind.js';
import { ADDRESS_RULES } from './address-rules.js';
import { AGE_RULES, AGE_WORD } from './age-rules.js';
import { CONTACT_RULES, CONTACT_SIGN } from './contact-rules.js';
import { DATE_RULES, DATE_WORD } from './date-rules.js';
import { foldText } from './folded-text.js';
import { FULL_NAME_RULES } from './full-name-rules.js';
import type { IdentifierHit } from './identifier.js';
import { LABEL_RULES } from './label-rules.js';
import { MEDIA_RULES, MEDIA_WORD } from './media-rules.js';
import { NAME_RULES } from './name-rules.js';
import { NUMBER_RULES } from './number-rules.js';
import { PERSON_RULES } from './person-rules.js';
import { PHONE_RULES } from './phone-rules.js';
import { PLACE_RULES } from './place-rules.js';
import { applyRule, type Rule, type Span } from './rule.js';
import { TOWN_RULES } from './town-rules.js';

/** Rules, and what a text must hold for any of them to find something: most texts can do without most rules. */
interface RuleGroup {
  readonly needs: RegExp;
  readonly rules: readonly Rule[];
}
const ANYTHING = /(?:)/;
const DIGIT = /[0-9]/;

/** Where two rules find the same span, the first one names it. */
const GROUPS: readonly RuleGroup[] = [
  { needs: CONTACT_SIGN, rules: CONTACT_RULES },
  { needs: DIGIT, rules: [...NUMBER_RULES, ...PHONE_RULES] },
  { needs: DATE_WORD, rules: DATE_RULES },
  { needs: AGE_WORD, rules: AGE_RULES },
  { needs: ANYTHING, rules: [...PLACE_RULES, ...ADDRESS_RULES, ...TOWN_RULES] },
  { needs: MEDIA_WORD, rules: MEDIA_RULES },
  { needs: DIGIT, rules: LABEL_RULES },
  { needs: ANYTHING, rules: [...NAME_RULES, ...FULL_NAME_RULES, ...PERSON_RULES] },
];

/**
 * Looks for the 18 identifiers of the HIPAA Safe Harbor method in a text, before it goes to a model outside the
 * institution. It is a screen, not a de-identification: a text without hits may still identify a person, by a rare name
 * with nothing beside it, a hamlet, a rare disease or a spelled-out number. It errs towards a hit: "Dr King's sign" is
 * one. Bare years, ages under 90, times of day, days of the week, countries, US states and the first three digits of a
 * ZIP code pass (but for areas of 20,000 people or fewer), and so does "90 or over" as a category.
 *
 * @param text - of any length and content; read only, in time linear in its length
 * @returns hits in order of place; a hit inside a longer one of its kind is left out, one of another kind is not; they
 * hold no part of the text
 * @source 45 CFR 164.514(b)(2)(i)
 */
export function screenIdentifiers(text: string): readonly IdentifierHit[] {
  const folded = foldText(text);
  const spans = outermost(
    GROUPS.filter(({ needs }) => needs.test(folded.text)).flatMap(({ rules }) =>
      rules.flatMap((rule) => applyRule(rule, folded.text)),
    ),
  );
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
