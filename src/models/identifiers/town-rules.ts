import { MEDICAL_NOUN } from './name-words.js';
import { isNarrow } from './narrow-place.js';
import { hasLentItsName, isPersonless } from './person-words.js';
import type { Rule } from './rule.js';
import { TOWN_NAMES } from './town-names.js';

const CAPITAL = "(?:St\\.|\\p{Lu}[\\p{L}\\p{M}'-]{1,30})";
const PLACE_AT = new RegExp(`${CAPITAL}(?: (?:upon |on |of |de |le )?${CAPITAL}){0,3}`, 'yu');
const TOWNS_IN_LOWER_CASE: ReadonlySet<string> = new Set(
  Array.from(TOWN_NAMES, (town) => town.toLowerCase()),
);
/** What is a word in lower case. */
const WORD_IN_LOWER_CASE =
  /^(?:male|cork|limerick|cologne|florence|essex|jersey|devon|meath|turin|dover|hove|troy|harrow|lancaster|surrey|phoenix|accra|slough|buffalo|deal)$/;
const STANDS = '(?:the |central |downtown |inner |greater |rural |north |south |east |west |nearby )?';

/** Whether a found run of words begins with a town of the list. */
function beginsWithTown(found: string): boolean {
  const words = found.replace('St.', 'St').split(' ');
  return words.some((_word, index) =>
    TOWN_NAMES.has(
      words
        .slice(0, index + 1)
        .join(' ')
        .replace(/'s$/, ''),
    ),
  );
}
function isTown(found: string, _before: string, after: string): boolean {
  return (
    beginsWithTown(found) &&
    !hasLentItsName(after) &&
    !hasLentItsName(` ${found.split(' ').slice(1).join(' ')}`)
  );
}
/** A capitalised word of which the words before say that it is a place. */
function isPlace(found: string, _before: string, after: string): boolean {
  const [first = ''] = found.split(' ');
  return (
    isNarrow(found) &&
    first.length > 2 &&
    /\p{Ll}/u.test(first) &&
    !isPersonless(first) &&
    !MEDICAL_NOUN.test(found) &&
    !hasLentItsName(after) &&
    !/^(?:Spring|Summer|Autumn|Winter|Fall|Christmas|Easter|Home|Ramadan|Lent|Ward|Room|Bed|Theatre|Recovery|Type|Stage|Phase|Syncope|Drowning|Fatal|Patient|Hospital|Attendance|Range|Order|Term|Working|Normal|Death|Miss|Infrared|Point|Vision|Total|Complete|Birth|Clinic|Office|School|Work)$/.test(
      first,
    )
  );
}
const SITE =
  '(?:hotel|hostel|motel|shop|shops|pub|bar|restaurant|caf[eé]|takeaway|factory|warehouse|shipyard|farm|ranch|school|church|chapel|mosque|temple|parish|priest|vicar|park|prison|jail|port|mine|pit|quarry|mill|home|flat|apartment|caravan|campsite|village|town|suburb|beach|airport|station|bridge|job|holiday|trip|camping|hiking|fishing|sailing|swimming|skiing|accident|crash|collision|funeral|wedding|hospital|clinic|surgery|practice|branch|office|depot|university|college|market|mall|gym|pool|lake|river|estate|relatives|sister|brother|daughter|son|parents|cousin|aunt|uncle|stopped|staying|stayed|living|settled|arrested|last well|teaches|taught|studies|studied|registered|stationed|unit|cluster|outbreak|gp|pharmacy|shelter|refuge)';
const COMING =
  '(?:visiting|visitor|visited|back|over|up|down|here|in|drove|driven|drive|flew|flown|fly|travel(?:l?ed|l?ing|s)?|came|coming|comes|hails|commut(?:es|ed|ing)|bused|walk-in|immigrant|refugee|tourist|student|relocated|moved|evacuated|airlifted|retrieved|transferred|transfer|referred|hand|worker|labourer|cousin|sister|brother|mother|father|aunt|uncle|son|daughter|friend|husband|wife|family|originally|away|ambulance)';

export const TOWN_RULES: readonly Rule[] = [
  {
    kind: 'geography',
    cue: new RegExp(
      `(?<![A-Za-z])(?:in|from|near|at|to|of|outside|around|via|through|for|towards?|leaving|visiting|visited|leave|reached|and|between|off|across|over) ${STANDS}`,
      'gi',
    ),
    value: PLACE_AT,
    accept: (found, before, after) =>
      isTown(found, before, after) && !/ (?:of|to|for|at|and) the $/i.test(before),
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])at /gi,
    value: /(?:St\.? )?\p{Lu}\p{Ll}{2,20}'s(?![\p{L}])/uy,
    accept: (_found, _before, after) => !hasLentItsName(after),
  },
  // "the Leeds unit".
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])(?:the|our|their|your) /gi,
    value: new RegExp(
      `${CAPITAL}(?: ${CAPITAL})?(?= (?:unit|satellite|site|clinic|branch|cent(?:er|re)|hospital|office|campus|ward|hub|depot|team|practice|surgery|area|store|plant|factory|prison|hostel|shelter|mosque|parish|church|school|airport|road|train|bus|campus)(?![a-z]))`,
      'yu',
    ),
    accept: isTown,
  },
  // Between commas: "Docker, Leeds, with …".
  {
    kind: 'geography',
    cue: /(?<=[\p{L}\p{N}],) /gu,
    value: new RegExp(`${CAPITAL}(?: ${CAPITAL}){0,2}(?=[,;.)]|$)`, 'yu'),
    accept: isTown,
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])(?:labourer|worker|docker|miner|farmer|fisherman|welder|builder|teacher|driver|nurse|student|resident|retired [a-z]{3,12}), /gi,
    value: new RegExp(`${CAPITAL}(?: ${CAPITAL})?(?=, [a-z])`, 'yu'),
    accept: isPlace,
  },
  {
    kind: 'geography',
    cue: new RegExp(
      `(?<![A-Za-z])${SITE}(?: (?:today|yesterday|again|down|up|over|out|back|just|somewhere|alone))? (?:in|near|outside|at) ${STANDS}`,
      'gi',
    ),
    value: PLACE_AT,
    accept: (found, before, after) =>
      isPlace(found, before, after) && !/(?:clinic|hospital|gp|surgery) at $/i.test(before),
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])(?:near|outside|just off|from outside|from near|close to|north of|south of|east of|west of|miles (?:from|of)|km from) (?:the )?/gi,
    value: PLACE_AT,
    accept: isPlace,
  },
  {
    kind: 'geography',
    cue: new RegExp(
      `(?<![A-Za-z])${COMING},?(?: (?:here|over|up|down|back|home|all the way|yesterday|today))? from ${STANDS}`,
      'gi',
    ),
    value: PLACE_AT,
    accept: isPlace,
  },
  {
    kind: 'geography',
    cue: /(?<![A-Za-z])(?:live|lives|lived|living|resid(?:e|es|ed|ing|ent)|born|from|stay|staying|based|work|works|move|moved|moving|flew|flying|driving|drove|travell?ed|grew up|am|are|is|was|back|here|job|house|home|family|daughter|son|sister|brother|mother|father|mum|mom|dad|friend|clinic|hospital|er|gp) (?:[a-z]{2,8} )?(?:in|from|near|of|to|at|outside) |(?<![A-Za-z])from /gi,
    value:
      /(?:(?:san|new|los|las|st|saint|fort|port|el|baton|great|milton|south|north|west|east|long|little|salt|cape|kuala|hong|tel|abu) )?[a-z]{4,16}(?![a-z'-])/y,
    accept: (found) => TOWNS_IN_LOWER_CASE.has(found) && !WORD_IN_LOWER_CASE.test(found),
  },
  {
    kind: 'geography',
    cue: /(?<![\p{L}])(?:Lake|Loch|Lough|Mount|River|Fort|Isle of|Bay of|Gulf of|Port|Cape|Camp) \p{Lu}\p{Ll}{2,20}(?![\p{L}'-])/gu,
    accept: (found, _before, after) =>
      !/ (?:Blindness|Wine|Fever|Catheter|Reservoir|Site|Access|Insertion|Removal|Flush|Louise|Placement|Sinai)$/.test(
        found,
      ) && !hasLentItsName(after),
  },
  {
    kind: 'geography',
    cue: /(?<![\p{L}])\p{Lu}\p{Ll}{2,20}(?: \p{Lu}\p{Ll}{2,20})? (?:[Dd]istrict|taluka?|tehsil|mandal|prefecture|[Cc]ounty|borough|township|governorate|oblast|voivodeship|island|reservation)(?![\p{L}])/gu,
    accept: isPlace,
  },
  {
    kind: 'geography',
    cue: /(?<![\p{L}])\p{Lu}\p{L}{2,20}(?: \p{Lu}\p{L}{2,20})?,? (?:Calif|Mass|Tenn|Conn|Fla|Tex|Ariz|Mich|Minn|Okla|Penn|Neb|Nev|Ont|Que|Qld|NSW|Alta|Sask)(?![\p{L}])/gu,
    accept: isPlace,
  },
];
