import type { Tokens } from './tokens.js';

/**
 * A phrase is words with spaces: `a|b` is either, `stem*` any word that starts so, `~3` up to three words between.
 * It is matched inside one sentence.
 */
export interface Phrase {
  readonly parts: readonly Part[];
}
type Part =
  | { readonly kind: 'gap'; readonly most: number }
  | { readonly kind: 'word'; readonly exact: readonly string[]; readonly stems: readonly string[] };

export function parsePhrase(text: string): Phrase {
  const parts = text.split(' ').map((part): Part => {
    if (part.startsWith('~')) return { kind: 'gap', most: Number(part.slice(1)) };
    const forms = part.split('|');
    return {
      kind: 'word',
      exact: forms.filter((form) => !form.endsWith('*')),
      stems: forms.filter((form) => form.endsWith('*')).map((form) => form.slice(0, -1)),
    };
  });
  return { parts };
}

/** Where the phrase begins, every time it occurs: indexes into the words. */
export function findPhrase(phrase: Phrase, tokens: Tokens): readonly number[] {
  const found: number[] = [];
  for (let start = 0; start < tokens.words.length; start += 1) {
    if (matchesAt(phrase.parts, 0, tokens, start, start)) found.push(start);
  }
  return found;
}

function matchesAt(parts: readonly Part[], next: number, tokens: Tokens, at: number, start: number): boolean {
  const part = parts[next];
  if (part === undefined) return true;
  if (part.kind === 'gap') {
    for (let skip = 0; skip <= part.most; skip += 1) {
      if (matchesAt(parts, next + 1, tokens, at + skip, start)) return true;
    }
    return false;
  }
  const word = tokens.words[at];
  if (word === undefined || tokens.sentence[at] !== tokens.sentence[start]) return false;
  const fits = part.exact.includes(word) || part.stems.some((stem) => word.startsWith(stem));
  return fits && matchesAt(parts, next + 1, tokens, at + 1, start);
}
