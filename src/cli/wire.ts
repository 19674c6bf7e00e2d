import { relative } from 'node:path';
import type { Result } from '../domain/estimate.js';
import type { Policy } from '../domain/policy.js';
import type { Store } from '../domain/ports/store.js';
import { costOf, type Price } from '../domain/price.js';
import type { TokenUsage } from '../domain/response.js';
import { PreceptorError } from '../errors.js';
import { flowLines } from '../render/flow-lines.js';
import { renderResults, renderSummary } from '../render/summary.js';
import { usageLines } from '../render/usage-text.js';
import { modelFlows, wholeFlows } from '../report/whole-flows.js';
import type { OpenRun } from '../run/analyse.js';
import { askRun } from '../run/ask-run.js';
import { type Budget, NO_BUDGET, notHeld } from '../run/budget.js';
import { carryThrough, type DecidedRun, type DecisionRequest, openStoredRun } from '../run/open-run.js';
import type { ReadySecrets } from '../run/ready-models.js';
import { reportRun } from '../run/report-stage.js';
import { openSpending } from '../run/spending.js';
import { findPolicy } from '../run/start-run.js';
import { storedPolicy } from '../run/stored-documents.js';
import { originsOf, takenEarlier } from '../run/usage-stage.js';
import type { CommonOptions, DecisionOptions } from './arguments.js';
import type { Interrupt } from './interrupt.js';
import { note, type Output } from './output.js';
import { progressBars } from './progress-bars.js';
import { packageVersion } from './version.js';

export { chosenReadings, prepareRun } from '../run/analyse.js';
export { askingOn, keepAsking, storedAsking } from '../run/asking.js';
export { requireAsked, requirePriced } from '../run/budget.js';
export { continueRun } from '../run/continue-run.js';
export { explainCase } from '../run/explain-case.js';
export { carryThrough, openStoredRun } from '../run/open-run.js';
export { requireReady } from '../run/ready-models.js';
export { runStage } from '../run/run-stage.js';
export { createRun, findPolicy, preparePlan } from '../run/start-run.js';
export { storedPolicy } from '../run/stored-documents.js';

interface Sitting {
  readonly budget?: Budget;
  /** Of `requireReady`. */
  readonly secretOf?: ReadySecrets | undefined;
  /** The policy that will decide: it says whether responses may come from the cache. Default: none. */
  readonly policy?: Policy | null;
}

/**
 * Asks what has no answer yet, with progress for each model version on standard error.
 *
 * @returns which limit of the budget was reached, in words; null: none
 */
export async function askWithProgress(
  store: Store,
  root: string,
  concurrency: number,
  interrupt: Interrupt,
  { budget = NO_BUDGET, secretOf, policy = null }: Sitting = {},
): Promise<string | null> {
  const plan = await store.loadPlan();
  const earlier = await takenEarlier(store, plan, budget);
  const perModel = plan.trialCount / plan.models.length;
  const totals = await Promise.all(
    plan.models.map(async ({ version, hash }) => ({
      name: version.model,
      total: perModel,
      ...(await alreadyAsked(store, hash)),
      ...spentSoFar(version.price, earlier.get(hash)),
    })),
  );
  for (const model of notHeld(budget, plan.models))
    note(`${model} is a program: what it spends is not known and not held to --max-cost`);
  const progress = progressBars(process.stderr.isTTY === true);
  progress.begin('ask', totals);
  const spending = openSpending({
    budget,
    models: plan.models,
    earlier,
    stop: interrupt.stop,
    onSpend: progress.spend,
  });
  try {
    await askRun(store, root, {
      concurrency,
      progress,
      stop: spending.stop,
      abort: interrupt.abort,
      warn: note,
      meter: spending.meter,
      secretOf,
      cache: { policy },
    });
    return spending.reached();
  } finally {
    spending.close();
    progress.end();
  }
}

function spentSoFar(price: Price | undefined, taken: TokenUsage | undefined) {
  if (price === undefined) return {};
  const amount = taken === undefined ? 0 : costOf(price, taken);
  return { spent: { currency: price.currency, amount } };
}

async function alreadyAsked(store: Store, modelHash: string) {
  const { answered, failed } = await store.counts(modelHash);
  return { done: answered + failed, failed };
}

