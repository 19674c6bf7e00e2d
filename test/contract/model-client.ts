import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelClient, ModelRequest } from '../../src/domain/ports/model-client.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { answerOf } from '../models/requests.js';

/** A client under test. It must be able to answer `request(0)` to `request(49)`, not all of them alike. */
export interface ModelClientFixture extends AsyncDisposable {
  readonly client: ModelClient;
  request(n: number): ModelRequest;
  /** A request that must fail, and not throw; null where every request can be answered. */
  readonly failing: ModelRequest | null;
}

const CONCURRENT = 50;
const REQUEST_FIELDS = ['trial', 'messages', 'caseText', 'options', 'format'];

/** What every client of a model has to hold to. */
export function describeModelClient(name: string, open: () => Promise<ModelClientFixture>): void {
  describe(`${name} as a model client`, () => {
    let fixture: ModelClientFixture;
    beforeAll(async () => {
      fixture = await open();
    });
    afterAll(() => fixture[Symbol.asyncDispose]());
    const live = (): AbortSignal => new AbortController().signal;

    it('answers the same trial alike', async () => {
      const first = await answerOf(fixture.client, fixture.request(3), live());
      const second = await answerOf(fixture.client, fixture.request(3), live());
      expect(first.status).toBe('answered');
      expect(said(second)).toEqual(said(first));
    });

    it('gives each of 50 concurrent requests its own answer', async () => {
      const requests = Array.from({ length: CONCURRENT }, (_, n) => fixture.request(n));
      const alone: unknown[] = [];
      for (const request of requests) alone.push(said(await answerOf(fixture.client, request, live())));
      const together = await Promise.all(
        requests.map((request) => answerOf(fixture.client, request, live())),
      );
      expect(together.map(said)).toEqual(alone);
      expect(new Set(alone.map((each) => JSON.stringify(each))).size).toBeGreaterThan(1);
    });

    it('fails with a cause instead of throwing', async (context) => {
      if (fixture.failing === null) return context.skip('this client can answer every request');
      const response = await fixture.client.ask(fixture.failing, live());
      expect(response).toMatchObject({
        status: 'failed',
        cause: expect.any(String),
        detail: expect.any(String),
      });
    });

    it('reads nothing of a request but what the port declares', async () => {
      const read = new Set<string>();
      const watched = new Proxy(fixture.request(1), {
        get(target, field, receiver) {
          read.add(String(field));
          return Reflect.get(target, field, receiver);
        },
        ownKeys(target) {
          read.add('every field there is');
          return Reflect.ownKeys(target);
        },
      });
      await fixture.client.ask(watched, live());
      expect([...read].filter((field) => !REQUEST_FIELDS.includes(field))).toEqual([]);
    });

    it('sends nothing where the run is aborted, and says so', async () => {
      expect(await fixture.client.ask(fixture.request(0), AbortSignal.abort())).toBeNull();
    });

    it('may be closed twice, and then answers nothing', async () => {
      await Promise.all([fixture.client.close(), fixture.client.close()]);
      await fixture.client.close();
      expect(await fixture.client.ask(fixture.request(0), live())).toBeNull();
    });
  });
}

/** A response without the time it took. */
function said(response: ModelResponse): unknown {
  const { latencyMs, ...rest } = response;
  expect(latencyMs).toBeGreaterThanOrEqual(0);
  return rest;
}
