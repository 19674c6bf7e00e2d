import type { Rule } from './rule.js';

const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}'-]{1,30}";
const NOT_A_ROAD =
  /^[0-9]{1,4}[a-z]? (?:minutes?|mins?|miles?|hours?|days?|weeks?|months?|years?|lane|block|times|metres?|meters?|times|side|main|in|on|of|the|per|mile)(?![a-z])/;
/** A histology code and stage: "C50 T2N1". */
const STAGED = /^(?:[A-Z][0-9]{2} ?(?:T[0-4X]|N[0-3X]|M[01X]|L[0-9]|S[0-9]|E[0-9]V)|T[0-9]N|E[0-9]V)/;

export const ADDRESS_RULES: readonly Rule[] = [
  {
    kind: 'geography',
    cue: new RegExp(
      `(?<![\\w./])[0-9]{1,5}[A-Za-z]?,? (?:[NSEW]{1,2}\\.? )(?:${CAPITAL} |[0-9]{1,3}(?:st|nd|rd|th) ){1,3}?(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Terrace|Circle|Parkway|Pkwy|Highway|Hwy|Loop|Trail)(?![\\p{L}])`,
      'gu',
    ),
  },
  {
    kind: 'geography',
    cue: /(?<![\w./])[0-9]{1,5} (?:[NSEW]\.? )?[0-9]{1,3}(?:st|nd|rd|th) (?:Street|St|Avenue|Ave)(?![A-Za-z])/gi,
  },
  {
    kind: 'geography',
    cue: /(?<![\w./])[0-9]{1,4}[a-z]? (?:[a-z]{3,15} ){1,2}(?:street|road|avenue|lane|crescent|terrace|row|grove|mews|gardens|boulevard)(?![a-z])/g,
    accept: (found) => !NOT_A_ROAD.test(found) && !/ (?:a|the|in|of|lane|side) /.test(found),
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])(?:(?:Rural )?Route|RR|HC|Box|State Road|County Road|CR|FM|Interstate|US Route|Highway|Hwy|Autoroute) ?#?[0-9]{1,4}(?:,? Box [0-9]{1,5})?(?![\w.%])/g,
    accept: (found) =>
      /Rural|US Route|Road|Interstate|Highway|Hwy|(?:RR|HC).*Box [0-9]+$|FM [0-9]{3}/.test(found),
  },
  {
    kind: 'geography',
    cue: /(?<![\w./-])(?:[ABMN][0-9]{1,4} (?:near|outside|towards|at|by|between|southbound|northbound|eastbound|westbound|bypass|junction)(?= [A-Z0-9])|I-[0-9]{2,3}(?![\w.])|[MA][0-9]{1,3} motorway)/g,
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])(?:(?:home |postal |mailing |street |current |patient |her |his |my )?addr(?:ess)?\.?(?: is |: ?| = ?| )|(?:house|residence|lives at|living at|resides at|residing at|domiciled at)[: ]{1,2})/gi,
    value:
      /(?:(?:no\.? ?|flat |apt |unit |plot |h\.?no\.? ?|#)?[0-9]{1,5}[A-Za-z/-]{0,3},? )?\p{Lu}[\p{L}\p{M}'-]{2,30}(?:,? \p{Lu}[\p{L}\p{M}'-]{1,30}){0,5}/uy,
    accept: (found, before) =>
      /[:=] ?$|is $|at $/.test(before)
        ? !/^(?:Not|Unknown|Same|See|None|Verified|Given|Withheld|Home|As|No|On|Yes|Officer|The (?:Hospital|Clinic))\b/.test(
            found,
          )
        : /^(?:no|flat|apt|unit|plot|h\.?no|#)?[. ]{0,2}[0-9]/i.test(found),
  },
  {
    // A named house, estate or colony.
    kind: 'geography',
    cue: new RegExp(
      `(?=[A-Z\\u00c0-\\u024f])(?<![\\p{L}'-])(?:${CAPITAL} ){1,3}?(?:Nagar|Colony|Vihar|Marg|Enclave|Chowk|Bazaar|Cottage|Manor|Lodge|Towers|Villas?|Apartments|Gardens|Heights|Mews|Rectory|Vicarage|Farmhouse|Schoolhouse|Almshouses|Sheltered Housing|Retirement Village|Care Home|Rest Home|Elementary|Middle School|High School|Junior High|Comprehensive|Kindergarten|Nursery School|Montessori|Playgroup|Parish Church|Cathedral|Mosque|Synagogue|Gurdwara|Barracks|Prison|Penitentiary|Reservation)(?![\\p{L}])`,
      'gu',
    ),
    accept: (found) =>
      !/^(?:The|A|An|Our|My|His|Her|Their|In|At|Local|State|Public|Bacterial|Bone|Single|Mixed|Small|Fungal|Wound|New|Resident|Nurse|Staff) (?:[A-Z][a-z]+ )?(?:Colony|Lodge|Towers|Villas?|Apartments|Gardens|Heights|Cottage|Cathedral|Mosque|Synagogue|Elementary|(?:High|Middle|Nursery) School|Prison|Kindergarten|(?:Care|Rest) Home|Barracks|Manor)$/.test(
        found,
      ),
  },
  // "at St Ethel's".
  {
    kind: 'geography',
    cue: /(?<![\p{L}])(?:St\.?|Saint) \p{Lu}\p{Ll}{2,20}(?:'s|s')(?! ?(?:[Ww]ort|[Dd]ay|[Dd]ance|[Ff]ire|[Cc]ross))(?![\p{L}])/gu,
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])(?:zip|post(?:al)? ?code|postcode|eircode|pin ?code)(?: ?code)?(?: [a-z]{2,8}){0,4}[ :#=]{1,3}/gi,
    value:
      /[0-9]{5}(?:-[0-9]{4})?(?![0-9])|[1-9][0-9]{2} ?[0-9]{3}(?![0-9])|[A-Za-z][0-9]{2} ?[0-9A-Za-z]{4}(?![0-9A-Za-z])/y,
    accept: (found) => /[0-9]{2}/.test(found),
  },
  { kind: 'geography', cue: /(?<![\w.-])[0-9]{5}-[0-9]{4}(?![\w-]|\.[0-9])/g },
  // Canada, Ireland, Australia, India.
  {
    kind: 'geography',
    cue: /(?<![\w.-])[ABCEGHJ-NPR-TVXY][0-9][ABCEGHJ-NPR-TV-Z][ -][0-9][ABCEGHJ-NPR-TV-Z][0-9](?![\w-])/g,
    accept: (found) => !STAGED.test(found),
  },
  {
    kind: 'geography',
    cue: /(?<![\w.-])(?:[AC-FHKNPRTV-Y][0-9]{2}|D6W) (?=[0-9]{0,3}[A-Z])(?=[A-Z]{0,3}[0-9])[0-9AC-FHKNPRTV-Y]{4}(?![\w-])/g,
    accept: (found) => !STAGED.test(found) && /[A-Z].*[A-Z]/.test(found.slice(3)),
  },
  {
    kind: 'geography',
    cue: /(?<![\p{L}])\p{Lu}\p{Ll}{2,20}(?: \p{Lu}\p{Ll}{2,20})?,? (?:NSW|VIC|Vic|QLD|Qld|WA|SA|TAS|Tas|NT|ACT),? [0-9]{4}(?![\w.])/gu,
  },
  {
    kind: 'geography',
    cue: /(?<![\p{L}])\p{Lu}\p{Ll}{3,20} ?[-,] ?[1-9][0-9]{2} ?[0-9]{3}(?![\w.,]|-[0-9])/gu,
    accept: (found, _before, after) =>
      /[0-9]{6}$|[0-9]{3} [0-9]{3}$/.test(found) &&
      !/^ ?(?:copies|cells|units|iu|patients|mg|ml|\/)/i.test(after) &&
      /-/.test(found),
  },
];
