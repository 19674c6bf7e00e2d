import type { ModelResponse, ServiceFacts } from '../../domain/response.js';
import { isContextLengthError, TOO_LONG } from '../http/dialects/context-length-error.js';
import { shortText, tokenUsage } from '../http/dialects/service-facts.js';
import { describe, fieldOf, parseJson } from '../http/json.js';
import { refusedForNow } from '../limit/refused-for-now.js';
import { answered, failed } from '../model-response.js';
import { type Judged, judgeStatus } from '../refused-request.js';
import { causeOf, credentialFault, statusIn } from './error-words.js';
import type { CallReply } from './thread-message.js';
import {
  failureIn,
  isContentFilter,
  serviceIn,
  type Withheld,
  withheldBy,
  withheldFor,
} from './vendor-body.js';

interface Read {
  readonly reply: CallReply;
  /** What the provider gave back. */
  readonly given: unknown;
  /** The vendor’s last body, where it is JSON. */
  readonly document: unknown;
  readonly stopReason: string | null;
  readonly parts: {
    readonly origin: 'live';
    readonly latencyMs: number;
    readonly service: ServiceFacts | null;
    readonly raw: string | undefined;
  };
}

/**
 * What came of a call, as the vendor’s last response and what the provider made of it tell. An error that is not known is
 * the infrastructure’s. Details are made of fixed words: what a provider says may hold a secret or a patient’s text.
 *
 * @param cut - takes secrets out of a text
 */
export function judgeReply(reply: CallReply, latencyMs: number, cut: (text: string) => string): Judged {
  const read = readReply(reply, latencyMs, cut);
  const { parts } = read;
  const error = reply.thrown ?? textOf(fieldOf(read.given, 'error'));
  const httpStatus = statusOf(read, error);
  if (httpStatus === 429) return alone(refusedForNow(reply.seen?.headers ?? {}, Date.now(), parts));
  const isServed = httpStatus === null || (httpStatus >= 200 && httpStatus < 300);
  const withheld = isServed ? withheldFrom(read) : null;
  if (withheld !== null) return alone(failed(withheld.cause, cut(withheld.detail), parts));
  const isFailure = error !== null || !isServed;
  return isFailure ? judgeFailure(read, error ?? '', httpStatus, cut) : alone(judgeOutput(read, cut));
}

function alone(response: ModelResponse): Judged {
  return { response, refused: null };
}

function readReply(reply: CallReply, latencyMs: number, cut: (text: string) => string): Read {
  const given = parseJson(reply.given);
  const document = parseJson(reply.seen?.body ?? null);
  const facts = serviceIn(document);
  const stopReason = shortText(fieldOf(given, 'finishReason')) ?? facts.stopReason;
  const tokens = fieldOf(given, 'tokenUsage');
  const usage = tokenUsage(fieldOf(tokens, 'prompt'), fieldOf(tokens, 'completion')) ?? facts.usage;
  const clean = (text: string | null): string | null => (text === null ? null : cut(text));
  const service: ServiceFacts = {
    model: clean(facts.model),
    fingerprint: clean(facts.fingerprint),
    stopReason: clean(stopReason),
    usage,
  };
  const isSilent = Object.values(service).every((fact) => fact === null);
  const raw = clean(reply.seen?.body ?? reply.given ?? reply.thrown) ?? undefined;
  const parts = { origin: 'live', latencyMs, service: isSilent ? null : service, raw } as const;
  return { reply, given, document, stopReason, parts };
}

/** What the vendor’s body says comes first: providers make errors, or half answers, of it. */
function withheldFrom({ reply, document, stopReason }: Read): Withheld | null {
  // What was seen is not the whole answer then, or another request’s.
  if (reply.broken !== null) return null;
  return withheldBy(document) ?? withheldFor(stopReason);
}

/** The vendor’s own, else what the provider says of it; null where nobody does. */
function statusOf({ reply, given }: Read, error: string | null): number | null {
  if (reply.seen !== null) return reply.seen.httpStatus;
  const said = fieldOf(given, 'httpStatus');
  if (typeof said === 'number' && said >= 100 && said < 600) return said;
  return error === null ? null : statusIn(error);
}

function judgeFailure(
  read: Read,
  error: string,
  httpStatus: number | null,
  cut: (text: string) => string,
): Judged {
  const { reply, given, document, parts } = read;
  if (isContentFilter(document) || isFlagged(given)) {
    return alone(failed('content-filter', 'the deployment’s content filter blocked the request', parts));
  }
  if (httpStatus === 413 || isContextLengthError(document))
    return alone(failed('truncated', TOO_LONG, parts));
  if (httpStatus !== null && httpStatus >= 400) return judgeStatus(httpStatus, document, parts);
  if (httpStatus !== null && httpStatus >= 300) {
    const detail = `the endpoint redirects (${httpStatus}); redirects are not followed: give the final address`;
    return alone(failed('malformed-response', detail, parts));
  }
  if (reply.broken !== null) return alone(failed(reply.broken.cause, cut(reply.broken.detail), parts));
  if (httpStatus !== null) return alone(unreadable(read, parts));
  const fault = credentialFault(error);
  if (fault !== null) return { response: failed('request-refused', fault, parts), refused: 401 };
  const { cause, detail } = causeOf(error);
  return alone(failed(cause, detail, parts));
}

/** Answered in time, and the provider could make nothing of it. */
function unreadable({ document }: Read, parts: Read['parts']): ModelResponse {
  const failure = failureIn(document);
  if (failure !== null && failure.cause !== 'malformed-response')
    return failed(failure.cause, failure.detail, parts);
  const detail =
    document === undefined
      ? 'expected a JSON body; found something else'
      : 'the provider could not read the answer';
  return failed('malformed-response', detail, parts);
}

function judgeOutput(read: Read, cut: (text: string) => string): ModelResponse {
  const { given, stopReason, parts } = read;
  const output = fieldOf(given, 'output');
  const isRefusal = fieldOf(given, 'isRefusal') === true && stopReason === 'stop';
  // A refusal in the model’s own words is what it said; a filter’s block is not.
  if (isFlagged(given) && !isRefusal) {
    return failed('content-filter', 'the deployment’s content filter blocked the answer', parts);
  }
  if (output === undefined || output === null) return failed('empty', 'the answer has no text', parts);
  if (typeof output === 'string') return answered(cut(output), parts);
  const detail = `expected the provider to give a text; found ${describe(output)}. Under passthrough a response_format leaves the answer a text`;
  return failed('malformed-response', detail, parts);
}

function isFlagged(given: unknown): boolean {
  const guardrails = fieldOf(given, 'guardrails');
  return ['flagged', 'flaggedInput', 'flaggedOutput'].some((name) => fieldOf(guardrails, name) === true);
}

function textOf(error: unknown): string | null {
  if (error === undefined || error === null || error === '') return null;
  return typeof error === 'string' ? error : JSON.stringify(error);
}
