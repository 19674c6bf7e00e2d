import type { IntervalOrInsufficient } from '../interval.js';

/** Numbers that an answer was computed from; all of equal content give the same answer. */
type Content = readonly (Float64Array | Int32Array | null)[];

interface Entry {
  readonly content: Content;
  readonly answer: IntervalOrInsufficient;
}

/** Elements of the arrays that are kept, and with them the memory: 8 bytes each. */
const MOST_ELEMENTS = 2_000_000;

/**
 * Remembers what was resampled: under two ways of counting missing answers, or two reading rules, the same units are
 * often the same numbers, and 10,000 resamples of them need be drawn but once.
 *
 * Answers are found by comparing every number, so that remembering cannot change one.
 */
export class FigureMemory {
  readonly #entries = new Map<string, Entry[]>();
  #elements = 0;

  /** The answer for this question and content, computed where it is not known. */
  recall(question: string, content: Content, compute: () => IntervalOrInsufficient): IntervalOrInsufficient {
    const found = this.#entries.get(question)?.find((entry) => isSame(entry.content, content));
    if (found !== undefined) return found.answer;
    const answer = compute();
    const size = content.reduce((sum, part) => sum + (part?.length ?? 0), 0);
    if (this.#elements + size > MOST_ELEMENTS) this.#forget();
    if (size <= MOST_ELEMENTS) {
      this.#entries.set(question, [...(this.#entries.get(question) ?? []), { content, answer }]);
      this.#elements += size;
    }
    return answer;
  }

  #forget(): void {
    this.#entries.clear();
    this.#elements = 0;
  }
}

function isSame(a: Content, b: Content): boolean {
  return a.length === b.length && a.every((part, i) => isSamePart(part, b[i] ?? null));
}

function isSamePart(a: Content[number], b: Content[number]): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
