import { type Static, Type } from 'typebox';
import { MOST_CONCURRENT } from './asking.js';
import { CLOSED, Name, Text } from './name.js';
import { Price } from './price.js';
import type { SettingValue } from './setting.js';

/** A day: whoever waits longer waits for nothing. */
const LONGEST_DEADLINE_MS = 86_400_000;

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
    argv: Type.Array(Text, {
      minItems: 1,
      description:
        'Program and arguments; paths are relative to the workspace. No secret: they are stored and shown.',
    }),
    deadline_ms: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: LONGEST_DEADLINE_MS,
        description: 'Of one request, from when it is written to its reply. Default: 120000.',
      }),
    ),
    digest: Type.Optional(
      Type.String({
        pattern: '^sha256:[0-9a-f]{64}$',
        description:
          'Of a program that a model’s file declares: of its file and its arguments that are files. It is found when the model is named and stands in no file.',
      }),
    ),
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

const Concurrency = Type.Integer({
  minimum: 1,
  maximum: MOST_CONCURRENT,
  description: 'Requests under way at most. Default: the run’s.',
});
const TokensPerMinute = Type.Integer({
  minimum: 1,
  description: 'Of what is sent and what comes back together, an estimate until the service has counted.',
});
/** What Azure’s model inference is told to do with parameters that it does not know itself. */
const EXTRA_PARAMETERS = ['error', 'drop', 'pass-through'] as const;

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
        maximum: LONGEST_DEADLINE_MS,
        description: 'Of one request, from its start to the last byte. Default: 120000.',
      }),
    ),
    concurrency: Type.Optional(Concurrency),
    requests_per_minute: Type.Optional(Type.Integer({ minimum: 1 })),
    tokens_per_minute: Type.Optional(TokensPerMinute),
    extra_parameters: Type.Optional(
      Type.Enum([...EXTRA_PARAMETERS], {
        description:
          'Of azure-inference alone: what becomes of settings that the API does not know. Without it the service refuses them.',
      }),
    ),
  },
  CLOSED,
);
export type HttpClient = Static<typeof HttpClient>;
export type HttpApi = HttpClient['api'];

/** A chat provider of promptfoo, for vendors that `http` does not speak to. */
export const PromptfooClient = Type.Object(
  {
    kind: Type.Literal('promptfoo'),
    promptfoo: Type.String({
      pattern: '^\\d+\\.\\d+\\.\\d+$',
      description:
        'Version of promptfoo that asks: it decides what is sent. It must be the one that is installed.',
    }),
    provider: Type.String({
      minLength: 1,
      maxLength: 300,
      description: 'promptfoo’s id of vendor and model, such as mistral:mistral-large-2411.',
    }),
    config: Type.Optional(
      Type.Record(
        Type.String(),
        Type.Unsafe<SettingValue>({
          description: 'The provider’s configuration. A secret stands here as "{{env.NAME}}" alone.',
        }),
      ),
    ),
    hosts: Type.Array(
      Type.String({
        pattern: '^(https?://[^\\s/?#@*]+|[^\\s/?#@:*]+:\\d+|\\[[0-9A-Fa-f:.]+\\]:\\d+)$',
        description: 'https://host, https://host:port or host:port.',
      }),
      { minItems: 1, description: 'What the provider may reach; everything else is blocked.' },
    ),
    env: Type.Optional(
      Type.Array(Type.String({ minLength: 1 }), {
        description:
          'Names of environment variables with secrets that the provider reads; it sees no others.',
      }),
    ),
    deadline_ms: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: LONGEST_DEADLINE_MS,
        description: 'Of one request, from its start to its answer. Default: 120000.',
      }),
    ),
    concurrency: Type.Optional(Concurrency),
    requests_per_minute: Type.Optional(Type.Integer({ minimum: 1 })),
    tokens_per_minute: Type.Optional(TokensPerMinute),
  },
  CLOSED,
);
export type PromptfooClient = Static<typeof PromptfooClient>;

export const ClientSpec = Type.Union([
  ReplayClient,
  CommandClient,
  ReferenceClient,
  HttpClient,
  PromptfooClient,
]);
export type ClientSpec = Static<typeof ClientSpec>;
export type ReplayClient = Static<typeof ReplayClient>;
export type CommandClient = Static<typeof CommandClient>;
export type ReferenceClient = Static<typeof ReferenceClient>;

/** Of one request, where the model’s file sets none; milliseconds. */
export const DEADLINE_MS = 120_000;

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
    answer_time_ms: Type.Optional(
      Type.Integer({
        minimum: 1,
        description:
          'The longest that the intended use waits for an answer, from the request to its last byte: a later one is the deployment’s failure. At most client.deadline_ms.',
      }),
    ),
  },
  CLOSED,
);

/** What is approved; `versionHash` says what makes another version. */
export const ModelVersion = Type.Object(
  {
    model: Name,
    family: Text,
    snapshot: Text,
    client: ClientSpec,
    settings: Type.Record(
      Type.String(),
      Type.Unsafe<SettingValue>({
        description: 'Sent as it is: text, a number, true, false, a list or an object.',
      }),
    ),
    system_prompt: Type.Optional(Text),
    deployment: Deployment,
    price: Type.Optional(Price),
  },
  { ...CLOSED, title: 'ModelVersion' },
);
export type ModelVersion = Static<typeof ModelVersion>;
