import { describe, expect, it } from 'vitest';
import type { ModelRequest } from '../../src/domain/ports/model-client.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { type Budget, NO_BUDGET } from '../../src/run/budget.js';
import { openSpending } from '../../src/run/spending.js';
import { aModel } from '../builders/a-plan.js';
import { aTrial } from '../builders/a-trial.js';
import { anAnswer } from '../store/planned-run.js';

const client = { kind: 'http', api: 'openai-chat', url: 'http://127.0.0.1:9/v1' } as const;
const price = { currency: 'USD', input_per_million: 1_000_000, output_per_million: 1_000_000 };
const ESTIMATE = 1000;
const OUTPUT = 10;
const LIMIT = 100_000;

const request: ModelRequest = {
  trial: aTrial(),
  messages: [{ role: 'user', text: 'x'.repeat(4 * ESTIMATE) }],
  caseText: '',
  options: [],
  format: 'choice',
};

interface Service {
  readonly budget: Partial<Budget>;
  /** Tokens that it counts for the request of this index, in the order in which it answers; null: it never says. */
  readonly counts: (index: number) => number | null;
  readonly versions?: number;
  readonly settings?: { readonly max_tokens: number };
  readonly isFailing?: (index: number) => boolean;
}

/** Sends as many at once as the budget lets it, of 100 for each model version; one at a time is answered. */
async function ask({ budget, counts, versions = 1, settings, isFailing = () => false }: Service) {
  const models = Array.from({ length: versions }, (_, index) =>
    aModel({ model: `ward-${index}`, client, price, ...(settings && { settings }) }),
  );
  const spending = openSpending({
    budget: { ...NO_BUDGET, ...budget },
    models,
    earlier: new Map(),
    stop: new AbortController().signal,
    onSpend: () => undefined,
  });
  const waiting: ((response: ModelResponse) => void)[] = [];
  const send = () => new Promise<ModelResponse>((resolve) => waiting.push(resolve));
  const results = models.flatMap((model) =>
    Array.from({ length: 100 }, () => spending.meter(model, request, send)),
  );
  /** How many were under way when each was answered, itself included. */
  const underWay: number[] = [];
  let taken = 0;
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    const next = waiting.shift();
    if (next === undefined) break;
    const index = underWay.push(waiting.length + 1) - 1;
    const input = counts(index);
    if (!isFailing(index)) taken += (input ?? ESTIMATE) + OUTPUT;
    next(isFailing(index) ? REFUSED : answer(input));
  }
  await Promise.all(results);
  return { taken, underWay, sent: underWay.length, most: Math.max(...underWay) };
}

const REFUSED: ModelResponse = {
  status: 'failed',
  cause: 'connection',
  detail: '',
  origin: 'live',
  latencyMs: 1,
  service: null,
  raw: null,
};

function answer(input: number | null): ModelResponse {
  const usage = input === null ? null : { input, output: OUTPUT };
  const service = { model: null, fingerprint: null, stopReason: null, usage };
  return { ...anAnswer('x'.repeat(4 * OUTPUT)), origin: 'live', service };
}

const limited = { max_tokens: OUTPUT };

describe('how far a limit can be passed', () => {
  it.each([
    [1, { tokens: LIMIT }, limited],
    [2.5, { tokens: LIMIT }, limited],
    [4, { tokens: LIMIT }, limited],
    [4, { cost: LIMIT }, limited],
    [0.5, { tokens: LIMIT }, limited],
    [1, { tokens: LIMIT }, undefined],
    [2.5, { tokens: LIMIT }, undefined],
    [4, { tokens: LIMIT }, undefined],
  ])(
    'by less than one request: a service counts %d times the estimate, %o, settings %o',
    async (times, budget, settings) => {
      const one = times * ESTIMATE + OUTPUT;
      const { taken, most } = await ask({
        budget,
        counts: () => times * ESTIMATE,
        ...(settings && { settings }),
      });
      expect(taken).toBeLessThan(LIMIT + one);
      // It stops at the limit, not before.
      expect(taken).toBeGreaterThanOrEqual(Math.min(LIMIT, 100 * one));
      // Side by side while there is room: until about half of the limit is taken.
      expect(most).toBeGreaterThanOrEqual(Math.floor(LIMIT / Math.max(one, ESTIMATE + OUTPUT) / 2));
    },
  );

  it('by less than one request where a service counts less than the estimate, and then as much', async () => {
    const counts = (index: number) => (index < 14 ? 0.5 : 1) * ESTIMATE;
    const { taken } = await ask({ budget: { tokens: 20 * ESTIMATE }, counts, settings: limited });
    expect(taken).toBeLessThan(21 * ESTIMATE + OUTPUT);
  });

  it('by less than one of the greatest where the greatest comes first, whatever follows it', async () => {
    const counts = (index: number) => (index === 0 || index > 40 ? 4 : 1) * ESTIMATE;
    const { taken } = await ask({ budget: { tokens: LIMIT }, counts, settings: limited });
    expect(taken).toBeLessThan(LIMIT + 4 * ESTIMATE + OUTPUT);
  });

  it.each([0, 1, 10, 40])(
    'by what those under way take when it is learnt, where a service counts more after %d answers',
    async (cheap) => {
      const counts = (index: number) => (index < cheap ? 1 : 4) * ESTIMATE;
      const { taken, underWay } = await ask({ budget: { tokens: LIMIT }, counts, settings: limited });
      const learning = underWay[cheap] ?? 0;
      expect(learning).toBeLessThanOrEqual(cheap + 1);
      const learnt = cheap * (ESTIMATE + OUTPUT) + learning * (4 * ESTIMATE + OUTPUT);
      expect(taken).toBeLessThan(Math.max(LIMIT, learnt) + 4 * ESTIMATE + OUTPUT);
    },
  );

  it('sends one request in all where several model versions stand before a limit that it reaches', async () => {
    const one = await ask({ budget: { tokens: 1 }, counts: () => ESTIMATE, versions: 4 });
    expect(one).toMatchObject({ sent: 1 });
  });

  it('takes the first request of a model version for what those of the others took', async () => {
    const service = { budget: { tokens: 12 * ESTIMATE }, counts: () => 4 * ESTIMATE, versions: 4 };
    // 4,010 each: after the first there is room for one at a time, and the third reaches the limit.
    expect(await ask(service)).toMatchObject({ most: 1, sent: 3, taken: 12_030 });
    expect(await ask({ ...service, settings: limited })).toMatchObject({
      most: 1,
      sent: 3,
      taken: 12_030,
    });
  });

  it('lets the first requests of the others go when that of one has failed', async () => {
    const isFailing = (index: number) => index === 0;
    const { underWay } = await ask({
      budget: { tokens: LIMIT },
      counts: () => ESTIMATE,
      versions: 4,
      isFailing,
    });
    expect(underWay.slice(0, 2)).toEqual([1, 4]);
  });

  it('is by the estimate where a service says no tokens', async () => {
    const { taken, most, underWay } = await ask({
      budget: { tokens: LIMIT },
      counts: () => null,
      settings: limited,
    });
    expect(taken).toBe(100 * (ESTIMATE + OUTPUT));
    expect(underWay[0]).toBe(1);
    expect(most).toBeGreaterThan(40);
  });

  it('slows nothing down where there is none', async () => {
    const counts = () => 4 * ESTIMATE;
    expect(await ask({ budget: {}, counts, versions: 4 })).toMatchObject({ most: 400, sent: 400 });
    expect(await ask({ budget: { minutes: 5 }, counts, versions: 4 })).toMatchObject({ most: 400 });
  });
});
