import { Type } from 'typebox';
import { CLOSED } from './name.js';
import { Count, Nullable } from './output-parts.js';

const OutputCostRange = Type.Object(
  {
    currency: Type.String(),
    least: Type.Number({ minimum: 0 }),
    most: Nullable(Type.Number({ minimum: 0 })),
  },
  CLOSED,
);

/** What asking would take, before it is asked. */
export const OutputEstimate = Type.Object(
  {
    models: Type.Array(
      Type.Object(
        {
          model: Type.String(),
          trials: Count,
          inputTokens: Nullable(Count),
          outputTokensAtMost: Nullable(Count),
          cost: Nullable(OutputCostRange),
        },
        CLOSED,
      ),
    ),
    costs: Type.Array(OutputCostRange),
  },
  CLOSED,
);

/** What a model version took, as its service counted. */
export const OutputUsage = Type.Object(
  {
    model: Type.String(),
    requests: Count,
    counted: Count,
    input: Count,
    output: Count,
    silent: Count,
    silentCharacters: Count,
    cost: Nullable(Type.Object({ currency: Type.String(), amount: Type.Number({ minimum: 0 }) }, CLOSED)),
  },
  CLOSED,
);

/** Where the trials of a model version went. */
export const OutputFlow = Type.Object(
  {
    model: Type.String(),
    protocol: Type.String(),
    reading: Type.String(),
    grading: Type.String(),
    planned: Count,
    asked: Count,
    answered: Count,
    read: Count,
    graded: Count,
    losses: Type.Array(
      Type.Object(
        {
          charged: Type.Enum(['model', 'infrastructure', 'run', 'grader']),
          cause: Type.String(),
          trials: Count,
        },
        CLOSED,
      ),
    ),
  },
  CLOSED,
);

/** Where its responses came from. */
export const OutputOrigins = Type.Object(
  { model: Type.String(), live: Count, cache: Count, replay: Count, import: Count },
  CLOSED,
);
