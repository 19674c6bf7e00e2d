import { describe, expect, it } from 'vitest';
import { AGE_RULES, AGE_WORD } from '../../../src/models/identifiers/age-rules.js';
import { CONTACT_RULES, CONTACT_SIGN } from '../../../src/models/identifiers/contact-rules.js';
import { DATE_RULES, DATE_WORD } from '../../../src/models/identifiers/date-rules.js';
import { foldText } from '../../../src/models/identifiers/folded-text.js';
import { LABEL_RULES } from '../../../src/models/identifiers/label-rules.js';
import { MEDIA_RULES, MEDIA_WORD } from '../../../src/models/identifiers/media-rules.js';
import { NUMBER_RULES } from '../../../src/models/identifiers/number-rules.js';
import { PHONE_RULES } from '../../../src/models/identifiers/phone-rules.js';
import { applyRule } from '../../../src/models/identifiers/rule.js';
import { FIRST_HELD_OUT_PLANTED } from '../../fixtures/identifiers/first-held-out.js';
import { HARD_PLANTED } from '../../fixtures/identifiers/hard-planted.js';
import { HELD_OUT_PLANTED } from '../../fixtures/identifiers/held-out.js';
import { plantedStrings } from '../../fixtures/identifiers/planted-generator.js';
import { SECOND_HELD_OUT_PLANTED } from '../../fixtures/identifiers/second-held-out.js';
import { TUNED_PLANTED } from '../../fixtures/identifiers/tuned.js';

const TEXTS = [
  ...FIRST_HELD_OUT_PLANTED,
  ...HARD_PLANTED,
  ...HELD_OUT_PLANTED,
  ...plantedStrings(20260303, 3),
  ...SECOND_HELD_OUT_PLANTED,
  ...TUNED_PLANTED,
].map(({ text }) => foldText(text).text);

/** A group is skipped in a text without its word: then none of its rules may find anything there. */
describe('the word that a group of rules needs', () => {
  it.each([
    ['contact', CONTACT_SIGN, CONTACT_RULES],
    ['date', DATE_WORD, DATE_RULES],
    ['age', AGE_WORD, AGE_RULES],
    ['media', MEDIA_WORD, MEDIA_RULES],
    ['number', /[0-9]/, [...NUMBER_RULES, ...PHONE_RULES, ...LABEL_RULES]],
  ] as const)('is in whatever its rules find: %s', (_name, word, rules) => {
    const hit = TEXTS.filter((text) => rules.some((rule) => applyRule(rule, text).length > 0));
    expect(hit.length).toBeGreaterThanOrEqual(20);
    expect(hit.filter((text) => !word.test(text))).toEqual([]);
  });
});
