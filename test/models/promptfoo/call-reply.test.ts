import { describe, expect, it } from 'vitest';
import { callReply } from '../../../src/models/promptfoo/call-reply.js';
import type { WatchedCall } from '../../../src/models/promptfoo/watched-fetch.js';

const replyTo = (provider: () => Promise<unknown>) => {
  const call: WatchedCall = { signal: new AbortController().signal, seen: null, broken: null };
  return callReply(call, provider);
};

function aCycle(): unknown {
  const output: Record<string, unknown> = {};
  output.self = output;
  return { output };
}

describe('the reply to a call of a provider', () => {
  it('holds what is read of what the provider gave', async () => {
    const given = { output: 'A', raw: { audio: 1n }, metadata: { http: { status: 200 } } };
    expect(await replyTo(async () => given)).toEqual({
      given: '{"output":"A","httpStatus":200}',
      thrown: null,
      seen: null,
      broken: null,
    });
  });

  it.each<readonly [string, () => Promise<unknown>, RegExp]>([
    ['what the provider threw', () => Promise.reject(new Error('busy')), /^busy$/],
    ['a BigInt, which JSON does not have', async () => ({ output: 1n }), /BigInt/],
    ['a cycle, which JSON does not have', async () => aCycle(), /circular/],
    ['what has no words', () => Promise.reject(Object.create(null)), /^an error without words$/],
  ])('is a failure for %s', async (_name, provider, thrown) => {
    expect(await replyTo(provider)).toMatchObject({ given: null, thrown: expect.stringMatching(thrown) });
  });
});
