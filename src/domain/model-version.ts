import { type Static, Type } from 'typebox';
import { CLOSED, Name, Text } from './name.js';

export const ReplayClient = Type.Object(
  {
    kind: Type.Literal('replay'),
    responses: Type.String({
      minLength: 1,
      description: 'File of recorded responses, relative to the workspace.',
    }),
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  CLOSED,
);
export const CommandClient = Type.Object(
  {
    kind: Type.Literal('command'),
    argv: Type.Array(Text, { minItems: 1 }),
    deadline_ms: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  CLOSED,
);
export const ReferenceClient = Type.Object(
  { kind: Type.Literal('reference'), name: Name, version: Type.Integer({ minimum: 1 }) },
  CLOSED,
);
export const ClientSpec = Type.Union([ReplayClient, CommandClient, ReferenceClient]);
export type ClientSpec = Static<typeof ClientSpec>;
export type ReplayClient = Static<typeof ReplayClient>;
export type CommandClient = Static<typeof CommandClient>;
export type ReferenceClient = Static<typeof ReferenceClient>;

/** Where and under which conditions the model answers: part of what is approved. */
export const Deployment = Type.Object(
  {
    location: Type.Enum(['this-machine', 'inside', 'outside', 'recorded']),
    region: Type.Optional(Text),
    api_version: Type.Optional(Text),
    content_filter: Type.Optional(Text),
    gateway: Type.Optional(Text),
    retention: Type.Optional(Text),
    training: Type.Optional(Type.Enum(['none', 'unknown', 'allowed'])),
  },
  CLOSED,
);

/** What is approved: the hash of this object is the version. */
export const ModelVersion = Type.Object(
  {
    model: Name,
    family: Text,
    snapshot: Text,
    client: ClientSpec,
    settings: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
    system_prompt: Type.Optional(Text),
    deployment: Deployment,
  },
  { ...CLOSED, title: 'ModelVersion' },
);
export type ModelVersion = Static<typeof ModelVersion>;
