import type { PlannedModel } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import { createStore } from '../store/store.js';
import { type AskingChoice, askingDocument, askingOn, storedAsking } from './asking.js';
import { withCurrentPace } from './current-pace.js';
import { type ReadySecrets, requireReady } from './ready-models.js';
import { newRunId, runFile } from './run-files.js';

/** A run that asks again what another one lost to infrastructure; or why there is none to be made. */
export type ContinuedRun =
  | {
      readonly status: 'continued';
      readonly store: Store;
      readonly reopened: number;
      readonly secretOf: ReadySecrets | undefined;
    }
  | { readonly status: 'nothing-left'; readonly because: string };

/**
 * Makes a new run of the same plan that takes over every response but those that the infrastructure lost, as far as
 * attempts are left for them. The run that it continues is not changed: what was read, graded and decided there rests on
 * the responses that it had, and still does. A kill leaves either the whole new run, which `--resume` goes on with, or none.
 *
 * @param store - the run that is continued; open for writing, so that nobody else asks it meanwhile
 * @throws PreceptorError as `askingOn`, `requireReady` and `createStore`
 */
export async function continueRun(
  root: string,
  store: Store,
  choice: AskingChoice,
  now: Date,
): Promise<ContinuedRun> {
  const before = await storedAsking(store);
  const asking = askingOn(before, choice);
  const lost = await store.lostTrials();
  const reopened = await store.lostTrials(asking.attempts);
  if (reopened === 0) return { status: 'nothing-left', because: nothingLeft(store, lost, asking.attempts) };
  const { hash, models } = await store.loadPlan();
  // Before anything is stored: a run that cannot be asked is no run.
  const failing = await withCurrentPace(await withFailures(store, models), root, () => undefined);
  const secretOf = await requireReady({ models: failing }, root);
  const runId = newRunId(now, hash);
  const continues = { run: store.runId, reopened, attempts: before.attempts };
  const made = await createStore(runFile(root, runId), {
    runId,
    createdAtMs: now.getTime(),
    continues: {
      from: runFile(root, store.runId),
      attempts: asking.attempts,
      documents: [askingDocument({ ...asking, continues })],
    },
  });
  return { status: 'continued', store: made, reopened, secretOf };
}

/** A model version that lost nothing need not be there any more. */
async function withFailures(store: Store, models: readonly PlannedModel[]): Promise<readonly PlannedModel[]> {
  const failing: PlannedModel[] = [];
  for (const model of models) {
    const { failed } = await store.counts(model.hash);
    if (failed > 0) failing.push(model);
  }
  return failing;
}

function nothingLeft({ runId }: Store, lost: number, attempts: number): string {
  if (lost === 0)
    return `run ${runId}: no trial ended with a failure of the infrastructure; nothing is asked again.`;
  const trials = lost === 1 ? '1 trial' : `${lost} trials`;
  const planned = attempts === 1 ? 'the only planned attempt' : `all ${attempts} planned attempts`;
  return `run ${runId}: the infrastructure lost ${trials} after ${planned}; nothing is asked again. --attempts allows more.`;
}
