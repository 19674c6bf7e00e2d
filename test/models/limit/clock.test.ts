import { getEventListeners } from 'node:events';
import { expect, it } from 'vitest';
import { SYSTEM_CLOCK } from '../../../src/models/limit/clock.js';

const HOUR_MS = 3_600_000;

it('waits as long as it is told', async () => {
  const startMs = SYSTEM_CLOCK.nowMs();
  await SYSTEM_CLOCK.wait(20, new AbortController().signal);
  // A timer may fire up to 1 ms early by the monotonic clock.
  expect(SYSTEM_CLOCK.nowMs() - startMs).toBeGreaterThanOrEqual(19);
});

it('ends at once where the signal aborts, before or while it waits', async () => {
  const startMs = SYSTEM_CLOCK.nowMs();
  await SYSTEM_CLOCK.wait(HOUR_MS, AbortSignal.abort());
  const stop = new AbortController();
  const waits = Array.from({ length: 50 }, () => SYSTEM_CLOCK.wait(HOUR_MS, stop.signal));
  stop.abort();
  await Promise.all(waits);
  expect(SYSTEM_CLOCK.nowMs() - startMs).toBeLessThan(HOUR_MS);
});

it('does not take a wait that is too long for a timer for none', async () => {
  const stop = new AbortController();
  let hasEnded = false;
  const wait = SYSTEM_CLOCK.wait(2 ** 40, stop.signal).then(() => {
    hasEnded = true;
  });
  await SYSTEM_CLOCK.wait(20, new AbortController().signal);
  expect(hasEnded).toBe(false);
  stop.abort();
  await wait;
});

it('leaves nothing on the signal', async () => {
  const { signal } = new AbortController();
  await SYSTEM_CLOCK.wait(1, signal);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
});

it('keeps the process alive while somebody waits, for a pause must not end a run', async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const stop = new AbortController();
  const wait = SYSTEM_CLOCK.wait(HOUR_MS, stop.signal);
  expect(timers()).toBe(before + 1);
  stop.abort();
  await wait;
});
