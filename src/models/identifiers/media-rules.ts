import type { Rule } from './rule.js';

const PRINT =
  '(?:(?:finger|thumb) ?prints?|voice ?prints?|palm ?prints?|iris scans?|retinal? scans?|voice recordings?|face-? ?id|facial recognition|biometrics?|gait recording|dna profile)';
const PICTURE = '(?:photos?|photographs?|pictures?|pics?|selfies?|snapshots?|images?|videos?)';
const SHOWN =
  '(?:attach(?:ed|ing|ment)?|enclos(?:ed|ing)|upload(?:ed|ing)?|includ(?:ed|ing)|sending|sent|send|on file|template|stored|below)';

/** Words between a fingerprint and what makes it one that identifies. */
const OF = "(?: (?:an?|the|his|her|their|my|patient'?s|left|right|thumb|index)){0,3}";
const PROOF =
  '(?:identif(?:ied|ication)|identity (?:confirmed|checked)|confirmed|verified|authenticated|unlock(?:ed|s)?|log(?:ged|s)?[ -]?(?:in|on)|sign(?:ed|s)?[ -]?(?:in|on|out)?|check(?:ed|s)?[ -]?in|clock(?:ed|s)?[ -]?in|enrolled|matched|recogni[sz]ed|registered|access(?:ed)?|opened|consent(?:ed)?)';

/** One of these is in whatever the rules below find. */
export const MEDIA_WORD =
  /print|scan|recording|recogni|biometric|profile|face|facial|geometry|iris|vein|photo|pic|selfie|snapshot|shot|image|video|\.(?:jpe?g|png|heic|tiff?|bmp|gif|webp)/i;

export const MEDIA_RULES: readonly Rule[] = [
  // These have hardly a use in medicine but to identify.
  {
    kind: 'biometric',
    cue: /(?<![A-Za-z])(?:(?:voice|palm|foot|ear|hand|face)[ -]?prints?|iris(?:es)? (?:scans?|scanned|recognition|templates?)|retinas? scans?|(?:palm|finger|hand)[ -]?veins? (?:scan(?:s|ned|ner)?|pattern|image|template|reader|id)|palm[ -]scan(?:s|ned|ner)?|hand geometry|fac(?:e|ial)[ -](?:recognition|scanned|template|id)|gait recognition|biometrics? (?:data|id|identifier|template|scan|login|log-?in|record|captured|enrol(?:led|ment)|verified|verification|match(?:ed)?|check|authentication|on file))(?![A-Za-z])/gi,
  },
  // A fingerprint and a retinal scan have: the words beside them tell.
  {
    kind: 'biometric',
    cue: /(?<![A-Za-z])(?:finger|thumb)[ -]?prints?(?: (?:(?:is|are|was|were|has been|have been) )?(?:taken|captured|recorded|registered|enrolled|collected|kept|held|verified|on record|in the (?:chart|file|record|system|database)|id|identification|records?|readers?|template|authentication|verification)(?![A-Za-z])|[:=#] ?[0-9A-Za-z])/gi,
  },
  {
    kind: 'biometric',
    cue: new RegExp(
      `(?<![A-Za-z])(?:took|recorded|registered|enrolled|captured)${OF} (?:finger|thumb)[ -]?prints?(?![A-Za-z])`,
      'gi',
    ),
  },
  {
    kind: 'biometric',
    cue: new RegExp(
      `(?<![A-Za-z])${PROOF} (?:by|with|via|from|using)${OF} (?:(?:finger|thumb)[ -]?prints?|retinal? scans?)(?![A-Za-z])`,
      'gi',
    ),
  },
  {
    kind: 'biometric',
    cue: /(?<![A-Za-z])retinal? scans? (?:on record|id|template|for (?:access|identification|log-?in|entry|security))(?![A-Za-z])/gi,
  },
  {
    kind: 'biometric',
    cue: new RegExp(
      `(?<![A-Za-z])${PRINT}(?: (?:of|is|are|was|were|the|my|his|her|for|patient)){0,4} ${SHOWN}(?![A-Za-z])`,
      'gi',
    ),
  },
  {
    kind: 'biometric',
    cue: new RegExp(
      `(?<![A-Za-z])${SHOWN}(?: (?:you|the|a|my|his|her)){0,3}[ :]{1,3}${PRINT}(?![A-Za-z])`,
      'gi',
    ),
  },
  {
    kind: 'biometric',
    cue: new RegExp(
      `(?<![A-Za-z])${PRINT} (?:(?:used )?for identification|scan(?:ned|ner)?|log-?in|unlock|match(?:ed)?|on file)`,
      'gi',
    ),
  },
  {
    kind: 'photo',
    cue: new RegExp(
      `(?<![A-Za-z])(?:here(?:'s| is| are)|this is|look at|see|took) (?:an?|the|my|some|this) ${PICTURE}(?= (?:of|from|I|i)\\b|[.,!?])`,
      'gi',
    ),
  },
  {
    kind: 'photo',
    cue: new RegExp(
      `(?<![A-Za-z])${SHOWN}(?: (?:you|here|is|the|a|an|some|my|his|her|two|three)){0,4}[ :]{1,3}${PICTURE}(?![A-Za-z])`,
      'gi',
    ),
  },
  {
    kind: 'photo',
    cue: new RegExp(
      `(?<![A-Za-z])${PICTURE}(?: (?:of|is|are|was|were|the|my|his|her|rash|it|i|i've|we|have|that|here|in)){0,5} ${SHOWN}(?![A-Za-z])`,
      'gi',
    ),
  },
  {
    kind: 'photo',
    cue: /(?<![A-Za-z])(?:full[- ]?face|facial|passport|profile|id|identity|wedding|school|mug|head|driving licen[sc]e) ?-?(?:photo(?:graph)?s?(?! ?id)|images?|pictures?|shots?)(?![A-Za-z])/gi,
  },
  {
    kind: 'photo',
    cue: /(?<![A-Za-z])(?:photo(?:graph)?|picture|selfie) of (?:my|her|his|their|the patient's|the|mum's|dad's) (?:face|family|wife|husband|son|daughter)(?![A-Za-z])/gi,
  },
  { kind: 'photo', cue: /(?<![\w-])[\w-]{1,80}\.(?:jpe?g|png|heic|tiff?|bmp|gif|webp)(?![A-Za-z])/gi },
  { kind: 'photo', cue: /data:image\/[a-z+.-]{1,20}[;,][^\s]{0,200}/gi },
];
