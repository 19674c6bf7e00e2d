import type { Attempt } from '../../src/domain/response.js';
import { askRun } from '../../src/run/ask-run.js';
import { createRun, preparePlan } from '../../src/run/start-run.js';
import { type Files, MODEL, withWorkspace } from '../load/a-workspace.js';
import { aPlanRequest } from './a-plan-request.js';

/** The model’s file of an endpoint on loopback without credential. */
export function liveModel(url: string, client = ''): string {
  return MODEL.replace('https://llm.hospital.example', url)
    .replace('inside', 'this-machine')
    .replace('  credential: {env: WARD_KEY}\n', client);
}

export interface LiveRun {
  readonly root: string;
  readonly warnings: readonly string[];
  readonly counts: { readonly planned: number; readonly answered: number; readonly failed: number };
  /** Of every trial, in the plan’s order. */
  readonly trials: readonly { readonly caseId: string; readonly attempts: readonly Attempt[] }[];
}

/** Plans, asks and stores a run of the suite `triage` against `models/ward.model.yaml`, and looks at what was stored. */
export async function withLiveRun(
  files: Files,
  use: (run: LiveRun) => void | Promise<void>,
  concurrency = 4,
): Promise<void> {
  await withWorkspace(files, async (root) => {
    const warnings: string[] = [];
    const planned = await preparePlan(aPlanRequest(root));
    const store = await createRun(root, planned, new Date());
    try {
      const never = new AbortController().signal;
      await askRun(store, root, {
        concurrency,
        progress: { begin: () => undefined, advance: () => undefined, end: () => undefined },
        warn: (message) => void warnings.push(message),
        stop: never,
        abort: never,
        random: () => 0,
      });
      const trials = [];
      for await (const { trial } of store.trials({})) {
        trials.push({ caseId: trial.caseId, attempts: await store.attempts(trial.seq) });
      }
      await use({ root, warnings, counts: await store.counts(), trials });
    } finally {
      await store.close();
    }
  });
}