export interface Reported extends DecidedRun {
  readonly html: string;
  readonly summary: string;
  /** Where the trials of each model version went. */
  readonly flow: readonly string[];
  readonly output: Omit<Output, 'verb'>;
}

/** Carries a run through to its decision and writes the dossier. */
export async function decideAndReport(run: OpenRun, request: DecisionRequest): Promise<Reported> {
  return carryThrough(run, request, async (result) => {
    const { content, analysed, decided } = result;
    const written = await reportRun({
      run,
      content,
      analysed,
      decided,
      policy: request.policy,
      preceptor: packageVersion(),
      audience: 'board',
    });
    const usage = written.dossier.models.flatMap((model) => model.usage ?? []);
    const { waivers } = written.dossier;
    const output = {
      ...(await outputOf(run, result, relative(process.cwd(), written.html))),
      usage,
      ...(waivers.length === 0 ? {} : { waivers }),
    };
    const summary = [await summaryOf(run, result), ...usageLines(written.dossier.models)].join('\n');
    return { ...result, html: written.html, output, summary, flow: await flowOf(run, result) };
  });
}

/** The summary for a terminal: tables, outcome, and where the trials went. */
export async function summaryOf(run: OpenRun, result: DecidedRun): Promise<string> {
  const { analysed, decided } = result;
  const roles = new Map(decided.candidate.plan.models.map(({ version, role }) => [version.model, role]));
  const [deciding] = analysed;
  const results = analysed
    .flatMap((one) => one.results)
    .filter(
      ({ model, reading, missing }) =>
        roles.get(model) !== 'floor' || (reading === deciding?.measured.reading.rule && missing === 'ite'),
    );
  const comparisons = decided.compared.flatMap((compared) => compared.comparisons);
  const tables = renderSummary(results, comparisons, decided.decision, terminal());
  return [tables, ...(await flowOf(run, result))].join('\n');
}

/** Under the deciding reading, a line for each model version. */
async function flowOf({ store, plan }: OpenRun, { analysed }: DecidedRun): Promise<readonly string[]> {
  const flows = wholeFlows(analysed[0]?.measured.flows ?? [], plan);
  return flowLines(modelFlows(flows), await originsOf(store, plan));
}

/** Figures alone, for a terminal. */
export function tableOf(results: readonly Result[]): string {
  return renderResults(results, terminal());
}

function terminal() {
  return { width: process.stdout.columns ?? 120, color: process.stdout.isTTY === true };
}

/** The parts of the JSON document that a decided run gives. */
export async function outputOf(
  run: OpenRun,
  result: DecidedRun,
  dossier: string | null,
): Promise<Omit<Output, 'verb'>> {
  const { analysed, decided } = result;
  const origins = await originsOf(run.store, run.plan);
  return {
    run: { id: run.store.runId, planHash: run.plan.hash, dossier },
    flow: wholeFlows(
      analysed.flatMap((one) => one.measured.flows),
      run.plan,
    ),
    origins: [...origins].map(([model, counts]) => ({ model, ...counts })),
    results: analysed.flatMap((one) => one.results),
    comparisons: decided.compared.flatMap((compared) => compared.comparisons),
    decision: decided.decision,
  };
}

/** Opens the run that a verb names and finds the policy: the one given, else the one that the run was started with. */
export async function withDecidedRun<T>(
  reference: string,
  options: CommonOptions & DecisionOptions,
  use: (run: OpenRun, request: DecisionRequest) => Promise<T>,
): Promise<T> {
  const run = await openStoredRun(options.workspace, reference);
  try {
    const policy =
      options.policy === undefined
        ? await storedPolicy(run.store)
        : findPolicy(run.workspace, options.policy);
    return await use(run, {
      policy,
      candidate: options.candidate ?? null,
      baseline: options.baseline ?? null,
      otherRun: null,
      acceptAdvisory: options.advisory,
    });
  } finally {
    await run.store.close();
  }
}

/** @throws PreceptorError `USAGE` where neither the command line nor the run names a policy */
export function requirePolicy(request: DecisionRequest): void {
  if (request.policy !== null) return;
  throw new PreceptorError('USAGE', 'expected a policy with --policy; the run was started without one.');
}
