import { getEventListeners } from 'node:events';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANSWERED, FAILED, type Settlement } from '../../../src/models/limit/endpoint-gate.js';
import {
  createLimiter,
  type Limiter,
  type LimiterOptions,
  type Permit,
} from '../../../src/models/limit/limiter.js';
import { aVirtualClock, type VirtualClock } from './virtual-clock.js';

const rateLimited = (retryAfterMs: number | null): Settlement => ({ status: 'rate-limited', retryAfterMs });
const never = (): AbortSignal => new AbortController().signal;

/** A limiter in virtual time, and what was acquired from it, in its order. */
function aLimiter(options: Partial<LimiterOptions> = {}) {
  const clock = aVirtualClock();
  const messages: string[] = [];
  const limiter = createLimiter({
    concurrency: 4,
    clock,
    random: () => 0.5,
    onPause: (message) => messages.push(message),
    ...options,
  });
  const granted: Permit[] = [];
  return {
    clock,
    messages,
    limiter,
    granted,
    /** So many stand in line. */
    ask(count: number, signal = never()): void {
      for (let n = 0; n < count; n++) {
        void limiter.acquire(signal).then((permit) => {
          if (permit !== null) granted.push(permit);
        });
      }
    },
    /** Settles the oldest so many that were granted. */
    settle(count: number, how: Settlement): void {
      const settled = granted.splice(0, count);
      expect(settled).toHaveLength(count);
      for (const permit of settled) permit.settle(how);
    },
  };
}

describe('concurrency', () => {
  it('lets no more through at once than the limit', async () => {
    const { clock, limiter, granted, ask, settle } = aLimiter({ concurrency: 8 });
    ask(50);
    await clock.pass(0);
    expect(granted).toHaveLength(4);
    settle(4, ANSWERED);
    await clock.pass(0);
    expect(granted).toHaveLength(8);
    expect(limiter.state()).toMatchObject({ limit: 8, inFlight: 8, pausedUntilMs: null });
  });

  it('is one where the concurrency is one', async () => {
    const { clock, granted, ask, settle } = aLimiter({ concurrency: 1 });
    ask(3);
    for (let n = 0; n < 3; n++) {
      await clock.pass(0);
      expect(granted).toHaveLength(1);
      settle(1, ANSWERED);
    }
    expect(clock.waits()).toBe(0);
  });

  it('counts a permit that is settled twice once', async () => {
    const { clock, limiter, granted, ask } = aLimiter();
    ask(2);
    await clock.pass(0);
    for (const how of [ANSWERED, rateLimited(9000), FAILED]) granted[0]?.settle(how);
    expect(limiter.state()).toMatchObject({ limit: 4, inFlight: 1, pausedUntilMs: null });
  });
});

describe('a rate limit', () => {
  it('holds everything until Retry-After has passed, at half the limit', async () => {
    const { clock, limiter, granted, ask, settle } = aLimiter();
    ask(10);
    await clock.pass(0);
    settle(1, rateLimited(7000));
    settle(3, ANSWERED);
    expect(limiter.state()).toMatchObject({ limit: 2, inFlight: 0, pausedUntilMs: 7000 });
    await clock.pass(6999);
    expect(granted).toHaveLength(0);
    await clock.pass(1);
    expect(granted).toHaveLength(2);
    expect(limiter.state().pausedUntilMs).toBeNull();
  });

  it('counts once with all that were under way, and again in the next round', async () => {
    const { clock, limiter, ask, settle } = aLimiter({ concurrency: 16 });
    ask(100);
    await clock.pass(0);
    settle(8, rateLimited(null));
    expect(limiter.state()).toMatchObject({ limit: 4, pausedUntilMs: 500 });
    await clock.pass(500);
    settle(4, rateLimited(null));
    expect(limiter.state()).toMatchObject({ limit: 2, pausedUntilMs: 1500 });
  });

  it('lets nothing more through while more is under way than the new limit', async () => {
    const { clock, limiter, granted, ask, settle } = aLimiter();
    ask(10);
    await clock.pass(0);
    settle(1, rateLimited(0));
    await clock.pass(100);
    expect(limiter.state()).toMatchObject({ limit: 2, inFlight: 3, pausedUntilMs: null });
    settle(2, ANSWERED);
    await clock.pass(0);
    expect(granted).toHaveLength(2);
  });

  it('is recovered from: by 1 a window, up to the concurrency', async () => {
    const { clock, limiter, granted, ask, settle } = aLimiter({ concurrency: 8 });
    ask(1000);
    await clock.pass(0);
    settle(4, rateLimited(1000));
    await clock.pass(1000);
    // From 2 to 8: 2 + 3 + 4 + 5 + 6 + 7 = 27 answers.
    for (let answers = 0; answers < 27; answers++) {
      expect(limiter.state().limit).toBeLessThan(8);
      settle(1, ANSWERED);
      await clock.pass(0);
    }
    expect(limiter.state()).toMatchObject({ limit: 8, inFlight: 8 });
    expect(granted).toHaveLength(8);
  });
});

