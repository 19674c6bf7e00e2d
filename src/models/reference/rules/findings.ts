import { findAgeDays } from './age.js';
import { BODY_LEXICON } from './lexicon-body.js';
import { URGENT_LEXICON } from './lexicon-urgent.js';
import { isDenied } from './negation.js';
import { findPhrase, type Phrase, parsePhrase } from './phrase.js';
import type { RulesVersion } from './rules-version.js';
import { findTemperature } from './temperature.js';
import { type Tokens, tokenise } from './tokens.js';

export type Finding = keyof typeof URGENT_LEXICON | keyof typeof BODY_LEXICON;

/** What the rules know of a call. */
export interface Findings {
  readonly present: ReadonlySet<string>;
  /** Days since birth; null where the call does not say it. */
  readonly ageDays: number | null;
  /** The highest temperature said, degrees Celsius. */
  readonly temperature: number | null;
}

const LEXICON: readonly (readonly [string, readonly Phrase[]])[] = Object.entries<readonly string[]>({
  ...URGENT_LEXICON,
  ...BODY_LEXICON,
}).map(([name, phrases]) => [name, phrases.map(parsePhrase)]);

/** Reads a call: which findings of the lexicon it affirms, how old the patient is, how hot. */
export function extractFindings(text: string, version: RulesVersion): Findings {
  const tokens = tokenise(text);
  const present = new Set(
    LEXICON.filter(([, phrases]) => phrases.some((phrase) => isAffirmed(phrase, tokens, version))).map(
      ([name]) => name,
    ),
  );
  return { present, ageDays: findAgeDays(tokens), temperature: findTemperature(tokens) };
}

function isAffirmed(phrase: Phrase, tokens: Tokens, version: RulesVersion): boolean {
  return findPhrase(phrase, tokens).some((at) => !isDenied(tokens, at, version));
}
