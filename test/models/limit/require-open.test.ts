import { expect, it } from 'vitest';
import { createLimiter } from '../../../src/models/limit/limiter.js';
import { LONGEST_PAUSE_MS, requireOpen } from '../../../src/models/limit/require-open.js';
import { aVirtualClock } from './virtual-clock.js';

async function pausedFor(retryAfterMs: number) {
  const clock = aVirtualClock();
  const limiter = createLimiter({ concurrency: 1, clock, random: () => 0 });
  const permit = await limiter.acquire(new AbortController().signal);
  permit?.settle({ status: 'rate-limited', retryAfterMs });
  return { clock, limiter };
}

it('waits for an endpoint that asks for no more than 15 minutes', async () => {
  expect(LONGEST_PAUSE_MS).toBe(900_000);
  const { clock, limiter } = await pausedFor(900_000);
  expect(() => requireOpen(limiter, 'ward.example', clock)).not.toThrow();
});

it('ends the run, to be resumed, where the endpoint asks for more', async () => {
  const { clock, limiter } = await pausedFor(3_600_000);
  const found = /^ward\.example: .* 60 minutes.*resume the run after \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/;
  expect(() => requireOpen(limiter, 'ward.example', clock)).toThrow(
    expect.objectContaining({ code: 'RUN_INCOMPLETE', message: expect.stringMatching(found) }),
  );
  await clock.pass(2_700_000);
  expect(() => requireOpen(limiter, 'ward.example', clock)).not.toThrow();
});
