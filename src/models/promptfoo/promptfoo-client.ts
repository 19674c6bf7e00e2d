import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelVersion, PromptfooClient } from '../../domain/model-version.js';
import type { ModelClient, ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { estimateTokens } from '../../domain/token-estimate.js';
import { PreceptorError } from '../../errors.js';
import { hasPatience, PATIENCE_MS } from '../http/patience.js';
import { backoffMs } from '../limit/backoff.js';
import { SYSTEM_CLOCK } from '../limit/clock.js';
import { createLimiter, type Limiter } from '../limit/limiter.js';
import type { ModelContext } from '../model-context.js';
import { failed } from '../model-response.js';
import { type Judged, judgeReply, settlementOf } from './judge-reply.js';
import { openProvider, type ProviderHandle } from './provider-handle.js';
import { requirePromptfoo } from './require-promptfoo.js';
import { secretCutter } from './secret-values.js';
import { configOf, declaredHosts, threadEnvironment } from './thread-start.js';

const DEADLINE_MS = 120_000;
/** Where neither the model’s file nor the run sets a bound. */
const CONNECTIONS = 64;

interface Asked {
  readonly spec: PromptfooClient;
  readonly provider: ProviderHandle;
  readonly limiter: Limiter;
  readonly cut: (text: string) => string;
}

/**
 * Opens a chat provider of promptfoo in a thread of its own, which sees the declared variables alone, reaches the declared
 * hosts alone, and writes to a private folder of the workspace that is removed at the end. One limiter; no retries but
 * for a rate limit that says when to come back; the deadline is ours.
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE` where promptfoo is not installed in the declared version, a variable is not
 *   set or the provider cannot be made; `INPUT_INVALID` for a provider or configuration that may not be used
 */
export async function openPromptfoo(
  spec: PromptfooClient,
  context: ModelContext,
  version: ModelVersion,
): Promise<ModelClient> {
  const variables = requirePromptfoo(spec, version);
  const cut = secretCutter(Object.values(variables));
  const concurrency = Math.min(
    spec.concurrency ?? Number.POSITIVE_INFINITY,
    context.concurrency ?? CONNECTIONS,
  );
  const folder = await mkdtemp(join(context.workspace, '.promptfoo-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const deadlineMs = spec.deadline_ms ?? DEADLINE_MS;
  const provider = await openProvider(
    { provider: spec.provider, config: configOf(spec, version), hosts: declaredHosts(spec) },
    threadEnvironment({ variables, folder, concurrency, deadlineMs }),
  ).catch(async (error: unknown) => {
    await removeFolder();
    const reason = cut(error instanceof Error ? error.message : String(error)).slice(0, 300);
    throw new PreceptorError(
      'MODEL_UNAVAILABLE',
      `${version.model}: promptfoo cannot make the provider ${spec.provider}: ${reason}`,
    );
  });
  const limiter = createLimiter({
    concurrency,
    ...(spec.requests_per_minute === undefined ? {} : { requestsPerMinute: spec.requests_per_minute }),
    onPause: (message) => context.warn?.(`${version.model}: ${message}`),
  });
  const asked = { spec, provider, limiter, cut };
  let closing: Promise<void> | null = null;
  const stopped = new AbortController();
  const joined = new WeakMap<AbortSignal, AbortSignal>();
  return {
    ask(request, runSignal) {
      const signal = joined.get(runSignal) ?? AbortSignal.any([stopped.signal, runSignal]);
      joined.set(runSignal, signal);
      return askPatiently(asked, request, signal);
    },
    close() {
      stopped.abort();
      closing ??= provider.close().then(removeFolder);
      return closing;
    },
  };
}

/** Comes back where the endpoint says when. */
async function askPatiently(
  asked: Asked,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelResponse> {
  const startedMs = performance.now();
  const prompt = JSON.stringify(request.messages.map(({ role, text }) => ({ role, content: text })));
  for (let comeBacks = 0; ; comeBacks += 1) {
    const judged = await askOnce(asked, prompt, signal);
    if (judged === 'unauthorised') throw refused(asked.spec, 'the credential is missing or was refused');
    if (judged === 'nothing-here') throw refused(asked.spec, 'nothing answers at this path (404)');
    if (judged !== 'come-back') return judged ?? failure('interrupted', 'the run was interrupted', startedMs);
    const { pausedUntilMs } = asked.limiter.state();
    if (!hasPatience({ startedMs, nowMs: performance.now(), pausedUntilMs })) {
      const detail = `the endpoint asked to come back later for more than ${PATIENCE_MS / 60_000} minutes`;
      return failure('rate-limited', detail, startedMs);
    }
    // Others may be answered meanwhile, which ends the endpoint’s pause but helps this trial in nothing.
    if (comeBacks > 0) await SYSTEM_CLOCK.wait(backoffMs(comeBacks - 1, Math.random), signal);
  }
}

/** One call; null: interrupted before or while it was under way. */
async function askOnce(
  { spec, provider, limiter, cut }: Asked,
  prompt: string,
  signal: AbortSignal,
): Promise<Judged | null> {
  const permit = await limiter.acquire(signal, estimateTokens(prompt.length));
  if (permit === null) return null;
  const startedMs = performance.now();
  const deadlineMs = spec.deadline_ms ?? DEADLINE_MS;
  try {
    const result = await provider.call(prompt, deadlineMs, signal);
    switch (result.status) {
      case 'interrupted':
        return null;
      case 'late':
        return failure('client-timeout', `no answer came within ${deadlineMs} ms`, startedMs);
      case 'gone':
        return failure('client-crash', 'the thread in which promptfoo ran has ended', startedMs);
      case 'replied': {
        const judged = judgeReply(result.reply, performance.now() - startedMs, cut);
        permit.settle(settlementOf(judged, result.reply));
        return judged;
      }
    }
  } finally {
    permit.settle({ status: 'failed' });
  }
}

function failure(
  cause: 'interrupted' | 'client-timeout' | 'client-crash' | 'rate-limited',
  detail: string,
  startedMs: number,
): ModelResponse {
  return failed(cause, detail, {
    origin: 'live',
    latencyMs: performance.now() - startedMs,
    raw: undefined,
  });
}

function refused({ provider, hosts, env = [] }: PromptfooClient, what: string): PreceptorError {
  const where = env.length === 0 ? 'none are declared' : env.join(', ');
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `${provider} at ${hosts.join(', ')}: ${what}. Check provider, config, hosts and the variables of env (${where}) in the model’s file, then resume the run.`,
  );
}
