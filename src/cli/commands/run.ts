import { relative } from 'node:path';
import type { Command } from 'commander';
import { PreceptorError } from '../../errors.js';
import { wholeNumber, withCommon } from '../arguments.js';
import { exitWith } from '../failure.js';
import { onInterrupt, sayInterrupted } from '../interrupt.js';
import { note, printJson, say } from '../output.js';
import { type PlanOptions, planRequest, withPlan } from './plan.js';

interface RunOptions extends PlanOptions {
  readonly resume?: string;
  readonly concurrency: number;
  readonly gate: boolean;
}

export function runVerb(command: Command): void {
  withPlan(withCommon(command))
    .name('run')
    .description('ask the model versions, then read, grade, measure, compare and write the dossier')
    .argument('[suites...]', 'suites of the workspace, or builtin:<suite>')
    .option('--resume <run>', 'go on with a stored run (its id, the start of it, or latest)')
    .option('--gate', 'exit with the policy’s decision, as preceptor gate does', false)
    .option('--concurrency <n>', 'requests under way at once for each model version', wholeNumber(1), 8)
    .action(runAction);
}

async function runAction(suites: readonly string[], options: RunOptions): Promise<void> {
  const wire = await import('../wire.js');
  const root = options.workspace;
  const { store, policy } = await openForAsking(suites, options);
  if (options.gate && policy === null) {
    await store.close();
    throw new PreceptorError(
      'USAGE',
      'expected --policy with --gate: without a policy there is no decision.',
    );
  }
  const interrupt = onInterrupt(note);
  try {
    await wire.askWithProgress(store, root, options.concurrency, interrupt);
    if (interrupt.wasHit()) {
      sayInterrupted(store.runId);
      exitWith(130);
      return;
    }
    interrupt.endsRun(store);
    const run = await wire.prepareRun(store, root);
    const request = { policy, candidate: null, baseline: null, otherRun: null, acceptAdvisory: false };
    const { html, summary, output, decided } = await wire.decideAndReport(run, request);
    if (options.gate && decided.decision !== null) exitWith(decided.decision.exitCode);
    if (options.json) {
      printJson({ verb: 'run', ...output });
      return;
    }
    say(summary);
    say(`run      ${store.runId}`);
    say(`dossier  ${relative(process.cwd(), html)}`);
  } finally {
    await interrupt.settled();
    await store.close();
    interrupt.release();
  }
}

async function openForAsking(suites: readonly string[], options: RunOptions) {
  const wire = await import('../wire.js');
  const root = options.workspace;
  if (options.resume !== undefined) {
    const { model, baseline, repeats, limit } = options;
    if (suites.length > 0 || model.length > 0 || [baseline, repeats, limit].some((o) => o !== undefined)) {
      throw new PreceptorError(
        'USAGE',
        'expected --resume without suites, --model, --baseline, --repeats and --limit: a stored run has its plan already.',
      );
    }
    const run = await wire.openStoredRun(root, options.resume);
    const named = options.policy === undefined ? null : wire.findPolicy(run.workspace, options.policy);
    return { store: run.store, policy: named ?? (await wire.storedPolicy(run.store)) };
  }
  if (suites.length === 0)
    throw new PreceptorError('USAGE', 'expected at least one suite, found none. Try builtin:triage.');
  const planned = await wire.preparePlan(planRequest(suites, options));
  return { store: await wire.createRun(root, planned, new Date()), policy: planned.policy };
}
