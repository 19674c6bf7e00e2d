import { GIVEN_NAMES } from './given-names.js';
import { isFull } from './name-shape.js';
import { isSurname } from './surnames.js';
import { WORD_NAMES } from './word-names.js';

/** What a person does and a drug, a disease or a device does not: after a capitalised word it makes a name of it. */
export const PERSON_DID =
  "(?:says?|said|states?|stated|denies|denied|complains|complained|lives|lived|wants|wanted|wishes|thinks|thought|feels|felt|understands|agrees|agreed|refuses|refused|declines|declined|consents|consented|told|asks|asked|phoned|rang|texted|visits?|visited|attends|attended|went|ate|drank|slept|woke|cried|walked|pushed|smokes|drinks|remembers|noticed|has not|hasn't|had not|hadn't|has been (?:feeling|having|unwell|well|informed|told|seen|admitted)|has (?:agreed|consented|declined|refused|capacity)|is (?:doing|feeling|worried|aware|happy|well|unwell|comfortable|alert|keen|my|his|her|their)|was (?:seen|admitted|discharged|comfortable|born|brought|informed|told|alert|unwell)|will (?:call|ring|come|bring|attend|phone)|and (?:his|her|their|my) (?:mother|father|wife|husband|parents?|brother|sister|partner|son|daughter|family|carer|children)|came (?:in|with|to|back|along)|here again|disclosed|explained|wore|charted)";

/** Wards, specialities, bodies and things that people are "seen by", "discussed with" or "sent to" (lower-case). */
const NO_PERSON: ReadonlySet<string> = new Set(
  (
    'physio physios ortho orthopaedics orthopedics cardio neuro gastro resp respiratory renal vascular plastics maxfax psych ' +
    'psychiatry paeds paediatrics pediatrics peds obs obstetrics gynae anaesthetics anesthesia anaesthesia micro haem heme onc ' +
    'derm rheum endo uro ortho-geriatrics geriatrics dietetics palliative macmillan physiotherapy theatre theatres recovery ' +
    'pharmacy security police ambulance samaritans crisis liaison outreach critical intensive infection infectious tissue stroke ' +
    'trauma diabetes diabetic heart early rapid mental community district school public neonatal maternity midwifery surgery ' +
    'medicine surgeons physicians therapy speech occupational social independent prescriber lead sister student advanced ' +
    'clinical associate charge practice housing safeguarding interpreter interpreters management administration records ' +
    'radiographer sonographer paramedics paramedic hospital home trust council medicare medicaid google facebook covid flu ' +
    'influenza alcohol smoking insulin oxygen paracetamol tylenol ibuprofen calpol panadol type stage grade group class day ' +
    'week month year section chapter table figure appendix level bed room bay box part plan step option answer question case ' +
    'control vitamin hepatitis gram god allah jesus lord islam english latin braille makaton spring autumn winter summer easter ' +
    'christmas ramadan lent diwali eid monday breakfast lunch dinner time date today tomorrow yesterday please okay good bad ' +
    'new old first second third next last high low big small two three four five six seven eight nine ten one if as since after ' +
    'before during while because although then there each every any some many most more less much few several such other ' +
    'both either neither nor only also too very even ever never always often sometimes usually however therefore thus hence ' +
    'consider continue start stop give take check repeat refer review monitor follow advise avoid use see call return ' +
    'history examination impression assessment plan subjective objective results findings indication allergies medications ' +
    'symptoms signs vitals problem problems procedure operation diagnosis treatment management prognosis discussion ' +
    'conclusion background summary note notes report letter form consent request chest abdomen head neck back skin heart ' +
    'lungs blood urine stool pulse temperature weight height vision hearing speech gait tone power reflexes sensation ' +
    'regular routine urgent emergency elective acute major minor common rare witness witnesses samaritan internal external upper lower anterior posterior ' +
    'mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul aug sept oct nov dec birth clinic bloods below ' +
    'above criteria summary ambulance poison pregnancy support check alcoholic training isolation universal access sepsis'
  ).split(' '),
);
const DEPARTMENT =
  /(?:logy|logist|logists|iatrics|iatry|iatrist|surgery|therapy|therapist|graphy|metry|itis|osis|aemia|emia|oma|pathy|virus|ectomy|plasty|scopy|ology)$/;
