import { describe, expect, it } from 'vitest';
import type { ModelClient } from '../../src/domain/ports/model-client.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { withinAnswerTime } from '../../src/models/answer-time.js';
import { answered, failed } from '../../src/models/model-response.js';
import { aRequest, NEVER_ABORTED } from './requests.js';

const LIMIT_MS = 2_000;

async function asked(response: ModelResponse | null, stallMs = 0): Promise<ModelResponse | null> {
  let stalledMs = 7;
  const ask = async () => {
    stalledMs += stallMs;
    return response;
  };
  const client: ModelClient = { isBounded: true, ask, close: async () => undefined };
  const watch = { stalledMs: () => stalledMs, close: () => undefined };
  const within = withinAnswerTime(client, LIMIT_MS, watch);
  expect(within.isBounded).toBe(true);
  return within.ask(aRequest(), NEVER_ABORTED);
}

const service = { model: 'ward-1', fingerprint: null, stopReason: 'stop', usage: { input: 3, output: 1 } };
const parts = (latencyMs: number) => ({ origin: 'live', latencyMs, service }) as const;

describe('an answer time', () => {
  it('lets an answer through that comes in it', async () => {
    const answer = answered('B', { ...parts(2_000), raw: '{"text":"B"}' });
    expect(await asked(answer)).toBe(answer);
    expect(await asked(null)).toBe(null);
  });

  it('charges a later one to the deployment, and keeps what came', async () => {
    expect(await asked(answered('B', { ...parts(2_000.5), raw: '{"text":"B"}' }))).toEqual({
      status: 'failed',
      cause: 'answer-timeout',
      detail: 'expected an answer within 2000 ms (deployment.answer_time_ms); found one after 2001 ms',
      origin: 'live',
      latencyMs: 2_000.5,
      service,
      raw: '{"text":"B"}',
    });
    expect(await asked(answered('B', parts(9_000)))).toMatchObject({ cause: 'answer-timeout', raw: 'B' });
  });

  it('charges none by the deadline to the deployment, too', async () => {
    expect(await asked(failed('client-timeout', 'no whole answer', parts(1_999)))).toMatchObject({
      cause: 'answer-timeout',
      detail: expect.stringContaining('found none by the deadline'),
    });
  });

  it.each([answered('B', parts(4_500)), failed('client-timeout', 'no whole answer', parts(4_500))])(
    'is not known to be missed where this process stood still meanwhile: $status',
    async (response) => {
      expect(await asked(response, 4_000)).toMatchObject({
        status: 'failed',
        cause: 'client-timeout',
        detail:
          'this process stood still for 4000 ms meanwhile: whether the answer came in time is not known',
        service,
      });
      const inTime = answered('B', parts(1_000));
      expect(await asked(inTime, 4_000)).toBe(inTime);
    },
  );

  it.each([
    ['a time-out before it', failed('client-timeout', 'as told', parts(500))],
    ['a server’s error after it', failed('server-error', 'as told', parts(9_000))],
    ['a cut answer after it', failed('truncated', 'as told', parts(9_000))],
    ['an interruption', failed('interrupted', 'as told', parts(9_000))],
  ])('leaves its cause to %s', async (_name, response) => {
    expect(await asked(response)).toBe(response);
  });
});
