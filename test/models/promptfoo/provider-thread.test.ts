import { afterEach, describe, expect, it } from 'vitest';
import { startIsolatedThread } from '../../../src/files/guarded-thread.js';
import { type EgressGuard, installEgressGuard } from '../../../src/models/egress/egress-guard.js';
import { threadEnvironment } from '../../../src/models/promptfoo/thread-start.js';
import { PROMPTFOO } from '../../fixtures/promptfoo/a-promptfoo.js';
import { CURIOUS_THREAD } from '../../fixtures/promptfoo/threads.js';
import { aWorkspace } from '../workspace.js';

let guard: EgressGuard | null = null;
afterEach(() => {
  guard?.release();
  guard = null;
});

interface Looked {
  readonly folder: string;
  readonly said: readonly unknown[];
}

/** What promptfoo’s own thread says once a package in it has looked around. */
async function look(
  what: 'home' | 'program' | 'telemetry',
  variables: Readonly<Record<string, string>> = {},
): Promise<Looked> {
  await using workspace = await aWorkspace();
  const folder = workspace.root;
  const start = { provider: 'openai:chat:ward-1', config: { apiKey: 'none' }, hosts: [], look: what };
  const env = threadEnvironment({ variables, folder, concurrency: 1, deadlineMs: 1_000 });
  const thread = startIsolatedThread(CURIOUS_THREAD, start, env);
  try {
    const said = await new Promise<readonly unknown[]>((resolve, reject) => {
      const heard: unknown[] = [];
      thread.on('message', (message) => {
        heard.push(message);
        if (message.type === 'looked') resolve(heard);
      });
      thread.once('error', reject);
    });
    return { folder, said };
  } finally {
    await thread.terminate();
  }
}

describe.skipIf(PROMPTFOO === null)('a package in promptfoo’s thread', () => {
  it('starts no program', async () => {
    const { said } = await look('program');
    const found = expect.stringMatching(/^blocked: a program named node: .*declare the variable in env of/);
    expect(said).toEqual([{ type: 'ready' }, { type: 'looked', found }]);
  });

  it('finds the private folder in place of the user’s home', async () => {
    const { said, folder } = await look('home');
    expect(said).toEqual([{ type: 'ready' }, { type: 'looked', found: folder }]);
  });

  it('finds the home that is declared', async () => {
    const declared = { HOME: '/declared/home', USERPROFILE: '/declared/home' };
    const { said } = await look('home', declared);
    expect(said).toEqual([{ type: 'ready' }, { type: 'looked', found: '/declared/home' }]);
  });

  it('sends no telemetry: promptfoo’s own switch leaves one request', async () => {
    guard = installEgressGuard();
    const { said } = await look('telemetry');
    expect(said).toEqual([{ type: 'ready' }, { type: 'looked', found: undefined }]);
    const hosts = () => guard?.blocked().map(({ host }) => host);
    await expect.poll(hosts).toContain('api.promptfoo.dev');
    expect(hosts()).toEqual(['api.promptfoo.dev']);
  });
});
