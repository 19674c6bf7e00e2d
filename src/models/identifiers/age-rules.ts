import type { Rule } from './rule.js';

const NUMBER = '(?:9[0-9]|1[01][0-9]|12[0-5])';
const WORD =
  '(?:ninety|(?:one |a )?hundred)(?:[ -](?:and )?(?:one|two|three|four|five|six|seven|eight|nine|ten))?';
const AGE = `(?:${NUMBER}|${WORD})`;
const KIN =
  '(?:mother|father|mum|mom|mam|dad|gran|granny|nan|nana|nanna|grandma|grandad|granddad|grandpa|grandmother|grandfather|aunt|uncle|neighbour|neighbor|husband|wife|patient|lady|man|woman|gentleman)';
/** After a number of years: it is a measure, a rate or a category after all. */
const MEASURE =
  /^(?:[.,][0-9]|[0-9%/+]| ?(?:%|percent|per |kg|kilo|cm|mm|mg|bpm|beats|degrees|weeks?|months?|days?|minutes?|hours?|on (?:air|room)|saturat|lbs?|pounds|litres|g\b|mmhg|st\b|points?|to [0-9]|most|sats|or (?:over|older|above|more)|and (?:over|older|above)))/i;
const notMeasure: NonNullable<Rule['accept']> = (_found, _before, after) => !MEASURE.test(after);

/** One of these is in whatever the rules below find. */
export const AGE_WORD = /9[0-9]|1[0-2][0-9]|18[0-9]{2}|ninet|hundred|90|centenarian|nonagenarian/i;

