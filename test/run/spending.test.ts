import { describe, expect, it } from 'vitest';
import type { ModelVersion } from '../../src/domain/model-version.js';
import type { ModelRequest } from '../../src/domain/ports/model-client.js';
import type { ModelResponse, TokenUsage } from '../../src/domain/response.js';
import { type Budget, NO_BUDGET } from '../../src/run/budget.js';
import { openSpending, type SpendingOptions } from '../../src/run/spending.js';
import { aModel } from '../builders/a-plan.js';
import { aTrial } from '../builders/a-trial.js';
import { aFailure, anAnswer } from '../store/planned-run.js';

const client = { kind: 'http', api: 'openai-chat', url: 'http://127.0.0.1:9/v1' } as const;
const price = { currency: 'USD', input_per_million: 1_000_000, output_per_million: 2_000_000 };

/** 40 characters: 10 tokens by the estimate. */
const request: ModelRequest = {
  trial: aTrial(),
  messages: [{ role: 'user', text: 'x'.repeat(40) }],
  caseText: '',
  options: [],
  format: 'choice',
};

function answer(usage: TokenUsage | null, text = 'yes'): ModelResponse {
  const service = { model: null, fingerprint: null, stopReason: null, usage };
  return { ...anAnswer(text), origin: 'live', service };
}

function scene(
  budget: Partial<Budget>,
  version: Partial<ModelVersion> = {},
  options: Partial<SpendingOptions> = {},
) {
  const model = aModel({ client, ...version });
  const spent: number[] = [];
  const spending = openSpending({
    budget: { ...NO_BUDGET, ...budget },
    models: [model],
    earlier: new Map(),
    stop: new AbortController().signal,
    onSpend: (_, amount) => void spent.push(amount),
    ...options,
  });
  const underWay: ((response: ModelResponse) => void)[] = [];
  const send = () => new Promise<ModelResponse>((resolve) => underWay.push(resolve));
  /** Asks so many at once, answers one after another, and gives back how many were sent and what came of them. */
  const ask = async (count: number, response: ModelResponse, asked = request) => {
    const results = Array.from({ length: count }, () => spending.meter(model, asked, send));
    const most = [];
    let sent = 0;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      most.push(underWay.length);
      const next = underWay.shift();
      if (next === undefined) break;
      sent += 1;
      next(response);
    }
    const unsent = (await Promise.all(results)).filter((one) => one === null).length;
    return { sent, unsent, most: Math.max(...most) };
  };
  return { model, spending, spent, ask };
}

const used = answer({ input: 10, output: 5 });

