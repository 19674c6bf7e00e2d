import { GIVEN_NAMES } from './given-names.js';
import { CAPITAL_START, isFull, isName, START, TWO, TWO_AT } from './name-shape.js';
import { KIN } from './name-words.js';
import { hasLentItsName, isGivenName, isLoneName, isWordThenSurname, PERSON_DID } from './person-words.js';
import type { Rule } from './rule.js';
import { isDistinctSurname, isSurname } from './surnames.js';
import { WORD_NAMES } from './word-names.js';

const LONE = "(?:O'|Mc|Mac|D'|Al-)?\\p{Lu}\\p{Ll}{2,14}(?:-\\p{Lu}?\\p{Ll}{1,14})?";
const LONE_AT = new RegExp(`(?:\\p{Lu}\\. ?)?${LONE}(?: (?:\\p{Lu}\\.? )?${LONE}){0,2}`, 'yu');
const INITIALS_AT = /(?:\p{Lu}\. ?){1,3}(?:de |van |von |O')?\p{Lu}\p{Ll}{2,20}(?:-\p{Lu}\p{Ll}{1,20})?/uy;
const STAFF =
  '(?:nurse|matron|midwife|hca|lpn|rn|cna|sho|registrar|consultant|intern|resident|fellow|physio(?:therapist)?|pharmacist|paramedic|radiographer|dietitian|phlebotomist|receptionist|doula|interpreter|social worker|support worker|key ?worker|care ?worker|carer|caregiver|warden|case manager|an(?:a)?esthetist|assistant|chaplain|father|teacher|officer|constable|detective|aide|therapist|coach|neighbou?r|roommate|housemate|flatmate|landlord|landlady|lodger|teenager|toddler|infant|newborn|baby|little|young|old|twin (?:[12a-b]|one|two))';
const DONE_BY =
  '(?:seen|reviewed|examined|assessed|ordered|requested|signed|countersigned|dictated|typed|transcribed|authored|written|entered|charted|performed|done|witnessed|verified|checked|administered|given|prescribed|reported|recorded|completed|prepared|inserted|removed|accompanied|brought in|escorted|interpreted|translated|consented|counselled|triaged|clerked|discharged|admitted|referred|operated on|echo|scan|uss|ecg|mri|ct|x-?ray|report|note|letter|history) (?:electronically |today |jointly |here |on arrival )?by';
const TALKED =
  '(?:discuss(?:ed|ion)?|met|meet(?:ing)?|held|spoke|spoken|speak|liaised?|agreed|talk(?:ed)?|chat(?:ted)?|confirmed|checked|conversation|appointment|consultation|explained|apologi[sz]ed|handed over|listened)';
const TO_A_PERSON =
  '(?:(?:saw|seen|see|met|meet|review(?:ed)?|examined|admitted|assessed|discharged|ask(?:ed)?|told|tell|rang|ring|phoned?|called|texted|text|contact(?:ed)?|inform(?:ed)?|thank(?:ed)?|remind|update[d]?|visit(?:ed)?|counselled|consented|asked about|according to|care of|opinion of|regards to|collateral from|history from|hx from|news from|heard from|handover from|referral from|request from|(?:voicemail|message|letter|appointment|referral|results?|script|prescription|bed|note|discharge) for|voicemail to|letter to|copy to|message to)(?: (?:today|again|about))?)';
const THEN_DID = new RegExp(`^,? ${PERSON_DID}(?![\\p{L}])`, 'u');

/** After "the" or "my" it is a thing or a body: "my Fitbit says". */
const couldBeName: NonNullable<Rule['accept']> = (found, before, after) =>
  isLoneName(found, before, after) &&
  !/(?<![\p{L}])(?:the|an?|my|his|her|our|your|their|this) $/iu.test(before);

export const PERSON_RULES: readonly Rule[] = [
  {
    // "Mum says Kayleigh has not …": in a sentence, before what only a person does.
    kind: 'name',
    cue: new RegExp(`(?<=[\\p{Ll}\\p{N},;)"] )${LONE}(?: ${LONE})?(?= ${PERSON_DID}(?![\\p{L}]))`, 'gu'),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `(?<=^|[.!?:\\n] {0,2}|[0-9]\\. )${TWO}(?= (?:is an? [0-9]{1,3}|states|says|said|came|lives|rang|phoned|called|was (?:brought|reviewed|born)|ji |received|has (?:agreed|consented|declined|refused)))`,
      'gu',
    ),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${CAPITAL_START}${TWO}(?=, ?(?:[MF] ?/ ?[0-9]{1,3}|[0-9]{1,2} ?[/ ]? ?[MF]\\b|[1-9][0-9](?=[,;.]| and )|a [0-9]{1,3}[ -]y))`,
      'gu',
    ),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `(?<=^|[.!?:\\n] {0,2})${LONE}(?=, (?:an? |aged )[0-9]{1,3}[ -](?:y|month|week|day))`,
      'gu',
    ),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${CAPITAL_START}${LONE}(?= (?:ji|bhai|sahib|saheb|garu|amma|san|sensei)(?![\\p{L}]))`,
      'gu',
    ),
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}${STAFF},? [("]?`, 'gi'),
    value: LONE_AT,
    accept: (found, before, after) =>
      isLoneName(found, before, after) &&
      (isGivenName(found.split(' ')[0] ?? '') ||
        isSurname(found.split(' ').at(-1) ?? '') ||
        THEN_DID.test(after)),
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:${STAFF}|${DONE_BY}|consent|witness|with|from|to|saw|under)(?: by)?:? `,
      'gi',
    ),
    value: INITIALS_AT,
    accept: (found, before, after) => isLoneName(found.replace(/^(?:\p{Lu}\. ?)+/u, ''), before, after),
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}${DONE_BY}:? (?:the )?(?:${STAFF} )?`, 'gi'),
    value: LONE_AT,
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}${TALKED} (?:[a-z]{1,12} ){0,4}?(?:with|to) `, 'gi'),
    value: LONE_AT,
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:${TO_A_PERSON}|Told|Asked|Phoned|Rang|Saw|Message from|Message for|Voicemail for) `,
      'g',
    ),
    value: LONE_AT,
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:next of kin|nok|deceased|caller|lpa|poa|gp|pcp|emergency contact|proxy|executor|tenant|claimant|resident)(?: is| was|:)? \\(?`,
      'gi',
    ),
    value: TWO_AT,
    accept: isFull,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:(?:prefers?|likes?|wants?|asks?|wishes)(?: to be)? (?:called|known as|addressed as)|goes by|known to (?:friends|family|all) as|nickname(?:d)?(?: is|:)?|preferred name(?: is|:)?|aka|a\\.k\\.a\\.) "?`,
      'gi',
    ),
    value: /\p{L}[\p{L}'-]{1,20}(?: \p{Lu}\p{Ll}{1,20})?/uy,
    accept: (found, before, after) => isFull(found, before, after) && /\p{Lu}/u.test(found),
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:in charge|on call|on duty|named (?:nurse|midwife|consultant))(?: [a-z]{3,8})? (?:is|was) `,
      'gi',
    ),
    value: LONE_AT,
    accept: couldBeName,
  },
  {
    // The end of a message.
    kind: 'name',
    cue: new RegExp(
      `${START}(?:thanks|thx|thank you|regards|best|wishes|cheers|ta|yours|sincerely|love)(?: (?:so much|very much|again|a lot|a million|doc|doctor|in advance|for (?:your|the|all) [a-z]{2,10}|kindly|always|all)){0,2} ?[,.!-]{0,2}\\s{1,3}`,
      'gi',
    ),
    value: new RegExp(`${LONE}(?: ${LONE})?(?= ?x{0,3}[.!]?\\s{0,3}(?:\\n|$))`, 'yu'),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(`${START}(?:this is|it's|it is|hi doc(?:tor)?|hello|hi|sorry|morning|evening),? `, 'gi'),
    value: new RegExp(`${LONE}(?: ${LONE})?(?=, (?:I|i|my|we|your)\\b| here\\b| again\\b)`, 'yu'),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: new RegExp(
      `${START}(?:bed|room|bay|side room|cubicle|theatre|cot|chair) [0-9]{1,3}[A-Za-z]?[,:;-] ?`,
      'gi',
    ),
    value: new RegExp(`${LONE}(?=[,;:(]| [0-9]{1,3}[ ,MF]| day )`, 'yu'),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: /(?:ology|etics|iatrics|iatry|surgery|medicine|registrar|consultant|physio|nurse|doctor|sho|spr|gp|team|family|carer|officer|caller|daughter|son|wife|husband) \(/gi,
    value: new RegExp(`${LONE}(?: ${LONE})?(?=\\))`, 'yu'),
    accept: couldBeName,
  },
  {
    kind: 'name',
    cue: /(?<![A-Za-z])(?:ED course|hospital course|interval history|hpi|subjective|overnight|update|plan for|impression|events|background|handover|story)[:;] /gi,
    value: new RegExp(
      `${LONE}(?: ${LONE})?(?= (?:received|remained|remains|was (?:given|seen|started|taken)|had a|has been|continues|reports|denies|states))`,
      'yu',
    ),
    accept: couldBeName,
  },
  {
    // A name that is a word as well, before a family name or what a person does.
    kind: 'name',
    cue: new RegExp(`${CAPITAL_START}(?<!['-])${LONE}(?: (?:\\p{Lu}\\.? )?${LONE})?(?![\\p{L}-])`, 'gu'),
    accept: (found, before, after) => {
      const [first = '', second = ''] = found.split(' ');
      if (isWordThenSurname(found)) return isName(found, before, after) && !hasLentItsName(after);
      if (isDistinctSurname(first) || isDistinctSurname(second))
        return (
          isFull(found, before, after) &&
          !hasLentItsName(after) &&
          !/^(?:'s [a-z]| et al| and others|,? \(?(?:19|20)[0-9]{2})/.test(after)
        );
      return (
        second === '' &&
        WORD_NAMES.has(first) &&
        (/^'s (?:mother|father|mum|mom|dad|wife|husband|son|daughter|sister|brother|partner|gran|carer|family|parents)(?![a-z])/.test(
          after,
        ) ||
          (/(?:[\p{Ll},;] )$/u.test(before) &&
            /^,? (?:says?|said|states|denies|reports|lives|told|thinks|feels|phoned|rang|has not|hasn't|was (?:seen|admitted|discharged))(?![\p{L}])/u.test(
              after,
            )))
      );
    },
  },
  {
    // In lower case, as people type: four letters need a word for a person before them, five do not.
    kind: 'name',
    cue: new RegExp(
      `${START}(?:pt|patient|client|i (?:saw|reviewed|met|examined)|${KIN}|nurse|named|called|i'm|i am|this is),? `,
      'gi',
    ),
    value: /[a-z]{4}(?![a-z'-])/y,
    accept: (found) => isTypedGivenName(found, 4),
  },
  {
    kind: 'name',
    cue: /(?<![A-Za-z0-9\u00aa-\u024f'@./_-])[a-z]{5,13}(?![A-Za-z0-9\u00aa-\u024f'@/_-]|\.[a-z])/g,
    accept: (found) => isTypedGivenName(found, 5),
  },
];

const LOWER_CASE: ReadonlySet<string> = new Set(Array.from(GIVEN_NAMES, (name) => name.toLowerCase()));
/** What is a word, a drug or a thing in lower case, though a name with a capital. */
const WORD_IN_LOWER_CASE =
  /^(?:alice|bella|billy|bobby|carol|celeste|craig|dolores|kamala|mickey|paddy|pascal|patty|petra|peter|terry|molly|mandy|tilda|randy|harry|jenny|jerry|jimmy|sultan|sharon|maria|gemma|donna|santa|felicity|verity|roger|tommy|sheila|swati|laila|sonia|salma|maura|linda|andes|julep|marta|perla|milos|miran|salome|isolde|lenny|benny|betty|conor|denis|gavin|kiran|libby|mindy|rocio|sachin|shelly|tammy|tonya|trudy)$/;
function isTypedGivenName(word: string, least: number): boolean {
  return word.length >= least && LOWER_CASE.has(word) && !WORD_IN_LOWER_CASE.test(word);
}
