import { MEDICAL_NOUN, NO_NAME } from './name-words.js';

/** No letter or digit before; in plain ranges, since patterns with the `u` and `i` flags are slow. */
export const START = '(?<![A-Za-z0-9\\u00aa-\\u024f\\u0370-\\u1fff\\u3040-\\ud7ff])';
const WORD = "(?:\\p{Lu}[\\p{L}\\p{M}'-]{0,30}|\\p{Lo}[\\p{Lo}\\p{M}]{0,20})";
const PARTICLE =
  '(?:(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|las|los|bin|binti|ibn|al|el|ter|ten|zu|af|y)[ -]|St\\. )';
export const PART = `(?:\\p{Lu}\\. ?){0,3}${PARTICLE}{0,2}${WORD}`;
/** One to five parts, in either order: "Rosa Luz", "ROE, JANE", "J. R. de la Cruz". */
export const NAME = new RegExp(`${PART}(?:(?:, ?| {1,3})${PART}){0,4}`, 'yu');
/** Looks cheaply before it looks closely: most characters begin no name. */
export const CAPITAL_START = `(?=[A-Z\\u00c0-\\u00de\\u0100-\\u024f\\u0370-\\u052f\\u0531-\\u0556\\u05d0-\\ud7ff])${START}`;
export const TWO = `(?:(?:\\p{Lu}\\. ?){1,3}${PARTICLE}{0,2}${WORD}|${PART}(?: {1,3}${PART}){1,3})`;
export const TWO_AT = new RegExp(TWO, 'yu');
export const ONE_AT = new RegExp(`\\p{Lu}[\\p{Ll}\\p{M}'-]{1,30}(?: ${PART}){0,3}`, 'yu');
/** In any case, as people type their names. */
export const TYPED = /\p{L}[\p{L}\p{M}'.-]{0,30}(?: [\p{L}][\p{L}\p{M}'.-]{0,30}){0,3}/uy;
export const AGE = '[0-9]{1,3}[- ]{0,2}(?:years?|yrs?|y\\.?o\\b|y/o|yo\\b|m/o|months?|weeks?)';

function words(found: string): readonly string[] {
  return found.toLowerCase().split(/[ ,\n]+/);
}
/** Without a full stop, unless it is an initial's, and without an ending after an apostrophe. */
function bare(word: string): string {
  return word.replace(/(?<=..)[.']{1,3}$|'(?:s|m|ve|ll|d|re)$/, '');
}
function nextWord(after: string): string {
  return /^(?:'s)? ?[\p{L}-]{1,20}/u.exec(after)?.[0] ?? '';
}
export function isName(found: string, _before: string, after: string): boolean {
  const [first = '', ...rest] = words(found);
  if (NO_NAME.has(bare(first))) return false;
  if (MEDICAL_NOUN.test(found) || MEDICAL_NOUN.test(nextWord(after))) return false;
  return rest.length > 0 || first.length > 1;
}
/** After a title only a word that cannot be a name clears it: a titled eponym is a hit. */
export function isTitled(found: string): boolean {
  const [first = '', second = ''] = words(found);
  // "Mr F Adeyemi": a lone letter is an initial.
  const word = first.length === 1 && second !== '' ? second : first;
  return !NO_NAME.has(bare(word));
}
export function isFull(found: string, before: string, after: string): boolean {
  // Two spaces end a field of a header: "ROE, JANE  SEX: F".
  const [field = ''] = found.split(/ {2,}|\n/);
  return isName(field, before, after) && !words(field).some((word) => NO_NAME.has(word));
}
export const ABOUT_A_THING =
  /(?:drug|brand|trade|generic|test|file|user|product|medication|medicine|study|gene|event|tablets?|inhaler|cream|condition|disease|device|it|something|what|thing|group|app|class|procedure|operation)(?: (?:is|was|i[st] been))?[ ']{0,2}s? ?(?:name|called|named)[^\p{L}]{0,4}$/iu;

export function typedName(found: string, before: string, after: string): boolean {
  return isName(found, before, after) && !ABOUT_A_THING.test(before);
}
