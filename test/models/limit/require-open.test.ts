import { describe, expect, it } from 'vitest';
import { ANSWERED, FAILED, type Settlement } from '../../../src/models/limit/endpoint-gate.js';
import { createLimiter } from '../../../src/models/limit/limiter.js';
import { LONGEST_PAUSE_MS, LONGEST_SILENCE_MS, requireOpen } from '../../../src/models/limit/require-open.js';
import { aVirtualClock } from './virtual-clock.js';

const ENDPOINT = { name: 'ward.example', deadlineMs: 120_000 };

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
  expect(() => requireOpen(limiter, ENDPOINT, clock)).not.toThrow();
});

it('ends the run, to be resumed, where the endpoint asks for more', async () => {
  const { clock, limiter } = await pausedFor(3_600_000);
  const found = /^ward\.example: .* 60 minutes\..*resume the run after \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/;
  expect(() => requireOpen(limiter, ENDPOINT, clock)).toThrow(
    expect.objectContaining({ code: 'RUN_INCOMPLETE', message: expect.stringMatching(found) }),
  );
  await clock.pass(2_700_000);
  expect(() => requireOpen(limiter, ENDPOINT, clock)).not.toThrow();
});

describe('an endpoint that answers nothing', () => {
  async function silentFor(ms: number, settlements: readonly Settlement[]) {
    const clock = aVirtualClock();
    const limiter = createLimiter({ concurrency: 4, clock, random: () => 0 });
    for (const how of settlements) {
      const acquired = limiter.acquire(new AbortController().signal);
      await clock.pass(0);
      (await acquired)?.settle(how);
    }
    await clock.pass(ms);
    return (deadlineMs = 120_000) => requireOpen(limiter, { ...ENDPOINT, deadlineMs }, clock);
  }
  const unanswered: readonly Settlement[] = [FAILED, { status: 'rate-limited', retryAfterMs: null }, FAILED];

  it('ends the run after 10 minutes, to be resumed', async () => {
    expect(LONGEST_SILENCE_MS).toBe(600_000);
    expect(await silentFor(599_999, unanswered)).not.toThrow();
    expect(await silentFor(600_000, unanswered)).toThrow(
      expect.objectContaining({
        code: 'RUN_INCOMPLETE',
        message:
          'ward.example: expected an endpoint, one that answers; found that it has answered none of 3 requests in 10 minutes. What was answered is stored: see preceptor why for the causes, and resume the run when it is up.',
      }),
    );
  });

  it('waits for three deadlines where these take longer', async () => {
    const open = await silentFor(1_800_000, unanswered);
    expect(() => open(600_001)).not.toThrow();
    expect(() => open(600_000)).toThrow('has answered none of 3 requests in 30 minutes');
  });

  it('does not where it was asked but twice, has answered since, or was not asked', async () => {
    for (const settlements of [unanswered.slice(1), [...unanswered, ANSWERED], []])
      expect(await silentFor(3_600_000, settlements)).not.toThrow();
  });
});
