import type { Rule } from './rule.js';

const DAY = 1;
const MONTH = 30.4;
const YEAR = 365.25;

/** Fever and illness by the age of the child. */
export const CHILD_RULES = [
  {
    name: 'fever-under-3-months',
    disposition: 'emergency_department',
    confidence: 90,
    age: { below: 3 * MONTH },
    temperature: { from: 38 },
  },
  {
    name: 'yellow-first-day',
    disposition: 'emergency_department',
    confidence: 85,
    all: ['yellowSkin'],
    age: { below: DAY },
  },
  {
    name: 'yellow-newborn',
    disposition: 'within_4_hours',
    confidence: 80,
    all: ['yellowSkin'],
    age: { below: 28 * DAY },
  },
  {
    name: 'high-fever-3-to-6-months',
    disposition: 'within_4_hours',
    confidence: 80,
    age: { from: 3 * MONTH, below: 6 * MONTH },
    temperature: { from: 39 },
  },
  {
    name: 'fever-for-days',
    disposition: 'within_4_hours',
    confidence: 75,
    all: ['feverDays'],
    age: { below: 16 * YEAR },
  },
  {
    name: 'child-breathing-fast',
    disposition: 'within_4_hours',
    confidence: 70,
    any: [['fastBreathing', 'hardBreathing', 'wheeze']],
    age: { below: 16 * YEAR },
  },
  {
    name: 'child-dry',
    disposition: 'within_4_hours',
    confidence: 72,
    any: [
      ['vomiting', 'diarrhoea'],
      ['dry', 'noUrine'],
    ],
    age: { below: 5 * YEAR },
  },
  {
    name: 'infant-runs',
    disposition: 'within_24_hours',
    confidence: 65,
    any: [['diarrhoea', 'vomiting']],
    age: { below: YEAR },
    none: ['minorWords'],
  },
  {
    name: 'newborn-eyes',
    disposition: 'within_4_hours',
    confidence: 65,
    all: ['redEye'],
    age: { below: 28 * DAY },
  },
  {
    name: 'hot-blisters-on-eczema',
    disposition: 'within_4_hours',
    confidence: 75,
    all: ['eczema', 'blisters', 'fever'],
  },
  {
    name: 'fever-in-a-well-child',
    disposition: 'self_care',
    confidence: 60,
    all: ['fever'],
    none: ['cough', 'earDischarge', 'scarletFever', 'urineTrouble', 'fastBreathing', 'rash', 'tooDrowsy'],
    age: { from: 6 * MONTH, below: 5 * YEAR },
    temperature: { from: 38 },
  },
] as const satisfies readonly Rule[];

/** To be seen the same day. */
export const SAME_DAY_RULES = [
  { name: 'new-confusion', disposition: 'within_4_hours', confidence: 65, all: ['confused'] },
  { name: 'clot-in-leg', disposition: 'within_4_hours', confidence: 78, all: ['calfSwollen'] },
  {
    name: 'kidney-infection',
    disposition: 'within_4_hours',
    confidence: 75,
    any: [['urineTrouble'], ['flankPain', 'rigors']],
  },
  {
    name: 'spreading-red-skin',
    disposition: 'within_4_hours',
    confidence: 75,
    all: ['spreadingRed', 'fever'],
  },
  { name: 'temple-headache', disposition: 'within_4_hours', confidence: 72, all: ['templeHeadache'] },
  { name: 'copd-worse', disposition: 'within_4_hours', confidence: 70, all: ['copd'] },
  { name: 'asthma-worse', disposition: 'within_4_hours', confidence: 70, all: ['asthma'] },
  {
    name: 'chest-infection',
    disposition: 'within_4_hours',
    confidence: 68,
    all: ['fever', 'cough', 'phlegm'],
  },
  { name: 'sick-in-pregnancy', disposition: 'within_4_hours', confidence: 68, all: ['pregnant', 'vomiting'] },
  { name: 'rash-in-pregnancy', disposition: 'within_4_hours', confidence: 65, all: ['pregnant', 'blisters'] },
  { name: 'shingles-of-the-eye', disposition: 'within_4_hours', confidence: 70, all: ['foreheadBlisters'] },
  { name: 'hip-of-adolescent', disposition: 'within_4_hours', confidence: 65, all: ['limp', 'footTurned'] },
] as const satisfies readonly Rule[];