export const AGE_RULES: readonly Rule[] = [
  { kind: 'age-over-89', cue: /(?<![\w./])(?:9[0-9]|10[0-9]) ?\/ ?(?:[FM]|female|male)(?![\w/])/g },
  {
    kind: 'age-over-89',
    cue: new RegExp(
      `(?<![\\w.])${AGE}[- ]{0,2}(?:(?:years?|yrs?|y)[- .]{0,2}(?:old|of age)\\b|y\\.?/?o\\b|yr?s?/o\\b|yrs?\\b(?= (?:f|m|male|female|man|woman)\\b))`,
      'gi',
    ),
    accept: notMeasure,
  },
  {
    kind: 'age-over-89',
    cue: new RegExp(
      `(?<![A-Za-z])(?:aged?|age (?:of|is)|age \\(years?\\))[ :=]{1,4}(?:about |is )?${AGE}(?![\\w/])`,
      'gi',
    ),
    accept: notMeasure,
  },
  {
    kind: 'age-over-89',
    cue: /(?<![\w./])(?:9[0-9]|10[0-9])[FM](?= (?:with|presents|presenting|admitted|who|c\/o|has|lives)\b|[,;]| fell)/g,
    accept: (_found, before) =>
      !/(?:temp|fever|[0-9]{2,3} ?F|to|of|at)[^a-z]{0,10}$/i.test(before) &&
      !/temp\w*[^.]{0,20}$/i.test(before),
  },
  {
    // With a space it may be a temperature, unless a sentence begins so.
    kind: 'age-over-89',
    cue: /(?<![\w./])(?:9[0-9]|10[0-9]) [FM](?= (?:with|presents|presenting|admitted|who|c\/o|has|lives|fell)\b)/g,
    accept: (_found, before, after) =>
      /(?:^|[.;:(\n]|(?<![A-Za-z])(?:pt|patient|an?|this|our))\s{0,2}$/i.test(before) &&
      !/temp\w*[^.]{0,20}$/i.test(before) &&
      !/^ with (?:chills|rigors|fever|sweats)/i.test(after),
  },
  {
    // Without "old": as long as it is no span of time.
    kind: 'age-over-89',
    cue: new RegExp(`(?<![\\w.,/<>~-])${NUMBER} ?(?:yrs?|y)(?![A-Za-z/]|\\.?o)`, 'g'),
    accept: (found, before, after) =>
      notMeasure(found, before, after) &&
      !/(?:for|over|under|after|within|in|last|past|next|every|about|to|or|than|by|life|survival of|follow-?up(?: of)?|previous|these|those)[ :]{0,2}$/i.test(
        before,
      ),
  },
  {
    kind: 'age-over-89',
    cue: new RegExp(
      `(?<![A-Za-z])(?:he|she|who)(?:'s| is| was| will be| turns| would be| turned| just turned| has just turned) (?:about |nearly |now |over )?${AGE}(?![\\w/%])`,
      'gi',
    ),
    accept: notMeasure,
  },
  {
    kind: 'age-over-89',
    cue: new RegExp(
      `(?<![A-Za-z])${KIN}(?:,| is| was| will be| turns|'s| \\(| (?:has )?(?:just )?turned|, who is|, who's) ?${AGE}(?![\\w/%])`,
      'gi',
    ),
    accept: notMeasure,
  },
  {
    kind: 'age-over-89',
    cue: /(?<![A-Za-z])(?:I'm|I am) (?:now )?(?:9[0-9]|10[0-9])(?= ?(?:[,;]|and\b|\.(?![0-9])))/g,
  },
  {
    kind: 'age-over-89',
    cue: /(?<![A-Za-z])(?:(?:super)?centenarians?|nonagenarians?|in (?:her|his|their|my|its) (?:(?:early|mid|late|very late)[ -]{1,2})?(?:nineties|90'?s|hundreds)|(?:early|mid|late)[ -]nineties)(?![A-Za-z])/gi,
  },
  {
    kind: 'age-over-89',
    cue: /(?<![A-Za-z])(?:born|birth year|year of birth)(?: in)?[ :]{1,3}(?:18[0-9]{2}|19(?:[0-2][0-9]|3[0-6]))(?![0-9/-])/gi,
  },
  // The sex before the age, as in India: "F/96", "M 96 y".
  { kind: 'age-over-89', cue: /(?<![\w/])(?:[FM]|female|male) ?\/ ?(?:9[0-9]|10[0-9])(?![\w/.%])/gi },
  {
    kind: 'age-over-89',
    cue: /(?<![\w.])(?:9[0-9]|1[01][0-9])(?:st|nd|rd|th) (?:birthday|year(?! of| in))|(?<![A-Za-z])(?:nineti|hundred)(?:e)?th birthday|(?<![A-Za-z])ninety-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth) (?:birthday|year)/gi,
    accept: notMeasure,
  },
  {
    kind: 'age-over-89',
    cue: new RegExp(`(?<![A-Za-z])age(?: [a-z]{2,12}){0,3}[ :=]{1,3}${AGE}(?![\\w/])`, 'gi'),
    accept: notMeasure,
  },
  {
    kind: 'age-over-89',
    cue: new RegExp(
      `(?<![A-Za-z])(?:died|dies|death|passed away|lived|living|alive|survived|turn(?:s|ed|ing)|celebrat(?:ed|es|ing)|oldest(?: [a-z]{2,8}){0,4} was|still (?:driving|working|gardening|active|independent))(?: [a-z]{2,12}){0,3}? (?:at|to|aged|was|her|his) ?(?:the age of |age )?${AGE}(?![\\w/%])`,
      'gi',
    ),
    accept: notMeasure,
  },
  {
    kind: 'age-over-89',
    cue: new RegExp(
      `(?<![A-Za-z])(?:just |now |recently |turned |turns |turning |nearly |almost |be )(?:turned |turning )?${AGE}(?= ?(?:[,;]|\\.(?![0-9])|(?:next|this|last|in|on|and|years?|with)(?![a-z])|$))`,
      'gi',
    ),
    accept: (found, before, after) =>
      notMeasure(found, before, after) &&
      (/turn/i.test(found) ||
        /(?:she|he|who|i|patient|mother|father|mum|dad|nan|gran)(?:'s|'m| is| was| will| am| has)? $/i.test(
          before,
        )),
  },
  {
    kind: 'age-over-89',
    cue: /(?<![\w./])(?:9[0-9]|10[0-9])[MF](?![\w/])/g,
    accept: (found, before, after) =>
      /(?:^|[.;:(\n,]|(?<![A-Za-z])(?:pt|patient|an?|this|our|frail|is))\s{0,2}$/i.test(before) &&
      !/(?:temp|fever|°|[0-9] ?F)[^.]{0,20}$/i.test(before) &&
      !/^[,;]? ?(?:temp|fever|on admission|at triage|today|oral|this morning|with (?:chills|rigors|fever|sweats))/i.test(
        after,
      ) &&
      (found.endsWith('M') || /^ [A-Za-z]/.test(after)),
  },
];
