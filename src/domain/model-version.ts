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
/** Where a secret comes from: never from a file that is stored. */
export const Credential = Type.Union([
  Type.Object(
    {
      env: Type.String({ minLength: 1, description: 'Name of the environment variable that holds the key.' }),
    },
    CLOSED,
  ),
  Type.Object(
    {
      command: Type.Array(Text, {
        minItems: 1,
        description: 'Program and arguments that print a bearer token, such as az account get-access-token.',
      }),
    },
    CLOSED,
  ),
]);
export type Credential = Static<typeof Credential>;

export const HTTP_APIS = [
  'openai-chat',
  'openai-responses',
  'azure-openai',
  'azure-inference',
  'anthropic',
  'gemini',
] as const;

export const HttpClient = Type.Object(
  {
    kind: Type.Literal('http'),
    api: Type.Enum([...HTTP_APIS]),
    url: Type.String({
      pattern: '^https?://[^\\s/?#@]+(/[^\\s?#]*)?$',
      description: 'Base URL of the endpoint, without query: https://gateway.example/v1',
    }),
    /** Azure OpenAI’s name of the deployment. */
    deployment: Type.Optional(Text),
    /** Sent as `api-version` where the API has one. */
    api_version: Type.Optional(Text),
    credential: Type.Optional(Credential),
    deadline_ms: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Of one request, from its start to the last byte. Default: 120000.',
      }),
    ),
    concurrency: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description: 'Requests under way at most. Default: the run’s.',
      }),
    ),
    requests_per_minute: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  CLOSED,
);
export type HttpClient = Static<typeof HttpClient>;
export type HttpApi = HttpClient['api'];

export const ClientSpec = Type.Union([ReplayClient, CommandClient, ReferenceClient, HttpClient]);
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