describe('openSpending', () => {
  it('sends as many requests as tokens are left for, and no more', async () => {
    // 15 tokens each: after the seventh 105 of 100 are taken.
    const { spending, ask } = scene({ tokens: 100 });
    expect(await ask(20, used)).toMatchObject({ sent: 7, unsent: 13 });
    expect(spending.stop.aborted).toBe(true);
    expect(spending.reached()).toBe('--max-tokens 100: 105 tokens taken');
  });

  it('sends as many as money is left for', async () => {
    // 10 × 1 + 5 × 2 = 20 USD each.
    const { spending, spent, ask } = scene({ cost: 60 }, { price });
    expect(await ask(20, used)).toMatchObject({ sent: 3, unsent: 17 });
    expect(spent).toEqual([20, 20, 20]);
    expect(spending.reached()).toBe('--max-cost 60: 60 USD spent');
  });

  it('lets one request go ahead until the length of an answer is known, then as many as there is room for', async () => {
    const { ask } = scene({ tokens: 150 });
    // After the first, 135 tokens are left: room for nine at once.
    expect(await ask(1, used)).toMatchObject({ sent: 1, most: 1 });
    expect(await ask(20, used)).toMatchObject({ sent: 9, most: 5 });
  });

  it('takes the limit of the settings for the length of every answer, however short the first were', async () => {
    const { ask } = scene({ tokens: 100 }, { settings: { max_tokens: 23 } });
    expect(await ask(1, answer({ input: 1, output: 0 }))).toMatchObject({ sent: 1, most: 1 });
    expect(await ask(5, answer({ input: 10, output: 23 }))).toMatchObject({ sent: 3, most: 2 });
  });

  it('takes the longest answer for the length of every one where the service passes the limit of the settings', async () => {
    const { ask } = scene({ tokens: 200 }, { settings: { max_tokens: 1 } });
    const long = answer({ input: 10, output: 90 });
    expect(await ask(1, long)).toMatchObject({ sent: 1 });
    expect(await ask(9, long)).toMatchObject({ sent: 1, most: 1 });
  });

  it('learns nothing of what is counted from a request without a word', async () => {
    const { ask } = scene({ tokens: 1000 });
    expect(await ask(1, used, { ...request, messages: [] })).toMatchObject({ sent: 1 });
    expect(await ask(20, used)).toMatchObject({ most: 11 });
  });

  it('holds back nothing that no limit counts, whatever else is under way', async () => {
    const priced = aModel({ model: 'priced', client, price });
    const program = aModel({ model: 'program', client: { kind: 'command', argv: ['node'] } });
    const { spending } = scene({ cost: 1 }, {}, { models: [priced, program] });
    const sent: string[] = [];
    for (const model of [program, priced, program, priced, program])
      void spending.meter(model, request, () => {
        sent.push(model.version.model);
        return new Promise(() => undefined);
      });
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toEqual(['program', 'priced', 'program', 'program']);
  });

  it('holds nothing back where there is no budget, but counts the cost', async () => {
    const { spending, spent, ask } = scene({}, { price });
    expect(await ask(5, used)).toEqual({ sent: 5, unsent: 0, most: 5 });
    expect([spent.length, spending.reached(), spending.stop.aborted]).toEqual([5, null, false]);
  });

  it('estimates what a silent service took, so that silence is no way round the budget', async () => {
    // 10 for the request, 8 characters of answer: 12 tokens each.
    const { spending, ask } = scene({ tokens: 24 });
    expect(await ask(9, answer(null, 'x'.repeat(8)))).toMatchObject({ sent: 2, unsent: 7 });
    expect(spending.reached()).toBe('--max-tokens 24: 24 tokens taken, in part an estimate');
  });

  it('counts attempts that failed with their usage, and none that reached no model', async () => {
    // 7 + 0 tokens each.
    expect(await scene({ tokens: 14 }).ask(9, aFailure())).toMatchObject({ sent: 2 });
    const refused: ModelResponse = { ...failed('connection'), service: null };
    expect(await scene({ tokens: 1 }).ask(9, refused)).toMatchObject({ sent: 9, unsent: 0 });
    expect(await scene({ tokens: 10 }).ask(9, failed('client-timeout'))).toMatchObject({ sent: 1 });
  });

  it('learns nothing of the length of answers from a request that failed without one', async () => {
    const { ask } = scene({ tokens: 400 }, { settings: { max_tokens: 100 } });
    const lost: ModelResponse = {
      status: 'failed',
      cause: 'reset',
      detail: 'the connection was closed',
      origin: 'live',
      latencyMs: 1,
      service: null,
      raw: null,
    };
    expect((await ask(1, lost)).most).toBe(1);
    expect((await ask(10, lost)).most).toBeLessThanOrEqual(3);
    // An error’s page is no answer either: without a limit one request goes at a time until one has come.
    const unlimited = scene({ tokens: 4000 });
    expect(await unlimited.ask(9, { ...lost, cause: 'server-error', raw: 'overloaded' })).toMatchObject({
      most: 1,
    });
  });

  it('counts no answer that was not asked for live', async () => {
    expect(await scene({ tokens: 1 }).ask(4, { ...used, origin: 'cache' })).toMatchObject({ sent: 4 });
  });

  it('goes on from what earlier sittings took', async () => {
    const { model } = scene({});
    const earlier = new Map([[model.hash, { input: 60, output: 25, isEstimated: false }]]);
    expect(await scene({ tokens: 100 }, {}, { earlier }).ask(9, used)).toMatchObject({ sent: 1, unsent: 8 });
    expect(await scene({ tokens: 85 }, {}, { earlier }).ask(9, used)).toMatchObject({ sent: 0, unsent: 9 });
  });

  it('stops when the time is over, finishes what is under way, and calls its timer off', async () => {
    const timers: { ms: number; call: () => void; off: boolean }[] = [];
    const after = (ms: number, call: () => void) => {
      const timer = { ms, call, off: false };
      timers.push(timer);
      return () => {
        timer.off = true;
      };
    };
    const { model, spending, ask } = scene({ minutes: 1.5 }, {}, { after });
    const [timer] = timers;
    let finish: (response: ModelResponse) => void = () => undefined;
    const pending = spending.meter(model, request, () => new Promise((resolve) => (finish = resolve)));
    await new Promise((resolve) => setImmediate(resolve));
    timer?.call();
    expect(timer?.ms).toBe(90_000);
    expect(spending.reached()).toBe('--max-minutes 1.5: the time is over');
    finish(used);
    expect(await pending).toEqual(used);
    expect(await ask(3, used)).toMatchObject({ sent: 0, unsent: 3 });
    spending.close();
    expect(timer?.off).toBe(true);
  });

  it('sends nothing after the run’s own stop, and takes that for no limit', async () => {
    const stop = new AbortController();
    const { spending, ask } = scene({ tokens: 100 }, {}, { stop: stop.signal });
    stop.abort();
    expect(await ask(3, used)).toMatchObject({ sent: 0, unsent: 3 });
    expect(spending.reached()).toBeNull();
  });

  it('gives the room of a request back that could not be sent', async () => {
    const { model, spending, ask } = scene({ tokens: 100 });
    const broken = () => Promise.reject(new Error('the credential was refused'));
    await expect(spending.meter(model, request, broken)).rejects.toThrow('refused');
    expect(await ask(3, used)).toMatchObject({ sent: 3 });
  });

  it('passes by what answers in this process', async () => {
    const reference = aModel();
    const { ask } = scene({ tokens: 1 }, { client: reference.version.client });
    expect(await ask(4, used)).toMatchObject({ sent: 4, unsent: 0 });
  });
});

function failed(cause: Extract<ModelResponse, { status: 'failed' }>['cause']): ModelResponse {
  return { status: 'failed', cause, detail: '', origin: 'live', latencyMs: 1, service: null, raw: null };
}
