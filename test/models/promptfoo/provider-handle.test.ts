import { describe, expect, it } from 'vitest';
import { openProvider } from '../../../src/models/promptfoo/provider-handle.js';
import { SILENT_THREAD } from '../../fixtures/promptfoo/threads.js';
import { NEVER_ABORTED } from '../requests.js';

const START = { provider: 'openai:chat:ward-1', config: {}, hosts: [] };

describe('a provider that is never ready', () => {
  it('is not waited for beyond its bound', async () => {
    const opening = openProvider(START, {}, NEVER_ABORTED, { file: SILENT_THREAD, readyMs: 50 });
    await expect(opening).rejects.toThrow('it was not ready within 0.05 s');
  });

  it('is not waited for where nobody needs it any more', async () => {
    const abort = new AbortController();
    const opening = openProvider(START, {}, abort.signal, { file: SILENT_THREAD });
    abort.abort();
    await expect(opening).rejects.toThrow('it was closed before it was ready');
  });
});
