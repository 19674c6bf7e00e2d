import type { IdentifierKind } from '../../domain/identifier-kind.js';
import { isLuhn, isNhsNumber } from './check-digit.js';
import type { Rule } from './rule.js';

/** Between the words and the number: `number`, `no.`, `#`, `ID`, `:`, `is`, `ending`. */
const LINK =
  '(?: {0,2}(?:numbers?|num|no\\.?|nr\\.?|id|identifier|code|#))?(?: (?:is|was|ending(?: in)?))?[ :#=.]{0,4}';
/** A run of letters, digits and single separators; `hasDigits` wants three digits in it. */
const VALUE = /[A-Z0-9](?:[./-]?[A-Z0-9]){3,30}(?![A-Z0-9])/iy;
/** The same in groups parted by a space, as on cards. */
const GROUPED = /[A-Z0-9](?:[ ./-]?[A-Z0-9]){3,30}(?![A-Z0-9])/y;

const CODING = /(?:SNOMED|SCTID|ICD|LOINC|RxNorm|CPT|OPCS)[^.;]{0,30}$/i;

/** After a number of six digits and more: it counts or measures. */
const COUNTED =
  /^ ?(?:mg|mcg|g\b|ml|mmol|units?|iu|copies|cells|%|patients?|people|persons?|participants?|admissions?|visits?|visitors|attendances|cases|deaths|births|doses|falls|dollars|euros|pounds|per\b)/i;
const notCounted: NonNullable<Rule['accept']> = (_found, _before, after) => !COUNTED.test(after);

const hasDigits: NonNullable<Rule['accept']> = (found) => (found.match(/[0-9]/g) ?? []).length >= 3;

function introduced(kind: IdentifierKind, words: string, value = VALUE): Rule {
  return ruleOf(kind, words, LINK, value);
}
/** Words that mean something else before all but a number that is too long to count with. */
function longNumber(kind: IdentifierKind, words: string): Rule {
  const cue = new RegExp(`(?<![A-Za-z])(?:${words}) `, 'gi');
  return { kind, cue, value: /[0-9]{6,14}(?![0-9A-Za-z]|[.,/-][0-9])/y, accept: notCounted };
}
/** Words that mean something else without `number`, `no`, `ID` or a colon after them. */
function numbered(kind: IdentifierKind, words: string, value = VALUE): Rule {
  const link = '(?: {0,2}(?:numbers?|num|no\\.?|nr\\.?|id|identifier|code|#|:|=)){1,2}(?: is)?[ :#=.]{0,4}';
  return ruleOf(kind, words, link, value);
}
function ruleOf(kind: IdentifierKind, words: string, link: string, value: RegExp): Rule {
  const cue = new RegExp(`(?<![A-Za-z])(?:${words})(?![A-Za-z])${link}`, 'gi');
  return kind === 'vehicle-number' ? { kind, cue, value } : { kind, cue, value, accept: hasDigits };
}

