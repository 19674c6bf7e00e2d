import type { ModelResponse, ServiceFacts } from '../../domain/response.js';
import { refusedForNow } from '../limit/refused-for-now.js';
import { answered, failed } from '../model-response.js';
import type { Dialect } from './dialect.js';
import { isContextLengthError, TOO_LONG } from './dialects/context-length-error.js';
import { parseJson } from './json.js';
import { type Secret, withoutSecret } from './secret.js';
import type { ExchangeResult } from './transport.js';

type Received = Extract<ExchangeResult, { status: 'received' }>;

/** What an exchange was. */
export interface Judged {
  /** Of this request alone. */
  readonly response: ModelResponse;
  /** The status by which a door was shut that every trial of the model version has to pass; null: none was. */
  readonly shut: Shut | null;
}

export type Shut = 401 | 403 | 404;

/** What came of one exchange, as its status, its body and the dialect tell; the secret is cut out of all of it. */
export function judge(result: ExchangeResult, dialect: Dialect, secret: Secret | null): Judged {
  if (result.status === 'failed') return { response: failureOf(result, secret), shut: null };
  const response = responseOf(result, dialect, secret);
  const { httpStatus } = result;
  const isShut = isShutBy(httpStatus) && response.status === 'failed' && response.cause === 'server-error';
  return { response, shut: isShut ? httpStatus : null };
}

function isShutBy(httpStatus: number): httpStatus is Shut {
  return httpStatus === 401 || httpStatus === 403 || httpStatus === 404;
}

function responseOf(result: Received, dialect: Dialect, secret: Secret | null): ModelResponse {
  const { httpStatus, latencyMs } = result;
  const parts = { origin: 'live', latencyMs, raw: withoutSecret(result.text, secret) } as const;
  const document = parseJson(result.text);
  if (httpStatus >= 200 && httpStatus < 300) return readAnswer(document, dialect, secret, parts);
  if (httpStatus === 429) return refusedForNow(result.headers, Date.now(), parts);
  if (httpStatus === 401) return failed('server-error', 'the endpoint answered 401', parts);
  // Gateways answer so with 403, too.
  if (document !== undefined && dialect.isContentFilter(document)) {
    const detail = `the deployment’s content filter blocked the request (${httpStatus})`;
    return failed('content-filter', detail, parts);
  }
  if (httpStatus === 413 || isContextLengthError(document))
    return failed('truncated', `${TOO_LONG} (${httpStatus})`, parts);
  return failed('server-error', `the endpoint answered ${httpStatus}`, parts);
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

/** How a body that came with a 2xx may say that it is an error all the same, and at how much of both ends that is looked for. */
const ERROR = /"error"\s*:\s*[{"]|"type"\s*:\s*"error"|"status"\s*:\s*"failed"|"finish_reason"\s*:\s*"error"/;
const END_CHARACTERS = 400;

/** Plainly an answer of a healthy endpoint, before its body is read. */
export function isServed({ httpStatus, text }: Received): boolean {
  if (httpStatus < 200 || httpStatus >= 300) return false;
  return !ERROR.test(text.slice(0, END_CHARACTERS)) && !ERROR.test(text.slice(-END_CHARACTERS));
}
