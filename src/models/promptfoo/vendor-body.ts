import type { ServiceFacts } from '../../domain/response.js';
import type { Dialect, DialectFailure } from '../http/dialect.js';
import { bodyError } from '../http/dialects/body-error.js';
import { DIALECTS } from '../http/dialects/dialects.js';
import { chatService, shortText } from '../http/dialects/service-facts.js';
import { fieldOf, isArray } from '../http/json.js';

/** Why an answer is none although it came: a filter’s block, or a cut. `detail` is made of fixed words. */
export interface Withheld {
  readonly cause: 'content-filter' | 'truncated';
  readonly detail: string;
}

/** Of vendors whose bodies no dialect reads (Bedrock, Cohere, Ollama, watsonx …), and of promptfoo; in lower case. */
const FILTERED = [
  'content_filter',
  'content_filtered',
  'safety',
  'prohibited_content',
  'blocklist',
  'spii',
  'recitation',
  'image_safety',
  'model_armor',
  'jailbreak',
  'guardrail_intervened',
  'refusal',
  'error_toxic',
];
const CUT = [
  'length',
  'max_tokens',
  'max_output_tokens',
  'max_length',
  'model_length',
  'model_context_window_exceeded',
  'token_limit',
  'error_limit',
];
const REASONS = [
  'finish_reason',
  'finishReason',
  'stop_reason',
  'stopReason',
  'completionReason',
  'done_reason',
];
const LISTS = ['choices', 'candidates', 'results', 'generations'];

/**
 * What the vendor’s own body says where it is no answer, whatever was made of it; null for an answer, for a body that is
 * malformed or empty, and for one whose shape is not known.
 *
 * @param document - a parsed body with a 2xx status; an array is a stream’s chunks
 */
export function withheldBy(document: unknown): Withheld | null {
  for (const body of isArray(document) ? document : [document]) {
    const failure = failureIn(body);
    if (failure !== null) {
      const { cause, detail } = failure;
      if (cause === 'content-filter' || cause === 'truncated') return { cause, detail };
    }
    const withheld = withheldFor(stopReasonIn(body));
    if (withheld !== null) return withheld;
  }
  return null;
}

/** @param stopReason - the word of a vendor, or of promptfoo */
export function withheldFor(stopReason: string | null): Withheld | null {
  const word = stopReason?.toLowerCase() ?? '';
  if (FILTERED.includes(word)) {
    return { cause: 'content-filter', detail: 'the deployment’s content filter blocked the answer' };
  }
  if (CUT.includes(word)) {
    return { cause: 'truncated', detail: 'the answer was cut: the token limit was reached' };
  }
  return null;
}

/**
 * What the dialect of its shape cannot take as an answer, or an error in the place of one; null for an answer, and where
 * its shape is not known.
 */
export function failureIn(document: unknown): DialectFailure | null {
  const dialect = dialectOf(document);
  if (dialect === null) return bodyError(fieldOf(document, 'error'));
  const answer = dialect.read(document);
  return answer.status === 'failed' ? answer : null;
}

/** Whether the body of an error says that a content filter blocked the request, in the words of any vendor. */
export function isContentFilter(document: unknown): boolean {
  return Object.values(DIALECTS).some((dialect) => dialect.isContentFilter(document));
}

export function serviceIn(document: unknown): ServiceFacts {
  const facts = (dialectOf(document)?.service ?? chatService)(document);
  return { ...facts, stopReason: facts.stopReason ?? stopReasonIn(document) };
}

/** Told by the body alone: a provider may ask an API that its name does not tell. */
function dialectOf(document: unknown): Dialect | null {
  if (isArray(fieldOf(document, 'choices'))) return DIALECTS['openai-chat'];
  if (fieldOf(document, 'object') === 'response' || isArray(fieldOf(document, 'output'))) {
    return DIALECTS['openai-responses'];
  }
  if (fieldOf(document, 'type') === 'message') return DIALECTS.anthropic;
  const isGemini =
    isArray(fieldOf(document, 'candidates')) || fieldOf(document, 'promptFeedback') !== undefined;
  return isGemini ? DIALECTS.gemini : null;
}

function stopReasonIn(document: unknown): string | null {
  const firsts = LISTS.map((name) => fieldOf(document, name)).map((list) =>
    isArray(list) ? list[0] : undefined,
  );
  for (const holder of [document, ...firsts]) {
    for (const name of REASONS) {
      const reason = shortText(fieldOf(holder, name));
      if (reason !== null) return reason;
    }
  }
  return null;
}
