import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ModelClient } from '../../../src/domain/ports/model-client.js';
import { openPromptfoo } from '../../../src/models/promptfoo/promptfoo-client.js';
import type { ThreadOptions } from '../../../src/models/promptfoo/provider-handle.js';
import { PROMPTFOO, versionAt } from '../../fixtures/promptfoo/a-promptfoo.js';
import { MORTAL_THREAD, SILENT_THREAD } from '../../fixtures/promptfoo/threads.js';
import { answerOf, aRequest, NEVER_ABORTED } from '../requests.js';
import { aWorkspace, type TestWorkspace } from '../workspace.js';
import { shellVariables } from './a-scene.js';

shellVariables();

/** A client whose thread is another. */
function openWith(thread: ThreadOptions, workspace: TestWorkspace): Promise<ModelClient> {
  const version = versionAt('http://127.0.0.1:9');
  if (version.client.kind !== 'promptfoo') throw new Error('expected a client of promptfoo');
  return openPromptfoo(version.client, workspace.context(), version, thread);
}

async function withThread(thread: ThreadOptions, use: (client: ModelClient) => Promise<void>): Promise<void> {
  await using workspace = await aWorkspace();
  const client = await openWith(thread, workspace);
  try {
    await use(client);
  } finally {
    await client.close();
  }
}

describe.skipIf(PROMPTFOO === null)('with promptfoo installed', () => {
  describe('the thread of a promptfoo client', () => {
    it('fails what was under way where it ends, and is there for the next', () =>
      withThread({ file: MORTAL_THREAD }, async (client) => {
        expect(await answerOf(client, aRequest({ messages: [{ role: 'user', text: 'end' }] }))).toMatchObject(
          {
            cause: 'client-crash',
            detail: expect.stringContaining('exit code 3'),
          },
        );
        expect(await answerOf(client, aRequest())).toMatchObject({ status: 'answered' });
      }));

    it('leaves trials unanswered where it has ended too often', () =>
      withThread({ file: MORTAL_THREAD }, async (client) => {
        const ending = aRequest({ messages: [{ role: 'user', text: 'end' }] });
        for (let ends = 0; ends < 4; ends += 1) {
          expect(await answerOf(client, ending)).toMatchObject({ cause: 'client-crash' });
        }
        await expect(client.ask(ending, NEVER_ABORTED)).rejects.toMatchObject({
          code: 'MODEL_UNAVAILABLE',
          message: expect.stringContaining('resume the run'),
        });
      }));

    it('is not waited for without end, and the message says what to check', async () => {
      await using workspace = await aWorkspace();
      const opening = openWith({ file: SILENT_THREAD, readyMs: 50 }, workspace);
      await expect(opening).rejects.toMatchObject({
        code: 'MODEL_UNAVAILABLE',
        message: expect.stringMatching(
          /found that it cannot: it was not ready within 0\.05 s\. Check client\.provider and client\.config in the model’s file/,
        ),
      });
      expect(readdirSync(workspace.root)).toEqual([]);
    });
  });
});
