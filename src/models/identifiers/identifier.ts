import type { IdentifierKind } from '../../domain/identifier-kind.js';

/** Where a text seems to hold an identifier. It holds no part of the text, so that it may be logged. */
export interface IdentifierHit {
  readonly kind: IdentifierKind;
  /** 0-based offset, in UTF-16 units. */
  readonly at: number;
  /** In UTF-16 units, >= 1. */
  readonly length: number;
  /** 1-based; a line ends with `\n`. */
  readonly line: number;
}
