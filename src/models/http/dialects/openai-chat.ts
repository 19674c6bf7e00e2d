import type { Dialect, DialectAnswer, DialectRequest } from '../dialect.js';
import { fieldOf, isArray, isRecord } from '../json.js';
import { bodyError, errorInPlaceOf } from './body-error.js';
import { isContentFilterError } from './content-filter-error.js';
import { sumOfLogProbabilities } from './log-probability.js';
import { brokenOff, type Endings, malformed, readCut, readOnly, wholeAnswer } from './outcome.js';
import { chatService } from './service-facts.js';
import { settingFields } from './settings.js';
import { joinTexts, readTextParts } from './text-parts.js';

/** OpenAI’s words, and those of servers that speak its format. */
const ENDINGS: Endings = {
  field: 'finish_reason',
  whole: ['stop', 'eos', 'end_turn', 'stop_sequence', 'eos_token', 'tool_calls', 'function_call'],
  cut: ['length', 'model_length', 'max_tokens'],
  filtered: ['content_filter'],
};

/**
 * Chat completions, as OpenAI and most servers of open models speak them. The base URL ends before
 * `/chat/completions`, mostly in `/v1`.
 *
 * @source https://platform.openai.com/docs/api-reference/chat
 */
export const openaiChat: Dialect = {
  path: () => '/chat/completions',
  authorise: bearer,
  body: chatBody,
  read: readChat,
  service: chatService,
  isContentFilter: isContentFilterError,
};

export function bearer(secret: string | null): Readonly<Record<string, string>> {
  return secret === null ? {} : { authorization: `Bearer ${secret}` };
}

/** @throws PreceptorError `INPUT_INVALID` for a reserved setting */
export function chatBody({ model, messages, settings }: DialectRequest): Readonly<Record<string, unknown>> {
  return {
    ...settingFields(settings, 'openai-chat'),
    model,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    stream: false,
  };
}

/**
 * Reads the only choice: no request asks for more. A refusal is what the model said, so an answer; a choice that was cut
 * or filtered, or ended in an error or in a way that is not known, is none, whatever text it holds.
 */
export function readChat(document: unknown): DialectAnswer {
  if (!isRecord(document)) return malformed('the body to be an object', document);
  const choices = fieldOf(document, 'choices');
  const failed = errorInPlaceOf(choices, document);
  if (failed !== null) return failed;
  if (!isArray(choices)) return malformed('choices to be an array', choices);
  const only = readOnly(choices, 'choices');
  if (only.status === 'failed') return only;
  const choice = only.item;
  const reason = fieldOf(choice, 'finish_reason');
  const cut = readCut(reason, ENDINGS);
  if (cut !== null) return cut;
  if (reason === 'error') {
    const error = fieldOf(choice, 'error') ?? fieldOf(document, 'error');
    return bodyError(error) ?? brokenOff(reason, ENDINGS);
  }
  const message = fieldOf(choice, 'message');
  if (!isRecord(message)) return malformed('choices[0].message to be an object', message);

  const content = textOfContent(fieldOf(message, 'content'));
  if (typeof content !== 'string') return content;
  const refusal = fieldOf(message, 'refusal') ?? '';
  if (typeof refusal !== 'string')
    return malformed('choices[0].message.refusal to be a text or null', refusal);
  const [text, tokens] =
    content.trim() === '' && refusal !== '' ? [refusal, 'refusal'] : [content, 'content'];
  const logProbability = sumOfLogProbabilities(fieldOf(fieldOf(choice, 'logprobs'), tokens));
  return wholeAnswer({ text, logProbability }, reason, ENDINGS);
}

/** A text, null, or an array of parts. */
function textOfContent(content: unknown): string | ReturnType<typeof malformed> {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  const where = 'choices[0].message.content';
  if (!isArray(content)) return malformed(`${where} to be a text, an array of parts or null`, content);
  const read = readTextParts(content, where, { text: 'text', refusal: 'refusal' });
  return read.status === 'read' ? joinTexts(read.parts) : read;
}
