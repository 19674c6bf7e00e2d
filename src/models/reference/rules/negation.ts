import type { RulesVersion } from './rules-version.js';
import type { Tokens } from './tokens.js';

const NEGATORS: readonly string[] = ['no', 'not', 'never', 'without', 'nor', 'neither', 'none', 'nothing'];
/** "Cannot breathe" and "will not wake" say that something is wrong: they deny nothing that follows. */
const MODALS: readonly string[] = ['can', 'will', 'could', 'would'];
/** A new statement begins: what was denied before it is over. */
const SUBJECTS: readonly string[] = [
  'i',
  'he',
  'she',
  'it',
  'we',
  'they',
  'you',
  'there',
  'my',
  'his',
  'her',
  'who',
];
/** Words of a list of denials, longest clause that may carry one on: "no rash, no cough, fever or headache". */
const LIST_CLAUSE_WORDS = 4;
/** No denial reaches further; it also keeps the reading of an endless sentence linear. */
const FARTHEST_WORDS = 30;

/**
 * Whether what begins at the word is denied.
 * Version 1 looks at the word before; version 2 at everything back to where the clause, or the
 * list that it belongs to, begins.
 */
export function isDenied(tokens: Tokens, at: number, version: RulesVersion): boolean {
  const first = version === 1 ? Math.max(0, at - 1) : scopeStart(tokens, at);
  for (let index = at - 1; index >= first; index -= 1) {
    if (tokens.sentence[index] !== tokens.sentence[at]) return false;
    const word = tokens.words[index] ?? '';
    if (version === 2 && index < at - 1 && startsStatement(tokens, index, at)) return false;
    if (NEGATORS.includes(word)) return !MODALS.includes(tokens.words[index - 1] ?? '');
  }
  return false;
}

function startsStatement(tokens: Tokens, index: number, at: number): boolean {
  const word = tokens.words[index] ?? '';
  return SUBJECTS.includes(word) && tokens.words[index - 1] === 'and' && index < at;
}

function scopeStart(tokens: Tokens, at: number): number {
  let start = at;
  const farthest = Math.max(0, at - FARTHEST_WORDS);
  while (start > farthest && tokens.sentence[start - 1] === tokens.sentence[at]) {
    const isBoundary = tokens.clause[start - 1] !== tokens.clause[start];
    if (isBoundary && !carriesOn(tokens, start)) break;
    start -= 1;
  }
  return start;
}

/** Whether the clause that begins here is one more item of a list. */
function carriesOn(tokens: Tokens, start: number): boolean {
  const clause = tokens.clause[start];
  let end = start;
  while (tokens.clause[end] === clause && end <= start + LIST_CLAUSE_WORDS) end += 1;
  const words = tokens.words.slice(start, end);
  return (
    words.length <= LIST_CLAUSE_WORDS && !words.some((word) => SUBJECTS.includes(word) || word === 'but')
  );
}
