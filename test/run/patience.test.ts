import { expect, it } from 'vitest';
import { createPatience, PATIENCE_MS } from '../../src/run/patience.js';
import { aVirtualClock } from '../models/limit/virtual-clock.js';
import { NEVER_ABORTED } from '../models/requests.js';

it('lasts 15 minutes from the first time that it is needed', async () => {
  expect(PATIENCE_MS).toBe(900_000);
  const clock = aVirtualClock();
  const patience = createPatience(clock, () => 0);
  await clock.pass(5_000);
  expect(patience.lasts()).toBe(true);
  await clock.pass(899_999);
  expect(patience.lasts()).toBe(true);
  await clock.pass(1);
  expect(patience.lasts()).toBe(false);
});

it('comes back at once the first time, then after longer and longer', async () => {
  const clock = aVirtualClock();
  const patience = createPatience(clock, () => 1);
  const waits: number[] = [];
  for (let n = 0; n < 7; n++) {
    const beforeMs = clock.nowMs();
    const waited = patience.wait(NEVER_ABORTED);
    await clock.finish(10_000);
    await waited;
    waits.push(clock.nowMs() - beforeMs);
  }
  expect(waits).toEqual([0, 500, 1000, 2000, 4000, 8000, 8000]);
});

it('ends its wait where the run is stopped', async () => {
  const clock = aVirtualClock();
  const patience = createPatience(clock, () => 1);
  await patience.wait(NEVER_ABORTED);
  await patience.wait(AbortSignal.abort());
  expect(clock.waits()).toBe(0);
});
