import type { ConfidenceSource } from './protocol.js';

export interface Confidence {
  readonly source: ConfidenceSource;
  /** 0..1 */
  readonly value: number;
}

/** What was read from an answered response. */
export type Reading =
  | {
      readonly status: 'read';
      readonly answer: string;
      /** The pattern that found it, or `on-miss`. */
      readonly by: string;
      readonly confidences: readonly Confidence[];
    }
  | { readonly status: 'refused'; readonly by: string }
  | { readonly status: 'unreadable'; readonly detail: string };

export const ON_MISS = 'on-miss';
