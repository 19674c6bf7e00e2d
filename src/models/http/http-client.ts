import { DEADLINE_MS, type HttpClient, type ModelVersion } from '../../domain/model-version.js';
import { outputLimit } from '../../domain/output-limit.js';
import { type ModelClient, type ModelRequest, ShutOut } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { estimateTokens } from '../../domain/token-estimate.js';
import { concurrencyOf } from '../bounds.js';
import { createDoor, type Door, type Visit } from '../door.js';
import { FAILED } from '../limit/endpoint-gate.js';
import { limiterOf } from '../limit/endpoint-limiters.js';
import type { Limiter } from '../limit/limiter.js';
import { shortRaw } from '../limit/refused-for-now.js';
import { servedSettlement, settlementOf } from '../limit/settlement-of.js';
import { LULL } from '../lull.js';
import type { ModelContext } from '../model-context.js';
import { failed, takenTokens } from '../model-response.js';
import { isOfCredential, type Judged, remedyFor } from '../refused-request.js';
import { eitherOf, type Signals } from '../signals.js';
import type { Dialect } from './dialect.js';
import { DIALECTS } from './dialects/dialects.js';
import { isServed, judge } from './judge.js';
import { openSecrets, type Secret, type SecretSource } from './secret.js';
import { requireSendable } from './sendable.js';
import { openTransport, type Transport } from './transport.js';

interface Endpoint {
  readonly spec: HttpClient;
  readonly host: string;
  readonly version: ModelVersion;
  readonly dialect: Dialect;
  /** The most that one answer may have by the settings; 0 where they say nothing of it. */
  readonly outputTokens: number;
  readonly secrets: SecretSource;
  readonly transport: Transport;
  readonly limiter: Limiter;
  readonly door: Door;
  /** Requests after which the token was fetched anew, until they get past it: a fresh one that is refused, too, is wrong. */
  readonly renewedFor: WeakSet<ModelRequest>;
}

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
  const endpoint: Endpoint = {
    spec,
    host: new URL(spec.url).host,
    version,
    dialect: DIALECTS[spec.api],
    outputTokens: outputLimit(version.settings) ?? 0,
    secrets: await secretOf(spec.credential),
    transport: openTransport({
      url: spec.url,
      connections: concurrency,
      deadlineMs: spec.deadline_ms ?? DEADLINE_MS,
    }),
    limiter: limiterOf(context, version),
    door: createDoor(context.hasAnswered),
    renewedFor: new WeakSet(),
  };
  let closing: Promise<void> | null = null;
  const stopped = new AbortController();
  const either = eitherOf(stopped.signal);
  return {
    isBounded: true,
    ask(request, runSignal, stop) {
      const signals = { send: either(runSignal), wait: either(stop ?? runSignal) };
      return signals.send.aborted ? Promise.resolve(null) : askOnce(endpoint, request, signals);
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
  const { judged, secret, visit } = exchanged;
  try {
    if (judged.refused !== null)
      return await atDoor(endpoint, request, { ...judged, refused: judged.refused, secret, visit });
    endpoint.renewedFor.delete(request);
    if (judged.response.status === 'answered') visit.answered();
    return judged.response;
  } finally {
    visit.leave();
  }
}

interface Refused {
  readonly response: ModelResponse;
  readonly refused: number;
  readonly secret: Secret | null;
  readonly visit: Visit;
}

/** Tokens expire in long runs: one is fetched anew, once for a trial. What else refuses everyone ends the run. */
async function atDoor(
  { spec, host, secrets, renewedFor }: Endpoint,
  request: ModelRequest,
  { response, refused, secret, visit }: Refused,
): Promise<ModelResponse> {
  if (isOfCredential(refused) && secret?.isToken === true && !renewedFor.has(request)) {
    await secrets.renew(secret);
    renewedFor.add(request);
    const { latencyMs, raw } = response;
    const detail = `the endpoint answered ${refused}; the bearer token was fetched anew`;
    return failed('token-expired', detail, { origin: 'live', latencyMs, raw: shortRaw(raw) });
  }
  // A firewall may shut out one text, and one case may hold what an endpoint does not take: that ends no run of thousands.
  if (!(await visit.isRefusedToAll(refused))) return response;
  const found = response.status === 'failed' ? response.detail : `${refused}`;
  const path = `${host}${new URL(spec.url).pathname.replace(/\/+$/, '')}`;
  const remedy = remedyFor(refused, { credential: nameOf(spec.credential) });
  throw new ShutOut(
    `${path}: expected an endpoint that answers; found that ${found}. ${remedy}.`,
    response,
    isOfCredential(refused),
  );
}

/** Where the secret is found, never the secret. */
function nameOf(credential: HttpClient['credential']): string {
  if (credential === undefined) return 'none is declared';
  return 'env' in credential ? credential.env : (credential.command[0] ?? 'a command');
}

interface Exchanged {
  readonly judged: Judged;
  /** That it was sent with. */
  readonly secret: Secret | null;
  readonly visit: Visit;
}

async function exchange(
  endpoint: Endpoint,
  { messages }: ModelRequest,
  signals: Signals,
): Promise<Exchanged | null> {
  const { spec, version, dialect, transport, limiter, outputTokens, secrets } = endpoint;
  const { snapshot: model, settings } = version;
  const body = JSON.stringify(dialect.body({ model, messages, settings }, spec));
  const permit = await limiter.acquire(signals.wait, estimateTokens(body.length) + outputTokens);
  if (permit === null) return null;
  const visit = endpoint.door.enter();
  let isJudged = false;
  try {
    // Only now: a token may have been renewed while this waited.
    const secret = await secrets.current();
    const result = await transport.exchange(
      { path: dialect.path(spec, model), headers: headersOf(endpoint, secret), body },
      signals.send,
    );
    LULL.stir();
    if (result.status === 'received' && isServed(result) && !limiter.countsTokens) {
      // The next request goes out first.
      permit.settle(servedSettlement(result, Date.now()));
      await LULL.next();
    }
    const judged = judge(result, dialect, secret);
    const seen = result.status === 'received' ? result : null;
    permit.settle(settlementOf(judged.response, seen, Date.now()), takenTokens(judged.response));
    isJudged = true;
    return { judged, secret, visit };
  } finally {
    if (!isJudged) visit.leave();
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
