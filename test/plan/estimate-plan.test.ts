import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/domain/price.js';
import { estimateRequest } from '../../src/domain/token-estimate.js';
import { buildRequest } from '../../src/plan/build-request.js';
import { estimatePlan } from '../../src/plan/estimate-plan.js';
import { aCase, aCaseSet, aVariant } from '../builders/a-case.js';
import { aContent, aModel, aPlan, aSuite } from '../builders/a-plan.js';
import { aProtocol } from '../builders/a-protocol.js';

const client = { kind: 'http', api: 'openai-chat', url: 'http://127.0.0.1:9/v1' } as const;
const USD = { currency: 'USD', input_per_million: 2, output_per_million: 8 };
const cases = [
  aCase({ id: 'c1', variants: [aVariant()] }),
  aCase({
    id: 'l1',
    turns: [
      { role: 'user', text: 'first visit' },
      { role: 'assistant', text: 'more' },
      { role: 'user', text: 'a second visit that says more than the first' },
    ],
    steps: [
      { step: 1, through: 1 },
      { step: 2, through: 3 },
    ],
  }),
];
const brief = aProtocol({ protocol: 'brief', prompt: { system: 'Be brief.', user: '{{case}}' } });
const sets = [{ set: aCaseSet(), cases }];

/** Two suites share a case: one asks its variant, the other brings another protocol. */
function planOf(models: Parameters<typeof aPlan>[0] & object) {
  const first = aSuite({ cases: [{ set: 'triage', variants: ['invariant'] }], repeats: 3 });
  const second = aSuite({ suite: 'again', protocols: ['direct', 'brief'] });
  return aPlan({
    suites: [
      aContent({ suite: first, sets }),
      aContent({
        suite: second,
        protocols: [aProtocol(), brief],
        sets: [{ set: aCaseSet(), cases: cases.slice(0, 1) }],
      }),
    ],
    ...models,
  });
}

describe('estimatePlan', () => {
  it('counts what the requests of every trial say, whatever suites, variants, steps and repeats they come from', () => {
    const models = [
      aModel({ model: 'a', client, system_prompt: 'You are a nurse.', settings: { max_tokens: 50 } }),
      aModel({ model: 'b', client }, 'baseline'),
    ];
    const planned = planOf({ models });
    const protocols = new Map(planned.plan.protocols.map((one) => [one.protocol, one]));
    const sums = new Map<string, number>();
    for (const trial of planned.trials()) {
      const plannedCase = planned.cases.find((one) => one.case.id === trial.caseId);
      const protocol = protocols.get(trial.protocol);
      if (plannedCase === undefined || protocol === undefined) throw new Error('not planned');
      const prompt = models.find(({ version }) => version.model === trial.model)?.version.system_prompt;
      const { messages } = buildRequest({ trial, case: plannedCase }, protocol, prompt);
      sums.set(trial.model, (sums.get(trial.model) ?? 0) + estimateRequest(messages));
    }
    const { models: estimates } = estimatePlan(planned);
    expect(estimates.map(({ model, inputTokens }) => [model, inputTokens])).toEqual([...sums]);
    // c1: (base and variant) × 2 protocols; l1: 2 steps × 1 protocol; × 3 repeats.
    expect(estimates.map(({ trials }) => trials)).toEqual([18, 18]);
    expect(planned.plan.trialCount).toBe(36);
    expect(estimates.map(({ outputTokensAtMost }) => outputTokensAtMost)).toEqual([18 * 50, null]);
  });

  it('gives the cost from no answer at all to the longest, and sums it by currency', () => {
    const eur = { ...USD, currency: 'EUR' };
    const limited = { client, settings: { max_tokens: 50 } };
    const { models, costs } = estimatePlan(
      planOf({
        models: [
          aModel({ ...limited, model: 'a', price: USD }),
          aModel({ ...limited, model: 'b', price: USD }, 'other'),
          aModel({ client, model: 'c', price: eur }, 'other'),
          aModel({ client, model: 'd' }, 'other'),
        ],
      }),
    );
    const input = models[0]?.inputTokens ?? 0;
    expect(input).toBeGreaterThan(0);
    const least = costOf(USD, { input, output: 0 });
    const most = costOf(USD, { input, output: 18 * 50 });
    expect(models.map(({ cost }) => cost)).toEqual([
      { currency: 'USD', least, most },
      { currency: 'USD', least, most },
      { currency: 'EUR', least, most: null },
      null,
    ]);
    expect(costs).toEqual([
      { currency: 'USD', least: 2 * least, most: 2 * most },
      { currency: 'EUR', least, most: null },
    ]);
  });

  it('has no tokens for what answers in this process', () => {
    expect(estimatePlan(planOf({ models: [aModel()] }))).toEqual({
      models: [{ model: 'candidate-2', trials: 18, inputTokens: null, outputTokensAtMost: null, cost: null }],
      costs: [],
    });
  });
});
