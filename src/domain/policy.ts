import { type Static, Type } from 'typebox';
import { IntendedUse } from './intended-use.js';
import { MetricName } from './metric-name.js';
import { CLOSED, Name, Text } from './name.js';

const Alpha = Type.Number({ exclusiveMinimum: 0, maximum: 0.2, description: 'One-sided error rate.' });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const Margin = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 });

const head = {
  id: Name,
  family: Type.Enum(['confirmatory', 'override', 'advisory']),
  title: Type.Optional(Text),
  reason: Type.Optional(
    Type.String({ minLength: 1, description: 'Why this limit: the source of the constant.' }),
  ),
};
const figure = {
  suite: Name,
  metric: MetricName,
  protocol: Type.Optional(Name),
  stratum: Type.Optional(Type.Record(Name, Text, { minProperties: 1, maxProperties: 1 })),
};
const versus = {
  vs: Type.Array(Name, { minItems: 1, description: 'Comparators, by their name in `comparators`.' }),
};

/** Exact one-sided limit (Clopper–Pearson) of the share of clusters with the event at or above `min`. */
export const LowerExactGate = Type.Object(
  { ...head, ...figure, test: Type.Literal('lower_exact'), alpha: Alpha, min: Share },
  CLOSED,
);
export const UpperExactGate = Type.Object(
  { ...head, ...figure, test: Type.Literal('upper_exact'), alpha: Alpha, max: Share },
  CLOSED,
);
/** One-sided limit of the metric’s default interval (Wilson, or CR2 where cases share clusters). */
export const LowerLimitGate = Type.Object(
  { ...head, ...figure, test: Type.Literal('lower_limit'), alpha: Alpha, min: Share },
  CLOSED,
);
export const UpperLimitGate = Type.Object(
  { ...head, ...figure, test: Type.Literal('upper_limit'), alpha: Alpha, max: Share },
  CLOSED,
);
/** Paired non-inferiority: the worse of Tango and CR2-t (METHODS §2.4). */
export const NonInferiorityGate = Type.Object(
  { ...head, ...figure, ...versus, test: Type.Literal('ni_max_tango_cr2'), alpha: Alpha, margin: Margin },
  CLOSED,
);
/** A screen’s comparison: it fails on a demonstrated loss and otherwise says how large a loss could have stayed unseen. */
export const NoLossGate = Type.Object(
  { ...head, ...figure, ...versus, test: Type.Literal('no_demonstrated_loss'), alpha: Alpha },
  CLOSED,
);
export const SuperiorityGate = Type.Object(
  { ...head, ...figure, ...versus, test: Type.Literal('superiority_max_tango_cr2'), alpha: Alpha },
  CLOSED,
);
export const EquivalenceGate = Type.Object(
  { ...head, ...figure, ...versus, test: Type.Literal('tost'), alpha: Alpha, margin: Margin },
  CLOSED,
);
export const InsideGate = Type.Object(
  { ...head, ...figure, test: Type.Literal('inside'), alpha: Alpha, min: Type.Number(), max: Type.Number() },
  CLOSED,
);
export const Gate = Type.Union([
  LowerExactGate,
  UpperExactGate,
  LowerLimitGate,
  UpperLimitGate,
  NonInferiorityGate,
  NoLossGate,
  SuperiorityGate,
  EquivalenceGate,
  InsideGate,
]);
export type Gate = Static<typeof Gate>;
export type GateTest = Gate['test'];

/** What must not happen once, whatever the statistics say. */
export const CriticalFailures = Type.Object(
  {
    suites: Type.Array(Name, { minItems: 1 }),
    allowed: Type.Literal(0),
    adjudication: Type.Enum(['required', 'rule'], {
      description:
        'required: two people confirm each (until then: blocked). rule: the board accepts the finding of a deterministic rule as adjudicated.',
    }),
  },
  CLOSED,
);

/** What may take part in asking the model versions, besides the hosts that they declare. */
export const Egress = Type.Object(
  {
    unguarded: Type.Enum(['allowed', 'refused'], {
      description:
        'Programs (command: models, commands that print a token) and gateways, which reach hosts that nobody limits or observes. refused: no such model version is planned, and a run with one is invalid. Default: allowed.',
    }),
  },
  CLOSED,
);

/** A comparator is a model version of this run, of another stored run, or a release in the ledger. */
export const Comparator = Type.Union([
  Type.Object({ model: Type.Optional(Name), run: Type.Optional(Name) }, CLOSED),
  Type.Object({ release: Text }, CLOSED),
]);
export type Comparator = Static<typeof Comparator>;

export const Policy = Type.Object(
  {
    policy: Name,
    version: Text,
    title: Text,
    purpose: Type.Enum(['screen', 'release', 'research']),
    ratified: Type.Union([
      Type.Null(),
      Type.Object({ by: Type.Array(Text, { minItems: 1 }), at: Text, meaning: Text }, CLOSED),
    ]),
    intended_use: Type.Optional(IntendedUse),
    suites: Type.Array(Name, { minItems: 1 }),
    readings: Type.Optional(
      Type.Array(Name, {
        minItems: 1,
        description: 'Reading rules to show; the first decides. Default: the protocol’s.',
      }),
    ),
    comparators: Type.Record(Name, Comparator),
    unit: Type.Object({ min_clusters: Type.Integer({ minimum: 2 }), max_cluster_share: Share }, CLOSED),
    failures: Type.Object(
      {
        missing: Type.Enum(['ite']),
        invalid_above: Type.Object({ overall: Share, stratum: Share }, CLOSED),
        ungraded_above: Share,
        unpaired_above: Share,
        served_model_change: Type.Optional(
          Type.Enum(['invalid', 'allowed'], {
            description:
              'What answers that name several served models in one run make of the decision. Default: invalid.',
          }),
        ),
      },
      CLOSED,
    ),
    egress: Type.Optional(Egress),
    critical_failures: Type.Optional(CriticalFailures),
    gates: Type.Array(Gate),
    multiplicity: Type.Enum(['iut', 'holm']),
    suite_budget: Type.Optional(Type.Integer({ minimum: 1 })),
    judge: Type.Optional(
      Type.Object(
        {
          prompt_hash: Text,
          anchor_set: Name,
          min_macro_f1: Text,
          correction: Type.Enum(['none', 'ppi++', 'lee']),
          labels_min: Type.Integer({ minimum: 1 }),
        },
        CLOSED,
      ),
    ),
  },
  { ...CLOSED, title: 'Policy' },
);
export type Policy = Static<typeof Policy>;
