import { type Static, Type } from 'typebox';
import { CLOSED, IsoDate, Name, Text } from './name.js';

export const Turn = Type.Object(
  {
    role: Type.Enum(['user', 'assistant']),
    text: Text,
    at: Type.Optional(IsoDate),
  },
  { ...CLOSED, title: 'Turn' },
);
export type Turn = Static<typeof Turn>;

/** One of the answers that the case offers; `id` is what a reading and a key name. */
export const Option = Type.Object({ id: Name, text: Text }, { ...CLOSED, title: 'Option' });
export type Option = Static<typeof Option>;
