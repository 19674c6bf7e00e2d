/** A text in the plain characters that the rules are written for, with the way back to the original. */
export interface FoldedText {
  readonly text: string;
  /** The offset in the original of an offset in `text`. */
  originalOffset(at: number): number;
}

/** Zero-width characters, soft hyphens and direction marks: they part what a reader sees as one word. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const SPACE = /[\t\v\f\r\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;
const HYPHEN = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const APOSTROPHE = /[\u2018\u2019\u02bc\u00b4`]/g;
/** Full-width ASCII, and the digits of Arabic and Persian. */
const WIDE = /[\uff01-\uff5e]/g;
const DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** What is two units long and reads as one letter: an accent after its letter, and all beyond the first plane. */
const ACCENTED = /[A-Za-z][\u0300-\u036f]/g;
const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/g;
const GAP = '\u200b';

function composed(pair: string): string {
  const one = pair.normalize('NFC');
  return one.length === 1 ? one + GAP : pair;
}
/** Styled letters and digits become plain ones, a rare ideograph stands as a common one, all else as no letter. */
function plane0(pair: string): string {
  const one = pair.normalize('NFKC');
  if (one.length === 1) return one + GAP;
  return (/\p{L}/u.test(pair) ? '\u4e00' : '\ufffd') + GAP;
}

/** Folds look-alikes of space, hyphen, apostrophe and digit one for one, and leaves invisible characters out. */
export function foldText(original: string): FoldedText {
  const same = original
    .replace(ASTRAL, plane0)
    .replace(ACCENTED, composed)
    .replace(SPACE, ' ')
    .replace(HYPHEN, '-')
    .replace(APOSTROPHE, "'")
    .replace(WIDE, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(DIGIT, (char) => String(char.charCodeAt(0) & 0xf));
  const removed = Array.from(same.matchAll(INVISIBLE), (match, count) => match.index - count);
  if (removed.length === 0) return { text: same, originalOffset: (at) => at };
  return { text: same.replace(INVISIBLE, ''), originalOffset: (at) => at + countUpTo(removed, at) };
}

/** How many of the sorted offsets are <= at. */
function countUpTo(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
