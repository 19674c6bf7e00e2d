import { expect } from 'vitest';
import type { Clock } from '../../../src/models/limit/clock.js';

export interface VirtualClock extends Clock {
  /** Waits that have not ended. */
  waits(): number;
  /** Lets so much time pass; what is due meanwhile happens in its order. */
  pass(ms: number): Promise<void>;
  /** Lets time pass until nobody waits; fails where that takes more than `mostMs`. */
  finish(mostMs: number): Promise<void>;
}

export function aVirtualClock(): VirtualClock {
  let nowMs = 0;
  const sleepers = new Set<{ readonly atMs: number; readonly wake: () => void }>();
  const settleDown = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const wakeNext = async (untilMs: number): Promise<boolean> => {
    await settleDown();
    const [next] = [...sleepers].sort((a, b) => a.atMs - b.atMs);
    if (next === undefined || next.atMs > untilMs) return false;
    nowMs = Math.max(nowMs, next.atMs);
    next.wake();
    return true;
  };
  const pass = async (ms: number): Promise<void> => {
    const endMs = nowMs + ms;
    while (await wakeNext(endMs));
    nowMs = endMs;
  };
  return {
    nowMs: () => nowMs,
    waits: () => sleepers.size,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const wake = (): void => {
          sleepers.delete(sleeper);
          resolve();
        };
        const sleeper = { atMs: nowMs + ms, wake };
        sleepers.add(sleeper);
        signal.addEventListener('abort', wake, { once: true });
      }),
    pass,
    finish: async (mostMs) => {
      const endMs = nowMs + mostMs;
      while (await wakeNext(endMs));
      expect(sleepers.size).toBe(0);
    },
  };
}
