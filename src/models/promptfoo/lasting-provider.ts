import { PreceptorError } from '../../errors.js';
import { onAbort } from '../on-abort.js';
import type { ProviderHandle } from './provider-handle.js';

const MAX_REOPENINGS = 3;

/** A provider whose thread, where it ends while it is needed, is started again, at most 3 times. */
export interface LastingProvider {
  /**
   * However many wait for a new thread, one is started.
   *
   * @returns the one that runs; null where the signal aborts first
   * @throws PreceptorError `MODEL_UNAVAILABLE` where it has ended too often, and what opening it again throws
   */
  running(signal: AbortSignal): Promise<ProviderHandle | null>;
  close(): Promise<void>;
}

/**
 * @param name - of the provider, for the message
 * @param open - its signal aborts where nobody needs the thread any more
 */
export async function openLastingProvider(
  name: string,
  open: (signal: AbortSignal) => Promise<ProviderHandle>,
): Promise<LastingProvider> {
  const closed = new AbortController();
  let provider = await open(closed.signal);
  let reopenings = 0;
  let reopening: Promise<ProviderHandle> | null = null;
  const reopen = async (end: string): Promise<ProviderHandle> => {
    if (reopenings === MAX_REOPENINGS) throw endedTooOften(name, end);
    reopenings += 1;
    provider = await open(closed.signal);
    return provider;
  };
  return {
    async running(signal) {
      if (signal.aborted) return null;
      const end = provider.end();
      if (end === null) return provider;
      reopening ??= reopen(end).finally(() => {
        reopening = null;
      });
      return unlessAborted(reopening, signal);
    },
    async close() {
      closed.abort();
      await reopening?.catch(() => undefined);
      await provider.close();
    },
  };
}

/** @param signal - not aborted yet */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const unwatch = onAbort(signal, () => resolve(null));
    promise.then(resolve, reject).finally(unwatch);
  });
}

function endedTooOften(name: string, end: string): PreceptorError {
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `${name}: expected the thread in which promptfoo runs to stay; found that it was started ${MAX_REOPENINGS + 1} times and ` +
      `ended each time, at last with ${end}. Check client.promptfoo, client.provider and client.config in the model’s file ` +
      'and the memory of this machine, then resume the run.',
  );
}
