import type { Case } from '../../domain/case.js';
import { hashOfBytes } from '../../domain/hash.js';
import type { Option, Turn } from '../../domain/turn.js';
import type { FieldPath } from '../../schema/fault.js';
import type { IdentifierHit } from './identifier.js';
import { screenIdentifiers } from './screen-identifiers.js';

/** A part of a case that a model is sent. */
export interface SentPart {
  readonly path: FieldPath;
  readonly hits: () => readonly Pick<IdentifierHit, 'kind' | 'line'>[];
  /** Of the text (UTF-8) or of the image, in hexadecimal digits. */
  readonly sha256: () => string;
}

/** Every text and image of a case that may be sent, of its variants too; nothing is looked for before `hits` is called. */
export function sentParts({
  turns,
  options = [],
  variants = [],
  attachments = [],
}: Case): readonly SentPart[] {
  return [
    ...textsOf([], turns, options),
    ...variants.flatMap((variant, index) =>
      textsOf(['variants', index], variant.turns ?? [], variant.options ?? []),
    ),
    ...attachments.flatMap(({ kind, sha256 }, index) =>
      kind === 'image' ? [imageAt(['attachments', index], sha256)] : [],
    ),
  ];
}

function textsOf(base: FieldPath, turns: readonly Turn[], options: readonly Option[]): readonly SentPart[] {
  return [
    ...turns.map(({ text }, index) => textAt([...base, 'turns', index, 'text'], text)),
    ...options.map(({ text }, index) => textAt([...base, 'options', index, 'text'], text)),
  ];
}

function textAt(path: FieldPath, text: string): SentPart {
  return {
    path,
    hits: () => screenIdentifiers(text),
    sha256: () => hashOfBytes(text).slice('sha256:'.length),
  };
}

/** In an image nothing can be looked for: every one is a hit. */
function imageAt(path: FieldPath, sha256: string): SentPart {
  return { path, hits: () => [{ kind: 'photo', line: 1 }], sha256: () => sha256 };
}
