import type { TextGrader } from '../domain/grader.js';

/** Unicode compatibility form, white space folded; case, punctuation and articles as the grader declares. */
export function normaliseText(text: string, rules: TextGrader['normalise']): string {
  let result = text.normalize('NFKC').replaceAll('\u2212', '-');
  if (rules.punctuation === 'drop') result = dropPunctuation(result);
  let words = result.split(/\s+/u).filter((word) => word !== '');
  if (rules.articles === 'drop') words = words.filter((word, at) => !isArticle(word, at, words.length));
  const joined = words.join(' ');
  return rules.case === 'fold' ? joined.toLowerCase() : joined;
}

/** Signs that tell two answers apart (O+ and O−, < 65 and > 65, 5 % and 5) are words of their own; all others go. */
function dropPunctuation(text: string): string {
  return text.replace(/[\p{P}\p{S}]/gu, (sign, at: number, whole: string) =>
    '+<>≤≥±%'.includes(sign) || (sign === '-' && isSign(whole, at)) ? ` ${sign} ` : ' ',
  );
}

/** A minus before a number, or behind a word that it ends (Rh-); a hyphen between two words is neither. */
function isSign(text: string, at: number): boolean {
  const isBehindWord = /[\p{L}\p{N}]/u.test(text[at - 1] ?? '');
  const next = text[at + 1] ?? '';
  return isBehindWord ? !/[\p{L}\p{N}]/u.test(next) : /\d/.test(next);
}

/** The last word is none (hepatitis A), and a capital A only where it begins the text. */
function isArticle(word: string, at: number, count: number): boolean {
  if (at === count - 1) return false;
  return word === 'A' ? at === 0 : ['a', 'an', 'the'].includes(word.toLowerCase());
}
