import type { IdentifierKind } from '../../domain/identifier-kind.js';
import type { Rule } from './rule.js';

/** Capitals and digits in groups that a space may part, as on cards. */
const GROUPS =
  /[A-Za-z]{0,5}[ ./-]?[0-9](?:[ ./-]?[A-Z0-9]){3,24}(?![A-Za-z0-9])|[A-Z0-9](?:[ ./-]?[A-Z0-9]){3,24}(?![A-Za-z0-9])|[A-Za-z0-9](?:[./-]?[A-Za-z0-9]){3,24}(?![A-Za-z0-9])/y;
const NUMBER =
  '(?: ?(?:numbers?|num\\.?|no\\.?|nr\\.?|id|code|card|#)){1,2}(?: (?:is|was|on file|ending|ends in|ends))?[ :#=.]{0,4}';
const MARK = '(?: ?(?:numbers?|num\\.?|no\\.?|nr\\.?|id|code|card|#|:|=)){0,2}[ :#=.]{1,4}';
/** Numbers of papers, trials, genes and codes, that are no one's. */
const PUBLIC = /^(?:NCT|ISRCTN|PMC|PMID|NM_|NP_|HLA|rs[0-9]|GO|OMIM|CAS|EC|doi|10\.)/i;
const PUBLIC_LABEL =
  /(?:trial|pubmed|pmid|gene|accession|cas|ec|omim|snomed|icd|loinc|rxnorm|atc|catalogue|copy|clinicaltrials\.gov|eudract|enzyme|chapter|section|page|table|figure|case|question|item|room|bed|phone|telephone|mobile|contact) ?(?:numbers?|no\.?|id|code|#)[ :#=.]{0,4}$/i;

function digits(found: string): number {
  return (found.match(/[0-9]/g) ?? []).length;
}
function labelled(kind: IdentifierKind, words: string, link: string, least: number): Rule {
  return {
    kind,
    cue: new RegExp(`(?<![A-Za-z])(?:${words})(?![A-Za-z])${link}`, 'gi'),
    value: GROUPS,
    accept: (found, _before, after) =>
      digits(found) >= least &&
      !/^ ?(?:mg|mcg|ml|mmol|units?|%|patients|people|cells|copies)(?![a-z])/i.test(after),
  };
}
const INSURER =
  'aetna|cigna|bupa|blue ?(?:cross|shield)|bcbs|humana|kaiser(?: permanente)?|united ?health(?:care)?|uhc|anthem|vhi|laya|irish life|axa|aviva|medibank|hcf|nib|molina|centene|tricare|oscar health|wellcare|medi-?cal|star health|health net|ambetter|nhif|aok|barmer';

export const LABEL_RULES: readonly Rule[] = [
  labelled(
    'record-number',
    'mr|m\\.r|umrn|hrn|epi|pmi|empi|mpi|uhid|ipd?|opd?|cr|ihi|phn|hcn|nhi|csn|barcode|file|folder|lab|docket|report',
    NUMBER,
    4,
  ),
  labelled('record-number', 'uhid|umrn|empi|ihi|csn|phn|nhi|mrn|mr#|mr #|fin(?=[ :#])', MARK, 5),
  labelled('account-number', 'har|guarantor', MARK, 6),
  labelled('account-number', 'billing|claim|payment|receipt|bill', NUMBER, 5),
  labelled('health-plan-number', INSURER, MARK, 5),
  labelled(
    'health-plan-number',
    'medicare(?: card)?|medicaid|member|policy|subscriber|insurance|ins|dva|health card|medical card|plan',
    MARK,
    6,
  ),
  labelled(
    'health-plan-number',
    'medicare|member|policy|subscriber|plan|health card|medical card|group',
    NUMBER,
    5,
  ),
  labelled(
    'vehicle-number',
    '(?:licen[sc]e |number |vehicle )?tag|vehicle|car|van|truck|trailer|chassis|hull|tail',
    NUMBER,
    3,
  ),
  {
    kind: 'vehicle-number',
    cue: /(?<![A-Za-z])(?:reg(?:istration)?|plates?|tag|vrm|vrn|vehicle|car|van|lorry|truck|taxi|motorbike)(?: (?:number|no\.?|is|mark|plate))?[ :#(]{1,3}/gi,
    value:
      /[a-z]{2}[0-9]{2} ?[a-z]{3}(?![a-z0-9])|[a-z]{3} ?-?[0-9]{3,4}(?![a-z0-9%])|[0-9]{2,3}-[a-z]{1,2}-[0-9]{3,6}(?![0-9])/iy,
  },
  {
    // As plates of the United Kingdom and of Ireland are made.
    kind: 'vehicle-number',
    cue: /(?<![\w-])(?:[A-Z]{2}[0-9]{2} ?[A-Z]{3}|[0-9]{2,3}-[A-Z]{1,2}-[0-9]{3,6})(?![\w-])/g,
    accept: (_found, before) =>
      /(?:car|van|vehicle|driver|driving|plate|reg|lorry|truck|taxi|motor|bike|bus|ford|audi|bmw|toyota|vauxhall|volvo|nissan|honda)/i.test(
        before,
      ),
  },
  labelled(
    'device-number',
    'sn|s/n|serial|device|implant|pacemaker|icd|crt-?[dp]|pump|cgm|sensor|recorder|generator|lead|valve|stent|prosthesis|aid|cpap|bipap|ventilator|monitor|model',
    '(?: ?(?:numbers?|num\\.?|no\\.?|nr\\.?|id|ser(?:ial)?\\.?|#|:(?= ?[A-Z]*[0-9]{3})))(?: (?:is|was))?[ :#=.]{0,4}',
    5,
  ),
  labelled(
    'ssn',
    'ppsn?|pps|aadha?ar|tfn|tax file|cpf|curp|pesel|bsn|nino|nric|(?:ssn|social)(?: security)?(?: number)? (?:are|is|was|ends in|ending)',
    MARK,
    4,
  ),
  labelled(
    'licence-number',
    'reg(?:istration|d)?\\.?|lic(?:en[sc]e)?\\.?|permit|badge|pin|ahpra|mci|imc|hcpc|gphc|passport|visa',
    NUMBER,
    4,
  ),
  {
    kind: 'record-number',
    cue: /(?<![A-Za-z])(?:specimen|accession|sample|case|chart|file|encounter|visit|our ref|your ref|ref)[ :#]{1,3}/gi,
    value: /(?:[A-Z]{1,4}[/-]?)?[0-9]{2,4}[/-][A-Z]{0,2}[/-]?[0-9]{3,8}(?![\w/-])/y,
    accept: (found) => digits(found) >= 6,
  },
  {
    // Whatever it is called: a word, "no.", "number", "ID" or "#", and what is too long or too mixed to count with.
    kind: 'record-number',
    cue: /(?<![A-Za-z])[A-Za-z]{2,15}\.? (?:no\.|no|number|num|id|ID|#)(?![A-Za-z])[ :#=]{0,3}/g,
    value: GROUPS,
    accept: (found, before, after) =>
      ((/[A-Za-z]/.test(found) && digits(found) >= 5) || /[0-9]{6}/.test(found) || digits(found) >= 8) &&
      !PUBLIC.test(found) &&
      !PUBLIC_LABEL.test(before) &&
      !/^ ?(?:mg|mcg|ml|mmol|units?|%|patients|people|cells|copies|million)(?![a-z])/i.test(after),
  },
];
