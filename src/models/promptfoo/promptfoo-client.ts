import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelVersion, PromptfooClient } from '../../domain/model-version.js';
import type { ModelClient, ModelRequest } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { PreceptorError } from '../../errors.js';
import { concurrencyOf, DEADLINE_MS } from '../bounds.js';
import { hasPatience, PATIENCE_MS } from '../http/patience.js';
import { backoffMs } from '../limit/backoff.js';
import { SYSTEM_CLOCK } from '../limit/clock.js';
import { createLimiter, type Limiter } from '../limit/limiter.js';
import type { ModelContext } from '../model-context.js';
import { failed } from '../model-response.js';
import { secretCutter } from '../secret-text.js';
import { eitherOf, type Signals } from '../signals.js';
import { type Judged, judgeReply, settlementOf } from './judge-reply.js';
import { type LastingProvider, openLastingProvider } from './lasting-provider.js';
import { openProvider, type ThreadOptions } from './provider-handle.js';
import { requirePromptfoo } from './require-promptfoo.js';
import { configOf, declaredHosts, threadEnvironment } from './thread-start.js';

interface Asked {
  readonly spec: PromptfooClient;
  readonly provider: LastingProvider;
  readonly limiter: Limiter;
  readonly cut: (text: string) => string;
}

/**
 * Opens a chat provider of promptfoo in a thread of its own, which sees the declared variables alone, reaches the declared
 * hosts alone, and writes to a private folder of the workspace that is removed at the end. A thread that ends while it is
 * needed is started again, at most 3 times. One limiter; no retries but for a rate limit that says when to come back; the
 * deadline is ours.
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE` where promptfoo is not installed in the declared version, a variable is not
 *   set or the provider cannot be made; `INPUT_INVALID` for a provider or configuration that may not be used
 */
export async function openPromptfoo(
  spec: PromptfooClient,
  context: ModelContext,
  version: ModelVersion,
  thread: ThreadOptions = {},
): Promise<ModelClient> {
  const variables = requirePromptfoo(spec, version);
  const cut = secretCutter(Object.values(variables));
  const concurrency = concurrencyOf(spec, context);
  const folder = await mkdtemp(join(context.workspace, '.promptfoo-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  const start = { provider: spec.provider, config: configOf(spec, version), hosts: declaredHosts(spec) };
  const env = threadEnvironment({
    variables,
    folder,
    concurrency,
    deadlineMs: spec.deadline_ms ?? DEADLINE_MS,
  });
  const open = (signal: AbortSignal) =>
    openProvider(start, env, signal, thread).catch((error: unknown) => {
      const reason = cut(error instanceof Error ? error.message : String(error)).slice(0, 300);
      throw cannotMake(version.model, spec, reason);
    });
  const provider = await openLastingProvider(`${version.model}: ${spec.provider}`, open).catch(
    async (error: unknown) => {
      await removeFolder();
      throw error;
    },
  );
  const limiter = createLimiter({
    concurrency,
    ...(spec.requests_per_minute === undefined ? {} : { requestsPerMinute: spec.requests_per_minute }),
    onPause: (message) => context.warn?.(`${version.model}: ${message}`),
  });
  const asked = { spec, provider, limiter, cut };
  let closing: Promise<void> | null = null;
  const stopped = new AbortController();
  const either = eitherOf(stopped.signal);
  return {
    isBounded: true,
    ask: (request, runSignal, stop) =>
      askPatiently(asked, request, { send: either(runSignal), wait: either(stop ?? runSignal) }),
    close() {
      stopped.abort();
      closing ??= provider.close().then(removeFolder);
      return closing;
    },
  };
}

/** Comes back where the endpoint says when; null: not sent. */
async function askPatiently(
  asked: Asked,
  request: ModelRequest,
  signals: Signals,
): Promise<ModelResponse | null> {
  if (signals.send.aborted) return null;
  const startedMs = performance.now();
  const prompt = JSON.stringify(request.messages.map(({ role, text }) => ({ role, content: text })));
  for (let comeBacks = 0; ; comeBacks += 1) {
    const judged = await askOnce(asked, prompt, signals);
    if (judged === 'unauthorised') throw refused(asked.spec, 'the credential is missing or was refused');
    if (judged === 'nothing-here') throw refused(asked.spec, 'nothing answers at this path (404)');
    if (judged !== 'come-back') return judged;
    const { pausedUntilMs } = asked.limiter.state();
    if (!hasPatience({ startedMs, nowMs: performance.now(), pausedUntilMs })) {
      const detail = `the endpoint asked to come back later for more than ${PATIENCE_MS / 60_000} minutes`;
      return failure('rate-limited', detail, startedMs);
    }
    // Others may be answered meanwhile, which ends the endpoint’s pause but helps this trial in nothing.
    if (comeBacks > 0) await SYSTEM_CLOCK.wait(backoffMs(comeBacks - 1, Math.random), signals.wait);
  }
}

/** One call; null: it was not sent. */
async function askOnce(
  { spec, provider, limiter, cut }: Asked,
  prompt: string,
  { send, wait }: Signals,
): Promise<Judged | null> {
  const permit = await limiter.acquire(wait);
  if (permit === null) return null;
  const deadlineMs = spec.deadline_ms ?? DEADLINE_MS;
  try {
    const running = await provider.running(wait);
    if (running === null || send.aborted) return null;
    const startedMs = performance.now();
    const result = await running.call(prompt, deadlineMs, send);
    switch (result.status) {
      case 'interrupted':
        return failure('interrupted', 'the run was interrupted', startedMs);
      case 'late':
        return failure('client-timeout', `no answer came within ${deadlineMs} ms`, startedMs);
      case 'gone':
        return failure(
          'client-crash',
          `the thread in which promptfoo ran has ended (${result.end})`,
          startedMs,
        );
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

function cannotMake(model: string, { provider }: PromptfooClient, reason: string): PreceptorError {
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `${model}: expected promptfoo to make the provider ${provider}; found that it cannot: ${reason}. ` +
      'Check client.provider and client.config in the model’s file.',
  );
}

function refused({ provider, hosts, env = [] }: PromptfooClient, what: string): PreceptorError {
  const where = env.length === 0 ? 'none are declared' : env.join(', ');
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `${provider} at ${hosts.join(', ')}: ${what}. Check provider, config, hosts and the variables of env (${where}) in the model’s file, then resume the run.`,
  );
}
