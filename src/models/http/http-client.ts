import type { HttpClient, ModelVersion } from '../../domain/model-version.js';
import type { ModelClient, ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { estimateTokens } from '../../domain/token-estimate.js';
import { PreceptorError } from '../../errors.js';
import { outputLimit } from '../../plan/estimate-plan.js';
import { concurrencyOf, DEADLINE_MS } from '../bounds.js';
import { backoffMs } from '../limit/backoff.js';
import { SYSTEM_CLOCK } from '../limit/clock.js';
import { createLimiter, type Limiter } from '../limit/limiter.js';
import type { ModelContext } from '../model-context.js';
import { failed } from '../model-response.js';
import { eitherOf, type Signals } from '../signals.js';
import { createTurns } from '../turns.js';
import type { Dialect } from './dialect.js';
import { DIALECTS } from './dialects/dialects.js';
import { isServed, type Judged, judge, settlementOf, takenTokens } from './judge.js';
import { hasPatience, PATIENCE_MS } from './patience.js';
import { openSecrets, type Secret, type SecretSource } from './secret.js';
import { requireSendable } from './sendable.js';
import { openTransport, type Transport } from './transport.js';

interface Endpoint {
  readonly spec: HttpClient;
  readonly version: ModelVersion;
  readonly dialect: Dialect;
  /** The most that one answer may have by the settings; 0 where they say nothing of it. */
  readonly outputTokens: number;
  readonly secrets: SecretSource;
  readonly transport: Transport;
  readonly limiter: Limiter;
  /** Reading what came waits for them. */
  readonly turn: () => Promise<void>;
  /**
   * Whether it has answered anything since it was opened: then its address and its credential were right. And how many
   * requests were shut out since its last answer.
   */
  readonly sitting: { hasAnswered: boolean; shutInARow: number };
}

/** A text that a firewall shuts out comes in a few repeats and attempts; beyond, a key was withdrawn. */
const MOST_SHUT = 50;
const CREDENTIAL_REFUSED = 'the credential was refused';

/**
 * Opens an HTTP endpoint: one pool of connections, one limiter, no retries of its own but for a rate limit that says when
 * to come back. Its `Retry-After` is believed the first time; from then on each wait of a trial has a floor that grows. Nothing that is
 * sent stands in a message but the host.
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE` where the secret cannot be had, `INPUT_INVALID` for a setting or a name that
 *   the API cannot take
 */
export async function openHttp(
  spec: HttpClient,
  context: ModelContext,
  version: ModelVersion,
): Promise<ModelClient> {
  // What is wrong with the model’s file shows now, not in the first trial.
  requireSendable(spec, version);
  const secretOf = context.secretOf ?? openSecrets(context.workspace);
  const concurrency = concurrencyOf(spec, context);
  const endpoint: Endpoint = {
    spec,
    version,
    dialect: DIALECTS[spec.api],
    outputTokens: outputLimit(version.settings) ?? 0,
    secrets: await secretOf(spec.credential),
    transport: openTransport({
      url: spec.url,
      connections: concurrency,
      deadlineMs: spec.deadline_ms ?? DEADLINE_MS,
    }),
    limiter: createLimiter({
      concurrency,
      ...(spec.requests_per_minute === undefined ? {} : { requestsPerMinute: spec.requests_per_minute }),
      ...(spec.tokens_per_minute === undefined ? {} : { tokensPerMinute: spec.tokens_per_minute }),
      onPause: (message) => context.warn?.(`${version.model}: ${message}`),
    }),
    turn: createTurns(),
    sitting: { hasAnswered: false, shutInARow: 0 },
  };
  let closing: Promise<void> | null = null;
  const stopped = new AbortController();
  const either = eitherOf(stopped.signal);
  return {
    isBounded: true,
    async ask(request, runSignal, stop) {
      const signals = { send: either(runSignal), wait: either(stop ?? runSignal) };
      if (signals.send.aborted) return null;
      return askPatiently(endpoint, request, signals);
    },
    close() {
      stopped.abort();
      const closed = closing ?? endpoint.transport.close();
      closing = closed;
      return closed;
    },
  };
}

/** Comes back where the endpoint says when, and with a fresh token where one has expired; null: not sent. */
async function askPatiently(
  endpoint: Endpoint,
  request: ModelRequest,
  signals: Signals,
): Promise<ModelResponse | null> {
  const { spec, secrets, limiter, sitting } = endpoint;
  const startedMs = performance.now();
  let isRenewed = false;
  let comeBacks = 0;
  for (;;) {
    const asked = await askOnce(endpoint, request, signals);
    if (asked === null) return null;
    const { judged, secret } = asked;
    if (isOfCredential(judged) && secret?.isToken === true && !isRenewed) {
      // Tokens expire in long runs; a fresh one that is refused too is wrong.
      await secrets.renew(secret);
      isRenewed = true;
    } else if (judged === 'come-back') {
      const { pausedUntilMs } = limiter.state();
      if (!hasPatience({ startedMs, nowMs: performance.now(), pausedUntilMs })) return rateLimited(startedMs);
      // Others may be answered meanwhile, which ends the endpoint’s pause but helps this trial in nothing.
      if (comeBacks > 0) await SYSTEM_CLOCK.wait(backoffMs(comeBacks - 1, Math.random), signals.wait);
      comeBacks += 1;
    } else if (judged === 'unauthorised') {
      throw refused(spec, CREDENTIAL_REFUSED);
    } else if (judged.status === 'shut') {
      // A firewall may shut out one text: that ends no run of thousands.
      sitting.shutInARow += 1;
      if (sitting.hasAnswered && sitting.shutInARow < MOST_SHUT) return judged.response;
      const what = judged.httpStatus === 403 ? CREDENTIAL_REFUSED : 'nothing answers at this path (404)';
      throw refused(spec, what);
    } else {
      if (judged.status === 'answered') {
        sitting.hasAnswered = true;
        sitting.shutInARow = 0;
      }
      return judged;
    }
  }
}

function isOfCredential(judged: Judged): boolean {
  if (typeof judged === 'string') return judged === 'unauthorised';
  return judged.status === 'shut' && judged.httpStatus === 403;
}

interface AskedOnce {
  readonly judged: Judged;
  /** That it was sent with. */
  readonly secret: Secret | null;
}

/** One request; null: it was not sent. */
async function askOnce(
  endpoint: Endpoint,
  { messages }: ModelRequest,
  signals: Signals,
): Promise<AskedOnce | null> {
  const { spec, version, dialect, transport, limiter, outputTokens, secrets } = endpoint;
  const { snapshot: model, settings } = version;
  const body = JSON.stringify(dialect.body({ model, messages, settings }, spec));
  const permit = await limiter.acquire(signals.wait, estimateTokens(body.length) + outputTokens);
  if (permit === null) return null;
  try {
    // Only now: a token may have been renewed while this waited.
    const secret = await secrets.current();
    const result = await transport.exchange(
      { path: dialect.path(spec, model), headers: headersOf(endpoint, secret), body },
      signals.send,
    );
    if (isServed(result) && spec.tokens_per_minute === undefined) {
      // The next request goes out first.
      permit.settle({ status: 'answered' });
      await endpoint.turn();
    }
    const judged = judge(result, dialect, secret);
    permit.settle(settlementOf(result, judged), takenTokens(judged));
    return { judged, secret };
  } finally {
    // Whatever was thrown: a permit that is never settled would hold its place for good.
    permit.settle({ status: 'failed' });
  }
}

function headersOf({ spec, dialect }: Endpoint, secret: Secret | null): Readonly<Record<string, string>> {
  return {
    ...dialect.headers?.(spec),
    ...dialect.authorise(secret?.value ?? null, secret?.isToken === true),
  };
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
