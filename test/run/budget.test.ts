import { describe, expect, it } from 'vitest';
import { NO_BUDGET, notHeld, requireAsked, requirePriced } from '../../src/run/budget.js';
import { createStore } from '../../src/store/store.js';
import { aModel } from '../builders/a-plan.js';
import { RUN_ID } from '../contract/store.js';
import { anAttempt, plannedTrials } from '../store/planned-run.js';
import { runFolder } from '../store/run-folder.js';

const client = { kind: 'http', api: 'openai-chat', url: 'http://127.0.0.1:9/v1' } as const;
const USD = { currency: 'USD', input_per_million: 2, output_per_million: 8 };
const priced = aModel({ model: 'priced', client, price: USD });
const unpriced = aModel({ model: 'unpriced', client });
const program = aModel({ model: 'program', client: { kind: 'command', argv: ['node'] } });
const local = aModel({ model: 'local' });
const budget = { ...NO_BUDGET, cost: 1 };

describe('requirePriced', () => {
  it('lets a run through whose services have prices in one currency', () => {
    expect(() => requirePriced(budget, [priced, local, program])).not.toThrow();
  });

  it('asks for no price where no money is limited', () => {
    expect(() => requirePriced({ ...NO_BUDGET, tokens: 1, minutes: 1 }, [unpriced])).not.toThrow();
  });

  it.each([
    ['a service without a price', [priced, unpriced], 'found none of unpriced'],
    ['no price at all', [local, program], 'found no model version with a price'],
    [
      'two currencies',
      [priced, aModel({ model: 'eur', client, price: { ...USD, currency: 'EUR' } })],
      'found USD and EUR',
    ],
  ])('refuses %s', (_, models, message) => {
    expect(() => requirePriced(budget, models)).toThrow(
      expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(message) }),
    );
  });
});

describe('notHeld', () => {
  it('names the programs under a budget in money', () => {
    expect(notHeld(budget, [priced, program, local])).toEqual(['program']);
    expect(notHeld({ ...NO_BUDGET, tokens: 1 }, [program])).toEqual([]);
  });
});

describe('requireAsked', () => {
  it('says how many trials are left and how to go on, and is content with none', async () => {
    await using folder = await runFolder();
    const store = await createStore(folder.file, { runId: RUN_ID });
    try {
      const { plan } = plannedTrials({ cases: 1, models: ['a'], protocols: ['p'], variants: false });
      await store.savePlan(plannedTrials({ cases: 1, models: ['a'], protocols: ['p'], variants: false }));
      expect(plan.trialCount).toBe(2);
      await store.putAttempt(anAttempt(0));
      await expect(
        requireAsked(store, '/srv/my ward', '--max-tokens 5: 7 tokens taken'),
      ).rejects.toMatchObject({
        code: 'BUDGET_REACHED',
        message: expect.stringMatching(
          /--max-tokens 5: 7 tokens taken\. .* 1 of 2 planned trials have no response yet\. .*preceptor run -C '\/srv\/my ward' --resume run-under-test$/,
        ),
      });
      await store.putAttempt(anAttempt(1));
      await expect(requireAsked(store, '/srv/my ward', 'whatever')).resolves.toBeUndefined();
    } finally {
      await store.close();
    }
  });
});