describe('an endpoint that asks to be left alone', () => {
  it('is, after a failure that says for how long, without a smaller limit', async () => {
    const { clock, limiter, granted, ask, settle, messages } = aLimiter();
    ask(2);
    await clock.pass(0);
    settle(1, { status: 'failed', retryAfterMs: 30_000 });
    expect(limiter.state()).toMatchObject({ limit: 4, pausedUntilMs: 30_000 });
    expect(messages).toEqual(['the endpoint limits the rate: nothing is sent to it for 30 s.']);
    ask(1);
    await clock.pass(29_999);
    expect(granted).toHaveLength(1);
    await clock.pass(1);
    expect(granted).toHaveLength(2);
  });

  it('is, after an answer that used up a limit', async () => {
    const { clock, granted, ask, settle, messages } = aLimiter();
    ask(1);
    await clock.pass(0);
    settle(1, { status: 'answered', restMs: 2_000 });
    ask(1);
    await clock.pass(1_999);
    expect(granted).toHaveLength(0);
    await clock.pass(1);
    expect(granted).toHaveLength(1);
    expect(messages).toEqual([]);
  });

  it('is neither down nor slower for what was given up', async () => {
    const { clock, limiter, granted, ask, settle, messages } = aLimiter();
    for (let n = 0; n < 12; n++) {
      ask(1);
      await clock.pass(0);
      settle(1, { status: 'given-up' });
    }
    expect(granted).toEqual([]);
    expect(limiter.state()).toMatchObject({ limit: 4, inFlight: 0, pausedUntilMs: null });
    expect(messages).toEqual([]);
  });
});

describe('requests a minute', () => {
  it('come in a burst of one second, then evenly', async () => {
    const { clock, granted, ask } = aLimiter({ concurrency: 4, requestsPerMinute: 120 });
    ask(4);
    await clock.pass(0);
    expect(granted).toHaveLength(2);
    await clock.pass(499);
    expect(granted).toHaveLength(2);
    await clock.pass(2);
    expect(granted).toHaveLength(3);
    await clock.pass(500);
    expect(granted).toHaveLength(4);
  });

  it('are not spent by who gives up in line', async () => {
    const { clock, granted, ask } = aLimiter({ requestsPerMinute: 60 });
    const stop = new AbortController();
    ask(1);
    ask(20, stop.signal);
    ask(1);
    await clock.pass(10);
    stop.abort();
    await clock.pass(990);
    expect(granted).toHaveLength(2);
  });

  it('are reached where intervals are no whole milliseconds', async () => {
    const { clock, granted, ask, settle } = aLimiter({ concurrency: 1, requestsPerMinute: 70_000 });
    ask(2000);
    for (let sent = 0; sent < 2000; sent++) {
      while (granted.length === 0) await clock.pass(1);
      settle(1, ANSWERED);
      await clock.pass(0);
    }
    // A burst of 1166, then 834 at 7/6 a millisecond: 715 ms.
    expect(clock.nowMs()).toBeGreaterThanOrEqual(714);
    expect(clock.nowMs()).toBeLessThanOrEqual(716);
  });
});

