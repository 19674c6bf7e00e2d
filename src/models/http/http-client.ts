import type { HttpClient, ModelVersion } from '../../domain/model-version.js';
import type { ModelClient, ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelResponse, ServiceFacts } from '../../domain/response.js';
import { PreceptorError } from '../../errors.js';
import type { Settlement } from '../limit/endpoint-gate.js';
import { createLimiter, type Limiter } from '../limit/limiter.js';
import type { ModelContext } from '../model-context.js';
import { answered, failed } from '../model-response.js';
import type { Dialect } from './dialect.js';
import { DIALECTS } from './dialects/dialects.js';
import { retryAfterMs } from './retry-after.js';
import { openSecret, type Secret, withoutSecret } from './secret.js';
import { type ExchangeResult, openTransport, type Transport } from './transport.js';

const DEADLINE_MS = 120_000;
/** Where neither the endpoint nor the run sets a bound. */
const CONNECTIONS = 64;
/** How long one trial waits for an endpoint that says when to come back: such waits spend no attempt. */
const PATIENCE_MS = 15 * 60_000;

type Received = Extract<ExchangeResult, { status: 'received' }>;

interface Endpoint {
  readonly spec: HttpClient;
  readonly version: ModelVersion;
  readonly dialect: Dialect;
  readonly transport: Transport;
  readonly limiter: Limiter;
}

/**
 * Opens an HTTP endpoint: one pool of connections, one limiter, no retries of its own but for a rate limit that says when
 * to come back. Nothing that is sent stands in a message but the host.
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE` where the secret cannot be had, `INPUT_INVALID` for a setting or a name that
 *   the API cannot take
 */
export async function openHttp(
  spec: HttpClient,
  context: ModelContext,
  version: ModelVersion,
): Promise<ModelClient> {
  const dialect = DIALECTS[spec.api];
  // What is wrong with the model’s file shows now, not in the first trial.
  dialect.path(spec, version.snapshot);
  dialect.body({ model: version.snapshot, messages: [], settings: version.settings }, spec);
  const secrets = await openSecret(spec.credential, context.workspace);
  // No more than the run asks at once: a limit that grew beyond that would be halved to no effect.
  const concurrency = Math.min(
    spec.concurrency ?? Number.POSITIVE_INFINITY,
    context.concurrency ?? CONNECTIONS,
  );
  const endpoint: Endpoint = {
    spec,
    version,
    dialect,
    transport: openTransport({
      url: spec.url,
      connections: concurrency,
      deadlineMs: spec.deadline_ms ?? DEADLINE_MS,
    }),
    limiter: createLimiter({
      concurrency,
      ...(spec.requests_per_minute === undefined ? {} : { requestsPerMinute: spec.requests_per_minute }),
      onPause: (message) => context.warn?.(`${version.model}: ${message}`),
    }),
  };
  let closing: Promise<void> | null = null;
  const stopped = new AbortController();
  const either = eitherOf(stopped.signal);
  return {
    async ask(request, runSignal) {
      const signal = either(runSignal);
      const startedMs = performance.now();
      if (signal.aborted) return interrupted(startedMs);
      let isRenewed = false;
      for (;;) {
        const secret = secrets.current();
        const result = await askOnce(endpoint, request, secret, signal);
        if (result === null) return interrupted(startedMs);
        if (result === 'unauthorised' && secret?.isToken === true && !isRenewed) {
          // Tokens expire in long runs; a fresh one that is refused too is wrong.
          await secrets.renew(secret);
          isRenewed = true;
          continue;
        }
        if (result === 'unauthorised') throw refused(spec, 'the credential was refused');
        if (result === 'come-back' && performance.now() - startedMs < PATIENCE_MS) continue;
        if (result === 'come-back') return rateLimited(startedMs);
        return result;
      }
    },
    close() {
      stopped.abort();
      const closed = closing ?? endpoint.transport.close();
      closing = closed;
      return closed;
    },
  };
}

type Asked = ModelResponse | 'come-back' | 'unauthorised' | null;

