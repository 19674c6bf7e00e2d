import { type Static, Type } from 'typebox';
import { CLOSED, Name, Text } from './name.js';

/** Severity if the answer were acted on (WHO conceptual framework, five levels). */
export const Harm = Type.Enum(['none', 'mild', 'moderate', 'severe', 'death']);

export const Criterion = Type.Object(
  {
    id: Name,
    text: Type.Optional(Text),
    points: Type.Number({
      minimum: -100,
      maximum: 100,
      description: 'Signed weight: > 0 is wanted, < 0 is harmful (met means that the harm is there).',
    }),
    grader: Name,
    harm: Type.Optional(Harm),
    critical: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'The hazard whose worst case this is: it must not happen once.',
      }),
    ),
    tags: Type.Optional(Type.Array(Name)),
  },
  { ...CLOSED, title: 'Criterion' },
);
export type Criterion = Static<typeof Criterion>;
