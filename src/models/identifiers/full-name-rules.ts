import { CAPITAL_START, isFull, PART, START, TWO, TWO_AT } from './name-shape.js';
import { hasLentItsName, isGivenName } from './person-words.js';
import type { Rule } from './rule.js';

const ROLE =
  '(?:interpreter|social worker|hca|health ?care assistant|key ?worker|case manager|therapist|physio(?:therapist)?|midwife|paramedic|pharmacist|dietitian|counsell?or|psychologist|teacher|driver|translator|witness|caller|informant|landlord|solicitor|lawyer|priest|chaplain|donor|recipient|employer|manager|supervisor|coach)';
const CAPS = "[\\p{Lu}][\\p{Lu}'-]{1,30}";

export const FULL_NAME_RULES: readonly Rule[] = [
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:${ROLE}|identified as|known as|named as|introduced as|on behalf of|care of|c/o),? \\(?`,
      'gi',
    ),
    value: TWO_AT,
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(`${CAPITAL_START}${TWO}(?=,? \\(?[0-9]{1,3} ?(?:[FM]|yo|yrs?)(?![\\p{L}]))`, 'gu'),
    accept: isFull,
  },
  {
    // A header of a record: "ROE, JANE  DOB …".
    kind: 'name',
    cue: new RegExp(
      `(?<=^|\\n ?)${CAPS}(?: ${CAPS})?, ?${CAPS}(?: ${CAPS})?(?= {0,4}(?:\\(|DOB|D\\.O\\.B|MRN|NHS|Ward|WARD|Age|AGE|[0-9]| {2}))`,
      'gu',
    ),
    accept: isFull,
  },
  {
    // A given name, with the parts that follow it.
    kind: 'name',
    cue: new RegExp(
      `${CAPITAL_START}(?<!['-])\\p{Lu}\\p{Ll}{1,14}(?:-\\p{Lu}?\\p{Ll}{1,14})?(?![\\p{L}\\p{N}-])(?: ${PART}){0,3}`,
      'gu',
    ),
    accept: (found, before, after) => {
      const [first = '', second = ''] = found.split(' ');
      return (
        (isGivenName(first) || (isGivenName(second) && isFull(found, before, after))) &&
        !isEponym(found, after)
      );
    },
  },
];

/** "Ann Arbor staging", "Patrick's yoke test": a given name in a clinical term. */
function isEponym(found: string, after: string): boolean {
  return (
    /^(?:Ann Arbor|Henry Schönlein|Henoch|Robert Koch|Victoria (?:blue|Blue)|Georgia|Martin Bell|Patrick's test)/.test(
      found,
    ) || hasLentItsName(after)
  );
}
