import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/domain/hash.js';
import type { PlannedTrials } from '../../src/domain/plan.js';
import type { Store } from '../../src/domain/ports/store.js';
import type { ModelResponse, TokenUsage } from '../../src/domain/response.js';
import { NO_BUDGET } from '../../src/run/budget.js';
import { takenEarlier, usageOf } from '../../src/run/usage-stage.js';
import { createStore } from '../../src/store/store.js';
import { aModel, aPlan } from '../builders/a-plan.js';
import { RUN_ID } from '../contract/store.js';
import { anAnswer, anAttempt } from '../store/planned-run.js';
import { runFolder } from '../store/run-folder.js';

const client = { kind: 'http', api: 'openai-chat', url: 'http://127.0.0.1:9/v1' } as const;
const price = { currency: 'USD', input_per_million: 1_000_000, output_per_million: 2_000_000 };
const priced = aModel({ model: 'priced', client, price });
const free = aModel({ model: 'free', client }, 'other');
const local = aModel({ model: 'local' }, 'other');

function answer(usage: TokenUsage | null, text = 'yes'): ModelResponse {
  const service = { model: 'm', fingerprint: null, stopReason: null, usage };
  return { ...anAnswer(text), origin: 'live', service };
}

async function withRun<T>(planned: PlannedTrials, use: (store: Store) => Promise<T>): Promise<T> {
  await using folder = await runFolder();
  const store = await createStore(folder.file, { runId: RUN_ID });
  try {
    await store.savePlan(planned);
    return await use(store);
  } finally {
    await store.close();
  }
}

const planned = aPlan({ models: [priced, free, local], repeats: 2 });
const seqOf = (model: string) => [...planned.trials()].find((trial) => trial.model === model)?.seq ?? -1;

describe('usageOf', () => {
  it('sums what was counted, with its cost, and leaves out what answers in this process', () =>
    withRun(planned, async (store) => {
      await store.putAttempt(anAttempt(seqOf('priced'), { response: answer({ input: 10, output: 5 }) }));
      const usages = await usageOf(store, planned.plan);
      expect(usages.map(({ model, requests, cost }) => [model, requests, cost])).toEqual([
        ['priced', 1, { currency: 'USD', amount: 20 }],
        ['free', 0, null],
      ]);
    }));

  it('knows no cost where the service said nothing', () =>
    withRun(planned, async (store) => {
      await store.putAttempt(anAttempt(seqOf('priced'), { response: answer(null) }));
      expect((await usageOf(store, planned.plan))[0]).toMatchObject({ counted: 0, silent: 1, cost: null });
    }));
});

describe('takenEarlier', () => {
  it('adds to what was counted an estimate of what was not', () =>
    withRun(planned, async (store) => {
      const seq = seqOf('priced');
      await store.putAttempt(anAttempt(seq, { response: answer({ input: 10, output: 5 }) }));
      const before = await takenEarlier(store, planned.plan, NO_BUDGET);
      expect([...before]).toEqual([[priced.hash, { input: 10, output: 5, isEstimated: false }]]);
      await store.putAttempt(anAttempt(seq + 1, { response: answer(null, 'x'.repeat(8)) }));
      const after = (await takenEarlier(store, planned.plan, NO_BUDGET)).get(priced.hash);
      expect(after).toMatchObject({ output: 5 + 2, isEstimated: true });
      expect(after?.input).toBeGreaterThan(10);
    }));

  it('counts versions without a price only where tokens are limited', () =>
    withRun(planned, async (store) => {
      const taken = await takenEarlier(store, planned.plan, { ...NO_BUDGET, tokens: 1 });
      expect([...taken.keys()]).toEqual([priced.hash, free.hash]);
      expect(taken.has(hashOf(local.version))).toBe(false);
    }));
});
