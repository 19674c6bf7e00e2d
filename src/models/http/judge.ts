import type { ModelResponse, ServiceFacts } from '../../domain/response.js';
import { refusedForNow, throttledBy } from '../limit/refused-for-now.js';
import { answered, failed } from '../model-response.js';
import { type Judged, judgeStatus } from '../refused-request.js';
import type { Dialect } from './dialect.js';
import { isContextLengthError, TOO_LONG } from './dialects/context-length-error.js';
import { parseJson } from './json.js';
import { brokenWithoutSecret, type Secret, withoutSecret } from './secret.js';
import type { ExchangeResult } from './transport.js';

type Received = Extract<ExchangeResult, { status: 'received' }>;

/** What came of one exchange, as its status, its body and the dialect tell; the secret is cut out of all of it. */
export function judge(result: ExchangeResult, dialect: Dialect, secret: Secret | null): Judged {
  if (result.status === 'failed') return { response: failureOf(result, secret), refused: null };
  const { httpStatus, latencyMs, headers } = result;
  // Of an error, what came before the connection broke is kept.
  const cut = httpStatus < 400 ? withoutSecret : brokenWithoutSecret;
  const parts = { origin: 'live', latencyMs, raw: cut(result.text, secret) } as const;
  const document = parseJson(parts.raw);
  const alone = (response: ModelResponse): Judged => ({ response, refused: null });
  if (httpStatus >= 200 && httpStatus < 300) {
    const answer =
      document === undefined
        ? failed('malformed-response', `expected a JSON body; found ${bodyFound(result)}`, parts)
        : readAnswer(document, dialect, secret, parts);
    const isLimited = answer.status === 'failed' && answer.cause === 'rate-limited';
    // Some gateways say in the body of a 200 what others say by a 429.
    return alone(isLimited ? (throttledBy(headers, Date.now(), answer) ?? answer) : answer);
  }
  if (httpStatus === 429) return alone(refusedForNow(headers, Date.now(), parts));
  if (httpStatus !== 401 && document !== undefined && dialect.isContentFilter(document)) {
    const detail = `the deployment’s content filter blocked the request (${httpStatus})`;
    return alone(failed('content-filter', detail, parts));
  }
  if (httpStatus === 413 || isContextLengthError(document))
    return alone(failed('truncated', `${TOO_LONG} (${httpStatus})`, parts));
  return judgeStatus(httpStatus, document, parts);
}

/** What a body is, without a word of it. */
function bodyFound({ text, headers }: Received): string {
  if (text === '') return 'an empty one';
  const [type = 'something else'] = /^[\w.+-]{1,40}\/[\w.+-]{1,40}/.exec(headers['content-type'] ?? '') ?? [];
  return `${type === 'application/json' ? 'something else' : type} of ${text.length} characters`;
}

function readAnswer(
  document: unknown,
  dialect: Dialect,
  secret: Secret | null,
  parts: { readonly origin: 'live'; readonly latencyMs: number; readonly raw: string },
): ModelResponse {
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
    raw: raw === null ? undefined : brokenWithoutSecret(raw, secret),
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
