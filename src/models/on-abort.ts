import { setMaxListeners } from 'node:events';

interface Watch {
  readonly listeners: Set<() => void>;
  readonly hear: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls the listener once where the signal aborts. Adding and leaving take constant time however many wait for one
 * signal, where the signal’s own list is walked through each time.
 *
 * @param signal - not aborted yet
 * @returns leaves; may be called at any time
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  const watch = watches.get(signal) ?? openWatch(signal);
  if (watch.listeners.size === 0) {
    // As many clients as are open listen to one signal: their number is no leak.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', watch.hear);
  }
  const own = () => listener();
  watch.listeners.add(own);
  return () => {
    if (!watch.listeners.delete(own) || watch.listeners.size > 0) return;
    signal.removeEventListener('abort', watch.hear);
  };
}

function openWatch(signal: AbortSignal): Watch {
  const listeners = new Set<() => void>();
  const hear = (): void => {
    signal.removeEventListener('abort', hear);
    for (const listener of listeners) {
      listeners.delete(listener);
      listener();
    }
  };
  const watch = { listeners, hear };
  watches.set(signal, watch);
  return watch;
}