/** To be seen by tomorrow. */
export const NEXT_DAY_RULES = [
  {
    name: 'stroke-signs-gone',
    disposition: 'within_24_hours',
    confidence: 70,
    all: ['symptomsGone'],
    any: [['faceDroop', 'armOrLegWeak', 'speechTrouble']],
    none: ['weeksAgo'],
  },
  {
    name: 'blackout-on-effort',
    disposition: 'within_24_hours',
    confidence: 65,
    any: [['passedOut', 'onExertion'], ['onExertion']],
  },
  { name: 'sudden-deafness', disposition: 'within_24_hours', confidence: 75, all: ['hearingLoss'] },
  { name: 'flashes', disposition: 'within_24_hours', confidence: 70, all: ['sparks'] },
  {
    name: 'cancer-and-back-pain',
    disposition: 'within_24_hours',
    confidence: 70,
    all: ['cancer', 'backPain'],
  },
  { name: 'shingles', disposition: 'within_24_hours', confidence: 70, all: ['stripeBlisters'] },
  { name: 'heart-failing', disposition: 'within_24_hours', confidence: 68, all: ['ankleSwelling'] },
  { name: 'tendon-on-a-drug', disposition: 'within_24_hours', confidence: 65, all: ['tendonPain'] },
  {
    name: 'breast-infection',
    disposition: 'within_24_hours',
    confidence: 70,
    all: ['mastitis'],
    any: [['recentBirth', 'fever']],
  },
  {
    name: 'bleeding-in-early-pregnancy',
    disposition: 'within_24_hours',
    confidence: 60,
    all: ['pregnant', 'bleeding'],
  },
  {
    name: 'water-infection',
    disposition: 'within_24_hours',
    confidence: 72,
    all: ['urineTrouble'],
    none: ['growsSlowly'],
  },
  { name: 'bite', disposition: 'within_24_hours', confidence: 65, all: ['bite'], none: ['sting'] },
  { name: 'scarlet-fever', disposition: 'within_24_hours', confidence: 75, all: ['scarletFever'] },
  { name: 'running-ear', disposition: 'within_24_hours', confidence: 72, all: ['earDischarge'] },
  { name: 'weeping-eczema', disposition: 'within_24_hours', confidence: 68, all: ['eczema', 'weeping'] },
  { name: 'limp', disposition: 'within_24_hours', confidence: 60, all: ['limp'] },
] as const satisfies readonly Rule[];

/** What can wait, or needs nobody. */
export const CALM_RULES = [
  {
    name: 'stroke-signs-weeks-ago',
    disposition: 'routine',
    confidence: 60,
    all: ['weeksAgo'],
    any: [['speechTrouble', 'armOrLegWeak', 'faceDroop']],
  },
  { name: 'pain-on-effort', disposition: 'routine', confidence: 65, all: ['chestPain', 'painOnlyOnEffort'] },
  { name: 'breast-lump', disposition: 'routine', confidence: 75, all: ['breastLump'] },
  { name: 'blood-in-urine', disposition: 'routine', confidence: 65, all: ['bloodyUrine'] },
  { name: 'minor-head-bump', disposition: 'self_care', confidence: 65, all: ['headHit'] },
  {
    name: 'minor-illness',
    disposition: 'self_care',
    confidence: 62,
    all: ['minorWords'],
    none: ['growsSlowly'],
  },
  { name: 'insect-sting', disposition: 'self_care', confidence: 70, all: ['sting'] },
  { name: 'routine-complaint', disposition: 'routine', confidence: 65, all: ['routineWords'] },
  { name: 'low-mood', disposition: 'routine', confidence: 60, all: ['lowMood'] },
  { name: 'sciatica', disposition: 'routine', confidence: 60, all: ['backPain'] },
  { name: 'rash-that-fades', disposition: 'self_care', confidence: 60, all: ['fadingRash'] },
  { name: 'grows-slowly', disposition: 'routine', confidence: 55, all: ['growsSlowly'] },
  { name: 'cold', disposition: 'self_care', confidence: 55, all: ['cough'], none: ['fever'] },
  { name: 'fever-otherwise', disposition: 'within_24_hours', confidence: 45, all: ['fever'] },
] as const satisfies readonly Rule[];

/** Version 2 reads a blood thinner, under any name, as a risk of a head injury and of a passed stroke. */
export const ANTICOAGULANT_RULES = [
  {
    name: 'head-injury-on-a-blood-thinner',
    disposition: 'emergency_department',
    confidence: 88,
    all: ['headHit'],
    any: [['anticoagulant', 'anticoagulantNewer']],
  },
  {
    name: 'passed-stroke-on-a-blood-thinner',
    disposition: 'emergency_department',
    confidence: 80,
    any: [
      ['anticoagulant', 'anticoagulantNewer'],
      ['faceDroop', 'armOrLegWeak', 'speechTrouble'],
    ],
  },
] as const satisfies readonly Rule[];

/** Version 2 screens every caller by the thresholds of adults before it looks at age. */
export const FEVER_SCREEN_RULES = [
  {
    name: 'fever-screen',
    disposition: 'within_24_hours',
    confidence: 60,
    all: ['fever'],
    none: ['phlegm', 'spreadingRed', 'flankPain', 'rigors', 'chemo', 'blisters', 'notWalking', 'mastitis'],
    temperature: { from: 38 },
  },
] as const satisfies readonly Rule[];
