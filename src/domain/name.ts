import { Type } from 'typebox';

/** Names are identifiers, never paths: they start with a letter or digit and hold no slash. */
export const NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$';

export const Name = Type.String({
  pattern: NAME_PATTERN,
  description: 'An identifier: letters, digits, dot, underscore and hyphen; at most 128 characters.',
});

export const Text = Type.String({ minLength: 1 });

export const IsoDate = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}$',
  description: 'A date, YYYY-MM-DD.',
});

/** Options of every object that comes from a file: a field that nobody knows is a mistake, not an extension. */
export const CLOSED = { additionalProperties: false } as const;
