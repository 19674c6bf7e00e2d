import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DEADLINE_MS, type ModelVersion, type PromptfooClient } from '../../domain/model-version.js';
import { outputLimit } from '../../domain/output-limit.js';
import { type ModelClient, type ModelRequest, ShutOut } from '../../domain/ports/model-client.js';
import type { ModelResponse } from '../../domain/response.js';
import { estimateTokens } from '../../domain/token-estimate.js';
import { PreceptorError } from '../../errors.js';
import { concurrencyOf } from '../bounds.js';
import { createDoor, type Door, type Visit } from '../door.js';
import { FAILED, GIVEN_UP } from '../limit/endpoint-gate.js';
import { limiterOf } from '../limit/endpoint-limiters.js';
import type { Limiter } from '../limit/limiter.js';
import { settlementOf } from '../limit/settlement-of.js';
import type { ModelContext } from '../model-context.js';
import { failed, takenTokens } from '../model-response.js';
import { isOfCredential, type Judged, remedyFor } from '../refused-request.js';
import { secretCutter } from '../secret-text.js';
import { eitherOf, type Signals } from '../signals.js';
import { judgeReply } from './judge-reply.js';
import { type LastingProvider, openLastingProvider } from './lasting-provider.js';
import { openProvider, type ThreadOptions } from './provider-handle.js';
import { requirePromptfoo } from './require-promptfoo.js';
import { configOf, declaredHosts, threadEnvironment } from './thread-start.js';

interface Asked {
  readonly spec: PromptfooClient;
  readonly provider: LastingProvider;
  readonly limiter: Limiter;
  /** The most that one answer may have by the settings; 0 where they say nothing of it. */
  readonly outputTokens: number;
  readonly door: Door;
  readonly cut: (text: string) => string;
}

/**
 * Opens a chat provider of promptfoo in a thread of its own, which sees the declared variables alone, reaches the declared
 * hosts alone, and writes to a private folder of the workspace that is removed at the end. A thread that ends while it is
 * needed is started again, at most 3 times. The limiter that all model versions at the endpoint share; no retries; the
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
  const outputTokens = outputLimit(version.settings) ?? 0;
  const door = createDoor(context.hasAnswered);
  const asked = { spec, provider, limiter: limiterOf(context, version), outputTokens, door, cut };
  let closing: Promise<void> | null = null;
  const stopped = new AbortController();
  const either = eitherOf(stopped.signal);
  return {
    isBounded: true,
    ask: (request, runSignal, stop) =>
      askOnce(asked, request, { send: either(runSignal), wait: either(stop ?? runSignal) }),
    close() {
      stopped.abort();
      closing ??= provider.close().then(removeFolder);
      return closing;
    },
  };
}

/** One call; null: it was not sent. */
async function askOnce(
  { spec, provider, limiter, outputTokens, door, cut }: Asked,
  request: ModelRequest,
  { send, wait }: Signals,
): Promise<ModelResponse | null> {
  if (send.aborted) return null;
  const deadlineMs = spec.deadline_ms ?? DEADLINE_MS;
  const prompt = JSON.stringify(request.messages.map(({ role, text }) => ({ role, content: text })));
  const permit = await limiter.acquire(wait, estimateTokens(prompt.length) + outputTokens);
  if (permit === null) return null;
  const visit = door.enter();
  try {
    const running = await provider.running(wait);
    if (running === null || send.aborted) {
      permit.settle(GIVEN_UP);
      return null;
    }
    const startedMs = performance.now();
    const result = await running.call(prompt, deadlineMs, send);
    switch (result.status) {
      case 'interrupted':
        return failure('interrupted', 'the run was interrupted', startedMs);
      case 'late':
        return failure('client-timeout', `no answer came within ${deadlineMs} ms`, startedMs);
      case 'gone':
        permit.settle(GIVEN_UP);
        return failure(
          'client-crash',
          `the thread in which promptfoo ran has ended (${result.end})`,
          startedMs,
        );
      case 'replied': {
        const judged = judgeReply(result.reply, performance.now() - startedMs, cut);
        const { response } = judged;
        permit.settle(settlementOf(response, result.reply.seen, Date.now()), takenTokens(response));
        return await atDoor(spec, visit, judged);
      }
    }
  } finally {
    permit.settle(FAILED);
    visit.leave();
  }
}

function failure(
  cause: 'interrupted' | 'client-timeout' | 'client-crash',
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

/** What refuses everyone ends the run. */
async function atDoor(
  spec: PromptfooClient,
  visit: Visit,
  { response, refused }: Judged,
): Promise<ModelResponse> {
  if (response.status === 'answered') visit.answered();
  if (refused === null || !(await visit.isRefusedToAll(refused))) return response;
  const { provider, hosts, env = [] } = spec;
  const found = response.status === 'failed' ? response.detail : `${refused}`;
  const credential = `the variables of env: ${env.length === 0 ? 'none are declared' : env.join(', ')}`;
  throw new ShutOut(
    `${provider} at ${hosts.join(', ')}: expected a provider that answers; found that ${found}. ${remedyFor(refused, { credential })}.`,
    response,
    isOfCredential(refused),
  );
}
