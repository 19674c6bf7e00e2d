import { relative } from 'node:path';
import type { Command } from 'commander';
import { MOST_ATTEMPTS, MOST_CONCURRENT, PLANNED_ATTEMPTS } from '../../domain/asking.js';
import type { Policy } from '../../domain/policy.js';
import { PreceptorError } from '../../errors.js';
import type { Budget } from '../../run/budget.js';
import { positiveNumber, wholeNumber, withCommon } from '../arguments.js';
import { exitWith } from '../failure.js';
import { onInterrupt, sayInterrupted } from '../interrupt.js';
import { note, noteProblems, printJson, say } from '../output.js';
import { printPlan } from '../plan-output.js';
import { type PlanOptions, planRequest, withPlan } from './plan.js';

interface RunOptions extends PlanOptions {
  readonly resume?: string;
  readonly concurrency: number;
  readonly maxCost?: number;
  readonly maxTokens?: number;
  readonly maxMinutes?: number;
  readonly dryRun: boolean;
  readonly gate: boolean;
  readonly attempts?: number;
  readonly fresh: boolean;
  readonly onlyFailed: boolean;
}

export function runVerb(command: Command): void {
  withPlan(withCommon(command))
    .name('run')
    .description('ask the model versions, then read, grade, measure, compare and write the dossier')
    .argument('[suites...]', 'suites of the workspace, or builtin:<suite>')
    .option('--resume <run>', 'go on with a stored run (its id, the start of it, or latest)')
    .option(
      '--only-failed',
      'with --resume: ask again what the infrastructure lost, in a new run that takes over everything else',
      false,
    )
    .option(
      '--attempts <n>',
      `requests for one trial before a failure of the infrastructure stands, at most ${MOST_ATTEMPTS}; with --resume it can be raised. Default: ${PLANNED_ATTEMPTS}`,
      wholeNumber(1, MOST_ATTEMPTS),
    )
    .option('--fresh', 'ask for every response; take none from the workspace’s cache', false)
    .option('--gate', 'exit with the policy’s decision, as preceptor gate does', false)
    .option(
      '--concurrency <n>',
      'requests under way at once at each endpoint, and for each other model; at most 1000',
      wholeNumber(1, MOST_CONCURRENT),
      8,
    )
    .option(
      '--max-cost <amount>',
      'ask nothing new once the run, earlier sittings included, has cost so much in its prices’ currency',
      positiveNumber,
    )
    .option(
      '--max-tokens <n>',
      'ask nothing new once the run, earlier sittings included, has taken so many tokens',
      wholeNumber(1),
    )
    .option('--max-minutes <m>', 'ask nothing new after so many minutes of this sitting', positiveNumber)
    .option('--dry-run', 'show what would be asked and what it would cost; ask and store nothing', false)
    .action(runAction);
}

async function runAction(suites: readonly string[], options: RunOptions): Promise<void> {
  const wire = await import('../wire.js');
  const root = options.workspace;
  if (options.dryRun) {
    await printPlan('run', await prepareNew(suites, options), options.json);
    return;
  }
  const { store, policy, secretOf } = await openForAsking(suites, options);
  const interrupt = onInterrupt(note);
  try {
    const reached = await wire.askWithProgress(store, root, options.concurrency, interrupt, {
      budget: budgetOf(options),
      secretOf,
      policy,
    });
    if (interrupt.wasHit()) {
      sayInterrupted(store.runId, root);
      exitWith(130);
      return;
    }
    if (reached !== null) await wire.requireAsked(store, root, reached);
    interrupt.endsRun(store, root);
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
    return resumeRun(suites, options, options.resume);
  }
  if (options.onlyFailed)
    throw new PreceptorError(
      'USAGE',
      'expected --only-failed with --resume: it asks again what a stored run lost.',
    );
  const planned = await prepareNew(suites, options);
  // Before anything is stored: a run that cannot be asked, or not decided as it is wanted, is no run.
  requireDecidable(options, planned.policy);
  const secretOf = await wire.requireReady(planned.plan, root);
  const { attempts = PLANNED_ATTEMPTS, fresh } = options;
  const asking = { attempts, fresh, continues: null };
  return { store: await wire.createRun(root, planned, new Date(), asking), policy: planned.policy, secretOf };
}

async function resumeRun(suites: readonly string[], options: RunOptions, reference: string) {
  const wire = await import('../wire.js');
  requireNoPlan(suites, options);
  const root = options.workspace;
  const run = await wire.openStoredRun(root, reference);
  try {
    wire.requirePriced(budgetOf(options), run.plan.models);
    const named = options.policy === undefined ? null : wire.findPolicy(run.workspace, options.policy);
    const policy = named ?? (await wire.storedPolicy(run.store));
    requireDecidable(options, policy);
    if (options.onlyFailed) {
      const continued = await wire.continueRun(root, run.store, choiceOf(options), new Date());
      if (continued.status === 'continued') {
        note(
          `run ${continued.store.runId} continues ${run.store.runId} and asks again what the infrastructure lost (trials: ${continued.reopened})`,
        );
        await run.store.close();
        return { store: continued.store, policy, secretOf: continued.secretOf };
      }
      note(continued.because);
    }
    const asking = wire.askingOn(await wire.storedAsking(run.store), choiceOf(options));
    await wire.keepAsking(run.store, asking);
    return { store: run.store, policy, secretOf: undefined };
  } catch (error) {
    await run.store.close();
    throw error;
  }
}

function requireDecidable({ gate }: RunOptions, policy: Policy | null): void {
  if (!gate || policy !== null) return;
  throw new PreceptorError('USAGE', 'expected --policy with --gate: without a policy there is no decision.');
}

function requireNoPlan(suites: readonly string[], options: RunOptions): void {
  const { model, baseline, repeats, limit, cases, strata, floors } = options;
  const lists = [suites, model, cases, strata];
  const isPlain = [baseline, repeats, limit].every((option) => option === undefined) && !floors;
  if (isPlain && lists.every((list) => list.length === 0)) return;
  throw new PreceptorError(
    'USAGE',
    'expected --resume without suites, --model, --baseline, --repeats, --limit, --cases, --strata and --floors: a stored run has its plan already.',
  );
}

function choiceOf({ attempts, fresh }: RunOptions) {
  return { attempts: attempts ?? null, fresh };
}

async function prepareNew(suites: readonly string[], options: RunOptions) {
  const wire = await import('../wire.js');
  if (options.resume !== undefined)
    throw new PreceptorError('USAGE', 'expected --dry-run without --resume: it shows the plan of a new run.');
  if (suites.length === 0)
    throw new PreceptorError('USAGE', 'expected at least one suite, found none. Try builtin:triage.');
  const planned = await wire.preparePlan(planRequest(suites, options));
  noteProblems(planned.warnings);
  wire.requirePriced(budgetOf(options), planned.plan.models);
  return planned;
}

function budgetOf({ maxCost, maxTokens, maxMinutes }: RunOptions): Budget {
  return { cost: maxCost ?? null, tokens: maxTokens ?? null, minutes: maxMinutes ?? null };
}
