import { isNarrow } from './narrow-place.js';
import { POSTCODE_AREAS, SMALL_ZIP, STATE_CODES, STATE_NAMES } from './place-names.js';
import type { Rule } from './rule.js';

const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}'-]{1,30}";
/** Looks cheaply before it looks closely: most characters begin no place. */
const MAY_START = '(?=[A-Z\\u00c0-\\u00de\\u0100-\\u024f\\u0370-\\u052f\\u0531-\\u0556\\u05d0-\\ud7ff])';
const PLACE = `${CAPITAL}(?: ${CAPITAL}){0,3}`;
const ROAD =
  'Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Court|Ct|Boulevard|Blvd|Way|Place|Pl|Terrace|Close|Crescent|Cres|Square|Sq|Gardens|Grove|Hill|Mews|Parkway|Pkwy|Highway|Hwy|Row|Walk|Green|Circle|STREET|AVENUE|ROAD|LANE|DRIVE|COURT|BOULEVARD';
const MEDICAL_ROAD = /\b(?:lead|way stopcock|way catheter|mg|tablets?|hour|year|week|day)\b/i;
/** Words that make a hospital's name no name. */
const GENERIC =
  /^(?:The |A |An |Our |My |This |That |Your |Any )?(?:General|Community|Local|District|Regional|University|Children's|Teaching|City|County|State|Private|Public|Day|Virtual|Field|Acute|Foundation|Pain|Fracture|Outpatient|Walk-in|Primary|Secondary|Special|High|Medical|Nursing|Care|Eye|Dental|Diabetes|Memory|Urgent|Emergency)(?: (?:General|Hospital|Clinic|Care|School|Medical|Centre|Center|Home|Teaching|Surgery|District|Primary|Secondary|Nursing))*$/;
const UNIT_INCODE = /(?:ug|ng|pg|mg|dl|ml|pd)$/i;

export const PLACE_RULES: readonly Rule[] = [
  {
    kind: 'geography',
    cue: new RegExp(
      `(?<![\\w./])(?:(?:Flat|Apt\\.?|Apartment|Unit) [0-9]{1,4}[A-Za-z]?,? )?[0-9]{1,5}[A-Za-z]?,? (?:${CAPITAL} ){1,3}?(?:${ROAD})(?![\\p{L}])\\.?(?:, ${PLACE})?`,
      'gu',
    ),
    accept: (found) => !MEDICAL_ROAD.test(found),
  },
  // One word that holds the road: "12 Kingsway", "Hauptstraße 5".
  {
    kind: 'geography',
    cue: /(?=[A-Z\u00c0-\u00de])(?<![\p{L}\p{N}])\p{Lu}\p{L}{2,24}(?:stra(?:ß|ss)e|weg|gasse|platz) [0-9]{1,4}[a-z]?(?:, [0-9]{5} \p{Lu}\p{L}{1,30})?/gu,
  },
  {
    kind: 'geography',
    cue: /(?<![\p{L}\p{N}])(?:rue|avenue|boulevard|calle|avenida|via|piazza|plaza) (?:de |del |de la |du |des )?\p{Lu}[\p{L}'-]{1,30}(?: \p{Lu}[\p{L}'-]{1,30}){0,2},? [0-9]{1,4}(?![0-9])/giu,
    accept: (found) => /\p{Lu}/u.test(found.slice(3)),
  },
  {
    kind: 'geography',
    cue: new RegExp(
      `(?<=(?<![\\p{L}])(?:on|in|at|near|off|of|along) (?:the )?)(?:${CAPITAL} ){1,3}?(?:Street|Road|Avenue|Lane|Drive|Crescent|Boulevard|Terrace|Close|Square)(?![\\p{L}])`,
      'gu',
    ),
  },
  { kind: 'geography', cue: /(?<![A-Za-z])p\.? ?o\.? ?box [0-9]{1,7}/gi },
  {
    kind: 'geography',
    cue: new RegExp(
      `(?=[A-Z\\u00c0-\\u024f])(?:(?<![\\p{L}])${PLACE},? )?(?<![A-Za-z])(?:${STATE_CODES}|${STATE_NAMES.join('|')}),? [0-9]{5}(?:-[0-9]{4})?(?!\\w|\\.[0-9])`,
      'gu',
    ),
    accept: (_found, _before, after) => !/^ (?:patients?|cells?|people|cases|s\b|units)/.test(after),
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])zip(?: ?code)?(?: is)?[ :#=]{1,3}/gi,
    value: /[0-9]{5}(?:-[0-9]{4})?(?![0-9])/y,
  },
  {
    kind: 'geography',
    cue: new RegExp(
      `(?<![A-Za-z])zip(?:[ -]?codes?)?(?:[ -]?(?:3|prefix(?:es)?|areas?|regions?|starts?|starting|begins?|beginning|with|is|in))?(?:[ -](?:prefix|area|with|is|of))?[ :#=(-]{0,4}(?:(?!${SMALL_ZIP})[0-9]{3}(?:[*xX]{2})?(?:, ?|/| and | or |, and )){0,8}`,
      'gi',
    ),
    value: new RegExp(`(?:${SMALL_ZIP})(?:[*xX#-]{2})?(?![A-Za-z0-9]|[.,-][0-9])`, 'y'),
  },
  {
    kind: 'geography',
    cue: new RegExp(`${MAY_START}(?<![\\p{L}])${PLACE}, (?:${STATE_NAMES.join('|')})(?![\\p{L}])`, 'gu'),
    accept: (found) => isNarrow(found),
  },
  {
    // Codes that are no abbreviation in medicine.
    kind: 'geography',
    cue: new RegExp(
      `${MAY_START}(?<![\\p{L}])${PLACE}, (?:NY|TX|IL|OH|FL|WA|NJ|NC|GA|AZ|TN|MN|WI|KY|OK|NM|NV|UT)(?![\\p{L}])`,
      'gu',
    ),
  },
  {
    kind: 'geography',
    cue: new RegExp(`(?<![\\w])(?:${POSTCODE_AREAS})[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}(?![\\w])`, 'gi'),
    accept: (found) => !UNIT_INCODE.test(found),
  },
  {
    kind: 'geography',
    cue: /(?<![\p{L}])(?:(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing|ent)|works?|working|born|based|raised|grew up|grown up) (?:[a-z]{2,10} ){0,4}(?:in|near|of|at|outside)|(?:city|town|village|borough|county|parish|suburb) of|(?:city|town|village|county|address|hometown):|moved (?:here )?(?:from|to)|transferred from|(?:farmer|native|man|woman|lady|nurse|patient|lad|girl|boy|[a-z]{2,12}(?:er|or|ist|ian|ant|ent|ic)) from|(?:I'm|I am|we are|we're|he is|he's|she is|she's|currently|staying|holiday|based) (?:[a-z]{2,8} )?in|(?:is|am|are|comes?|came) (?:originally )?from|home in|home is in) /giu,
    value: new RegExp(`${PLACE}`, 'yu'),
    accept: (found) => isNarrow(found),
  },
  {
    kind: 'geography',
    cue: new RegExp(
      `${MAY_START}(?<![\\p{L}])(?:${CAPITAL} ){1,2}(?:County|Borough|Township|Parish)(?![\\p{L}])|(?<![\\p{L}])(?:County|Township of) ${CAPITAL}`,
      'gu',
    ),
    accept: (found) => !/^(?:The|Our|County (?:Hospital|Council|Court|Clinic))\b/.test(found),
  },
  {
    kind: 'geography',
    cue: new RegExp(
      `${MAY_START}(?<![\\p{L}])(?:(?:${CAPITAL}|St\\.?|of|and|the|in) ){1,4}?(?:(?:General |Community |Primary |High |Medical |Royal |Nursing |Care |Memorial |Secondary |Elementary )?(?:Hospital|Infirmary|Clinic|Medical Center|Medical Centre|Surgery|Health Centre|School|Academy|College|Home|Hospice|University))(?![\\p{L}])`,
      'gu',
    ),
    accept: (found) => /^\p{Lu}/u.test(found) && !isGenericPlace(found),
  },
  { kind: 'geography', cue: /(?<![\w.])-?[0-9]{1,2}\.[0-9]{4,8}°?[NS]?, ?-?[0-9]{1,3}\.[0-9]{4,8}(?![\w])/g },
];

function isGenericPlace(found: string): boolean {
  const named = found.replace(
    / (?:Hospital|Infirmary|Clinic|Medical Cent(?:er|re)|Surgery|Health Centre|School|Academy|College|Home|Hospice|University)$/,
    '',
  );
  return (
    GENERIC.test(named) ||
    /^(?:The Royal|The|A|An|My|Our|Any|At|In|To|Go|Back|Discharge|After|Before|Cardiac|General|Laparoscopic|Elective|Emergency)$/.test(
      named,
    )
  );
}
