import { type Static, Type } from 'typebox';
import { CLOSED, Name, Text } from './name.js';

const head = { grader: Name, version: Text, description: Type.Optional(Text) };

/** Met when the answer is one of the accepted options, by id or by the option's whole text. */
export const ChoiceGrader = Type.Object({ ...head, kind: Type.Literal('choice') }, CLOSED);

/** Met when the normalised answer equals an accepted text or one of its synonyms. */
export const TextGrader = Type.Object(
  {
    ...head,
    kind: Type.Literal('text'),
    normalise: Type.Object(
      {
        case: Type.Enum(['fold', 'keep']),
        punctuation: Type.Enum(['drop', 'keep']),
        articles: Type.Enum(['drop', 'keep']),
      },
      CLOSED,
    ),
    synonyms: Type.Optional(Type.Record(Text, Type.Array(Text, { minItems: 1 }))),
  },
  CLOSED,
);

/** Met when the value, converted to the key's unit, lies in the key's limits or within the tolerance. */
export const NumberGrader = Type.Object(
  {
    ...head,
    kind: Type.Literal('number'),
    tolerance: Type.Object(
      {
        absolute: Type.Optional(Type.Number({ minimum: 0, description: 'In the unit of the key.' })),
        relative: Type.Optional(
          Type.Number({ minimum: 0, maximum: 1, description: 'Share of the key: 0.05 is 5 %.' }),
        ),
      },
      CLOSED,
    ),
    units: Type.Record(Text, Type.Number({ exclusiveMinimum: 0 }), {
      description:
        'Spelling of a unit → how many of the base unit it is (mg: 1, g: 1000). One dimension only.',
    }),
    no_unit: Type.Optional(
      Type.Enum(['wrong', 'key'], {
        description: 'An answer without a unit: wrong (default), or taken in the key’s.',
      }),
    ),
  },
  CLOSED,
);

/** Met when the answer is an accepted level of an ordered scale; the finding keeps how far it is from the nearest. */
export const ScaleGrader = Type.Object(
  {
    ...head,
    kind: Type.Literal('scale'),
    scale: Name,
    levels: Type.Array(Text, {
      minItems: 2,
      uniqueItems: true,
      description: 'Ids of the levels (of the options, where the case has some), the most urgent first.',
    }),
    critical: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'How many of the first levels are critical to miss. Default: none.',
      }),
    ),
  },
  CLOSED,
);

/** Verdicts that another grader gave, taken in with `preceptor import verdicts`. */
export const RecordedGrader = Type.Object(
  {
    ...head,
    kind: Type.Literal('recorded'),
    verdicts: Type.String({
      minLength: 1,
      description: 'File of verdicts (JSON lines), relative to the workspace.',
    }),
    by: Type.String({ minLength: 1, description: 'Who or what gave them.' }),
  },
  CLOSED,
);

export const Grader = Type.Union([ChoiceGrader, TextGrader, NumberGrader, ScaleGrader, RecordedGrader], {
  title: 'Grader',
});
export type Grader = Static<typeof Grader>;
export type GraderKind = Grader['kind'];
export type ChoiceGrader = Static<typeof ChoiceGrader>;
export type TextGrader = Static<typeof TextGrader>;
export type NumberGrader = Static<typeof NumberGrader>;
export type ScaleGrader = Static<typeof ScaleGrader>;
export type RecordedGrader = Static<typeof RecordedGrader>;
