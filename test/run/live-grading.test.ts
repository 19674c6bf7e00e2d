import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GradedTrial, Store } from '../../src/domain/ports/store.js';
import { analyseRun, chosenReadings, loadGradingContent, prepareRun } from '../../src/run/analyse.js';
import { askRun } from '../../src/run/ask-run.js';
import { createRun, type PreparedPlan, preparePlan } from '../../src/run/start-run.js';
import { aPlanRequest } from './a-plan-request.js';

async function withRun(use: (root: string, planned: PreparedPlan, store: Store) => Promise<void>) {
  const root = await mkdtemp(join(tmpdir(), 'preceptor-live-grading-'));
  try {
    const planned = await preparePlan(
      aPlanRequest(root, { suites: ['builtin:triage'], models: ['reference:random'], repeats: 2 }),
    );
    const store = await createRun(root, planned, new Date());
    try {
      await use(root, planned, store);
    } finally {
      await store.close();
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** @param most - trials after which the run is stopped */
async function ask(store: Store, root: string, most = Number.POSITIVE_INFINITY): Promise<void> {
  const stop = new AbortController();
  let asked = 0;
  await askRun(store, root, {
    concurrency: 4,
    progress: {
      begin: () => undefined,
      end: () => undefined,
      advance: () => {
        asked += 1;
        if (asked >= most) stop.abort();
      },
    },
    warn: () => undefined,
    stop: stop.signal,
    abort: new AbortController().signal,
  });
}

/** Every trial under every grading set, whoever filled it. */
async function verdictsOf(store: Store): Promise<readonly (readonly [string, readonly GradedTrial[]])[]> {
  const all: [string, readonly GradedTrial[]][] = [];
  for (const { id, graders } of await store.gradingSets()) {
    const trials: GradedTrial[] = [];
    for await (const trial of store.graded(id)) trials.push(trial);
    all.push([JSON.stringify(graders), trials]);
  }
  return all;
}

async function areComplete(store: Store): Promise<boolean> {
  const readings = await store.readingSets();
  const gradings = await store.gradingSets();
  const opened = [
    ...(await Promise.all(readings.map((set) => store.openReadingSet(set)))),
    ...(await Promise.all(gradings.map((set) => store.openGradingSet(set)))),
  ];
  return opened.length > 0 && opened.every(({ complete }) => complete);
}

async function gradeByPass(store: Store, root: string): Promise<void> {
  const run = await prepareRun(store, root);
  await analyseRun(run, await loadGradingContent(run), chosenReadings(run.plan, undefined));
}

describe('grading while a run is asked', () => {
  it('leaves the sets complete, with the verdicts that the stages after it would give', async () => {
    const live: Awaited<ReturnType<typeof verdictsOf>>[] = [];
    await withRun(async (root, _planned, store) => {
      await ask(store, root);
      expect(await areComplete(store)).toBe(true);
      live.push(await verdictsOf(store));
    });
    await withRun(async (root, planned, store) => {
      await ask(store, root, 30);
      const { answered } = await store.counts();
      expect(answered).toBeGreaterThanOrEqual(30);
      expect(answered).toBeLessThan(planned.plan.trialCount);
      expect(await areComplete(store)).toBe(false);
      await ask(store, root);
      expect(await areComplete(store)).toBe(false);
      await gradeByPass(store, root);
      expect(await areComplete(store)).toBe(true);
      const byPass = await verdictsOf(store);
      expect(byPass).toEqual(live[0]);
      expect(byPass[0]?.[1]).toHaveLength(planned.plan.trialCount);
      expect(byPass[0]?.[1].every(({ verdicts }) => verdicts.length > 0)).toBe(true);
    });
  });
});