describe('giving up', () => {
  it('resolves null at once, and leaves no listener and no timer', async () => {
    const { clock, limiter, granted, ask, settle } = aLimiter();
    ask(1);
    await clock.pass(0);
    settle(1, rateLimited(60_000));
    const stop = new AbortController();
    const waiting = Array.from({ length: 100 }, () => limiter.acquire(stop.signal));
    expect(clock.waits()).toBe(1);
    stop.abort();
    expect(new Set(await Promise.all(waiting))).toEqual(new Set([null]));
    expect(clock.waits()).toBe(0);
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    expect(await limiter.acquire(stop.signal)).toBeNull();
    expect(granted).toHaveLength(0);
  });

  it('frees the place for who comes after', async () => {
    const { clock, granted, ask, settle } = aLimiter({ concurrency: 1 });
    const stop = new AbortController();
    ask(1);
    ask(1, stop.signal);
    ask(1);
    await clock.pass(0);
    stop.abort();
    settle(1, ANSWERED);
    await clock.pass(0);
    expect(granted).toHaveLength(1);
  });

  it('leaves no listener on a signal whose permit was granted', async () => {
    const { limiter } = aLimiter();
    const signal = never();
    await limiter.acquire(signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('an endpoint that is down', () => {
  it('is paused for 5 s, then tried with one request, and used again when that is answered', async () => {
    const { clock, messages, limiter, granted, ask, settle } = aLimiter();
    ask(40);
    for (let n = 0; n < 10; n++) {
      await clock.pass(0);
      settle(1, FAILED);
    }
    expect(limiter.state()).toMatchObject({ limit: 4, inFlight: 3, pausedUntilMs: 5000 });
    await clock.pass(1000);
    settle(3, FAILED);
    await clock.pass(3999);
    expect(granted).toHaveLength(0);
    await clock.pass(1);
    expect(granted).toHaveLength(1);
    await clock.pass(60_000);
    expect(granted).toHaveLength(1);
    expect(clock.waits()).toBe(0);
    settle(1, ANSWERED);
    await clock.pass(0);
    expect(granted).toHaveLength(4);
    expect(messages).toEqual([
      '10 requests in a row failed without an answer: nothing is sent to the endpoint for 5 s, then one request tries whether it is up again.',
    ]);
  });

  it('is paused twice as long each time, told each time, to 60 s', async () => {
    const { clock, messages, ask, settle } = aLimiter({ concurrency: 1 });
    ask(100);
    for (let n = 0; n < 10; n++) {
      await clock.pass(0);
      settle(1, FAILED);
    }
    for (const pauseMs of [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      await clock.pass(pauseMs);
      settle(1, FAILED);
    }
    expect(messages.map((message) => /for (\d+) s/.exec(message)?.[1])).toEqual([
      '5',
      '10',
      '20',
      '40',
      '60',
      '60',
      '60',
    ]);
  });

  it('is used again before the pause has passed where an older request is answered', async () => {
    const { clock, limiter, granted, ask, settle } = aLimiter();
    ask(40);
    for (let n = 0; n < 10; n++) {
      await clock.pass(0);
      settle(1, FAILED);
    }
    settle(1, ANSWERED);
    await clock.pass(0);
    expect(limiter.state().pausedUntilMs).toBeNull();
    expect(granted).toHaveLength(4);
    expect(clock.waits()).toBe(0);
  });

  it('is used again when a rate limit ends that is shorter than the pause', async () => {
    const { clock, limiter, granted, ask, settle } = aLimiter();
    ask(40);
    for (let n = 0; n < 10; n++) {
      await clock.pass(0);
      settle(1, FAILED);
    }
    settle(1, rateLimited(1000));
    expect(limiter.state().pausedUntilMs).toBe(5000);
    settle(1, FAILED);
    settle(1, ANSWERED);
    expect(limiter.state().pausedUntilMs).toBe(1000);
    await clock.pass(1000);
    expect(granted).toHaveLength(2);
  });

  it('is tried again where the probe is rate-limited or given up', async () => {
    const { clock, granted, limiter, ask, settle } = aLimiter({ concurrency: 1 });
    const stop = new AbortController();
    ask(10);
    ask(1, stop.signal);
    ask(10);
    for (let n = 0; n < 10; n++) {
      await clock.pass(0);
      settle(1, FAILED);
    }
    await clock.pass(5000);
    stop.abort();
    settle(1, FAILED);
    await clock.pass(0);
    settle(1, rateLimited(3000));
    expect(limiter.state().pausedUntilMs).toBe(8000);
    await clock.pass(3000);
    expect(granted).toHaveLength(1);
    settle(1, ANSWERED);
    await clock.pass(0);
    expect(granted).toHaveLength(1);
  });

  it('is not what an interrupted run’s requests say', async () => {
    const { clock, messages, ask, settle } = aLimiter({ concurrency: 100 });
    const stop = new AbortController();
    ask(4);
    await clock.pass(0);
    settle(4, ANSWERED);
    ask(8);
    await clock.pass(0);
    settle(8, ANSWERED);
    ask(16, stop.signal);
    await clock.pass(0);
    stop.abort();
    settle(16, FAILED);
    expect(messages).toEqual([]);
  });

  it('loses no permit where the listener throws', async () => {
    const { clock, granted, ask, settle } = aLimiter({
      concurrency: 1,
      onPause: () => {
        throw new Error('terminal is gone');
      },
    });
    ask(20);
    for (let n = 0; n < 9; n++) {
      await clock.pass(0);
      settle(1, FAILED);
    }
    await clock.pass(0);
    expect(() => settle(1, FAILED)).toThrow('terminal is gone');
    await clock.pass(5000);
    expect(granted).toHaveLength(1);
  });
});

const settlement = fc.oneof(
  { weight: 6, arbitrary: fc.constant(ANSWERED) },
  { weight: 2, arbitrary: fc.option(fc.nat({ max: 20_000 }), { nil: null }).map(rateLimited) },
  { weight: 2, arbitrary: fc.constant(FAILED) },
);
const asker = fc.record({
  arrivesMs: fc.nat({ max: 5_000 }),
  takesMs: fc.nat({ max: 3_000 }),
  /** ms after it arrived; null: never. */
  abortsMs: fc.option(fc.nat({ max: 20_000 }), { nil: null, freq: 4 }),
  how: settlement,
});
/** Enough failures to open the breaker, now and then. */
const outage = fc.array(
  asker.map((each) => ({ ...each, how: FAILED })),
  { minLength: 0, maxLength: 40 },
);
const scenario = fc.record({
  concurrency: fc.integer({ min: 1, max: 24 }),
  requestsPerMinute: fc.option(fc.integer({ min: 60, max: 20_000 }), { nil: null }),
  askers: fc.tuple(fc.array(asker, { maxLength: 80 }), outage).map((both) => both.flat()),
  randoms: fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never;
type Asker = Scenario['askers'][number];

interface History {
  /** In the order of standing in line; `grantedMs` null: aborted. */
  readonly ends: readonly { readonly place: number; readonly grantedMs: number | null }[];
  readonly limiter: Limiter;
  readonly clock: VirtualClock;
}

/** Plays a scenario in virtual time to its end, and checks at every grant what must hold at every grant. */
async function play({ concurrency, requestsPerMinute, askers, randoms }: Scenario): Promise<History> {
  const clock = aVirtualClock();
  const ends: { place: number; grantedMs: number | null }[] = [];
  let places = 0;
  let out = 0;
  let heldUntilMs = 0;
  const limiter = createLimiter({
    concurrency,
    clock,
    random: () => randoms.next().value,
    ...(requestsPerMinute === null ? {} : { requestsPerMinute }),
  });
  const run = async ({ arrivesMs, takesMs, abortsMs, how }: Asker): Promise<void> => {
    await clock.wait(arrivesMs, never());
    const stop = new AbortController();
    if (abortsMs !== null) void clock.wait(abortsMs, never()).then(() => stop.abort());
    const place = places++;
    const permit = await limiter.acquire(stop.signal);
    ends.push({ place, grantedMs: permit === null ? null : clock.nowMs() });
    if (permit === null) {
      expect(stop.signal.aborted).toBe(true);
      return;
    }
    out += 1;
    expect(out).toBeLessThanOrEqual(limiter.state().limit);
    expect(limiter.state().limit).toBeLessThanOrEqual(concurrency);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(heldUntilMs);
    await clock.wait(takesMs, never());
    out -= 1;
    if (how.status === 'rate-limited') {
      heldUntilMs = Math.max(heldUntilMs, clock.nowMs() + (how.retryAfterMs ?? 0));
    }
    permit.settle(how);
    permit.settle(ANSWERED);
  };
  const all = Promise.all(askers.map(run));
  // Each asker may cost a pause of 60 s, and no more.
  await clock.finish(60_000 * (askers.length + 1));
  await all;
  return { ends, limiter, clock };
}

describe('over random interleavings', () => {
  it('serves or aborts everyone, in order, within every bound', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (each) => {
        const { ends, limiter } = await play(each);
        expect(ends).toHaveLength(each.askers.length);
        expect(limiter.state().inFlight).toBe(0);
        const served = ends.filter((end) => end.grantedMs !== null);
        const places = served.map((end) => end.place);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        if (each.requestsPerMinute === null) return;
        const perMs = each.requestsPerMinute / 60_000;
        const burst = Math.max(1, perMs * 1000);
        served.forEach((from, i) => {
          served.slice(i).forEach((to, more) => {
            const spanMs = (to.grantedMs ?? 0) - (from.grantedMs ?? 0);
            expect(more + 1).toBeLessThanOrEqual(burst + perMs * spanMs + 1e-3);
          });
        });
      }),
      { numRuns: 150 },
    );
  });

  it('comes back to the full concurrency when answers come again', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (each) => {
        const { limiter, clock } = await play(each);
        const ask = async (): Promise<void> => {
          const permit = await limiter.acquire(never());
          await clock.wait(10, never());
          permit?.settle(ANSWERED);
        };
        // At worst from 1: 1 + 2 + … + (concurrency - 1) answers; at least one, which closes the breaker.
        const answers = Math.max(1, (each.concurrency * (each.concurrency - 1)) / 2);
        const all = Promise.all(Array.from({ length: answers }, ask));
        await clock.finish(3_600_000);
        await all;
        expect(limiter.state()).toEqual({
          limit: each.concurrency,
          inFlight: 0,
          pausedUntilMs: null,
          silence: null,
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('tokens a minute', () => {
  /** Asks for so many requests of so many tokens each; each is settled after `latencyMs` as having taken `taken`. */
  async function sendAll(count: number, { estimated, taken }: { estimated: number; taken: number | null }) {
    const { clock, limiter } = aLimiter({ concurrency: 4, tokensPerMinute: 6000 });
    const sentMs: number[] = [];
    const all = Array.from({ length: count }, async () => {
      const permit = await limiter.acquire(never(), estimated);
      sentMs.push(clock.nowMs());
      await clock.wait(50, never());
      permit?.settle(ANSWERED, taken);
    });
    await clock.finish(10 * 60_000);
    await Promise.all(all);
    return sentMs;
  }

  it('are held by what each request is estimated to take', async () => {
    const sentMs = await sendAll(30, { estimated: 1000, taken: null });
    expect(sentMs).toHaveLength(30);
    for (const from of sentMs) {
      const inAMinute = sentMs.filter((at) => at >= from && at < from + 60_000).length;
      // The rate, one second’s worth, and the last request.
      expect(inAMinute * 1000).toBeLessThanOrEqual(6000 + 100 + 1000);
    }
    expect(sentMs.at(-1)).toBeGreaterThan(280_000);
  });

  it('are held by what the service counted, where that is more', async () => {
    const sentMs = await sendAll(10, { estimated: 10, taken: 1000 });
    // Four at once: nobody knew before the first came back.
    expect(sentMs.filter((at) => at < 30_000)).toHaveLength(4);
    expect(sentMs.at(-1)).toBeGreaterThanOrEqual(6 * 10_000);
  });

  it('are given back where the service counted fewer', async () => {
    const sentMs = await sendAll(10, { estimated: 4000, taken: 100 });
    expect(sentMs).toHaveLength(10);
    expect(sentMs.at(-1)).toBeLessThan(10_000);
  });

  it('hold nobody back for ever, however much one request takes', async () => {
    const sentMs = await sendAll(2, { estimated: 60_000, taken: null });
    expect(sentMs).toHaveLength(2);
  });

  it('are not counted where no limit was declared', async () => {
    const { clock, granted, limiter } = aLimiter({ concurrency: 4 });
    for (let n = 0; n < 4; n++) {
      const permit = await limiter.acquire(never(), 1_000_000);
      if (permit !== null) granted.push(permit);
    }
    expect(granted).toHaveLength(4);
    expect(clock.waits()).toBe(0);
  });
});
