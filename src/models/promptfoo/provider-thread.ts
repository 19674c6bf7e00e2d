import { parentPort, workerData } from 'node:worker_threads';
import { installEgressGuard } from '../egress/egress-guard.js';
import { fieldOf } from '../http/json.js';
import type { CallReply, ThreadReply, ThreadRequest, ThreadStart } from './thread-message.js';
import { type WatchedCall, watched, watchedFetch } from './watched-fetch.js';

// The one thread of a model version in which promptfoo runs. What of it fails beside a call belongs to no trial.
process.on('unhandledRejection', () => undefined);

type Provider = (prompt: string) => Promise<unknown>;

const PACKAGE = 'promptfoo';
const NO_MORE = new Map<number, AbortController>();

await begin(workerData);

async function begin({ provider, config, hosts }: ThreadStart): Promise<void> {
  const guard = installEgressGuard();
  for (const { host, port } of hosts) guard.allow(host, port);
  globalThis.fetch = watchedFetch(globalThis.fetch);
  try {
    const call = await loadProvider(provider, config);
    parentPort?.on('message', (request: ThreadRequest) => {
      if (request.type === 'give-up') NO_MORE.get(request.id)?.abort();
      else void answer(request, call);
    });
    tell({ type: 'ready' });
  } catch (error) {
    tell({ type: 'refused', message: textOf(error) });
  }
}

async function loadProvider(id: string, config: ThreadStart['config']): Promise<Provider> {
  const promptfoo: unknown = await import(PACKAGE);
  silenceTelemetry();
  const load: unknown = Reflect.get(Object(promptfoo), 'loadApiProvider');
  if (typeof load !== 'function') throw new Error('it has no loadApiProvider');
  const loaded: unknown = await load(id, { options: { config } });
  const callApi: unknown = Reflect.get(Object(loaded), 'callApi');
  if (typeof callApi !== 'function') throw new Error('the provider has no callApi');
  return (prompt) => {
    const context = { vars: {}, prompt: { raw: prompt, label: 'prompt' } };
    return Promise.resolve(Reflect.apply(callApi, loaded, [prompt, context]));
  };
}

/** Its own switch leaves one request to its makers. */
function silenceTelemetry(): void {
  const telemetry: unknown = Reflect.get(process, Symbol.for('promptfoo.telemetry.instance'));
  if (typeof telemetry !== 'object' || telemetry === null) return;
  for (const name of ['record', 'sendEvent']) Reflect.set(telemetry, name, () => undefined);
}

async function answer({ id, prompt }: Extract<ThreadRequest, { type: 'ask' }>, provider: Provider) {
  const given = new AbortController();
  NO_MORE.set(id, given);
  const call: WatchedCall = { signal: given.signal, seen: null, broken: null };
  const reply = await watched(call, () => provider(prompt)).then(
    (value): CallReply => ({ given: jsonOf(value), thrown: null, seen: call.seen, broken: call.broken }),
    (error: unknown): CallReply => ({
      given: null,
      thrown: textOf(error),
      seen: call.seen,
      broken: call.broken,
    }),
  );
  NO_MORE.delete(id);
  tell({ type: 'replied', id, reply });
}

/** What the run reads of it; the rest (audio, raw objects of the vendor’s library) may be anything. */
function jsonOf(value: unknown): string {
  const fields = ['output', 'error', 'tokenUsage', 'finishReason', 'isRefusal', 'guardrails', 'cached'];
  const kept = Object.fromEntries(fields.map((name) => [name, fieldOf(value, name)]));
  const status = fieldOf(fieldOf(fieldOf(value, 'metadata'), 'http'), 'status');
  return JSON.stringify({ ...kept, httpStatus: status });
}

function textOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 10_000);
}

function tell(reply: ThreadReply): void {
  parentPort?.postMessage(reply);
}
