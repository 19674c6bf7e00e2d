import type { ServiceFacts } from '../../../domain/response.js';
import type { Dialect, DialectAnswer, DialectRequest } from '../dialect.js';
import { fieldOf, isArray, isRecord, type JsonRecord } from '../json.js';
import { bodyError, errorInPlaceOf } from './body-error.js';
import { isContentFilterError } from './content-filter-error.js';
import { isContextLengthError, TOO_LONG } from './context-length-error.js';
import { sumOfLogProbabilities } from './log-probability.js';
import { bearer } from './openai-chat.js';
import { answer, failure, knownWord, malformed } from './outcome.js';
import { shortText, tokenUsage } from './service-facts.js';
import { settingFields } from './settings.js';
import { joinTexts, readTextParts, type TextPart } from './text-parts.js';

const STATUSES = ['failed', 'in_progress', 'cancelled', 'queued'];

/**
 * OpenAI’s Responses. The base URL ends before `/responses`, mostly in `/v1`. OpenAI keeps a response unless the
 * settings say `store: false`: what the dialect sends is what they say.
 *
 * @source https://platform.openai.com/docs/api-reference/responses
 */
export const openaiResponses: Dialect = {
  path: () => '/responses',
  authorise: bearer,
  body,
  read,
  service,
  isContentFilter: isContentFilterError,
};

/** @throws PreceptorError `INPUT_INVALID` for a reserved setting */
function body({ model, messages, settings }: DialectRequest): Readonly<Record<string, unknown>> {
  return {
    ...settingFields(settings, 'openai-responses'),
    model,
    input: messages.map(({ role, text }) => ({ role, content: text })),
    stream: false,
  };
}

function read(document: unknown): DialectAnswer {
  if (!isRecord(document)) return malformed('the body to be an object', document);
  const unfinished = readStatus(document);
  if (unfinished !== null) return unfinished;
  const output = fieldOf(document, 'output');
  const failed = errorInPlaceOf(output, document);
  if (failed !== null) return failed;
  if (!isArray(output)) return malformed('output to be an array', output);

  const parts: TextPart[] = [];
  for (const [index, item] of output.entries()) {
    const type = fieldOf(item, 'type');
    if (!isRecord(item) || typeof type !== 'string') {
      return malformed(`output[${index}] to be an object with a type`, item);
    }
    if (type !== 'message') continue;
    if (fieldOf(item, 'status') === 'incomplete') {
      return failure('truncated', `output[${index}].status is incomplete`);
    }
    if ((fieldOf(item, 'status') ?? 'completed') !== 'completed') {
      return malformed(`output[${index}].status to be completed or incomplete`, fieldOf(item, 'status'));
    }
    const said = readTextParts(fieldOf(item, 'content') ?? [], `output[${index}].content`, {
      output_text: 'text',
      refusal: 'refusal',
    });
    if (said.status !== 'read') return said;
    for (const part of said.parts) parts.push(part);
  }
  return answer(joinTexts(parts), logProbabilityOf(parts));
}

function service(document: unknown): ServiceFacts {
  const usage = fieldOf(document, 'usage');
  return {
    model: shortText(fieldOf(document, 'model')),
    fingerprint: null,
    stopReason: shortText(
      fieldOf(fieldOf(document, 'incomplete_details'), 'reason') ?? fieldOf(document, 'status'),
    ),
    usage: tokenUsage(fieldOf(usage, 'input_tokens'), fieldOf(usage, 'output_tokens')),
  };
}

/** What the status says where it is not that of a whole answer; servers that are not OpenAI’s may give none. */
function readStatus(document: JsonRecord): DialectAnswer | null {
  const status = fieldOf(document, 'status') ?? 'completed';
  if (status === 'completed') return null;
  if (status === 'incomplete') {
    const reason = fieldOf(fieldOf(document, 'incomplete_details'), 'reason');
    if (reason === 'content_filter') {
      return failure('content-filter', 'status is incomplete: content_filter');
    }
    const known = knownWord(reason, ['max_output_tokens']) ?? 'no known reason';
    return failure('truncated', `status is incomplete: ${known}`);
  }
  if (isContentFilterError(document))
    return failure('content-filter', 'status is not completed: content_filter');
  if (isContextLengthError(document)) return failure('truncated', TOO_LONG);
  const word = knownWord(status, STATUSES);
  if (word === null) return malformed('status to be completed or incomplete', status);
  if (word === 'failed') return readFailed(fieldOf(document, 'error'));
  return failure('malformed-response', `expected status to be completed, found ${word}`);
}

/** The API says that it failed: a code that is not known is the service’s. */
function readFailed(error: unknown): DialectAnswer {
  // With a 400 it may be another fault of the prompt; with a 200 the prompt was taken, and then refused.
  if (fieldOf(error, 'code') === 'invalid_prompt') {
    return failure('content-filter', 'status is failed: invalid_prompt');
  }
  return bodyError(error) ?? failure('server-error', 'status is failed');
}

/** Null unless every part of the answer has one. */
function logProbabilityOf(parts: readonly TextPart[]): number | null {
  let sum = 0;
  for (const { part } of parts) {
    const term = sumOfLogProbabilities(fieldOf(part, 'logprobs'));
    if (term === null) return null;
    sum += term;
  }
  return sum;
}
