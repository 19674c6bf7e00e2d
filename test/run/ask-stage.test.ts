import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { FailureCause } from '../../src/domain/failure.js';
import type { PlannedModel } from '../../src/domain/plan.js';
import { type ModelClient, type ModelRequest, ShutOut } from '../../src/domain/ports/model-client.js';
import type { Store } from '../../src/domain/ports/store.js';
import type { Attempt, ModelResponse } from '../../src/domain/response.js';
import { type Clock, SYSTEM_CLOCK } from '../../src/models/limit/clock.js';
import { askTrials } from '../../src/run/ask-stage.js';
import { createStore, openStore } from '../../src/store/store.js';
import { RUN_ID } from '../contract/store.js';
import { anAnswer, plannedTrials } from '../store/planned-run.js';
import { runFolder } from '../store/run-folder.js';

const ALPHA = { models: ['alpha'], protocols: ['direct'], cases: 3, repeats: 1, variants: false };

function failure(cause: FailureCause): ModelResponse {
  return {
    status: 'failed',
    cause,
    detail: 'as told',
    origin: 'live',
    latencyMs: 1,
    service: null,
    raw: null,
  };
}

interface Asked {
  readonly requests: ModelRequest[];
  readonly closed: string[];
  readonly advanced: boolean[];
  readonly warnings: string[];
}

interface Scene {
  readonly stop?: AbortController;
  readonly open?: (model: PlannedModel) => void;
  readonly attempts?: number;
  readonly isBounded?: boolean;
  readonly close?: () => Promise<void>;
  readonly clock?: Clock;
}

/** Asks every open trial of a store; `answer` is told the request and how often this trial was asked before. */
async function ask(
  store: Store,
  answer: (
    request: ModelRequest,
    earlier: number,
    stop: AbortSignal | undefined,
  ) => ModelResponse | Promise<ModelResponse>,
  {
    stop = new AbortController(),
    open = () => undefined,
    attempts = 3,
    isBounded = false,
    close = async () => undefined,
    clock = SYSTEM_CLOCK,
  }: Scene = {},
): Promise<Asked> {
  const asked: Asked = { requests: [], closed: [], advanced: [], warnings: [] };
  const openModel = async (model: PlannedModel): Promise<ModelClient> => {
    open(model);
    return {
      isBounded,
      async ask(request, _signal, stopped) {
        const earlier = asked.requests.filter(({ trial }) => trial.id === request.trial.id).length;
        asked.requests.push(request);
        return answer(request, earlier, stopped);
      },
      async close() {
        asked.closed.push(model.version.model);
        await close();
      },
    };
  };
  const progress = {
    begin: () => undefined,
    advance: (_name: string, isGood: boolean) => void asked.advanced.push(isGood),
    end: () => undefined,
  };
  const abort = new AbortController().signal;
  const warn = (message: string) => void asked.warnings.push(message);
  const signals = { stop: stop.signal, abort };
  const options = { concurrency: 2, openModel, progress, warn, attempts, ...signals, random: () => 0, clock };
  await askTrials(store, await store.loadPlan(), options);
  return asked;
}

async function withRun<T>(
  shape: Parameters<typeof plannedTrials>[0],
  use: (store: Store, file: string) => Promise<T>,
) {
  await using folder = await runFolder();
  const store = await createStore(folder.file, { runId: RUN_ID });
  try {
    await store.savePlan(plannedTrials(shape));
    return await use(store, folder.file);
  } finally {
    await store.close();
  }
}

function shown(attempts: readonly Attempt[]) {
  return attempts.map(({ attempt, final, response }) => [
    attempt,
    final,
    response.status === 'failed' ? response.cause : 'answered',
  ]);
}

