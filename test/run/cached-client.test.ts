import { describe, expect, it } from 'vitest';
import type { ModelClient, ModelRequest } from '../../src/domain/ports/model-client.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { cachedClient, cacheKey, mayUseCache, openRunCache } from '../../src/run/cached-client.js';
import type { CacheEntry, ResponseCache } from '../../src/store/response-cache.js';
import { aModel } from '../builders/a-plan.js';
import { aPolicy } from '../builders/a-policy.js';
import { aTrial } from '../builders/a-trial.js';
import { aFailure, anAnswer } from '../store/planned-run.js';

const ENDPOINT = aModel({ client: { kind: 'http', api: 'openai-chat', url: 'https://llm.example/v1' } });
const LIVE: ModelResponse = { ...anAnswer('yes'), origin: 'live' };

function aRequest(part: Partial<ModelRequest> = {}): ModelRequest {
  return {
    trial: aTrial(),
    messages: [{ role: 'user', text: 'My chest hurts.' }],
    caseText: 'My chest hurts.',
    options: [{ id: 'now', text: 'Call an ambulance' }],
    format: 'choice',
    ...part,
  };
}

/** A cache in memory, with everything that was put into it. */
function aCache(known: ModelResponse | null = null) {
  const put: CacheEntry[] = [];
  const looked: unknown[] = [];
  const cache: ResponseCache = {
    get(key, content) {
      looked.push([key, content]);
      return known;
    },
    put: (entry) => void put.push(entry),
    close: () => undefined,
  };
  return { cache, put, looked };
}

function clientOf(response: ModelResponse): ModelClient & { readonly asked: () => number } {
  let asked = 0;
  return {
    ask: async () => {
      asked += 1;
      return response;
    },
    close: async () => undefined,
    asked: () => asked,
  };
}

async function askOnce(response: ModelResponse, known: ModelResponse | null, reads = true) {
  const { cache, put, looked } = aCache(known);
  const client = clientOf(response);
  const wrapped = cachedClient(client, cache, { reads, model: ENDPOINT, contentOf: () => 'limited' });
  const got = await wrapped.ask(aRequest(), new AbortController().signal);
  return { got, put, looked, asked: client.asked() };
}

describe('mayUseCache', () => {
  it.each([
    ['an endpoint under no policy', { models: [ENDPOINT] }, null, false, 'reads'],
    ['a screen', { models: [ENDPOINT] }, aPolicy({ purpose: 'screen' }), false, 'reads'],
    ['research', { models: [ENDPOINT] }, aPolicy({ purpose: 'research' }), false, 'reads'],
    ['a release', { models: [ENDPOINT] }, aPolicy({ purpose: 'release' }), false, 'asks-afresh'],
    ['--fresh', { models: [ENDPOINT] }, null, true, 'asks-afresh'],
    ['no endpoint', { models: [aModel()] }, null, false, 'none'],
    ['one endpoint among others', { models: [aModel(), ENDPOINT] }, null, false, 'reads'],
  ])('%s', (_name, plan, policy, fresh, status) => {
    expect(mayUseCache(plan, policy, fresh).status).toBe(status);
  });
});

describe('a cached client', () => {
  it('bounds what is under way where its client does', () => {
    const { cache } = aCache(null);
    const client = { ...clientOf(anAnswer('yes')), isBounded: true };
    const wrapped = cachedClient(client, cache, { reads: true, model: ENDPOINT, contentOf: () => 'limited' });
    expect(wrapped.isBounded).toBe(true);
  });
});

describe('cacheKey', () => {
  const other = aModel({ snapshot: '2026-01-01' });
  it.each<readonly [string, Partial<ModelRequest>]>([
    ['repeat', { trial: aTrial({ repeat: 1 }) }],
    ['case with the same text', { trial: aTrial({ caseId: 'chest-pain-02' }) }],
    ['set with the same case', { trial: aTrial({ set: 'wards' }) }],
    ['variant', { trial: aTrial({ variant: 'woman' }) }],
    ['step', { trial: aTrial({ step: 1 }) }],
    ['model version', { trial: aTrial({ modelHash: other.hash }) }],
    ['text', { messages: [{ role: 'user', text: 'My chest hurts!' }] }],
    ['role', { messages: [{ role: 'system', text: 'My chest hurts.' }] }],
    ['option', { options: [{ id: 'now', text: 'Call an ambulance now' }] }],
    ['format', { format: 'text' }],
  ])('is another for another %s', (_name, part) => {
    expect(cacheKey(aRequest(part))).not.toBe(cacheKey(aRequest()));
  });

  it('is the same wherever the trial stands in its plan', () => {
    expect(cacheKey(aRequest({ trial: aTrial({ seq: 7 }) }))).toBe(cacheKey(aRequest()));
  });
});

describe('a cached client', () => {
  it('gives what the cache has, looked up with the class of the set, and asks nobody', async () => {
    const known = { ...LIVE, origin: 'cache' as const };
    const looked = [[cacheKey(aRequest()), 'limited']];
    expect(await askOnce(aFailure(), known)).toEqual({ got: known, put: [], looked, asked: 0 });
  });

  it('keeps what it asked for, with the class of the set and the version', async () => {
    const { got, put, asked } = await askOnce(LIVE, null);
    expect([got, asked]).toEqual([LIVE, 1]);
    expect(put).toEqual([
      {
        key: cacheKey(aRequest()),
        content: 'limited',
        model: 'candidate-2',
        modelHash: ENDPOINT.hash,
        askedAtMs: expect.any(Number),
        response: LIVE,
      },
    ]);
  });

  it('asks although the cache has one where it may not read, and keeps the new one', async () => {
    const { got, put, asked } = await askOnce(LIVE, anAnswer('old'), false);
    expect([got, asked, put.length]).toEqual([LIVE, 1, 1]);
  });

  it.each([
    ['truncated', true],
    ['empty', true],
    ['content-filter', true],
    ['answer-timeout', true],
    ['server-error', false],
    ['rate-limited', false],
    ['client-timeout', false],
    ['malformed-response', false],
    ['interrupted', false],
    ['budget', false],
    ['not-recorded', false],
  ] as const)('a failure by %s is kept: %s', async (cause, isKept) => {
    const { put } = await askOnce({ ...aFailure(), status: 'failed', cause, detail: 'as told' }, null);
    expect(put).toHaveLength(isKept ? 1 : 0);
  });

  it('keeps nothing that was not asked just now', async () => {
    expect((await askOnce(anAnswer('recorded'), null)).put).toEqual([]);
  });
});

describe('the cache of a run', () => {
  it.each(['reads', 'none'] as const)('leaves clients that are no endpoint as they are (%s)', (status) => {
    const client = clientOf(LIVE);
    const cache = openRunCache('/nowhere', { models: [], sets: [] }, { status }, () => undefined);
    expect(cache.wrap(aModel(), client)).toBe(client);
    cache.close();
  });
});
