import type { Rule } from './rule.js';

const LONG =
  'january|february|march|april|may|june|july|august|september|october|november|december' +
  '|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre' +
  '|januar|februar|märz|juni|juli|oktober|dezember' +
  '|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre';
const BRIEF = 'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec';
const MONTH = `(?:(?:${LONG})|(?:${BRIEF})\\.?)`;
const DAY = '(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?';
const YEAR = "(?:(?:18|19|20)[0-9]{2}|'[0-9]{2})";
const ORDINAL =
  '(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-first)';
const START = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const UNIT =
  /^ ?(?:mg|mcg|micrograms?|g\b|ml|mmol|mmhg|units?|iu|hours?|days?|weeks?|mins?|minutes?|tablets?|cm|mm|kg|%)/i;

/** Two numbers that can be day and month, in either order, and a year. */
function isDay(found: string, _before: string, after: string): boolean {
  const [first = 0, second = 0, third] = (found.match(/[0-9]+/g) ?? []).map(Number);
  const isPair = (a: number, b: number): boolean => a >= 1 && a <= 12 && b >= 1 && b <= 31;
  if (first > 31) return isPair(second, third ?? 1) || isPair(third ?? 1, second);
  return (isPair(first, second) || isPair(second, first)) && !UNIT.test(after);
}

/** `May` and `march` are words as well, and `Mar` begins one. */
function isMonthWord(found: string): boolean {
  return !/\b(?:may|march|mar|dec|sept?|jan)\b/.test(found) || /[0-9]{4}|[0-9](?:st|nd|rd|th)/.test(found);
}

function dated(body: string, accept?: Rule['accept']): Rule {
  const cue = new RegExp(`${START}${body}${END}`, 'giu');
  return accept === undefined ? { kind: 'date', cue } : { kind: 'date', cue, accept };
}

/** One of these is in whatever the rules below find. */
export const DATE_WORD = new RegExp(
  `[0-9]|${LONG}|(?<![a-z])(?:${BRIEF})(?![a-z])|christmas|boxing|new year|hallo|valentin|independence|bonfire|patrick|thanksgiving|friday|sunday|monday|wednesday|stephen|mother's|father's|memorial|labou?r|veteran|anzac|australia|canada|republic|easter|diwali|eid|hanukkah`,
  'i',
);

