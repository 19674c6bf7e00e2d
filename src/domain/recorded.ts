import { type Static, Type } from 'typebox';
import { REPORTABLE_CAUSES } from './failure.js';
import { CLOSED, Name, Text } from './name.js';
import { UNGRADED_CAUSES } from './verdict.js';

/** Which trial a recorded line belongs to; what it leaves out is `base`, step 0, repeat 0, any protocol. */
const address = {
  set: Type.Optional(Name),
  case: Name,
  variant: Type.Optional(Name),
  step: Type.Optional(Type.Integer({ minimum: 0 })),
  protocol: Type.Optional(Name),
  repeat: Type.Optional(Type.Integer({ minimum: 0 })),
};

/** One line of a file of recorded responses: either `text` or `failed`. */
export const RecordedResponse = Type.Object(
  {
    ...address,
    text: Type.Optional(Type.String()),
    failed: Type.Optional(
      Type.Object({ cause: Type.Enum([...REPORTABLE_CAUSES]), detail: Type.Optional(Type.String()) }, CLOSED),
    ),
    served_model: Type.Optional(Text),
    latency_ms: Type.Optional(Type.Number({ minimum: 0 })),
    log_probability: Type.Optional(Type.Number({ maximum: 0 })),
    raw: Type.Optional(Type.String()),
  },
  { ...CLOSED, title: 'RecordedResponse' },
);
export type RecordedResponse = Static<typeof RecordedResponse>;

/** One line of a file of recorded verdicts: either `met` or `ungraded`. */
export const RecordedVerdict = Type.Object(
  {
    ...address,
    model: Name,
    criterion: Name,
    met: Type.Optional(Type.Boolean()),
    ungraded: Type.Optional(
      Type.Object({ cause: Type.Enum([...UNGRADED_CAUSES]), detail: Type.Optional(Type.String()) }, CLOSED),
    ),
    evidence: Type.Optional(Type.String()),
  },
  { ...CLOSED, title: 'RecordedVerdict' },
);
export type RecordedVerdict = Static<typeof RecordedVerdict>;
