import { type Static, Type } from 'typebox';
import { CLOSED, IsoDate, Name, Text } from './name.js';

export const KeyStatus = Type.Enum(['draft', 'single', 'agreed', 'adjudicated', 'disputed', 'retired']);
export type KeyStatus = Static<typeof KeyStatus>;

/** Only keys of these statuses may carry a binding decision. */
export const REVIEWED_KEY_STATUSES: readonly KeyStatus[] = ['agreed', 'adjudicated'];

export const Rater = Type.Object(
  {
    id: Name,
    role: Text,
    method: Type.Enum(['author', 'independent', 'verification', 'adjudication']),
  },
  { ...CLOSED, title: 'Rater' },
);

export const NumberTruth = Type.Object(
  {
    value: Type.Number(),
    unit: Text,
    lower: Type.Optional(Type.Number({ description: 'Lowest accepted value, in the same unit.' })),
    upper: Type.Optional(Type.Number({ description: 'Highest accepted value, in the same unit.' })),
  },
  { ...CLOSED, title: 'Number' },
);
export type NumberTruth = Static<typeof NumberTruth>;

/** The physicians' truth for one criterion of one case: an accepted set, or a number. Exactly one of the two. */
export const Key = Type.Object(
  {
    case: Name,
    criterion: Name,
    variant: Type.Optional(Name),
    step: Type.Optional(Type.Integer({ minimum: 0 })),
    accept: Type.Optional(Type.Array(Text, { minItems: 1 })),
    number: Type.Optional(NumberTruth),
    status: KeyStatus,
    version: Type.Integer({ minimum: 1 }),
    raters: Type.Array(Rater),
    jurisdiction: Type.Optional(Text),
    valid_from: Type.Optional(IsoDate),
    review_by: Type.Optional(IsoDate),
    cite: Type.Optional(Text),
    rationale: Type.Optional(Text),
  },
  { ...CLOSED, title: 'Key' },
);
export type Key = Static<typeof Key>;
