import type { ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelContext } from '../model-context.js';

/** What a reference model says: an option's id or a text, or why it has nothing to say. */
export type ReferenceAnswer =
  | {
      readonly kind: 'answer';
      readonly answer: string;
      /** Per cent; null for a model that states none. */
      readonly confidence: number | null;
    }
  | { readonly kind: 'none'; readonly because: string };

/** A floor: a program without medical knowledge (or with little), whose answers are really computed. */
export type ReferenceModel = (request: ModelRequest) => ReferenceAnswer;

export interface ReferenceKind {
  /** Versions that exist; a model without named versions has 1. */
  readonly versions: readonly number[];
  open(version: number, context: ModelContext): Promise<ReferenceModel>;
}

export function answer(text: string, confidence: number | null = null): ReferenceAnswer {
  return { kind: 'answer', answer: text, confidence };
}

export function noAnswer(because: string): ReferenceAnswer {
  return { kind: 'none', because };
}

export const NO_OTHER_CLUSTER = 'the corpus holds no case of another cluster';