export const NUMBER_RULES: readonly Rule[] = [
  introduced(
    'ssn',
    'ssn|ss(?= ?#)|social(?: security)?|s\\.s\\.n\\.',
    /[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{4}\b|[0-9]{4}\b/y,
  ),
  introduced(
    'ssn',
    'national insurance|NI|NINO|social insurance|SIN',
    /[A-Z]{0,2} ?(?:[0-9][ -]?){6,9}[A-D]?\b/y,
  ),
  { kind: 'ssn', cue: /(?<![0-9A-Za-z.-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9]|-[0-9])/g },
  {
    kind: 'ssn',
    cue: /(?<![0-9A-Za-z.,+/-]|[0-9] )(?!000|666|9)[0-9]{3} (?!00)[0-9]{2} (?!0000)[0-9]{4}(?![0-9A-Za-z]|[.,/-][0-9]| [0-9])/g,
    accept: notCounted,
  },
  {
    kind: 'ssn',
    cue: /\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b/g,
  },
  introduced('vehicle-number', 'vin|vehicle identification', /[A-HJ-NPR-Z0-9]{11,17}\b/iy),
  introduced(
    'vehicle-number',
    'licen[sc]e plates?|number plate|plate|registration(?: plate| mark)?|reg',
    /(?=[A-Z0-9 -]{0,7}[0-9])(?=[A-Z0-9 -]{0,7}[A-Z])[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,5}\b/y,
  ),
  {
    kind: 'vehicle-number',
    cue: /\b(?=[A-Z]{0,16}[0-9])(?=[0-9]{0,16}[A-Z])[A-HJ-NPR-Z0-9]{12}[0-9]{5}\b/g,
    accept: (found) => /[A-Z].{0,14}[A-Z]/.test(found),
  },
  introduced(
    'record-number',
    'mrn|m\\.r\\.n\\.|medical record|hospital(?: record)? (?:number|no)|hosp\\.? no|urn|chi number|nhs (?:number|no)|nhs',
  ),
  introduced('record-number', 'nhs (?:number|no)|nhs|chi number|chi', /[0-9]{3} [0-9]{3} [0-9]{4}\b/y),
  numbered(
    'record-number',
    'record|chart|patient|encounter|accession|specimen|visit|case|episode|study|unit|sample|requisition|referral',
  ),
  longNumber(
    'record-number',
    'record|chart|patient|pt|encounter|specimen|visit|case|episode|admission|referral',
  ),
  introduced('record-number', 'accession|chart|crn|cris|pas|pid|emr|ehr'),
  {
    kind: 'record-number',
    cue: /(?<![0-9A-Za-z.+-])[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}(?![0-9A-Za-z]|[.-][0-9])/g,
    accept: (found, before) => isNhsNumber(found) && !CODING.test(before),
  },
  numbered(
    'health-plan-number',
    'member|policy|insurance(?: policy)?|beneficiary|subscriber|group|health plan|plan',
  ),
  longNumber('health-plan-number', 'member|policy|insurance|plan'),
  introduced(
    'health-plan-number',
    'insurance policy|medicare|medicaid|subscriber|beneficiary|hicn|mbi|member id|insurance id|ehic',
  ),
  {
    kind: 'health-plan-number',
    cue: /\b[1-9][A-Z][A-Z0-9][0-9]-?[A-Z][A-Z0-9][0-9]-?[A-Z]{2}[0-9]{2}\b/g,
  },
  introduced('account-number', 'iban', GROUPED),
  numbered('account-number', 'account|acct\\.?|acc\\.?|a/c|bank|invoice|sort', GROUPED),
  longNumber('account-number', 'account|invoice'),
  introduced('account-number', 'acct\\.?|sort code'),
  {
    kind: 'account-number',
    cue: /(?<![0-9A-Za-z.-])[3-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{3,4}(?![0-9A-Za-z])/g,
    accept: (found, before) => isLuhn(found) && !CODING.test(before) && !/imei[ :#]{0,4}$/i.test(before),
  },
  introduced(
    'licence-number',
    "driver'?s'? licen[sc]e|driving licen[sc]e|medical licen[sc]e|licen[sc]e (?:number|no)|dl|passport|npi|dea|gmc|nmc(?: pin)?|certificate (?:number|no)",
  ),
  introduced(
    'device-number',
    'serial (?:number|no)|s/n|device (?:id|identifier|number|serial|no)|udi|imei|serial|lot (?:number|no)|implant (?:id|number|no)|sn',
  ),
  { kind: 'device-number', cue: /\(01\)[0-9]{14}(?:\((?:10|11|17|21)\)[A-Za-z0-9/-]{1,20}){0,4}/g },
  {
    kind: 'device-number',
    cue: /(?<![0-9A-Za-z:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Za-z:-])/g,
  },
  // The general makes come last, so that a word before the number names its kind.
  {
    kind: 'record-number',
    cue: /(?<![A-Za-z])(?:id|ref(?:erence)?)(?: (?:number|no\.?|code))?[ :#=]{1,4}/gi,
    value: GROUPED,
    accept: (found, before) =>
      (/[A-Z].*[0-9]{3}|[0-9]{2}.*[A-Z]/.test(found) || /[0-9]{6}/.test(found)) &&
      hasDigits(found, before, ''),
  },
  {
    // A letter or three and a long number: the commonest make of an identifier, and of some public ones.
    kind: 'record-number',
    cue: /(?<![\w.-])[A-Z]{1,3}-?[0-9]{6,12}[A-Z]?(?![\w])/g,
    accept: (found, before) =>
      !/^(?:NCT|NM|NP|PMC|HP|GSE|SRR|VCV|RCV|MIM|CA|SCV|PMI|PS)/.test(found) && !CODING.test(before),
  },
];
