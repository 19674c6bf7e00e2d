import { onAbort } from '../on-abort.js';

/** Time, passed in: tests run in virtual time. */
export interface Clock {
  /** Monotonic; its zero means nothing. */
  nowMs(): number;
  /** Resolves after so many ms, or at once where the signal aborts. Never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Node takes a longer timer for one of 1 ms. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine’s clock. Whoever waits keeps the process alive; a wait is cut to 2^31 - 1 ms (24.8 days). */
export const SYSTEM_CLOCK: Clock = {
  nowMs: () => performance.now(),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const end = (): void => {
        clearTimeout(timer);
        leave();
        resolve();
      };
      const timer = setTimeout(end, Math.min(Math.ceil(ms), MAX_TIMER_MS));
      const leave = onAbort(signal, end);
    }),
};
