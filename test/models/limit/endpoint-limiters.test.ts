import { expect, it } from 'vitest';
import type { HttpClient, ModelVersion } from '../../../src/domain/model-version.js';
import { createEndpointLimiters } from '../../../src/models/limit/endpoint-limiters.js';
import { NEVER_ABORTED } from '../requests.js';

const URL = 'https://gateway.example/v1';

function aVersion(model: string, client: Partial<HttpClient> = {}): ModelVersion {
  return {
    model,
    family: 'ward-llm',
    snapshot: model,
    client: { kind: 'http', api: 'openai-chat', url: URL, ...client },
    settings: {},
    deployment: { location: 'inside' },
  };
}

const candidate = aVersion('candidate');
const baseline = aVersion('baseline', { url: `${URL}/` });

it('is shared by model versions that are asked at one address with one credential', () => {
  const limiterOf = createEndpointLimiters([candidate, baseline], {});
  expect(limiterOf(candidate)).toBe(limiterOf(baseline));
  expect(limiterOf(candidate)).toBe(limiterOf(candidate));
});

it.each([
  ['address', { url: 'https://gateway.example/v2' }],
  ['deployment', { api: 'azure-openai', deployment: 'ward-2' } as const],
  ['credential', { credential: { env: 'OTHER_KEY' } }],
])('is another one for another %s', (_name, client) => {
  const other = aVersion('other', client);
  const limiterOf = createEndpointLimiters([candidate, other], {});
  expect(limiterOf(other)).not.toBe(limiterOf(candidate));
});

it('lets no more under way than the strictest of them declares, for all together', async () => {
  const strict = aVersion('strict', { concurrency: 2 });
  const limiterOf = createEndpointLimiters([candidate, strict], { concurrency: 8 });
  expect(limiterOf(candidate).state().limit).toBe(2);
  for (const version of [candidate, strict]) await limiterOf(version).acquire(NEVER_ABORTED);
  let isLet = false;
  void limiterOf(candidate)
    .acquire(NEVER_ABORTED)
    .then(() => {
      isLet = true;
    });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isLet).toBe(false);
});

it('holds all of them while one of them is told to wait, and says so once with their names', async () => {
  const messages: string[] = [];
  const limiterOf = createEndpointLimiters([candidate, baseline], { warn: (text) => messages.push(text) });
  const permit = await limiterOf(candidate).acquire(NEVER_ABORTED);
  permit?.settle({ status: 'rate-limited', retryAfterMs: 60_000 });
  expect(limiterOf(baseline).state().pausedUntilMs).not.toBeNull();
  expect(messages).toEqual([
    'candidate, baseline: the endpoint limits the rate: nothing is sent to it for 60 s.',
  ]);
});

it('is known for a promptfoo provider by its hosts and variables', () => {
  const client = {
    kind: 'promptfoo' as const,
    promptfoo: '0.100.0',
    provider: 'mistral:a',
    env: ['A', 'B'],
  };
  const one = { ...candidate, client: { ...client, hosts: ['https://a.example', 'https://b.example'] } };
  const same = {
    ...baseline,
    client: { ...client, provider: 'mistral:b', hosts: ['https://b.example', 'https://a.example'] },
  };
  const other = { ...baseline, client: { ...client, hosts: ['https://a.example'] } };
  const limiterOf = createEndpointLimiters([one, same, other], {});
  expect(limiterOf(same)).toBe(limiterOf(one));
  expect(limiterOf(other)).not.toBe(limiterOf(one));
});
