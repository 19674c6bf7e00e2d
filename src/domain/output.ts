import { Type } from 'typebox';
import { CLOSED, Name } from './name.js';
import { Count, Nullable } from './output-parts.js';
import { OutputEstimate, OutputFlow, OutputOrigins, OutputUsage } from './output-spent.js';
import { Waiver } from './waiver.js';

const Estimated = Type.Object(
  {
    status: Type.Literal('estimated'),
    value: Type.Number(),
    lower: Type.Number(),
    upper: Type.Number(),
    level: Type.Number(),
    method: Type.String(),
    n: Count,
    clusters: Count,
    warnings: Type.Array(Type.String()),
  },
  CLOSED,
);
const Insufficient = Type.Object(
  { status: Type.Literal('insufficient'), reason: Type.String(), n: Count, clusters: Count },
  CLOSED,
);
const Estimate = Type.Union([Estimated, Insufficient]);

const Unit = Type.Enum(['proportion', 'score']);

const address = {
  metric: Type.String(),
  suite: Type.String(),
  protocol: Type.String(),
  stratum: Nullable(Type.Object({ name: Type.String(), value: Type.String() }, CLOSED)),
  reading: Type.String(),
  grading: Type.String(),
  missing: Type.Enum(['ite', 'complete', 'best', 'worst']),
  correction: Type.Enum(['none', 'ppi', 'lee']),
  keys: Type.String(),
};

const OutputResult = Type.Object(
  {
    ...address,
    unit: Unit,
    run: Type.String(),
    model: Type.String(),
    estimate: Estimate,
    coverage: Type.Object({ planned: Count, answered: Count, read: Count, graded: Count }, CLOSED),
    met: Nullable(Count),
  },
  CLOSED,
);

const Side = Type.Object({ run: Type.String(), model: Type.String() }, CLOSED);

const OutputComparison = Type.Object(
  {
    ...address,
    candidate: Side,
    baseline: Side,
    unit: Unit,
    status: Type.Enum(['valid', 'invalid']),
    because: Nullable(Type.String()),
    estimate: Estimate,
    components: Type.Array(Estimate),
    p: Type.Object({ mcnemarMidP: Nullable(Type.Number({ minimum: 0, maximum: 1 })) }, CLOSED),
    transitions: Nullable(
      Type.Object(
        { rightRight: Count, rightWrong: Count, wrongRight: Count, wrongWrong: Count, mixed: Count },
        CLOSED,
      ),
    ),
    pairing: Type.Object(
      {
        paired: Count,
        candidateOnly: Count,
        baselineOnly: Count,
        caseDiffers: Count,
        protocolDiffers: Count,
        gradingDiffers: Count,
        missing: Count,
      },
      CLOSED,
    ),
    detectable: Nullable(Type.Number()),
  },
  CLOSED,
);

const Outcome = Type.Enum(['pass', 'fail', 'inconclusive', 'invalid', 'blocked']);
const Standing = Type.Enum(['binding', 'advisory']);

const OutputDecision = Type.Object(
  {
    gate: Type.String(),
    family: Type.Enum(['confirmatory', 'override', 'advisory']),
    test: Type.String(),
    unit: Type.Enum(['proportion', 'score', 'count']),
    outcome: Outcome,
    standing: Standing,
    standingReasons: Type.Array(Type.String()),
    requirement: Type.String(),
    because: Type.String(),
    next: Nullable(Type.String()),
    value: Nullable(Type.Number()),
    lower: Nullable(Type.Number()),
    upper: Nullable(Type.Number()),
    limit: Nullable(Type.Number()),
    n: Count,
    clusters: Count,
    method: Type.String(),
  },
  CLOSED,
);

const OutputRelease = Type.Object(
  {
    policy: Type.String(),
    policyHash: Type.String(),
    purpose: Type.Enum(['screen', 'release', 'research']),
    outcome: Outcome,
    standing: Standing,
    standingReasons: Type.Array(Type.String()),
    because: Type.String(),
    next: Nullable(Type.String()),
    exitCode: Type.Enum([0, 1, 3, 4]),
  },
  CLOSED,
);

const OutputWaiver = Type.Object({ set: Name, ...Waiver.properties }, CLOSED);

const OutputLimit = Type.Object(
  {
    cases: Type.Optional(Type.Integer({ minimum: 1 })),
    only: Type.Optional(Type.Array(Type.String())),
    strata: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  },
  CLOSED,
);

const OutputCached = Type.Object(
  { content: Type.String(), model: Type.String(), modelHash: Type.String(), responses: Count },
  CLOSED,
);

const OutputProblem = Type.Object(
  {
    severity: Type.Enum(['error', 'warning']),
    file: Type.String(),
    line: Nullable(Type.Integer({ minimum: 1 })),
    column: Nullable(Type.Integer({ minimum: 1 })),
    field: Type.String(),
    expected: Type.String(),
    found: Type.String(),
    remedy: Type.String(),
  },
  CLOSED,
);

/** The one document that a verb prints with `--json`. A part that the verb does not have is left out. */
export const OutputDocument = Type.Object(
  {
    preceptor: Type.Literal('output@1'),
    verb: Type.Optional(Type.String()),
    error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() }, CLOSED)),
    run: Type.Optional(
      Type.Object({ id: Type.String(), planHash: Type.String(), dossier: Nullable(Type.String()) }, CLOSED),
    ),
    plan: Type.Optional(
      Type.Object(
        {
          planHash: Type.String(),
          suites: Type.Array(Type.String()),
          models: Type.Array(Type.String()),
          cases: Count,
          trials: Count,
          repeats: Count,
          limit: Type.Optional(OutputLimit),
        },
        CLOSED,
      ),
    ),
    estimate: Type.Optional(OutputEstimate),
    usage: Type.Optional(Type.Array(OutputUsage)),
    flow: Type.Optional(Type.Array(OutputFlow)),
    origins: Type.Optional(Type.Array(OutputOrigins)),
    counts: Type.Optional(Type.Record(Type.String(), Count)),
    sets: Type.Optional(Type.Array(Type.Record(Type.String(), Type.String()))),
    results: Type.Optional(Type.Array(OutputResult)),
    comparisons: Type.Optional(Type.Array(OutputComparison)),
    decision: Type.Optional(OutputRelease),
    decisions: Type.Optional(Type.Array(OutputDecision)),
    waivers: Type.Optional(Type.Array(OutputWaiver)),
    cached: Type.Optional(Type.Array(OutputCached)),
    problems: Type.Optional(Type.Array(OutputProblem)),
    files: Type.Optional(Type.Array(Type.Object({ file: Type.String(), records: Nullable(Count) }, CLOSED))),
    skipped: Type.Optional(Type.Record(Type.String(), Count)),
    trials: Type.Optional(Type.Array(Type.Unknown())),
  },
  { ...CLOSED, title: 'Output' },
);
