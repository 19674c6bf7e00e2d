import type { Worker } from 'node:worker_threads';
import { startIsolatedThread } from '../../files/guarded-thread.js';
import { fieldOf } from '../http/json.js';
import { MAX_TIMER_MS } from '../limit/clock.js';
import { onAbort } from '../on-abort.js';
import type { CallReply, ThreadReply, ThreadRequest, ThreadStart } from './thread-message.js';

/** What came of a call, as far as it was waited for. */
export type CallResult =
  | { readonly status: 'replied'; readonly reply: CallReply }
  | { readonly status: 'late' | 'interrupted' }
  /** The thread has ended by itself, or was closed; `end`: how. */
  | { readonly status: 'gone'; readonly end: string };

/** A provider in a thread of its own. */
export interface ProviderHandle {
  /** @param deadlineMs - then it is given up */
  call(prompt: string, deadlineMs: number, signal: AbortSignal): Promise<CallResult>;
  /** How its thread has ended, in words of ours; null while it runs. */
  end(): string | null;
  close(): Promise<void>;
}

/** How a thread is started; a test has its own. */
export interface ThreadOptions {
  /** The thread’s module. Default: promptfoo’s */
  readonly file?: URL;
  /** How long the provider may take to be made. Default: 60,000 */
  readonly readyMs?: number;
}

const READY_MS = 60_000;
/** From sources (tests) the built thread is used: Node runs no TypeScript. */
const THREAD_FILE = import.meta.url.endsWith('.ts')
  ? '../../../dist/models/promptfoo/provider-thread.js'
  : './provider-thread.js';

/**
 * Starts the thread, imports promptfoo in it and makes the provider.
 *
 * @param env - the thread’s environment, all of it
 * @param signal - gives up the opening
 * @throws Error with the reason, in promptfoo’s words, where the provider cannot be made, or not in time
 */
export async function openProvider(
  start: ThreadStart,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
  { file = new URL(THREAD_FILE, import.meta.url), readyMs = READY_MS }: ThreadOptions = {},
): Promise<ProviderHandle> {
  if (signal.aborted) throw closedEarly();
  const thread = startIsolatedThread(file, start, env);
  const waiting = new Map<number, (result: CallResult) => void>();
  let fault: string | null = null;
  // Stays: an error that nobody hears would end the process.
  thread.on('error', (error) => {
    fault = faultOf(error);
  });
  let ended: string | null = null;
  const exited = new Promise<void>((resolve) => {
    thread.once('exit', (code) => {
      const end = `${fault === null ? '' : `${fault}, `}exit code ${code}`;
      ended = end;
      for (const settle of [...waiting.values()]) settle({ status: 'gone', end });
      resolve();
    });
  });
  try {
    await readiness(thread, readyMs, signal);
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
      if (ended !== null) return Promise.resolve({ status: 'gone', end: ended });
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
    end: () => ended,
    async close() {
      await thread.terminate();
      await exited;
    },
  };
}

function readiness(thread: Worker, readyMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void => {
      clearTimeout(timer);
      unwatch();
      reject(error);
    };
    const late = (): void => refuse(new Error(`it was not ready within ${readyMs / 1_000} s`));
    const timer = setTimeout(late, readyMs);
    const unwatch = onAbort(signal, () => refuse(closedEarly()));
    thread.once('message', (message: ThreadReply) => {
      if (message.type !== 'ready') {
        refuse(new Error(message.type === 'refused' ? message.message : 'it answered out of turn'));
        return;
      }
      clearTimeout(timer);
      unwatch();
      resolve();
    });
    thread.once('error', refuse);
    thread.once('exit', () => refuse(new Error('its thread has ended')));
  });
}

function closedEarly(): Error {
  return new Error('it was closed before it was ready');
}

/** What an error says may hold a patient’s text; Node’s own codes do not. */
function faultOf(error: unknown): string {
  const code = fieldOf(error, 'code');
  return typeof code === 'string' && /^ERR_[A-Z_]{1,60}$/.test(code) ? code : 'an error that nobody caught';
}
