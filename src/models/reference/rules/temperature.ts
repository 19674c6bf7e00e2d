import type { Tokens } from './tokens.js';

/** What a body can have, in degrees Celsius; a bare number outside is something else. */
const LOWEST = 34;
const HIGHEST = 42.5;
const WORDS_BEFORE = 12;
const MENTIONS: readonly string[] = [
  'temperature',
  'fever',
  'hot',
  'degrees',
  'thermometer',
  'temp',
  'shivers',
  'shivery',
];

/** The highest temperature said, in degrees Celsius; null where none is. */
export function findTemperature(tokens: Tokens): number | null {
  let highest: number | null = null;
  for (const [index, word] of tokens.words.entries()) {
    if (!/^3[4-9](\.[0-9])?$|^4[0-2](\.[0-9])?$/.test(word)) continue;
    const value = Number(word);
    if (value < LOWEST || value > HIGHEST) continue;
    const isDecimal = word.includes('.');
    const isMeant = tokens.words
      .slice(Math.max(0, index - WORDS_BEFORE), index)
      .some((before) => MENTIONS.includes(before));
    if (
      (isDecimal || isMeant) &&
      !isCount(tokens.words[index + 1]) &&
      (highest === null || value > highest)
    ) {
      highest = value;
    }
  }
  return highest;
}

function isCount(next: string | undefined): boolean {
  return ['weeks', 'week', 'years', 'year', 'minutes', 'a', 'of'].includes(next ?? '');
}
