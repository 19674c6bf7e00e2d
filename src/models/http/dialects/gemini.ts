import type { Message } from '../../../domain/ports/model-client.js';
import type { ServiceFacts } from '../../../domain/response.js';
import type { Dialect, DialectAnswer, DialectRequest } from '../dialect.js';
import { fieldOf, isArray, isRecord, type JsonRecord } from '../json.js';
import { errorInPlaceOf } from './body-error.js';
import { bearer } from './openai-chat.js';
import { type Endings, failure, knownWord, malformed, readCut, readOnly, wholeAnswer } from './outcome.js';
import { pathSegment } from './path-segment.js';
import { shortText, tokenUsage } from './service-facts.js';
import { settingFields } from './settings.js';

/** Reasons to stop that are a filter’s: of harm, of forbidden words, of personal data, of text under copyright. */
const FILTERED = [
  'SAFETY',
  'PROHIBITED_CONTENT',
  'BLOCKLIST',
  'SPII',
  'RECITATION',
  'IMAGE_SAFETY',
  'MODEL_ARMOR',
  'JAILBREAK',
];
const ENDINGS: Endings = {
  field: 'finishReason',
  whole: ['STOP', 'FINISH_REASON_UNSPECIFIED'],
  cut: ['MAX_TOKENS'],
  filtered: FILTERED,
};

/**
 * Google’s Gemini. The base URL ends in `/v1beta`, or in what stands before `/models` at a gateway. Settings are fields
 * of `generationConfig`.
 *
 * @source https://ai.google.dev/api/generate-content
 */
export const gemini: Dialect = {
  path: (_endpoint, model) => `/models/${pathSegment(model, 'snapshot')}:generateContent`,
  authorise,
  body,
  read,
  service,
  // It blocks with a 200; an error’s body names no filter.
  isContentFilter: () => false,
};

function authorise(secret: string | null, isToken: boolean): Readonly<Record<string, string>> {
  if (secret === null) return {};
  return isToken ? bearer(secret) : { 'x-goog-api-key': secret };
}

/** @throws PreceptorError `INPUT_INVALID` for a reserved setting, or one that JSON cannot hold */
function body({ messages, settings }: DialectRequest): Readonly<Record<string, unknown>> {
  const system = messages.filter(({ role }) => role === 'system').map(partOf);
  const generationConfig = settingFields(settings, 'gemini');
  return {
    ...(system.length === 0 ? {} : { systemInstruction: { parts: system } }),
    contents: messages
      .filter(({ role }) => role !== 'system')
      .map((message) => ({ role: message.role === 'user' ? 'user' : 'model', parts: [partOf(message)] })),
    ...(Object.keys(generationConfig).length === 0 ? {} : { generationConfig }),
  };
}

function partOf({ text }: Message): Readonly<Record<string, string>> {
  return { text };
}

function read(document: unknown): DialectAnswer {
  if (!isRecord(document)) return malformed('the body to be an object', document);
  const blocked = fieldOf(fieldOf(document, 'promptFeedback'), 'blockReason');
  if (typeof blocked === 'string' && blocked !== '' && blocked !== 'BLOCK_REASON_UNSPECIFIED') {
    const reason = knownWord(blocked, [...FILTERED, 'OTHER']) ?? 'another reason';
    return failure('content-filter', `promptFeedback.blockReason is ${reason}`);
  }
  const failed = errorInPlaceOf(fieldOf(document, 'candidates'), document);
  if (failed !== null) return failed;
  // The API leaves out fields that are empty: a body with its other fields has none, another is none of its bodies.
  const isAnswer = ['usageMetadata', 'modelVersion', 'promptFeedback'].some((name) =>
    Object.hasOwn(document, name),
  );
  const candidates = fieldOf(document, 'candidates') ?? (isAnswer ? [] : undefined);
  if (!isArray(candidates)) return malformed('candidates to be an array', candidates);
  const only = readOnly(candidates, 'candidates');
  if (only.status === 'failed') return only;
  const candidate = only.item;
  const reason = fieldOf(candidate, 'finishReason');
  const cut = readCut(reason, ENDINGS);
  if (cut !== null) return cut;
  const text = textOf(candidate);
  if (typeof text !== 'string') return text;
  const logProbability = logProbabilityOf(candidate, fieldOf(document, 'usageMetadata'));
  return wholeAnswer({ text, logProbability }, reason, ENDINGS);
}

/** Thoughts are counted apart from the candidates; both are output. The API leaves out what is 0, but not what was sent. */
function service(document: unknown): ServiceFacts {
  const candidates = fieldOf(document, 'candidates');
  const usage = fieldOf(document, 'usageMetadata');
  const output = ['candidatesTokenCount', 'thoughtsTokenCount']
    .map((name) => fieldOf(usage, name) ?? 0)
    .reduce<number>((sum, tokens) => sum + (typeof tokens === 'number' ? tokens : Number.NaN), 0);
  return {
    model: shortText(fieldOf(document, 'modelVersion')),
    fingerprint: null,
    stopReason: shortText(fieldOf(isArray(candidates) ? candidates[0] : undefined, 'finishReason')),
    usage: tokenUsage(fieldOf(usage, 'promptTokenCount'), output),
  };
}

/** The texts of the parts, without the model’s thoughts; parts that hold no text (calls, images) are left out. */
function textOf(candidate: JsonRecord): string | ReturnType<typeof malformed> {
  const content = fieldOf(candidate, 'content') ?? {};
  if (!isRecord(content)) return malformed('candidates[0].content to be an object', content);
  const parts = fieldOf(content, 'parts') ?? [];
  const where = 'candidates[0].content.parts';
  if (!isArray(parts)) return malformed(`${where} to be an array`, parts);
  const texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (!isRecord(part)) return malformed(`${where}[${index}] to be an object`, part);
    const text = fieldOf(part, 'text');
    if (text === undefined || fieldOf(part, 'thought') === true) continue;
    if (typeof text !== 'string') return malformed(`${where}[${index}].text to be a text`, text);
    texts.push(text);
  }
  return texts.join('');
}

/** Mean over the tokens × their number. The number is the candidate’s own, else that of the usage. */
function logProbabilityOf(candidate: JsonRecord, usage: unknown): number | null {
  const mean = fieldOf(candidate, 'avgLogprobs');
  const tokens = fieldOf(candidate, 'tokenCount') ?? fieldOf(usage, 'candidatesTokenCount');
  if (typeof mean !== 'number' || typeof tokens !== 'number') return null;
  if (!(mean <= 0) || !Number.isSafeInteger(tokens) || tokens < 1) return null;
  const sum = mean * tokens;
  return Number.isFinite(sum) ? sum : null;
}
