import type { Tokens } from './tokens.js';

const DAYS_PER_YEAR = 365.25;
const DAYS: Readonly<Record<string, number>> = {
  hour: 1 / 24,
  day: 1,
  week: 7,
  month: 30.4,
  year: DAYS_PER_YEAR,
};
/** Between "she" and her age: "she is nearly four". */
const FILLERS: readonly string[] = [
  'am',
  'is',
  'are',
  'was',
  'just',
  'nearly',
  'almost',
  'about',
  'only',
  'now',
  'turned',
  'has',
  'old',
  'aged',
  'of',
  'a',
];
const PERSONS: readonly string[] = [
  'i',
  'he',
  'she',
  'baby',
  'son',
  'daughter',
  'boy',
  'girl',
  'lad',
  'one',
  'little',
  'toddler',
  'child',
  'mum',
  'mother',
  'dad',
  'father',
  'husband',
  'wife',
  'partner',
  'girlfriend',
  'boyfriend',
  'sister',
  'brother',
  'friend',
  'nephew',
  'niece',
  'gran',
  'nan',
  'grandad',
  'woman',
  'man',
  'lady',
  'ladies',
  'residents',
  'resident',
  'flatmate',
  'housemate',
  'neighbour',
];
const PREGNANCY: readonly string[] = ['pregnant', 'along', 'with', 'gone', 'expecting'];
const BABY_WORDS: readonly string[] = ['baby', 'newborn', 'nappy', 'nappies', 'toddler'];
const NOT_AFTER_AGE: readonly string[] = [
  'times',
  'or',
  'to',
  'in',
  'of',
  'tablets',
  'point',
  'percent',
  'cm',
];
const OLDEST_YEARS = 110;
/** A baby of whom no age is said is taken for a newborn; a toddler or a child in nappies for a small child. */
const UNSAID_BABY_DAYS = 28;

/** The patient's age in days, or null where the call does not say it. */
export function findAgeDays(tokens: Tokens): number | null {
  for (const [index, word] of tokens.words.entries()) {
    if (!/^[0-9]+$/.test(word)) continue;
    const days = ageAt(tokens, index, Number(word));
    if (days !== null) return days;
  }
  return tokens.words.slice(0, 12).some((word) => BABY_WORDS.includes(word)) ? UNSAID_BABY_DAYS : null;
}

function ageAt(tokens: Tokens, index: number, count: number): number | null {
  const { words } = tokens;
  const unitWord = (words[index + 1] ?? '').replace(/s$/, '');
  const days = DAYS[unitWord];
  const after = words[index + 2] ?? '';
  if (days !== undefined && after === 'old') return count * days;
  if (!followsPerson(words, index)) return null;
  if (days === undefined)
    return isBareAge(tokens, index) && count <= OLDEST_YEARS ? count * DAYS_PER_YEAR : null;
  const byCaller = words[index - 1] === 'am' || words[index - 2] === 'am';
  if (unitWord === 'week' && (byCaller || PREGNANCY.includes(after))) return null;
  return isDuration(words, index) ? null : count * days;
}

/** "He is 5 days into it", "she was 3 weeks in hospital". */
function isDuration(words: readonly string[], index: number): boolean {
  return ['in', 'into', 'ago', 'late', 'early'].includes(words[index + 2] ?? '');
}

/** What follows a bare age in its sentence is not something that it counts. */
function isBareAge(tokens: Tokens, index: number): boolean {
  if (tokens.sentence[index + 1] !== tokens.sentence[index]) return true;
  return !NOT_AFTER_AGE.includes(tokens.words[index + 1] ?? '');
}

function followsPerson(words: readonly string[], index: number): boolean {
  for (let before = index - 1; before >= Math.max(0, index - 4); before -= 1) {
    const word = words[before] ?? '';
    if (PERSONS.includes(word)) return true;
    if (!FILLERS.includes(word)) return false;
  }
  return false;
}
