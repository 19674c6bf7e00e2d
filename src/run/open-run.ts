import type { Policy } from '../domain/policy.js';
import type { RunId } from '../domain/result-set.js';
import { PreceptorError } from '../errors.js';
import { openStore } from '../store/store.js';
import {
  type Analysed,
  analyseRun,
  chosenReadings,
  type GradingContent,
  loadGradingContent,
  type OpenRun,
  prepareRun,
} from './analyse.js';
import { type Decided, decideRun } from './decide-stage.js';
import { resumeCommand } from './resume-command.js';
import { findRun, runFile } from './run-files.js';

/** Opens a stored run for the stages that follow asking; the caller closes the store. */
export async function openStoredRun(root: string, reference: string): Promise<OpenRun> {
  const store = await openStore(runFile(root, findRun(root, reference)), { mode: 'write' });
  try {
    return await prepareRun(store, root);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** @throws PreceptorError `RUN_INCOMPLETE` where a planned trial has no response: there is no decision without them all */
export async function requireComplete({ store, root }: Pick<OpenRun, 'store' | 'root'>): Promise<void> {
  const { planned, answered, failed } = await store.counts();
  const open = planned - answered - failed;
  if (open === 0) return;
  throw new PreceptorError(
    'RUN_INCOMPLETE',
    `run ${store.runId}: ${open} of ${planned} planned trials have no response yet. Go on with: ${resumeCommand(store.runId, root)}`,
  );
}

export interface DecisionRequest {
  readonly policy: Policy | null;
  readonly candidate: string | null;
  readonly baseline: string | null;
  /** Another stored run that the baseline is of; null: the same. */
  readonly otherRun: string | null;
  readonly acceptAdvisory: boolean;
}

export interface DecidedRun {
  readonly content: GradingContent;
  readonly analysed: readonly Analysed[];
  readonly decided: Decided;
}

/** Carries a complete run from its responses to a decision; whatever is stored already is not done again. */
export async function carryThrough<T>(
  run: OpenRun,
  request: DecisionRequest,
  use: (result: DecidedRun) => Promise<T>,
): Promise<T> {
  await requireComplete(run);
  const content = await loadGradingContent(run);
  const analysed = await analyseRun(run, content, chosenReadings(run.plan, request.policy?.readings));
  const opened = new Map<RunId, OpenRun>();
  try {
    const decided = await decideRun({
      run,
      content,
      analysed,
      ...request,
      openOther: async (reference, reading) => {
        const runId = findRun(run.root, reference);
        const known = runId === run.store.runId ? run : opened.get(runId);
        const other = known ?? (await openStoredRun(run.root, runId));
        if (known === undefined) opened.set(runId, other);
        await requireComplete(other);
        const [first] = await analyseRun(other, await loadGradingContent(other), [reading]);
        if (first === undefined) throw new PreceptorError('INTERNAL', 'the other run was not analysed');
        return { run: other, analysed: first };
      },
    });
    await run.store.flush();
    return await use({ content, analysed, decided });
  } finally {
    for (const other of opened.values()) await other.store.close();
  }
}
