import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BlockedEgress } from '../../src/domain/blocked-egress.js';
import type { Store } from '../../src/domain/ports/store.js';
import { runIdFrom } from '../../src/domain/result-set.js';
import { storeBlocked, storedBlocked } from '../../src/run/blocked-egress.js';
import { createStore } from '../../src/store/store.js';
import { plannedTrials } from '../store/planned-run.js';
import { runFolder } from '../store/run-folder.js';

const RUN = runIdFrom('20261120T100000000Z-egress');
const NEXT = runIdFrom('20261121T100000000Z-egress');
const TEN = new Date('2026-11-20T10:00:00Z');
const HOME: BlockedEgress = { host: 'home.example', port: 443, how: 'tcp', times: 2 };
const LOOKUP: BlockedEgress = { host: 'home.example', port: null, how: 'dns', times: 1 };

async function withStore<T>(use: (store: Store, folder: string) => Promise<T>): Promise<T> {
  await using folder = await runFolder();
  const store = await createStore(folder.file, { runId: RUN });
  try {
    await store.savePlan(plannedTrials({ models: ['alpha'], protocols: ['direct'], cases: 1, repeats: 1 }));
    return await use(store, folder.folder);
  } finally {
    await store.close();
  }
}

describe('what was blocked, in the run', () => {
  it('keeps sittings apart that began at one time and blocked the same', () =>
    withStore(async (store) => {
      const sitting = { sitting: TEN.toISOString(), blocked: [HOME, LOOKUP] };
      await storeBlocked(store, TEN, sitting.blocked);
      await storeBlocked(store, TEN, sitting.blocked);
      await storeBlocked(store, TEN, []);
      expect(await storedBlocked(store)).toEqual([sitting, sitting]);
    }));

  it('is not taken over by a run that continues this one', () =>
    withStore(async (store, folder) => {
      await storeBlocked(store, TEN, [HOME]);
      await store.flush();
      const continues = { from: join(folder, 'run.sqlite'), attempts: 3, documents: [] };
      const next = await createStore(join(folder, 'next.sqlite'), { runId: NEXT, continues });
      try {
        expect((await next.loadPlan()).hash).toBe((await store.loadPlan()).hash);
        expect(await storedBlocked(next)).toEqual([]);
      } finally {
        await next.close();
      }
    }));

  it.each<readonly [string, unknown]>([
    ['no object', null],
    ['no time', { blocked: [HOME] }],
    ['what is no time', { sitting: 'yesterday', blocked: [HOME] }],
    ['nothing blocked', { sitting: TEN.toISOString(), blocked: [] }],
    ['no list', { sitting: TEN.toISOString(), blocked: HOME }],
    ...Object.entries({
      host: 1,
      port: 65_536,
      how: 'smoke',
      times: 0,
    }).map(
      ([field, value]) =>
        [field, { sitting: TEN.toISOString(), blocked: [HOME, { ...HOME, [field]: value }] }] as const,
    ),
    ['part of a number', { sitting: TEN.toISOString(), blocked: [{ ...HOME, times: 1.5 }] }],
  ])('is refused where it has been changed: %s', (_, body) =>
    withStore(async (store) => {
      await store.putDocument({ kind: 'egress', id: 'x', body });
      await expect(storedBlocked(store)).rejects.toMatchObject({
        code: 'STORE_CORRUPT',
        message: expect.stringContaining(`run ${RUN}: expected the documents of what was blocked`),
      });
    }),
  );
});
