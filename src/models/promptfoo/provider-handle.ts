import type { Worker } from 'node:worker_threads';
import { startIsolatedThread } from '../../files/guarded-thread.js';
import { onAbort } from '../on-abort.js';
import type { CallReply, ThreadReply, ThreadRequest, ThreadStart } from './thread-message.js';

/** What came of a call, as far as it was waited for. */
export type CallResult =
  | { readonly status: 'replied'; readonly reply: CallReply }
  | { readonly status: 'late' | 'interrupted' }
  /** The thread has ended by itself, or was closed. */
  | { readonly status: 'gone' };

/** A provider in a thread of its own. */
export interface ProviderHandle {
  /** @param deadlineMs - then it is given up */
  call(prompt: string, deadlineMs: number, signal: AbortSignal): Promise<CallResult>;
  close(): Promise<void>;
}

/** Node takes a longer timer for one of 1 ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** From sources (tests) the built thread is used: Node runs no TypeScript. */
const THREAD_FILE = import.meta.url.endsWith('.ts')
  ? '../../../dist/models/promptfoo/provider-thread.js'
  : './provider-thread.js';

/**
 * Starts the thread, imports promptfoo in it and makes the provider.
 *
 * @param env - the thread’s environment, all of it
 * @throws Error with the reason, in promptfoo’s words, where the provider cannot be made
 */
export async function openProvider(
  start: ThreadStart,
  env: Readonly<Record<string, string>>,
): Promise<ProviderHandle> {
  const thread = startIsolatedThread(new URL(THREAD_FILE, import.meta.url), start, env);
  const waiting = new Map<number, (result: CallResult) => void>();
  const exited = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      for (const end of [...waiting.values()]) end({ status: 'gone' });
      resolve();
    });
  });
  let isGone = false;
  void exited.then(() => {
    isGone = true;
  });
  try {
    await readiness(thread);
  } catch (error) {
    await thread.terminate();
    throw error;
  }
  thread.on('message', (message: ThreadReply) => {
    if (message.type === 'replied') waiting.get(message.id)?.({ status: 'replied', reply: message.reply });
  });
  // Whoever waits for a call holds a timer: an idle thread keeps nobody.
  thread.unref();
  const tell = (request: ThreadRequest): void => thread.postMessage(request);
  let calls = 0;
  return {
    call(prompt, deadlineMs, signal) {
      if (signal.aborted) return Promise.resolve({ status: 'interrupted' });
      if (isGone) return Promise.resolve({ status: 'gone' });
      calls += 1;
      const id = calls;
      return new Promise((resolve) => {
        const end = (result: CallResult): void => {
          clearTimeout(timer);
          unwatch();
          waiting.delete(id);
          if (result.status === 'late' || result.status === 'interrupted') tell({ type: 'give-up', id });
          resolve(result);
        };
        const timer = setTimeout(() => end({ status: 'late' }), Math.min(deadlineMs, MAX_TIMER_MS));
        const unwatch = onAbort(signal, () => end({ status: 'interrupted' }));
        waiting.set(id, end);
        tell({ type: 'ask', id, prompt });
      });
    },
    async close() {
      await thread.terminate();
      await exited;
    },
  };
}

function readiness(thread: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.once('message', (message: ThreadReply) => {
      if (message.type === 'ready') resolve();
      else reject(new Error(message.type === 'refused' ? message.message : 'it answered out of turn'));
    });
    // Stays: an error that nobody hears would end the process.
    thread.on('error', reject);
    thread.once('exit', () => reject(new Error('its thread has ended')));
  });
}
