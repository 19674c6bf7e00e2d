import type { Clock } from './clock.js';

/** One wait at a time. */
export interface Alarm {
  /** Rings at that time, or before it where it was set for an earlier one: who hears it looks again. */
  set(atMs: number): void;
  clear(): void;
}

export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let set: { readonly atMs: number; readonly cancel: AbortController } | null = null;
  const clear = (): void => {
    set?.cancel.abort();
    set = null;
  };
  return {
    clear,
    set(atMs) {
      if (set !== null && set.atMs <= atMs) return;
      clear();
      const cancel = new AbortController();
      set = { atMs, cancel };
      // Whole milliseconds, at least 1: a remainder that rounding has left would ring for ever at the same time.
      const ms = Math.max(1, Math.ceil(atMs - clock.nowMs()));
      void clock.wait(ms, cancel.signal).then(() => {
        if (cancel.signal.aborted) return;
        set = null;
        ring();
      });
    },
  };
}
