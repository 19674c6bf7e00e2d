import { describe, expect, it } from 'vitest';
import { ANSWERED, FAILED, type Settlement } from '../../../src/models/limit/endpoint-gate.js';
import { createLimiter, type Limiter } from '../../../src/models/limit/limiter.js';
import { LONGEST_PAUSE_MS, LONGEST_SILENCE_MS, refusalOf } from '../../../src/models/limit/refusal.js';
import { PATIENCE_MS } from '../../../src/run/patience.js';
import { NEVER_ABORTED } from '../requests.js';
import { aVirtualClock, type VirtualClock } from './virtual-clock.js';

interface Scene {
  readonly clock: VirtualClock;
  readonly limiter: Limiter;
  /** Sends one request, and says what became of it. */
  readonly meet: (how: Settlement) => Promise<void>;
  /** The same, one after another, a millisecond apart. */
  readonly meetAgain: (...all: readonly Settlement[]) => Promise<void>;
}

function aScene(deadlineMs = 120_000): Scene {
  const clock = aVirtualClock();
  const endpoint = { name: 'ward.example', deadlineMs };
  const limiter = createLimiter({
    concurrency: 4,
    clock,
    random: () => 0,
    refuse: (state, nowMs) => refusalOf(state, nowMs, endpoint),
  });
  const meet = async (how: Settlement): Promise<void> => {
    const acquired = limiter.acquire(NEVER_ABORTED);
    await clock.pass(0);
    (await acquired)?.settle(how);
  };
  const meetAgain = async (...all: readonly Settlement[]): Promise<void> => {
    for (const how of all) {
      await clock.pass(1);
      await meet(how);
    }
  };
  return { clock, limiter, meet, meetAgain };
}

const told = (retryAfterMs: number): Settlement => ({ status: 'rate-limited', retryAfterMs });
const INCOMPLETE = expect.objectContaining({ code: 'RUN_INCOMPLETE' });

/** Whether it still lets someone through, or lets him wait. */
async function goesOn({ clock, limiter }: Scene): Promise<boolean> {
  const given = new AbortController();
  const acquired = limiter.acquire(given.signal).then(
    () => true,
    () => false,
  );
  await clock.pass(0);
  given.abort();
  return acquired;
}

describe('an endpoint that asks for a long pause', () => {
  it('is waited for where it asks for no more than 15 minutes', async () => {
    expect(LONGEST_PAUSE_MS).toBe(900_000);
    const scene = aScene();
    await scene.meet(told(900_000));
    expect(await goesOn(scene)).toBe(true);
  });

  it('ends the run, to be resumed, where it asks for more', async () => {
    const { clock, limiter, meet } = aScene();
    await meet(told(3_600_000));
    await expect(limiter.acquire(NEVER_ABORTED)).rejects.toThrow(
      expect.objectContaining({
        code: 'RUN_INCOMPLETE',
        message: expect.stringMatching(
          /^ward\.example: .* 60 minutes\..*resume the run after \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/,
        ),
      }),
    );
    await clock.pass(2_700_000);
    const permit = limiter.acquire(NEVER_ABORTED);
    await clock.finish(900_000);
    expect(await permit).not.toBeNull();
  });

  it.each([
    ['a limit', told(3_600_000)],
    ['a failure', { status: 'failed', retryAfterMs: 3_600_000 } as const],
  ])('lets nobody stand in line for it, after %s', async (_name, how) => {
    const { clock, limiter } = aScene();
    const first = await limiter.acquire(NEVER_ABORTED);
    for (let n = 0; n < 3; n += 1) await limiter.acquire(NEVER_ABORTED);
    const waiting = [0, 1].map(() => limiter.acquire(NEVER_ABORTED));
    await clock.pass(0);
    first?.settle(how);
    for (const each of waiting) await expect(each).rejects.toThrow(INCOMPLETE);
    expect(clock.waits()).toBe(0);
  });
});

describe('an endpoint that answers nothing', () => {
  it('ends the run after 20 minutes, which is longer than one trial comes back', async () => {
    expect(LONGEST_SILENCE_MS).toBe(1_200_000);
    expect(LONGEST_SILENCE_MS).toBeGreaterThan(PATIENCE_MS);
    const scene = aScene();
    await scene.meetAgain(FAILED, FAILED, FAILED);
    await scene.clock.pass(1_199_997);
    expect(await goesOn(scene)).toBe(true);
    await scene.clock.pass(1);
    await expect(scene.limiter.acquire(NEVER_ABORTED)).rejects.toThrow(
      'ward.example: expected an endpoint, one that answers; found that it has answered none of 3 requests in 20 minutes. What was answered is stored: see preceptor why for the causes, and resume the run when it is up.',
    );
  });

  it('is given three deadlines where these take longer', async () => {
    const scene = aScene(600_001);
    await scene.meetAgain(FAILED, FAILED, FAILED);
    await scene.clock.pass(1_800_000);
    expect(await goesOn(scene)).toBe(true);
    await scene.clock.pass(3);
    expect(await goesOn(scene)).toBe(false);
  });

  it('is asked on where it has answered since, or was not asked', async () => {
    const scene = aScene();
    await scene.clock.pass(3_600_000);
    expect(await goesOn(scene)).toBe(true);
    await scene.meetAgain(FAILED, FAILED, FAILED, ANSWERED);
    await scene.clock.pass(3_600_000);
    expect(await goesOn(scene)).toBe(true);
  });

  it('is not silent for a pause that it asked for: what was under way together counts once', async () => {
    const scene = aScene();
    const permits = await Promise.all([0, 1, 2, 3].map(() => scene.limiter.acquire(NEVER_ABORTED)));
    for (const permit of permits) permit?.settle(told(720_000));
    await scene.clock.pass(720_000);
    await scene.meet(FAILED);
    await scene.clock.pass(600_000);
    expect(await goesOn(scene)).toBe(true);
    await scene.meet(FAILED);
    expect(await goesOn(scene)).toBe(false);
  });
});
