/** A call as the rules see it: sentences of clauses of lower-case words, numbers as digits. */
export interface Tokens {
  readonly words: readonly string[];
  /** Per word, the number of its sentence; a phrase never reaches across two. */
  readonly sentence: readonly number[];
  /** Per word, the number of its clause. */
  readonly clause: readonly number[];
}

const ONES: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ...ONES.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, tens): [string, number] => [word, (tens + 2) * 10]),
]);

/** What stands behind an apostrophe, written out. `'s` may be *is*, *has* or a genitive: *is* serves the rules. */
const CLITICS: ReadonlyMap<string, string> = new Map([
  ['m', 'am'],
  ['s', 'is'],
  ['re', 'are'],
  ['ve', 'have'],
  ['ll', 'will'],
  ['d', 'had'],
]);
const BARE_NEGATIVE: ReadonlyMap<string, string> = new Map([
  ['can', 'can'],
  ['ca', 'can'],
  ['wo', 'will'],
]);

/** Cuts a call into words. Linear in its length. */
export function tokenise(text: string): Tokens {
  const words: string[] = [];
  const sentence: number[] = [];
  const clause: number[] = [];
  let sentenceNumber = 0;
  let clauseNumber = 0;
  for (const piece of text
    .toLowerCase()
    .replaceAll('’', "'")
    .match(/[a-zé0-9']+(?:\.[0-9]+)?|[.?!;:,]/g) ?? []) {
    if (/^[.?!;:,]$/.test(piece)) {
      clauseNumber += 1;
      if (piece !== ',' && piece !== ':') sentenceNumber += 1;
      continue;
    }
    for (const word of expand(piece)) {
      if (word === 'but') clauseNumber += 1;
      words.push(word);
      sentence.push(sentenceNumber);
      clause.push(clauseNumber);
    }
  }
  return joinTens({ words, sentence, clause });
}

function expand(piece: string): readonly string[] {
  const bare = piece.replace(/^'+|'+$/g, '');
  if (bare === 'cannot') return ['can', 'not'];
  const at = bare.lastIndexOf("'");
  if (at < 0) return [digits(bare)];
  const tail = bare.slice(at + 1);
  if (tail === 't' && bare.endsWith("n't")) {
    const verb = bare.slice(0, -3);
    return [BARE_NEGATIVE.get(verb) ?? verb, 'not'];
  }
  const full = CLITICS.get(tail);
  return full === undefined ? [bare.replaceAll("'", '')] : [digits(bare.slice(0, at)), full];
}

function digits(word: string): string {
  const value = NUMBERS.get(word);
  return value === undefined ? word : String(value);
}

/** `50 8` (fifty-eight) becomes `58`; a dose such as `20 4 tablets` is not written so. */
function joinTens({ words, sentence, clause }: Tokens): Tokens {
  const kept: { word: string; sentence: number; clause: number }[] = [];
  for (const [index, word] of words.entries()) {
    const last = kept.at(-1);
    const here = { word, sentence: sentence[index] ?? 0, clause: clause[index] ?? 0 };
    const isOne = /^[1-9]$/.test(word);
    if (last !== undefined && isOne && /^[2-9]0$/.test(last.word) && last.clause === here.clause) {
      last.word = String(Number(last.word) + Number(word));
    } else kept.push(here);
  }
  return {
    words: kept.map(({ word }) => word),
    sentence: kept.map((each) => each.sentence),
    clause: kept.map((each) => each.clause),
  };
}