/** One request; null: interrupted before or while it was under way. */
async function askOnce(
  { spec, version, dialect, transport, limiter }: Endpoint,
  request: ModelRequest,
  secret: Secret | null,
  signal: AbortSignal,
): Promise<Asked> {
  const { messages } = request;
  const exchange = {
    path: dialect.path(spec, version.snapshot),
    headers: dialect.authorise(secret?.value ?? null, isToken(secret)),
    body: JSON.stringify(
      dialect.body({ model: version.snapshot, messages, settings: version.settings }, spec),
    ),
  };
  const permit = await limiter.acquire(signal);
  if (permit === null) return null;
  const result = await transport.exchange(exchange, signal);
  const judged =
    result.status === 'received' ? judge(result, dialect, secret, spec) : failureOf(result, secret);
  permit.settle(settlementOf(result, judged));
  if (judged !== 'unauthorised' && judged !== 'come-back' && isInterrupted(judged)) return null;
  return judged;
}

function judge(result: Received, dialect: Dialect, secret: Secret | null, spec: HttpClient): Asked {
  const { httpStatus, latencyMs } = result;
  const raw = withoutSecret(result.text, secret);
  const parts = { origin: 'live', latencyMs, raw } as const;
  const document = parsed(result.text);
  if (httpStatus >= 200 && httpStatus < 300) {
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
  if (httpStatus === 429) {
    if (retryAfterMs(result.headers, Date.now()) !== null) return 'come-back';
    return failed('rate-limited', 'the endpoint answered 429 without saying when to come back', parts);
  }
  if (httpStatus === 401 || httpStatus === 403) return 'unauthorised';
  if (document !== undefined && dialect.isContentFilter(document))
    return failed(
      'content-filter',
      `the deployment’s content filter blocked the request (${httpStatus})`,
      parts,
    );
  if (httpStatus === 404) throw refused(spec, 'nothing answers at this path (404)');
  return failed('server-error', `the endpoint answered ${httpStatus}`, parts);
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

/** What the limiter learns: a filtered or truncated answer is an answer of a healthy endpoint. */
function settlementOf(result: ExchangeResult, judged: Asked): Settlement {
  if (result.status === 'received' && result.httpStatus === 429)
    return { status: 'rate-limited', retryAfterMs: retryAfterMs(result.headers, Date.now()) };
  if (judged === null || judged === 'unauthorised' || judged === 'come-back') return { status: 'failed' };
  if (judged.status === 'answered') return { status: 'answered' };
  const isOfModel = ['truncated', 'empty', 'content-filter', 'malformed-response'].includes(judged.cause);
  return { status: isOfModel ? 'answered' : 'failed' };
}

function isInterrupted(response: ModelResponse | null): boolean {
  return response === null || (response.status === 'failed' && response.cause === 'interrupted');
}

/** One joined signal for each that the run hands in: a run hands in one, and memory must not grow with its trials. */
function eitherOf(own: AbortSignal): (other: AbortSignal) => AbortSignal {
  const joined = new WeakMap<AbortSignal, AbortSignal>();
  return (other) => {
    const known = joined.get(other) ?? AbortSignal.any([own, other]);
    joined.set(other, known);
    return known;
  };
}

function isToken(secret: Secret | null): boolean {
  return secret?.isToken === true;
}

function parsed(text: string): unknown {
  try {
    const document: unknown = JSON.parse(text);
    return document;
  } catch {
    return undefined;
  }
}

function interrupted(startedMs: number): ModelResponse {
  const latencyMs = performance.now() - startedMs;
  return failed('interrupted', 'the run was interrupted', { origin: 'live', latencyMs, raw: undefined });
}

function rateLimited(startedMs: number): ModelResponse {
  const latencyMs = performance.now() - startedMs;
  const detail = `the endpoint asked to come back later for more than ${PATIENCE_MS / 60_000} minutes`;
  return failed('rate-limited', detail, { origin: 'live', latencyMs, raw: undefined });
}

function refused({ url, credential }: HttpClient, what: string): PreceptorError {
  const where =
    credential === undefined
      ? 'none is declared'
      : 'env' in credential
        ? credential.env
        : credential.command[0];
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `${new URL(url).host}: ${what}. Check url, api, deployment and credential (${where}) in the model’s file, then resume the run.`,
  );
}
