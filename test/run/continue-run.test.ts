import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Asking, USUAL_ASKING } from '../../src/domain/asking.js';
import type { Store } from '../../src/domain/ports/store.js';
import type { ModelResponse } from '../../src/domain/response.js';
import { readingSet, runIdFrom } from '../../src/domain/result-set.js';
import { askingDocument, keepAsking, storedAsking } from '../../src/run/asking.js';
import { continueRun } from '../../src/run/continue-run.js';
import { runFile } from '../../src/run/run-files.js';
import { openConnection } from '../../src/store/connection.js';
import { createStore, openStore } from '../../src/store/store.js';
import { aFailure, anAnswer, anAttempt, fastHash, plannedTrials } from '../store/planned-run.js';
import { runFolder } from '../store/run-folder.js';

const FIRST = runIdFrom('20261120T100000000Z-first');
const NOW = new Date('2026-11-21T10:00:00Z');
const LOST: ModelResponse = {
  status: 'failed',
  cause: 'server-error',
  detail: "status 500 'with' \u0000",
  origin: 'live',
  latencyMs: 3,
  service: null,
  raw: null,
};
/** Responses of each trial in the order they came, the last one final; every other trial is answered at once. */
const LOSSES: Readonly<Record<number, readonly ModelResponse[]>> = {
  1: [LOST, LOST, LOST],
  2: [aFailure()],
  3: [LOST, anAnswer('came at last')],
  5: [LOST, LOST, LOST],
};
const SHAPE = { models: ['alpha'], protocols: ['direct'], cases: 8, repeats: 1, variants: false };

interface Scene {
  readonly root: string;
  readonly store: Store;
}

/** A run with 8 trials, of which the infrastructure lost two and the last one was never asked. */
async function withRun<T>(use: (scene: Scene) => Promise<T>, asking: Asking = USUAL_ASKING): Promise<T> {
  await using folder = await runFolder();
  const root = folder.folder;
  const store = await createStore(runFile(root, FIRST), { runId: FIRST });
  try {
    await store.putDocument({ kind: 'policy', id: 'p', body: { policy: "the board's" } });
    await store.putDocument(askingDocument(asking));
    await store.savePlan(plannedTrials(SHAPE));
    for (let seq = 0; seq < 7; seq += 1)
      await putResponses(store, seq, LOSSES[seq] ?? [anAnswer(`answer ${seq}`)]);
    const set = readingSet(FIRST, 'strict', fastHash('strict'));
    await store.openReadingSet(set);
    await store.putReading(set.id, 0, { status: 'unreadable', detail: 'x' });
    await store.closeReadingSet(set.id);
    await store.putDocument({ kind: 'decision', id: 'd', body: { outcome: 'invalid' } });
    await store.flush();
    return await use({ root, store });
  } finally {
    await store.close();
  }
}

async function putResponses(store: Store, seq: number, responses: readonly ModelResponse[]): Promise<void> {
  for (const [index, response] of responses.entries()) {
    const final = index === responses.length - 1;
    await store.putAttempt(anAttempt(seq, { attempt: index + 1, final, response }));
  }
}

async function attemptsOf(store: Store) {
  const all = [];
  for (let seq = 0; seq < 8; seq += 1) all.push(await store.attempts(seq));
  return all;
}

async function continued(scene: Scene, attempts: number | null) {
  const made = await continueRun(scene.root, scene.store, { attempts, fresh: false }, NOW);
  if (made.status !== 'continued') throw new Error(made.because);
  return made;
}

async function openSeqs(store: Store): Promise<readonly number[]> {
  const seqs: number[] = [];
  for await (const { trial } of store.trials({ unanswered: true })) seqs.push(trial.seq);
  return seqs;
}

