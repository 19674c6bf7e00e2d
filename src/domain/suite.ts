import { type Static, Type } from 'typebox';
import { MOST_REPEATS } from './asking.js';
import { MetricName } from './metric-name.js';
import { CLOSED, Name, Text } from './name.js';
import { VariantRelation } from './variant.js';

export const CaseSelection = Type.Object(
  {
    set: Name,
    where: Type.Optional(
      Type.Record(Name, Type.Array(Text, { minItems: 1 }), {
        description: 'Stratum → the values that are taken.',
      }),
    ),
    variants: Type.Optional(
      Type.Array(VariantRelation, {
        description: 'Relations whose variants are asked beside the base case.',
      }),
    ),
  },
  { ...CLOSED, title: 'Selection' },
);

export const Suite = Type.Object(
  {
    suite: Name,
    version: Text,
    title: Text,
    description: Type.Optional(Text),
    cases: Type.Array(CaseSelection, { minItems: 1 }),
    protocols: Type.Array(Name, { minItems: 1 }),
    graders: Type.Array(Name, { minItems: 1 }),
    metrics: Type.Array(MetricName, { minItems: 1, uniqueItems: true }),
    strata: Type.Array(Name),
    repeats: Type.Integer({ minimum: 1, maximum: MOST_REPEATS }),
  },
  { ...CLOSED, title: 'Suite' },
);
export type Suite = Static<typeof Suite>;
