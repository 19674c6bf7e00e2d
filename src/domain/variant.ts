import { type Static, Type } from 'typebox';
import { CLOSED, Name, Text } from './name.js';
import { Option, Turn } from './turn.js';

/** What the change must do to the answer; the cluster of a variant is its base's. */
export const VariantRelation = Type.Enum([
  'invariant',
  'changes',
  'ablated',
  'mismatched',
  'paired-opposite',
]);

/** A declared change to a case: the parts given here replace those of the base. */
export const Variant = Type.Object(
  {
    id: Name,
    relation: VariantRelation,
    change: Type.String({ minLength: 1, description: 'What was changed, in words.' }),
    turns: Type.Optional(Type.Array(Turn, { minItems: 1 })),
    options: Type.Optional(Type.Array(Option, { minItems: 2 })),
    attributes: Type.Optional(Type.Record(Name, Text)),
  },
  { ...CLOSED, title: 'Variant' },
);
export type Variant = Static<typeof Variant>;
export type VariantRelation = Static<typeof VariantRelation>;

/** The name under which the unchanged case is planned, stored and joined. */
export const BASE_VARIANT = 'base';
