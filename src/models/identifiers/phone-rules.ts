import type { Rule } from './rule.js';

/** 7 to 15 digits in groups, with brackets and a country code. */
const LOOSE = /\+?\(?[0-9](?:[ ().-]{0,2}[0-9]){6,14}(?![0-9])(?: ?(?:x|ext\.?) ?[0-9]{1,5})?/iy;
const SHORT = /[0-9]{3,5}(?![0-9./-])/y;
const UNIT = /^ ?(?:mg|mcg|g\b|ml|mmol|units?|iu|copies|cells|%)/i;

const notQuantity: NonNullable<Rule['accept']> = (_found, _before, after) => !UNIT.test(after);

export const PHONE_RULES: readonly Rule[] = [
  {
    kind: 'fax',
    cue: /(?<![A-Za-z])(?:(?:tele)?fax|facsimile|F(?=:))(?: (?:number|no\.?|to|it to|on|at|machine|(?:results?|report|letter|notes?|form|it|them)(?: back)? (?:to|on|at)))?(?: is)?[ :#=.]{0,4}/gi,
    value: LOOSE,
  },
  {
    kind: 'phone',
    cue: /(?<![A-Za-z])(?:(?:tele)?phone|tel|mobile|cell|mob|ph|whatsapp|(?:nurse|help|hot|advice|direct|crisis|emergency|land|clinic|ward|out-of-hours|office|work|home|day|night|message) ?(?:line|number|tel)|switchboard|contact|call(?: (?:me|us|him|her|them|back))?|ring(?: (?:me|us|him|her))?|text(?: (?:me|us|him|her))?|reach(?:able|ed)?|(?:my|his|her|their) number)(?: (?:number|no\.?|on|at|is|back on)){0,2}[ :#=.,(]{0,4}/gi,
    value: LOOSE,
    accept: notQuantity,
  },
  {
    // A few words may stand between, before ten digits that make a number of North America.
    kind: 'phone',
    cue: /(?<![A-Za-z])(?:(?:tele)?phone|tel|mobile|cell (?:phone|number)|contact|call(?:[ -]?back)?|ring|text|reach|number)(?![A-Za-z])(?: [a-z']{1,12}){0,5}[ :#=.,(]{1,4}/gi,
    value: /1?[2-9][0-9]{2}[2-9][0-9]{6}(?![0-9A-Za-z]|[.,][0-9])/y,
    accept: notQuantity,
  },
  {
    kind: 'phone',
    cue: /(?<![A-Za-z])(?:(?:bleep|pager|beep|extension|ext\.?)(?: (?:number|no\.?))?[ :#=]{1,3}|call (?:me )?(?=[0-9]{3}-))/gi,
    value: /[0-9]{3}-[0-9]{4}\b|[0-9]{4,5}(?![0-9./-])/y,
    accept: notQuantity,
  },
  {
    kind: 'phone',
    cue: /(?<![A-Za-z])(?:bleep|pager|ext\.)[ :#=]{1,3}/gi,
    value: SHORT,
    accept: notQuantity,
  },
  {
    // North America: area and exchange begin with 2 to 9.
    kind: 'phone',
    cue: /(?<![0-9A-Za-z.-])(?:\+?1[ .-]?)?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}[ .-][0-9]{4}(?![0-9A-Za-z]|[.-][0-9])/g,
    accept: notQuantity,
  },
  {
    // United Kingdom and other national forms with a leading 0.
    kind: 'phone',
    cue: /(?<![0-9A-Za-z.,/+-])(?:\(0\) ?[1-9]|\(?0[1-9])[0-9]{1,4}\)?[ -]?[0-9]{3,4}[ -]?[0-9]{3,4}(?![0-9A-Za-z]|[.-][0-9])/g,
    accept: notQuantity,
  },
  { kind: 'phone', cue: /(?<![0-9A-Za-z.,/+-])07[0-9]{3} ?[0-9]{6}(?![0-9])/g },
  { kind: 'phone', cue: /(?<![0-9A-Za-z.,/+-])0[1-9](?:[ .][0-9]{2}){4}(?![0-9])/g },
  {
    kind: 'phone',
    cue: /(?<![0-9A-Za-z+])(?:\+|00 ?)[1-9][0-9]{0,2}(?:[ ().-]{0,2}[0-9]){6,13}(?![0-9])/g,
    accept: notQuantity,
  },
  // Digit by digit, as it is read out.
  { kind: 'phone', cue: /(?<![\w.,/+-]|[0-9] )0(?:[ -][0-9]){9,10}(?![ -]?[0-9])/g },
];
