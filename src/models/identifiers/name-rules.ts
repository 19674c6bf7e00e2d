import { GIVEN_NAMES } from './given-names.js';
import {
  ABOUT_A_THING,
  AGE,
  CAPITAL_START,
  isFull,
  isName,
  isTitled,
  NAME,
  ONE_AT,
  START,
  TWO,
  TWO_AT,
  TYPED,
  typedName,
} from './name-shape.js';
import { KIN } from './name-words.js';
import type { Rule } from './rule.js';

/** What follows "dr" in lower case, as people type, and is no name. */
const AFTER_DR =
  /^(?:[a-z]{2,}(?:ed|ing|tion)|thinks?|thought|says?|wants?|gave|gives?|puts?|sees?|saw|came|does|did|appt|appts|appointments?|office|visits?|orders?|suggests?|recommends?|believes?|always|already|yet|never|only|again|today|tomorrow|yesterday|soon|about|because|then|there|before|until|later|first|which|recently|actually|prescribes?|notes?|letters?|surgery|strange|asap|took|takes?|makes?|made|found|sent|let|knows?|knew|left|wrote|keeps?|kept|tells?|asks?|needs?|might|must|shall|does|doesn't|didn't|won't|can't|hasn't|isn't)(?![\p{L}])/u;
const OF_A_DR =
  /(?<![a-z])(?:the|my|our|an?|your|his|her|their|another|any|that|this|which|family|eye|local)\s{1,2}dr\.? $/i;
/** Without a full stop the words around it must tell that a name is meant. */
const TO_DR = /(?<![a-z])(?:by|with|under|to|from|of|for|saw|seen|see|asked|per) dr $/i;
const DR_DID =
  /^ (?:said|says|told|thinks|thought|gave|prescribed|wants|wanted|saw|advised|started|referred)(?![a-z])/;
const CAPITALS_AT = /\p{Lu}[\p{Lu}'-]{1,30} (?:\p{Lu}\.? )?\p{Lu}[\p{Lu}'-]{1,30}(?![\p{L}])/uy;

