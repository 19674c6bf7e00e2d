import type { ModelVersion } from '../../../domain/model-version.js';
import type { ServiceFacts } from '../../../domain/response.js';
import { PreceptorError } from '../../../errors.js';
import type { Dialect, DialectAnswer, DialectRequest } from '../dialect.js';
import { describe, fieldOf, isRecord } from '../json.js';
import { errorInPlaceOf } from './body-error.js';
import { bearer } from './openai-chat.js';
import { type Endings, failure, malformed, readCut, wholeAnswer } from './outcome.js';
import { shortText, tokenUsage } from './service-facts.js';
import { settingFields } from './settings.js';
import { joinTexts, readTextParts } from './text-parts.js';

const API_VERSION = '2023-06-01';
const ENDINGS: Endings = {
  field: 'stop_reason',
  whole: ['end_turn', 'stop_sequence', 'tool_use'],
  cut: ['max_tokens', 'model_context_window_exceeded'],
  filtered: ['refusal'],
};

/**
 * Anthropic’s Messages. The base URL ends in `/v1`.
 *
 * @source https://docs.claude.com/en/api/messages
 */
export const anthropic: Dialect = {
  path: () => '/messages',
  authorise,
  body,
  read,
  service,
  isContentFilter,
};

/** The API’s version stands in a header, and goes with a request without credential too. */
function authorise(secret: string | null, isToken: boolean): Readonly<Record<string, string>> {
  const version = { 'anthropic-version': API_VERSION };
  if (secret === null) return version;
  return isToken ? { ...version, ...bearer(secret) } : { ...version, 'x-api-key': secret };
}

/**
 * System messages stand apart, in their order, a blank line between them.
 *
 * @throws PreceptorError `INPUT_INVALID` where the settings have no `max_tokens`, or one that is reserved
 */
function body({ model, messages, settings }: DialectRequest): Readonly<Record<string, unknown>> {
  requireMaxTokens(settings);
  const system = messages.filter(({ role }) => role === 'system').map(({ text }) => text);
  return {
    ...settingFields(settings, 'anthropic'),
    model,
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    messages: messages
      .filter(({ role }) => role !== 'system')
      .map(({ role, text }) => ({ role, content: text })),
    stream: false,
  };
}

function requireMaxTokens(settings: ModelVersion['settings']): void {
  const found = fieldOf(settings, 'max_tokens');
  if (typeof found === 'number' && Number.isInteger(found) && found >= 1) return;
  throw new PreceptorError(
    'INPUT_INVALID',
    'settings.max_tokens: expected an integer >= 1, which this API requires, ' +
      `found ${typeof found === 'number' ? found : describe(found)}. ` +
      'Set it to the most tokens that an answer may have, such as 4096: it is part of the model version.',
  );
}

function read(document: unknown): DialectAnswer {
  if (!isRecord(document)) return malformed('the body to be an object', document);
  if (isContentFilter(document)) {
    return failure('content-filter', 'the deployment’s content filter blocked the answer');
  }
  const content = fieldOf(document, 'content');
  const failed = errorInPlaceOf(content, document);
  if (failed !== null) return failed;
  if (content === undefined) return malformed('content to be an array of blocks', content);
  const reason = fieldOf(document, 'stop_reason');
  const cut = readCut(reason, ENDINGS);
  if (cut !== null) return cut;
  const said = readTextParts(content ?? [], 'content', { text: 'text' });
  if (said.status !== 'read') return said;
  return wholeAnswer({ text: joinTexts(said.parts), logProbability: null }, reason, ENDINGS);
}

/** Tokens written to and read from the prompt’s cache are input, too. */
function service(document: unknown): ServiceFacts {
  const usage = fieldOf(document, 'usage');
  const input = ['input_tokens', 'cache_creation_input_tokens', 'cache_read_input_tokens'].map(
    (name) => fieldOf(usage, name) ?? (name === 'input_tokens' ? undefined : 0),
  );
  const total = input.reduce<number>(
    (sum, tokens) => sum + (typeof tokens === 'number' ? tokens : Number.NaN),
    0,
  );
  return {
    model: shortText(fieldOf(document, 'model')),
    fingerprint: null,
    stopReason: shortText(fieldOf(document, 'stop_reason')),
    usage: tokenUsage(total, fieldOf(usage, 'output_tokens')),
  };
}

/** The API has no code of its own for it: the message is what tells it from other invalid requests. */
function isContentFilter(document: unknown): boolean {
  const error = fieldOf(document, 'error');
  const message = fieldOf(error, 'message');
  return (
    fieldOf(error, 'type') === 'invalid_request_error' &&
    typeof message === 'string' &&
    message.startsWith('Output blocked by content filtering policy')
  );
}