describe('continueRun', () => {
  it('takes over plan, policy and every response, and opens what the infrastructure lost', () =>
    withRun(async (scene) => {
      const { store, reopened } = await continued(scene, 5);
      try {
        expect(reopened).toBe(2);
        expect(await store.loadPlan()).toEqual(await scene.store.loadPlan());
        expect(await openSeqs(store)).toEqual([1, 5, 7]);
        expect(await store.counts()).toEqual({ planned: 8, answered: 4, failed: 1, attempts: 12 });
        const before = await attemptsOf(scene.store);
        const reopen = [1, 5];
        expect(await attemptsOf(store)).toEqual(
          before.map((attempts, seq) =>
            reopen.includes(seq) ? attempts.map((attempt) => ({ ...attempt, final: false })) : attempts,
          ),
        );
        expect((await store.documents('policy')).map(({ body }) => body)).toEqual([
          { policy: "the board's" },
        ]);
        expect(await storedAsking(store)).toEqual({
          attempts: 5,
          fresh: false,
          continues: { run: FIRST, reopened: 2, attempts: 3 },
        });
      } finally {
        await store.close();
      }
    }));

  it('takes over no reading and no decision: they are made anew, from the new responses', () =>
    withRun(async (scene) => {
      const { store } = await continued(scene, 4);
      try {
        expect([await store.readingSets(), await store.documents('decision')]).toEqual([[], []]);
        const set = readingSet(store.runId, 'strict', fastHash('strict'));
        expect(await store.openReadingSet(set)).toEqual({ complete: false });
      } finally {
        await store.close();
      }
    }));

  it('changes nothing of the run that it continues', () =>
    withRun(async (scene) => {
      const before = [await attemptsOf(scene.store), await scene.store.counts()];
      const { store } = await continued(scene, 5);
      await putResponses(store, 7, [anAnswer('only here')]);
      await store.close();
      expect([await attemptsOf(scene.store), await scene.store.counts()]).toEqual(before);
      expect(await scene.store.readingSets()).toHaveLength(1);
      expect(await storedAsking(scene.store)).toEqual(USUAL_ASKING);
    }));

  it('is whole on disk before anything is asked: a kill leaves a run that can be resumed', () =>
    withRun(async (scene) => {
      const { store } = await continued(scene, 5);
      const file = runFile(scene.root, store.runId);
      // Another connection sees what a kill would leave.
      const seen = openConnection(file, { mode: 'read', timeoutMs: 1000 });
      const [row] = seen
        .prepare(
          "SELECT (SELECT count(*) FROM attempt) AS attempts, (SELECT count(*) FROM completion WHERE kind = 'plan') AS plans, (SELECT count(*) FROM document WHERE kind = 'asking') AS asking",
        )
        .all([]);
      seen.close();
      await store.close();
      expect(row).toEqual({ attempts: 12, plans: 1, asking: 1 });
      const again = await openStore(file, { mode: 'write' });
      expect(await openSeqs(again)).toEqual([1, 5, 7]);
      await again.close();
    }));

  it.each([
    [null, /lost 2 trials after all 3 planned attempts; nothing is asked again\. --attempts allows more\./],
    [3, /after all 3 planned attempts/],
  ] as const)('makes no run where no attempts are left (--attempts %s)', (attempts, because) =>
    withRun(async ({ root, store }) => {
      const made = await continueRun(root, store, { attempts, fresh: false }, NOW);
      expect(made).toEqual({ status: 'nothing-left', because: expect.stringMatching(because) });
    }),
  );

  it('makes no run where the infrastructure lost nothing', async () => {
    await using folder = await runFolder();
    const store = await createStore(join(folder.folder, 'run.sqlite'), { runId: FIRST });
    await store.savePlan(plannedTrials(SHAPE));
    for (let seq = 0; seq < 8; seq += 1) await putResponses(store, seq, [aFailure()]);
    const made = await continueRun(folder.folder, store, { attempts: 9, fresh: false }, NOW);
    expect(made).toEqual({ status: 'nothing-left', because: expect.stringContaining('no trial ended with') });
    await store.close();
  });

  it('uses attempts that the run had planned and did not need three of', () =>
    withRun(async (scene) => expect((await continued(scene, null)).reopened).toBe(2), {
      ...USUAL_ASKING,
      attempts: 4,
    }));

  it('refuses fewer attempts than were planned', () =>
    withRun(async ({ root, store }) => {
      const made = continueRun(root, store, { attempts: 2, fresh: false }, NOW);
      await expect(made).rejects.toMatchObject({
        code: 'USAGE',
        message: expect.stringContaining('at least 3'),
      });
    }));
});

describe('how a run is asked', () => {
  it('is kept as it was said last, while there is something to ask', () =>
    withRun(async ({ store }) => {
      await keepAsking(store, { ...USUAL_ASKING, attempts: 5 });
      await keepAsking(store, { ...USUAL_ASKING, attempts: 5 });
      expect(await store.documents('asking')).toHaveLength(2);
      expect((await storedAsking(store)).attempts).toBe(5);
      await putResponses(store, 7, [anAnswer('the last')]);
      await keepAsking(store, { ...USUAL_ASKING, attempts: 9 });
      expect((await storedAsking(store)).attempts).toBe(5);
    }));

  it('is the usual way in a run that says nothing, and refused where it is not whole', async () => {
    await using folder = await runFolder();
    const store = await createStore(folder.file, { runId: FIRST });
    expect(await storedAsking(store)).toEqual(USUAL_ASKING);
    await store.putDocument({ kind: 'asking', id: 'x', body: { ...USUAL_ASKING, attempts: 11 } });
    await expect(storedAsking(store)).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
    await store.close();
  });
});