describe('askTrials', () => {
  it('asks every trial once where each is answered', () =>
    withRun({ cases: 4 }, async (store) => {
      const { requests, closed, advanced } = await ask(store, ({ trial }) => anAnswer(trial.id));
      const { planned, answered, attempts } = await store.counts();
      expect(planned).toBe(64);
      expect([answered, attempts, requests.length]).toEqual([64, 64, 64]);
      expect(new Set(requests.map(({ trial }) => trial.id)).size).toBe(64);
      expect(closed.sort()).toEqual(['alpha', 'zeta']);
      expect(advanced).toEqual(Array.from({ length: 64 }, () => true));
    }));

  it.each([
    ['no more than its concurrency at once', false, 2],
    ['a few more where the client bounds what it sends', true, 3],
  ])('asks %s', (_name, isBounded, most) =>
    withRun({ cases: 4, models: ['alpha'] }, async (store) => {
      let underWay = 0;
      let peak = 0;
      const answer = async ({ trial }: ModelRequest) => {
        underWay += 1;
        peak = Math.max(peak, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        return anAnswer(trial.id);
      };
      await ask(store, answer, { isBounded });
      expect(peak).toBe(most);
    }),
  );

  it('lets an infrastructure failure stand after three attempts, each of them stored', () =>
    withRun(ALPHA, async (store) => {
      const { advanced } = await ask(store, ({ trial }) =>
        trial.seq === 1 ? failure('connection') : anAnswer('yes'),
      );
      expect(shown(await store.attempts(1))).toEqual([
        [1, false, 'connection'],
        [2, false, 'connection'],
        [3, true, 'connection'],
      ]);
      expect(await store.counts()).toEqual({ planned: 3, answered: 2, failed: 1, attempts: 5 });
      expect(advanced.filter((isGood) => !isGood)).toHaveLength(1);
    }));

  it('keeps the answer that comes after failures of the infrastructure', () =>
    withRun(ALPHA, async (store) => {
      await ask(store, (_request, earlier) => (earlier < 2 ? failure('server-error') : anAnswer('yes')));
      expect(shown(await store.attempts(0))).toEqual([
        [1, false, 'server-error'],
        [2, false, 'server-error'],
        [3, true, 'answered'],
      ]);
    }));

  it.each(['truncated', 'empty', 'content-filter', 'answer-timeout'] as const)(
    'lets the model’s own failure stand at once: %s',
    (cause) =>
      withRun(ALPHA, async (store) => {
        const { warnings } = await ask(store, () => failure(cause));
        expect(warnings, 'said once for three trials').toHaveLength(1);
        expect(warnings[0]).toContain(cause);
        expect(shown(await store.attempts(0))).toEqual([[1, true, cause]]);
        expect(await store.counts()).toEqual({ planned: 3, answered: 0, failed: 3, attempts: 3 });
      }),
  );

  it('lets a response that was not recorded stand at once', () =>
    withRun(ALPHA, async (store) => {
      await ask(store, () => failure('not-recorded'));
      expect(shown(await store.attempts(0))).toEqual([[1, true, 'not-recorded']]);
    }));

  it.each(['interrupted', 'budget', 'disk'] as const)(
    'leaves a trial open that the run itself failed: %s; it is asked again with the next number',
    (cause) =>
      withRun(ALPHA, async (store) => {
        const first = await ask(store, () => failure(cause));
        expect(first.advanced).toEqual([]);
        expect(await store.counts()).toEqual({ planned: 3, answered: 0, failed: 0, attempts: 3 });
        await ask(store, () => anAnswer('yes'));
        expect(shown(await store.attempts(0))).toEqual([
          [1, false, cause],
          [2, true, 'answered'],
        ]);
        expect(await store.counts()).toEqual({ planned: 3, answered: 3, failed: 0, attempts: 6 });
      }),
  );

  it('counts the attempts of earlier sittings, and more of them where more are planned', () =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      const stop = new AbortController();
      const lost = () => {
        stop.abort();
        return failure('server-error');
      };
      await ask(store, lost, { stop, attempts: 2 });
      await ask(store, () => failure('connection'), { attempts: 2 });
      expect(shown(await store.attempts(0))).toEqual([
        [1, false, 'server-error'],
        [2, true, 'connection'],
      ]);
    }));

  it.each(['throttled', 'token-expired'] as const)('spends no attempt on %s, and stores each', (cause) =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      const answers = [failure(cause), failure('reset'), failure(cause), failure(cause), anAnswer('yes')];
      await ask(store, (_request, earlier) => answers[earlier] ?? failure('disk'), { attempts: 2 });
      expect(shown(await store.attempts(0))).toEqual([
        [1, false, cause],
        [2, false, 'reset'],
        [3, false, cause],
        [4, false, cause],
        [5, true, 'answered'],
      ]);
      expect(await store.lostTrials()).toBe(0);
    }),
  );

  it('has what an earlier sitting was told to come back for spend nothing either', () =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      const stop = new AbortController();
      const told = () => {
        stop.abort();
        return failure('throttled');
      };
      await ask(store, told, { stop, attempts: 2 });
      await ask(store, () => failure('reset'), { attempts: 2 });
      expect(shown(await store.attempts(0))).toEqual([
        [1, false, 'throttled'],
        [2, false, 'reset'],
        [3, true, 'reset'],
      ]);
      expect(await store.lostTrials()).toBe(1);
    }));

  it.each([
    ['throttled', 'rate-limited'],
    ['token-expired', 'server-error'],
  ] as const)('lets it stand after a quarter of an hour of %s', (cause, stands) =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      let nowMs = 0;
      const clock: Clock = { nowMs: () => nowMs, wait: async () => undefined };
      const answer = () => {
        nowMs += 400_000;
        return failure(cause);
      };
      await ask(store, answer, { clock });
      const attempts = await store.attempts(0);
      expect(shown(attempts)).toEqual([
        [1, false, cause],
        [2, false, cause],
        [3, false, cause],
        [4, true, stands],
      ]);
      expect(attempts[3]?.response).toMatchObject({ detail: 'as told; so for more than 15 minutes' });
      expect(await store.lostTrials()).toBe(1);
    }),
  );

  it('lets a refused request stand at once: in the same words it would be refused again', () =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      await ask(store, () => failure('request-refused'));
      expect(shown(await store.attempts(0))).toEqual([[1, true, 'request-refused']]);
      expect(await store.lostTrials()).toBe(1);
    }));

  it('stores what shut everyone out, which spends nothing, and ends', () =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      const shutOut = () => {
        throw new ShutOut('ward.example: it refused the request (401)', failure('request-refused'), true);
      };
      for (let sitting = 0; sitting < 3; sitting += 1)
        await expect(ask(store, shutOut)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
      expect(await store.counts()).toEqual({ planned: 1, answered: 0, failed: 0, attempts: 3 });
      await ask(store, (_request, earlier) => (earlier < 2 ? failure('reset') : anAnswer('yes')));
      expect(shown(await store.attempts(0))).toEqual([
        [1, false, 'request-refused'],
        [2, false, 'request-refused'],
        [3, false, 'request-refused'],
        [4, false, 'reset'],
        [5, false, 'reset'],
        [6, true, 'answered'],
      ]);
    }));

  it('asks the same object each time it asks for a trial', () =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      const { requests } = await ask(store, (_request, earlier) =>
        earlier < 1 ? failure('token-expired') : anAnswer('yes'),
      );
      expect(requests).toHaveLength(2);
      expect(requests[0]).toBe(requests[1]);
    }));

  it('does not let a failure stand that came with the signal to stop', () =>
    withRun({ ...ALPHA, cases: 1 }, async (store) => {
      const stop = new AbortController();
      const answer = (_request: ModelRequest, earlier: number) => {
        if (earlier === 2) stop.abort();
        return failure('client-crash');
      };
      await ask(store, answer, { stop });
      expect(shown(await store.attempts(0))).toEqual([
        [1, false, 'client-crash'],
        [2, false, 'client-crash'],
        [3, false, 'client-crash'],
      ]);
      expect(await store.counts()).toMatchObject({ answered: 0, failed: 0 });
    }));

  it('asks nothing new after a stop, and after reopening only what is open', () =>
    withRun({ ...ALPHA, cases: 40 }, async (store, file) => {
      const stop = new AbortController();
      const first = await ask(
        store,
        ({ trial }) => {
          if (trial.seq === 9) stop.abort();
          return anAnswer('yes');
        },
        { stop },
      );
      expect(first.requests.length).toBeLessThan(15);
      await store.close();
      const again = await openStore(file, { mode: 'write' });
      const second = await ask(again, () => anAnswer('yes'));
      const asked = [...first.requests, ...second.requests].map(({ trial }) => trial.seq);
      expect(asked.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, seq) => seq));
      expect(await again.counts()).toEqual({ planned: 40, answered: 40, failed: 0, attempts: 40 });
      await again.close();
    }));

  it('does not open a model version of which everything is answered', () =>
    withRun({ ...ALPHA, models: ['alpha', 'zeta'] }, async (store) => {
      await ask(store, () => anAnswer('yes'));
      const opened: string[] = [];
      const open = ({ version }: PlannedModel) => void opened.push(version.model);
      const { requests } = await ask(store, () => anAnswer('no'), { open });
      expect([opened, requests]).toEqual([[], []]);
    }));

  it('stops the others at once where one model version breaks, whatever it still waits for', () =>
    withRun({ ...ALPHA, models: ['alpha', 'zeta'], cases: 200 }, async (store) => {
      let isFirst = true;
      const answer = async ({ trial }: ModelRequest, _earlier: number, stop: AbortSignal | undefined) => {
        if (trial.model === 'alpha') {
          await new Promise((resolve) => setImmediate(resolve));
          return anAnswer('yes');
        }
        if (isFirst) {
          isFirst = false;
          throw new Error('zeta is broken');
        }
        if (stop?.aborted === false) await once(stop, 'abort');
        return anAnswer('late');
      };
      await expect(ask(store, answer)).rejects.toThrow('zeta is broken');
      expect((await store.counts()).answered).toBeLessThan(200);
    }));

  it('keeps what came where a client cannot be closed', () =>
    withRun({ ...ALPHA, cases: 40 }, async (store) => {
      const close = () => Promise.reject(new Error('its folder is in use'));
      await expect(ask(store, () => anAnswer('yes'), { close })).rejects.toThrow('its folder is in use');
      expect((await store.counts()).answered).toBe(40);
    }));

  it('stops the others where one model version cannot be opened, and keeps what they had under way', () =>
    withRun({ ...ALPHA, models: ['alpha', 'zeta'], cases: 200 }, async (store) => {
      const open = ({ version }: PlannedModel) => {
        if (version.model === 'zeta') throw new Error('zeta is not there');
      };
      const answer = async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return anAnswer('yes');
      };
      await expect(ask(store, answer, { open })).rejects.toThrow('zeta is not there');
      const { answered, attempts } = await store.counts();
      expect(answered).toBeLessThan(20);
      expect(attempts).toBe(answered);
    }));
});
