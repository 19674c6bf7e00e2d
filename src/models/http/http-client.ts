import { DEADLINE_MS, type HttpClient, type ModelVersion } from '../../domain/model-version.js';
import { outputLimit } from '../../domain/output-limit.js';
import type { ModelClient, ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { estimateTokens } from '../../domain/token-estimate.js';
import { PreceptorError } from '../../errors.js';
import { concurrencyOf } from '../bounds.js';
import { FAILED } from '../limit/endpoint-gate.js';
import { limiterOf } from '../limit/endpoint-limiters.js';
import type { Limiter } from '../limit/limiter.js';
import { requireOpen } from '../limit/require-open.js';
import { servedSettlement, settlementOf } from '../limit/settlement-of.js';
import type { ModelContext } from '../model-context.js';
import { failed, takenTokens } from '../model-response.js';
import { eitherOf, type Signals } from '../signals.js';
import { createTurns } from '../turns.js';
import type { Dialect } from './dialect.js';
import { DIALECTS } from './dialects/dialects.js';
import { isServed, type Judged, judge, type Shut } from './judge.js';
import { openSecrets, type Secret, type SecretSource } from './secret.js';
import { requireSendable } from './sendable.js';
import { openTransport, type Transport } from './transport.js';

interface Endpoint {
  readonly spec: HttpClient;
  readonly host: string;
  readonly deadlineMs: number;
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
  /** Requests after which the token was fetched anew: a fresh one that is refused, too, is wrong. */
  readonly renewedFor: WeakSet<ModelRequest>;
}

/** A text that a firewall shuts out comes in a few repeats and attempts; beyond, a key was withdrawn. */
const MOST_SHUT = 50;

/**
 * Opens an HTTP endpoint: one pool of connections, the limiter that all model versions at the endpoint share, no retries of
 * its own. Nothing that is sent stands in a message but the host.
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
  const deadlineMs = spec.deadline_ms ?? DEADLINE_MS;
  const endpoint: Endpoint = {
    spec,
    host: new URL(spec.url).host,
    deadlineMs,
    version,
    dialect: DIALECTS[spec.api],
    outputTokens: outputLimit(version.settings) ?? 0,
    secrets: await secretOf(spec.credential),
    transport: openTransport({
      url: spec.url,
      connections: concurrency,
      deadlineMs,
    }),
    limiter: limiterOf(context, version),
    turn: createTurns(),
    sitting: { hasAnswered: false, shutInARow: 0 },
    renewedFor: new WeakSet(),
  };
  let closing: Promise<void> | null = null;
  const stopped = new AbortController();
  const either = eitherOf(stopped.signal);
  return {
    isBounded: true,
    async ask(request, runSignal, stop) {
      const signals = { send: either(runSignal), wait: either(stop ?? runSignal) };
      if (signals.send.aborted) return null;
      return askOnce(endpoint, request, signals);
    },
    close() {
      stopped.abort();
      const closed = closing ?? endpoint.transport.close();
      closing = closed;
      return closed;
    },
  };
}

/** One request; null: it was not sent. */
async function askOnce(
  endpoint: Endpoint,
  request: ModelRequest,
  signals: Signals,
): Promise<ModelResponse | null> {
  const exchanged = await exchange(endpoint, request, signals);
  if (exchanged === null) return null;
  const { judged, secret } = exchanged;
  const { response, shut } = judged;
  if (shut !== null) return atShutDoor(endpoint, request, { response, shut, secret });
  if (response.status === 'answered') {
    endpoint.sitting.hasAnswered = true;
    endpoint.sitting.shutInARow = 0;
  }
  return response;
}

interface ShutOut {
  readonly response: ModelResponse;
  readonly shut: Shut;
  readonly secret: Secret | null;
}

/** Tokens expire in long runs: one is fetched anew, once for a trial. What else shuts everyone out ends the run. */
async function atShutDoor(
  { spec, host, secrets, sitting, renewedFor }: Endpoint,
  request: ModelRequest,
  { response, shut, secret }: ShutOut,
): Promise<ModelResponse> {
  if (shut !== 404 && secret?.isToken === true && !renewedFor.has(request)) {
    await secrets.renew(secret);
    renewedFor.add(request);
    const detail = `the endpoint answered ${shut}; the bearer token was fetched anew`;
    const { latencyMs, raw } = response;
    return failed('token-expired', detail, { origin: 'live', latencyMs, raw: raw ?? undefined });
  }
  // A firewall may shut out one text: that ends no run of thousands.
  sitting.shutInARow += 1;
  if (shut !== 401 && sitting.hasAnswered && sitting.shutInARow < MOST_SHUT) return response;
  throw refused(
    spec,
    host,
    shut === 404 ? 'nothing answers at this path (404)' : 'the credential was refused',
  );
}

interface Exchanged {
  readonly judged: Judged;
  /** That it was sent with. */
  readonly secret: Secret | null;
}

async function exchange(
  endpoint: Endpoint,
  { messages }: ModelRequest,
  signals: Signals,
): Promise<Exchanged | null> {
  const { spec, host, deadlineMs, version, dialect, transport, limiter, outputTokens, secrets } = endpoint;
  requireOpen(limiter, { name: host, deadlineMs });
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
    if (result.status === 'received' && isServed(result) && spec.tokens_per_minute === undefined) {
      // The next request goes out first.
      permit.settle(servedSettlement(result, Date.now()));
      await endpoint.turn();
    }
    const judged = judge(result, dialect, secret);
    const seen = result.status === 'received' ? result : null;
    permit.settle(settlementOf(judged.response, seen, Date.now()), takenTokens(judged.response));
    return { judged, secret };
  } finally {
    // Whatever was thrown: a permit that is never settled would hold its place for good.
    permit.settle(FAILED);
  }
}

function headersOf({ spec, dialect }: Endpoint, secret: Secret | null): Readonly<Record<string, string>> {
  return {
    ...dialect.headers?.(spec),
    ...dialect.authorise(secret?.value ?? null, secret?.isToken === true),
  };
}

function refused({ credential }: HttpClient, host: string, what: string): PreceptorError {
  const where =
    credential === undefined
      ? 'none is declared'
      : 'env' in credential
        ? credential.env
        : credential.command[0];
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `${host}: ${what}. Check url, api, deployment and credential (${where}) in the model’s file, then resume the run.`,
  );
}
