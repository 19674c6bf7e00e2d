import { type Static, Type } from 'typebox';
import { type Hash, hashOf } from './hash.js';
import { CLOSED, Name, Text } from './name.js';

export const ConfidenceSource = Type.Enum(['verbalised', 'logprob', 'self-consistency']);
export type ConfidenceSource = Static<typeof ConfidenceSource>;

/**
 * One way of finding a value in a response. Exactly one of `json`, `pattern`, `whole`.
 * Patterns are RE2 expressions (linear time): no look-around, no back-references.
 */
export const ReadingPattern = Type.Object(
  {
    name: Name,
    json: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'Path of a field in the JSON object of the response: a.b.0.c',
      }),
    ),
    after: Type.Optional(
      Type.String({ minLength: 1, description: 'Look only at the text behind the last occurrence of this.' }),
    ),
    pattern: Type.Optional(
      Type.String({ minLength: 1, description: 'RE2 expression; group 1, or the whole match.' }),
    ),
    whole: Type.Optional(Type.Literal(true, { description: 'The whole text, trimmed.' })),
    ignore_case: Type.Optional(Type.Boolean()),
    values: Type.Optional(
      Type.Record(Type.String(), Text, {
        description: 'What was found → what it stands for. Others: no match.',
      }),
    ),
  },
  { ...CLOSED, title: 'Pattern' },
);
export type ReadingPattern = Static<typeof ReadingPattern>;

export const ReadingRule = Type.Object(
  {
    description: Type.Optional(Text),
    answer: Type.Array(ReadingPattern, {
      minItems: 1,
      description: 'Tried in this order; the first that finds one.',
    }),
    on_miss: Type.Optional(
      Type.Union([Type.Literal('unreadable'), Type.Object({ answer: Text }, CLOSED)], {
        description: 'What an answer that no pattern finds counts as. Default: unreadable.',
      }),
    ),
    confidences: Type.Optional(
      Type.Array(
        Type.Object(
          {
            source: ConfidenceSource,
            scale: Type.Enum(['unit', 'percent']),
            patterns: Type.Array(ReadingPattern, { minItems: 1 }),
          },
          CLOSED,
        ),
      ),
    ),
    refusal: Type.Optional(
      Type.Array(ReadingPattern, { minItems: 1, description: 'Any match: the model refused.' }),
    ),
  },
  { ...CLOSED, title: 'ReadingRule' },
);
export type ReadingRule = Static<typeof ReadingRule>;

/** How a case is asked and how the answer is read. */
export const Protocol = Type.Object(
  {
    protocol: Name,
    version: Text,
    description: Type.Optional(Text),
    prompt: Type.Object(
      {
        system: Type.Optional(Text),
        user: Type.String({
          minLength: 1,
          description:
            'Wraps the last user turn. Slots, filled once and never again: {{case}} its text, {{options}} the options as lines "A. text".',
        }),
      },
      CLOSED,
    ),
    answer: Type.Object({ format: Type.Enum(['choice', 'text', 'number', 'json']) }, CLOSED),
    confidence: Type.Optional(Type.Array(ConfidenceSource)),
    readings: Type.Record(Name, ReadingRule, { minProperties: 1 }),
    reading: Type.String({
      minLength: 1,
      description: 'The reading rule that decides; the others stand beside it.',
    }),
  },
  { ...CLOSED, title: 'Protocol' },
);
export type Protocol = Static<typeof Protocol>;

/** Identity of what is asked: two protocols that differ only in how answers are read ask the same trials. */
export function askHash(protocol: Protocol): Hash {
  return hashOf({ prompt: protocol.prompt, answer: protocol.answer, confidence: protocol.confidence ?? [] });
}
