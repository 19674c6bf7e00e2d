import type { ModelResponse, ServiceFacts } from '../../domain/response.js';
import type { Settlement } from '../limit/endpoint-gate.js';
import { answered, failed } from '../model-response.js';
import type { Dialect } from './dialect.js';
import { isContextLengthError, TOO_LONG } from './dialects/context-length-error.js';
import { retryAfterMs } from './retry-after.js';
import { type Secret, withoutSecret } from './secret.js';
import type { ExchangeResult } from './transport.js';

type Received = Extract<ExchangeResult, { status: 'received' }>;

/** What an exchange was: a response to the trial, or what concerns every trial of the endpoint. */
export type Judged = ModelResponse | 'come-back' | 'unauthorised' | Shut;

/** A 403 or a 404: of the whole endpoint, or, where it has answered others, of this request alone. */
interface Shut {
  readonly status: 'shut';
  readonly httpStatus: 403 | 404;
  /** What it is where it is of this request alone. */
  readonly response: ModelResponse;
}

/** Statuses below 500 that say that the endpoint could not serve now what it may serve later. */
const NOT_NOW = [408, 425, 429];

/** What came of one exchange, as its status, its body and the dialect tell; the secret is cut out of all of it. */
export function judge(result: ExchangeResult, dialect: Dialect, secret: Secret | null): Judged {
  return result.status === 'received' ? judgeReceived(result, dialect, secret) : failureOf(result, secret);
}

function judgeReceived(result: Received, dialect: Dialect, secret: Secret | null): Judged {
  const { httpStatus, latencyMs } = result;
  const parts = { origin: 'live', latencyMs, raw: withoutSecret(result.text, secret) } as const;
  const document = parsed(result.text);
  if (httpStatus >= 200 && httpStatus < 300) return readAnswer(document, dialect, secret, parts);
  if (httpStatus === 429) {
    if (retryAfterMs(result.headers, Date.now()) !== null) return 'come-back';
    return failed('rate-limited', 'the endpoint answered 429 without saying when to come back', parts);
  }
  if (httpStatus === 401) return 'unauthorised';
  // Before 403: gateways say it so, too.
  if (document !== undefined && dialect.isContentFilter(document)) {
    const detail = `the deployment’s content filter blocked the request (${httpStatus})`;
    return failed('content-filter', detail, parts);
  }
  if (httpStatus === 413 || isContextLengthError(document))
    return failed('truncated', `${TOO_LONG} (${httpStatus})`, parts);
  const response = failed('server-error', `the endpoint answered ${httpStatus}`, parts);
  return httpStatus === 403 || httpStatus === 404 ? { status: 'shut', httpStatus, response } : response;
}

function readAnswer(
  document: unknown,
  dialect: Dialect,
  secret: Secret | null,
  parts: { readonly origin: 'live'; readonly latencyMs: number; readonly raw: string },
): ModelResponse {
  if (document === undefined)
    return failed('malformed-response', 'expected a JSON body; found something else', parts);
  const answer = dialect.read(document);
  const service = serviceOf(dialect.service(document), secret);
  if (answer.status === 'failed')
    return failed(answer.cause, withoutSecret(answer.detail, secret), { ...parts, service });
  return answered(withoutSecret(answer.text, secret), {
    ...parts,
    service,
    logProbability: answer.logProbability ?? undefined,
  });
}

/** Its names come from outside like everything else; null where it says nothing. */
function serviceOf(facts: ServiceFacts, secret: Secret | null): ServiceFacts | null {
  const { model, fingerprint, stopReason, usage } = facts;
  if (model === null && fingerprint === null && stopReason === null && usage === null) return null;
  const clean = (text: string | null) => (text === null ? null : withoutSecret(text, secret));
  return { model: clean(model), fingerprint: clean(fingerprint), stopReason: clean(stopReason), usage };
}

function failureOf(
  result: Extract<ExchangeResult, { status: 'failed' }>,
  secret: Secret | null,
): ModelResponse {
  const { cause, detail, latencyMs, raw } = result;
  return failed(cause, withoutSecret(detail, secret), {
    origin: 'live',
    latencyMs,
    raw: raw === null ? undefined : withoutSecret(raw, secret),
  });
}

/** It came whole, and says to the limiter that the endpoint is healthy, whatever is found in its body. */
export function isServed(result: ExchangeResult): boolean {
  return result.status === 'received' && result.httpStatus >= 200 && result.httpStatus < 300;
}

/** What the limiter learns: a filtered or truncated answer is an answer of a healthy endpoint. */
export function settlementOf(result: ExchangeResult, judged: Judged): Settlement {
  if (result.status === 'received' && result.httpStatus === 429)
    return { status: 'rate-limited', retryAfterMs: retryAfterMs(result.headers, Date.now()) };
  // Who refuses a credential, a path or a request is up.
  if (result.status === 'received' && isRefusal(result.httpStatus)) return { status: 'answered' };
  if (typeof judged === 'string' || judged.status !== 'failed') return { status: 'answered' };
  const isOfModel = ['truncated', 'empty', 'content-filter', 'malformed-response'].includes(judged.cause);
  return { status: isOfModel ? 'answered' : 'failed' };
}

function isRefusal(httpStatus: number): boolean {
  return httpStatus >= 400 && httpStatus < 500 && !NOT_NOW.includes(httpStatus);
}

/** Tokens that the service counted for this exchange; null where it says nothing. */
export function takenTokens(judged: Judged): number | null {
  if (typeof judged === 'string' || judged.status === 'shut') return null;
  const usage = judged.service?.usage ?? null;
  return usage === null ? null : usage.input + usage.output;
}

function parsed(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch {
    return undefined;
  }
}
