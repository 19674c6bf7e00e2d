import { parentPort, workerData } from 'node:worker_threads';
import { confineThread } from '../egress/confined-thread.js';
import { installEgressGuard } from '../egress/egress-guard.js';
import { callReply, textOf } from './call-reply.js';
import type { ThreadReply, ThreadRequest, ThreadStart } from './thread-message.js';
import { type WatchedCall, watchedFetch } from './watched-fetch.js';

// The one thread of a model version in which promptfoo runs. What of it fails beside a call belongs to no trial.
process.on('unhandledRejection', () => undefined);

type Provider = (prompt: string) => Promise<unknown>;

const PACKAGE = 'promptfoo';
const UNDER_WAY = new Map<number, AbortController>();

await begin(workerData);

async function begin({ provider, config, hosts }: ThreadStart): Promise<void> {
  // Vendors’ libraries start programs for a credential (AWS’s credential_process, az, gcloud), which no guard reaches.
  confineThread();
  const guard = installEgressGuard();
  for (const { host, port } of hosts) guard.allow(host, port);
  globalThis.fetch = watchedFetch(globalThis.fetch);
  try {
    const call = await loadProvider(provider, config);
    parentPort?.on('message', (request: ThreadRequest) => {
      if (request.type === 'give-up') UNDER_WAY.get(request.id)?.abort();
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
  UNDER_WAY.set(id, given);
  const call: WatchedCall = { signal: given.signal, seen: null, broken: null };
  const reply = await callReply(call, () => provider(prompt));
  UNDER_WAY.delete(id);
  tell({ type: 'replied', id, reply });
}

function tell(reply: ThreadReply): void {
  parentPort?.postMessage(reply);
}