export const DATE_RULES: readonly Rule[] = [
  {
    kind: 'date',
    cue: /(?<![\w./-])[0-9]{1,2}([./-])[0-9]{1,2}\1(?:(?:18|19|20)[0-9]{2}|[0-9]{2})(?![\w/]|[.-][0-9])/g,
    accept: (found, before, after) =>
      isDay(found, before, after) && !/(?:\bv|version|section|release) ?$/i.test(before),
  },
  {
    kind: 'date',
    cue: /(?<![0-9./-])(?:18|19|20)[0-9]{2}([./-])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?/g,
    accept: isDay,
  },
  { kind: 'date', cue: /(?:18|19|20)[0-9]{2}年(?:[0-9]{1,2}月)(?:[0-9]{1,2}日)?/g },
  {
    kind: 'date',
    cue: /(?<![\w.-])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[0-9]{4}|[0-9]{6})?(?![\w-])/g,
    accept: (_found, before) => !/(?:SNOMED|SCTID|CT|copies|cells)[^.;]{0,30}$/i.test(before),
  },
  {
    // Month and year.
    kind: 'date',
    cue: /(?<![\w./-])(?:(?:0[1-9]|1[0-2]|[1-9])[/-](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}[/-](?:0[1-9]|1[0-2]))(?![\w/-]|\.[0-9])/g,
  },
  {
    // Day and month, which a score, a ratio or a strength may look like.
    kind: 'date',
    cue: /(?<![\w])(?:on|since|dated|until|admission|admitted|discharged?|lmp|edd|vaccinated|appointment|operated|surgery|last seen|seen|date|dob|born|due)[ :]{1,3}(?:the )?/gi,
    value: /[0-9]{1,2}\/[0-9]{1,2}(?![\w/]|\.[0-9])/y,
    accept: (found, before, after) =>
      isDay(found, before, after) && !/^ ?(?:scale|pain|strength|power|murmur)/i.test(after),
  },
  dated(`${DAY}(?: (?:and|to|or) |-)?(?:${DAY})? ?(?:of |de )?${MONTH}[ ,]{0,2}(?:(?:of|de) )?${YEAR}`),
  dated(`${DAY}\\.? (?:of |de )?(?:${LONG})[ ,]{1,2}(?:de )?${YEAR}`),
  dated(`${DAY}[-/ ]${MONTH}[-/ ](?:${YEAR}|[0-9]{2})`),
  dated(`${DAY}(?: (?:of|de)|\\.)? ${MONTH}`, isMonthWordCapital),
  dated(`(?:the )?${ORDINAL}(?: (?:of|day of))? ${MONTH}`),
  dated(
    `${MONTH} (?:the )?${DAY}(?:,? ${YEAR})?(?! ?(?:tablets?|mg|ml|times|weeks?|days?|hours?|of|doses))`,
    isMonthWordCapital,
  ),
  dated(`${MONTH} (?:the )?${ORDINAL}`, isMonthWordCapital),
  dated(`${MONTH}[ ,/-]{1,2}(?:of )?${YEAR}`),
  // As spreadsheets print it: "Mar-24", "24-Mar". One digit makes a gene of it: "Oct-4".
  dated(`(?:(?:${LONG})|(?:${BRIEF}))[-/][0-9]{2}`),
  dated(`${DAY}-${MONTH}`, isMonthWordCapital),
  dated(`(?:in|since|last|this|next|early|late|mid|until|from|by)[ -]${MONTH}`, isMonthWordCapital),
  {
    kind: 'date',
    cue: /(?<![\w])(?:christmas (?:day|eve)|boxing day|new year's (?:day|eve)|halloween|valentine's day|independence day|bonfire night|st\.? patrick's day)(?![\w])/gi,
  },
  {
    kind: 'date',
    cue: /(?<![\w])on the (?:[12]?1st|2?2nd|2?3rd|[12]?[4-9]th|1[0-3]th|[23]0th|31st)(?![\w])(?! (?:floor|day|percentile|centile|week|dose|rib|toe|finger|attempt|line|cranial|nerve|ward|visit))/gi,
  },
  {
    // A weekday before a day and a month.
    kind: 'date',
    cue: /(?<![A-Za-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? (?:the )?/gi,
    value:
      /[0-9]{1,2}\/[0-9]{1,2}(?![\w/]|\.[0-9])|[0-9]{1,2}(?:st|nd|rd|th)(?![\w])(?! (?:percentile|centile|week|dose|floor))/y,
    accept: (found, before, after) =>
      /[a-z]/.test(found) ||
      (isDay(found, before, after) &&
        !/^[0-9]\/(?:7|52|12)$/.test(found) &&
        !/(?:pain|score|power|strength|gcs)[^.]{0,30}$/i.test(before) &&
        !/^ ?(?:course|scale|pain)/.test(after)),
  },
  {
    // A span of days: "7/8-7/10/22".
    kind: 'date',
    cue: /(?<![\w./-])[0-9]{1,2}\/[0-9]{1,2}(?:\/[0-9]{2,4})? ?(?:-|to|until) ?[0-9]{1,2}\/[0-9]{1,2}\/(?:[0-9]{4}|[0-9]{2})(?![\w/])/g,
    accept: isDay,
  },
  // A month in Roman figures, and run together: "14 ii 1958", "11NOV23".
  dated('[0-9]{1,2}[ ./-](?:i{1,3}|iv|vi{0,3}|ix|xi{0,2})[ ./-](?:(?:18|19|20)[0-9]{2})'),
  dated(`(?:3[01]|[12][0-9]|0?[1-9])(?:${BRIEF})(?:[0-9]{4}|[0-9]{2})`),
  {
    kind: 'date',
    cue: /(?<![\w.])[0-9]{1,2}(?:st|nd|rd|th) (?:inst|ult|prox)(?![A-Za-z])|(?<![A-Za-z])the [0-9]{1,2}(?:st|nd|rd|th) (?:of )?(?:this|last|next) month(?![a-z])/gi,
  },
  {
    kind: 'date',
    cue: /(?<![\w])(?:thanksgiving(?: day)?|good friday|(?:easter|whit|bank holiday) (?:sunday|monday)|palm sunday|ash wednesday|st\.? stephen's day|mother's day|father's day|memorial day|labou?r day|veterans day|anzac day|australia day|canada day|republic day|(?:on|since|after|before|last|this|at) (?:christmas|easter|halloween|diwali|eid|hanukkah|new year)(?:'s)?)(?![\w'])(?! (?:tree|disease|factor|party|dinner|lunch|lights|presents?))/gi,
  },
];

/** A month without a year must be written as one, with a capital, unless it is no other word beside a day. */
function isMonthWordCapital(found: string): boolean {
  return (
    isMonthWord(found) &&
    (/\p{Lu}/u.test(found.replace(/^(?:On|In|Since|Last|This|Next|Early|Late|Mid|Until|From|By)/, '')) ||
      /marzo|enero|abril|juin|juillet/.test(found) ||
      /(?:19|20)[0-9]{2}/.test(found) ||
      /(?<![a-z])(?:january|february|april|june|july|august|september|october|november|december|feb|apr|jun|jul|aug|nov)(?![a-z])/.test(
        found,
      ))
  );
}
