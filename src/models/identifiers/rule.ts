import type { IdentifierKind } from '../../domain/identifier-kind.js';

/**
 * One way to see an identifier. Every quantifier in a pattern is bounded, and a pattern that begins with a repeated
 * class stands behind a look-behind for that class: so no text, however made, costs more than a fixed number of steps
 * for each of its characters.
 */
export interface Rule {
  readonly kind: IdentifierKind;
  /** Global. Without `value` its match is the hit; with `value` it is the words that introduce one. */
  readonly cue: RegExp;
  /** Sticky: tried where the cue ends; its match is the hit. */
  readonly value?: RegExp;
  /** A last look at what was found, with up to 40 characters on either side of it. */
  readonly accept?: (found: string, before: string, after: string) => boolean;
}

export interface Span {
  readonly kind: IdentifierKind;
  readonly at: number;
  readonly end: number;
}

const CONTEXT = 40;

/** All that one rule finds in a folded text. */
export function applyRule(rule: Rule, text: string): readonly Span[] {
  const { kind, cue, value, accept } = rule;
  const spans: Span[] = [];
  cue.lastIndex = 0;
  for (let match = cue.exec(text); match !== null; match = cue.exec(text)) {
    const cueAt = match.index;
    let at = cueAt;
    let found = match[0];
    if (value !== undefined) {
      // Cues may overlap: "contact call 0161 …".
      cue.lastIndex = cueAt + 1;
      at += found.length;
      value.lastIndex = at;
      const introduced = value.exec(text);
      if (introduced === null) continue;
      found = introduced[0];
    }
    const end = at + found.length;
    const before = (): string => text.slice(Math.max(0, cueAt - CONTEXT), at);
    if (accept !== undefined && !accept(found, before(), text.slice(end, end + CONTEXT))) continue;
    cue.lastIndex = end;
    spans.push({ kind, at, end });
  }
  return spans;
}
