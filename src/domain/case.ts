import { type Static, Type } from 'typebox';
import { Criterion } from './criterion.js';
import { CLOSED, Name, Text } from './name.js';
import { Option, Turn } from './turn.js';
import { Variant } from './variant.js';

/** A decision point: the model sees the first `through` turns and nothing after them. */
export const Step = Type.Object(
  { step: Type.Integer({ minimum: 1 }), through: Type.Integer({ minimum: 1 }), label: Type.Optional(Text) },
  { ...CLOSED, title: 'Step' },
);

export const Attachment = Type.Object(
  {
    id: Name,
    kind: Type.Enum(['image', 'document', 'genomic', 'fhir']),
    file: Text,
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { ...CLOSED, title: 'Attachment' },
);

export const CaseSource = Type.Object(
  { cite: Text, locator: Type.Optional(Text) },
  { ...CLOSED, title: 'Source' },
);

/** One vignette. What the model sees (`turns`, `options`, `steps`, `attachments`) and how it is graded; never a key. */
export const Case = Type.Object(
  {
    id: Name,
    cluster: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$',
        description:
          'What is independent: patient, source note, template or counterfactual family. Default: the id.',
      }),
    ),
    title: Type.Optional(Text),
    turns: Type.Array(Turn, { minItems: 1 }),
    options: Type.Optional(Type.Array(Option, { minItems: 2 })),
    steps: Type.Optional(Type.Array(Step, { minItems: 1 })),
    attachments: Type.Optional(Type.Array(Attachment)),
    criteria: Type.Array(Criterion, { minItems: 1 }),
    primary: Type.String({ minLength: 1, description: 'The id of the criterion that accuracy is about.' }),
    strata: Type.Optional(Type.Record(Name, Text)),
    source: Type.Optional(CaseSource),
    variants: Type.Optional(Type.Array(Variant)),
  },
  { ...CLOSED, title: 'Case' },
);
export type Case = Static<typeof Case>;
export type Attachment = Static<typeof Attachment>;

/** The cluster is the sampling unit of every statistic; a case that names none is its own. */
export function clusterOf(aCase: Case): string {
  return aCase.cluster ?? aCase.id;
}

/** Names a cluster among those of all sets: names are its set’s own. */
export function clusterKey(set: string, cluster: string): string {
  return `${set}/${cluster}`;
}
