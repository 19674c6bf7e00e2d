import { type Static, Type } from 'typebox';
import { CLOSED, Text } from './name.js';

export const IntendedUse = Type.Object(
  {
    user: Text,
    setting: Text,
    population: Text,
    decision: Text,
    autonomy: Type.Enum(['informs', 'recommends', 'acts-with-confirmation', 'acts']),
    exclusions: Type.Array(Text),
    languages: Type.Array(Text, { minItems: 1 }),
    not_tested: Type.Optional(Type.Array(Text)),
  },
  { ...CLOSED, title: 'IntendedUse' },
);
export type IntendedUse = Static<typeof IntendedUse>;