/** The stems by which generic drugs are named. */
const DRUG =
  /(?:mab|nib|pril|sartan|statin|cillin|mycin|micin|azole|azepam|zolam|olol|xaban|gliptin|gliflozin|glutide|parin|formin|oxetine|triptan|caine|dipine|semide|thiazide|prazole|cycline|floxacin|sone|solone|profen|setron|tidine|zosin|terol|tropium|tadine|dronate|fenac|amide|cort|vir)$/;
/** A sign, a score, a splint, a staging: what a name before it has only lent its name to. */
const LENT =
  /^(?:'s)?(?:[ -][\p{L}-]{1,15})?[ -](?:syndromes?|diseases?|disorders?|signs?|tests?|testing|criteria|scales?|scores?|palsy|classification|staging|stage|grade|system|rules?|index|chart|splints?|forceps|clamp|catheters?|tubes?|needles?|retractor|drains?|procedures?|operation|incision|scissors|stain|staining|cells?|bodies|body|nodes?|points?|law|lines?|triad|tetrad|rings?|cysts?|ducts?|glands?|nerve|fib(?:re|er)s?|bandage|frame|collar|agar|lesions?|spots?|nodules?|manoeuvre|maneuver|formula|equation|repair|flap|approach|lymphoma|tumou?r|sarcoma|carcinoma|thyroiditis|arthritis|ophthalmopathy|contracture|fracture|hernia|ulcer|nails|rash|fever|virus|purpura|crisis|habitus|foot|angina|tear|diet|honey|light|oil|tea|knife|act|questionnaire|inventory|protocol|chromosome|bacillus|position|exercises?|stitch|suture|valve|shunt|filter|plate|pin|wire|nail|mask|airway|laryngoscope|scan|view|angle|curve|loop|membrane|space|fossa|canal|foramen|ligament|reflex|phenomenon|effect|areas?|anastomosis|chorea|sulcus|circulation|outpouching|method|model|theory|study|trial)(?![\p{L}])/u;

/** "Min-ji": two syllables, the second without a capital. */
const KOREAN =
  /^\p{Lu}\p{Ll}{1,5}-(?:ji|woo|min|hee|jin|young|soo|hyun|jung|seok|ho|ah|na|yeon|kyung|eun|bin|jun|hwan|wook|sik|suk|ja|mi|sun|ra|hye|joo|yong|won)$/u;

export function hasLentItsName(after: string): boolean {
  return LENT.test(after);
}
/** A single capitalised word that the words around it call a person. */
export function isLoneName(found: string, before: string, after: string): boolean {
  const [first = ''] = found.split(/[ ,]/);
  return (
    isFull(found, before, after) &&
    !isPersonless(first) &&
    !LENT.test(after) &&
    !LENT.test(` ${found.slice(first.length).trim()}`)
  );
}
/** A ward, a speciality, a body or a generic drug. */
export function isPersonless(word: string): boolean {
  return NO_PERSON.has(word.toLowerCase()) || DEPARTMENT.test(word) || DRUG.test(word) || /days?$/.test(word);
}
export function isGivenName(word: string): boolean {
  const at = word.indexOf('-');
  if (at < 0) return GIVEN_NAMES.has(word);
  const [first, second] = [word.slice(0, at), word.slice(at + 1)];
  return KOREAN.test(word) || (GIVEN_NAMES.has(first) && (GIVEN_NAMES.has(second) || WORD_NAMES.has(second)));
}
/** "Grace Okafor", "Mark O'Brien": a word that is a name before a family name. */
export function isWordThenSurname(found: string): boolean {
  const [first = '', ...rest] = found.split(/ (?:\p{Lu}\.? )?/u);
  return WORD_NAMES.has(first) && rest.some(isSurname);
}
