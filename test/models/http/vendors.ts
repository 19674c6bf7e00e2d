import type { HttpClient, ModelVersion } from '../../../src/domain/model-version.js';
import type { ServiceFacts } from '../../../src/domain/response.js';

export const KEY = 'key-0123456789abcdef';
export const MODEL = 'ward-1';

/** One vendor’s side of its API, spelt out: nothing of it is built by the code under test. */
export interface Vendor {
  readonly client: Pick<HttpClient, 'api' | 'deployment' | 'api_version'>;
  readonly base: string;
  readonly path: string;
  readonly keyHeader: Readonly<Record<string, string>>;
  readonly furtherHeaders: Readonly<Record<string, string>>;
  readonly settings: ModelVersion['settings'];
  /** What asks “How are you?” under the system message “Be brief.” */
  readonly body: object;
  readonly question: (sent: string) => string;
  readonly answer: (text: string) => object;
  readonly service: ServiceFacts;
  /** What the vendor says where its content filter steps in. */
  readonly blocked: { readonly code: number; readonly body: object };
}

export const SAYS: readonly { readonly role: 'system' | 'user'; readonly content: string }[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'How are you?' },
];
const USAGE = { input: 12, output: 3 };
const SERVED = { model: 'ward-1-0924', fingerprint: null, usage: USAGE };
const lastMessage = (sent: string): string => {
  const { messages }: { messages: readonly { readonly content: string }[] } = JSON.parse(sent);
  return messages.at(-1)?.content ?? '';
};

const LIMITED = { temperature: 0, max_tokens: 64 };
const CHAT_UNNAMED = { ...LIMITED, messages: SAYS, stream: false };
const CHAT = {
  furtherHeaders: {},
  settings: LIMITED,
  body: { model: MODEL, ...CHAT_UNNAMED },
  question: lastMessage,
  answer: (content: string) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: 'ward-1-0924',
    system_fingerprint: 'fp_44709d6fcb',
    choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 12, completion_tokens: 3, total_tokens: 15 },
  }),
  service: { ...SERVED, fingerprint: 'fp_44709d6fcb', stopReason: 'stop' },
  blocked: {
    code: 200,
    body: { choices: [{ index: 0, message: { content: '' }, finish_reason: 'content_filter' }] },
  },
};
const AZURE = {
  ...CHAT,
  keyHeader: { 'api-key': KEY },
  blocked: {
    code: 400,
    body: { error: { code: 'content_filter', innererror: { code: 'ResponsibleAIPolicyViolation' } } },
  },
};

export const VENDORS: Readonly<Record<string, Vendor>> = {
  'openai-chat': {
    ...CHAT,
    client: { api: 'openai-chat' },
    base: '/v1',
    path: '/v1/chat/completions',
    keyHeader: { authorization: `Bearer ${KEY}` },
  },
  'openai-responses': {
    client: { api: 'openai-responses' },
    base: '/v1',
    path: '/v1/responses',
    keyHeader: { authorization: `Bearer ${KEY}` },
    furtherHeaders: {},
    settings: { temperature: 0, max_output_tokens: 64 },
    body: { model: MODEL, temperature: 0, max_output_tokens: 64, input: SAYS, stream: false },
    question: (sent) => {
      const { input }: { input: readonly { readonly content: string }[] } = JSON.parse(sent);
      return input.at(-1)?.content ?? '';
    },
    answer: (text) => ({
      object: 'response',
      status: 'completed',
      model: 'ward-1-0924',
      output: [
        { type: 'reasoning', summary: [] },
        { type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_text', text }] },
      ],
      usage: { input_tokens: 12, output_tokens: 3, total_tokens: 15 },
    }),
    service: { ...SERVED, stopReason: 'completed' },
    blocked: {
      code: 200,
      body: { status: 'incomplete', incomplete_details: { reason: 'content_filter' }, output: [] },
    },
  },
  'azure-openai, v1': {
    ...AZURE,
    client: { api: 'azure-openai' },
    base: '',
    path: '/openai/v1/chat/completions',
  },
  'azure-openai, a deployment': {
    ...AZURE,
    client: { api: 'azure-openai', deployment: 'ward one', api_version: '2024-10-21' },
    base: '',
    path: '/openai/deployments/ward%20one/chat/completions?api-version=2024-10-21',
    body: CHAT_UNNAMED,
  },
  'azure-inference': {
    ...AZURE,
    client: { api: 'azure-inference' },
    base: '/models',
    path: '/models/chat/completions?api-version=2024-05-01-preview',
  },
  anthropic: {
    client: { api: 'anthropic' },
    base: '/v1',
    path: '/v1/messages',
    keyHeader: { 'x-api-key': KEY },
    furtherHeaders: { 'anthropic-version': '2023-06-01' },
    settings: LIMITED,
    body: { ...CHAT.body, system: 'Be brief.', messages: SAYS.slice(1) },
    question: lastMessage,
    answer: (text) => ({
      type: 'message',
      role: 'assistant',
      model: 'ward-1-0924',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 2, cache_read_input_tokens: 10, output_tokens: 3 },
    }),
    service: { ...SERVED, stopReason: 'end_turn' },
    blocked: { code: 200, body: { type: 'message', content: [], stop_reason: 'refusal' } },
  },
  gemini: {
    client: { api: 'gemini' },
    base: '/v1beta',
    path: `/v1beta/models/${MODEL}:generateContent`,
    keyHeader: { 'x-goog-api-key': KEY },
    furtherHeaders: {},
    settings: { temperature: 0, maxOutputTokens: 64 },
    body: {
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      contents: [{ role: 'user', parts: [{ text: 'How are you?' }] }],
      generationConfig: { temperature: 0, maxOutputTokens: 64 },
    },
    question: (sent) => {
      const { contents }: { contents: readonly { readonly parts: readonly { readonly text: string }[] }[] } =
        JSON.parse(sent);
      return contents.at(-1)?.parts[0]?.text ?? '';
    },
    answer: (text) => ({
      candidates: [{ index: 0, content: { role: 'model', parts: [{ text }] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 1, thoughtsTokenCount: 2 },
      modelVersion: 'ward-1-0924',
    }),
    service: { ...SERVED, stopReason: 'STOP' },
    blocked: { code: 200, body: { promptFeedback: { blockReason: 'SAFETY' } } },
  },
};
