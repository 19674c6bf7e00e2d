import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PreceptorError } from '../../../src/errors.js';
import { type LastingProvider, openLastingProvider } from '../../../src/models/promptfoo/lasting-provider.js';
import { openProvider, type ProviderHandle } from '../../../src/models/promptfoo/provider-handle.js';
import { MORTAL_THREAD } from '../../fixtures/promptfoo/threads.js';
import { NEVER_ABORTED } from '../requests.js';
import { aWorkspace } from '../workspace.js';

const START = { provider: 'openai:chat:ward-1', config: {}, hosts: [] };

interface Scene {
  readonly provider: LastingProvider;
  call(prompt: string): Promise<unknown>;
  starts(): number;
}

/** @param reopen - in place of starting the thread once more */
async function withProvider(
  use: (scene: Scene) => Promise<void>,
  reopen?: (signal: AbortSignal) => Promise<ProviderHandle>,
): Promise<void> {
  await using workspace = await aWorkspace();
  const env = { PROMPTFOO_CONFIG_DIR: workspace.root };
  const starts = () => readdirSync(workspace.root).length;
  const provider = await openLastingProvider('ward: openai:chat:ward-1', (signal) =>
    reopen === undefined || starts() === 0
      ? openProvider(START, env, signal, { file: MORTAL_THREAD })
      : reopen(signal),
  );
  const call = async (prompt: string) =>
    (await provider.running(NEVER_ABORTED))?.call(prompt, 10_000, NEVER_ABORTED);
  try {
    await use({ provider, call, starts });
  } finally {
    await provider.close();
  }
}

/** As long as it is needed, and no longer. */
function neverReady(signal: AbortSignal): Promise<ProviderHandle> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('closed')));
  });
}

describe('a lasting provider', () => {
  it('is started again once where its thread has ended, however many wait for it', () =>
    withProvider(async ({ call, starts }) => {
      expect(await call('end')).toEqual({ status: 'gone', end: 'exit code 3' });
      const together = await Promise.all(['a', 'b', 'c'].map(call));
      expect(together).toMatchObject(
        ['a', 'b', 'c'].map((text) => ({
          status: 'replied',
          reply: { given: JSON.stringify({ output: text }) },
        })),
      );
      expect(starts()).toBe(2);
    }));

  it('is not started a fifth time, and says what to do', () =>
    withProvider(async ({ call, starts }) => {
      for (let ends = 0; ends < 4; ends += 1) expect(await call('end')).toMatchObject({ status: 'gone' });
      for (let asked = 0; asked < 2; asked += 1) {
        await expect(call('a')).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: expect.stringMatching(
            /^ward: openai:chat:ward-1: expected .*; found that it was started 4 times .* exit code 3\. .*then resume the run\.$/,
          ),
        });
      }
      expect(starts()).toBe(4);
    }));

  it('is not waited for by who has been aborted, and closes while it is started again', () =>
    withProvider(async ({ provider, call }) => {
      await call('end');
      const abort = new AbortController();
      const running = provider.running(abort.signal);
      abort.abort();
      expect(await running).toBeNull();
      expect(await provider.running(abort.signal)).toBeNull();
    }, neverReady));

  it('throws what starting it again throws, and is started again for the next', () => {
    const broken = new PreceptorError('MODEL_UNAVAILABLE', 'ward: no disk.');
    const failures = [new Error('no memory'), broken];
    return withProvider(
      async ({ call }) => {
        await call('end');
        await expect(call('a')).rejects.toThrow('no memory');
        await expect(call('a')).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: 'ward: no disk.',
        });
      },
      async () => {
        throw failures.shift() ?? new Error('asked once too often');
      },
    );
  });
});