export const NAME_RULES: readonly Rule[] = [
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Nurse|Sister|Sr|Sra|Señora?|Herr|Frau|Mme|Mlle|Madame|Monsieur|Rev|Reverend|Capt|Captain|Sgt|Sergeant|Col|Colonel|Lt|Lieutenant|Cpl|Pte|Cllr|Pastor|Sheikh|Shri|Smt|Signora?|Senora?|Inspector|Constable|Officer|Lady|Lord|Sir|Dame|Rabbi|Imam|Judge|Matron)\\.?\\s{1,3}`,
      'g',
    ),
    value: NAME,
    accept: isTitled,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:DR|MRS?|MISS)\\.? `, 'g'),
    value: /\p{Lu}[\p{Lu}'-]{2,30}/uy,
    accept: isTitled,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:mrs|mr|miss)\\.? `, 'g'),
    value: /\p{Ll}[\p{Ll}'-]{2,30}/uy,
    accept: (found, before, after) =>
      !/miss/.test(before.slice(-6)) && isTitled(found) && isName(found, before, after),
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}dr\\.? `, 'g'),
    value: /\p{Ll}[\p{Ll}'-]{2,30}/uy,
    accept: (found, before, after) =>
      isTitled(found) &&
      !AFTER_DR.test(found) &&
      !OF_A_DR.test(before) &&
      (/\. $/.test(before) || TO_DR.test(before) || DR_DID.test(after)),
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:(?:patient|pt|client|full|legal)(?:'s)? )?name(?: is)?[: ]{1,3}`, 'gi'),
    value: CAPITALS_AT,
    accept: isFull,
  },
  {
    // Among capitals only a given name tells a name from a sentence.
    kind: 'name',
    cue: new RegExp(`${START}(?:PATIENT|PT|CLIENT)[: ]{1,3}`, 'g'),
    value: CAPITALS_AT,
    accept: (found, before, after) =>
      isFull(found, before, after) &&
      GIVEN_NAMES.has(found.slice(0, 1) + found.slice(1, found.indexOf(' ')).toLowerCase()),
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:(?:my|her|his|their|child's|baby's) (?:full )?name is|my name's|(?:patient|pt|full|first|last|middle|maiden|family|given|preferred|client|mother's|father's)(?:'s)? name(?: is|:| ?=)|mein name ist|me llamo|mi nombre es|je m'appelle|mi chiamo|people call me|knows? me as)[ :]{1,4}`,
      'gi',
    ),
    value: TYPED,
    accept: typedName,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:names?|surname|forename|nombre|nom|naam)[:=] {0,3}`, 'gi'),
    value: NAME,
    accept: typedName,
  },
  { kind: 'name', cue: /(?:姓名|患者|氏名)[:: ]{1,3}/gu, value: /\p{Lo}{2,6}/uy },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:called|named|known as|goes by) `, 'gi'),
    value: TWO_AT,
    accept: (found, before, after) => isFull(found, before, after) && !ABOUT_A_THING.test(before),
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:he|she|i|they|pt|patient|${KIN})(?:'s| is|'m| am| are| was) (?:called|named) `,
      'gi',
    ),
    value: TYPED,
    accept: (found, before, after) =>
      isFull(found.split(' ')[0] ?? '', before, after) && isName(found, before, after),
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:next of kin|nok|emergency contact|guardian|carer|signed(?: by)?|dictated by|transcribed by|authored by|reported by|consultant|attending|referring (?:gp|doctor|physician)|surgeon|physician|provider|gp|pcp|patient|pt|client|re|from|to|cc|contact)[:] {0,3}`,
      'gi',
    ),
    value: NAME,
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:seen by|referred by|reviewed by|dictated by|signed by|examined by|discussed with|d/w|spoke (?:to|with)|speak(?:ing)? (?:to|with)|accompanied by|under the care of|patient|pt|re:?|dear|hi|hello|(?:letter|call|message|e-?mail) from|surgeon|consultant|registrar)[ ,(]{1,2}`,
      'gi',
    ),
    value: TWO_AT,
    accept: isFull,
  },
  {
    kind: 'name',
    cue: /(?<![A-Za-z])(?:regards|sincerely|faithfully|thanks|many thanks|best wishes|yours|thank you|love|cheers),?\s{1,3}/gi,
    value: TWO_AT,
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:I'm|I am|this is|it is|it's) `, 'gi'),
    value: TWO_AT,
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:I'm|I am|this is) `, 'gi'),
    value: /\p{Lu}[\p{Ll}'-]{1,30}(?=, (?:aged )?[0-9]{1,3}\b| (?:speaking|calling|here)\b)/uy,
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}${KIN},? \\(?`, 'gi'),
    value: ONE_AT,
    accept: (found, before, after) =>
      isFull(found, before, after) && !/\b(?:g[ai]ves?|given|giving|takes?|on|:)[^.,;]{0,20}$/i.test(before),
  },
  {
    kind: 'name',
    cue: new RegExp(`${CAPITAL_START}${TWO}(?=(?:,| is| was| \\()? {0,1}(?:an? |aged )?${AGE})`, 'gu'),
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}${AGE}[- ]old(?: [a-z]{2,12}){0,2},? `, 'g'),
    value: TWO_AT,
    accept: (found, before, after) =>
      isFull(found, before, after) &&
      !/^ (?:man|woman|male|female|boy|girl|lady|gentleman|patient)/.test(after),
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${CAPITAL_START}${TWO},? (?:MD|M\\.D\\.|RN|DO|PhD|FRCP|FRCS|MBBS|NP|PA-C|DDS|PharmD|LCSW|MRCP|BSN)(?![\\p{L}])`,
      'gu',
    ),
    accept: isName,
  },
  {
    // At the start of a sentence, before a word that says what a person did.
    kind: 'name',
    cue: new RegExp(
      `(?<=^|[.!?\\n] ?)${TWO}(?= (?:presented|presents|reports|reported|complains|denies|attended|was (?:admitted|seen|discharged|referred)|is (?:known|on)|has been))`,
      'gu',
    ),
    accept: isFull,
  },
];
