import type { Case } from '../domain/case.js';
import { clusterOf } from '../domain/case.js';
import { seedOf } from '../domain/hash.js';
import type { Key } from '../domain/key.js';
import { indexKeys } from '../domain/key-index.js';
import type { Plan, PlannedModel } from '../domain/plan.js';
import type { Policy } from '../domain/policy.js';
import { type ModelClient, ShutOut } from '../domain/ports/model-client.js';
import type { Store } from '../domain/ports/store.js';
import { caseTextOf, questionOf } from '../domain/question.js';
import { BASE_VARIANT } from '../domain/variant.js';
import { PreceptorError } from '../errors.js';
import type { Workspace } from '../load/workspace.js';
import { createEndpointLimiters } from '../models/limit/endpoint-limiters.js';
import type { ReferenceCase } from '../models/model-context.js';
import { openModel } from '../models/open-model.js';
import { type AskOptions, askTrials } from './ask-stage.js';
import { storedAsking } from './asking.js';
import { mayUseCache, openRunCache } from './cached-client.js';
import { currentProtocols, loadPlanKeys, openOrigin } from './content.js';
import { withCurrentPace } from './current-pace.js';
import { withDeclaredHosts } from './egress.js';
import { requireAllowedEndpoints, requireGuarded } from './endpoint-rules.js';
import { type LiveGrading, openLater, openLiveGrading } from './live-grading.js';
import type { ReadySecrets } from './ready-models.js';
import { resumeCommand } from './resume-command.js';
import { requireSameProgram } from './same-program.js';
import { storedPolicy } from './stored-documents.js';

export interface RunOptions extends Omit<AskOptions, 'openModel' | 'attempts'> {
  /** The content that the plan came from, where it is open already. */
  readonly workspace?: Workspace;
  /** The secrets of `requireReady`, so that none is fetched twice. */
  readonly secretOf?: ReadySecrets | undefined;
  /** Takes responses from the workspace’s cache as far as the policy that decides allows, and keeps them there; left out: no cache. */
  readonly cache?: { readonly policy: Policy | null };
}

/**
 * Asks what has no answer yet, and reads and grades what comes; meanwhile this process reaches no host but those that
 * the plan declares. Reference models are handed their corpus; no client is handed a key of what it is asked.
 *
 * @throws PreceptorError as `askTrials`, `openModel`, `requireAllowedEndpoints` and, where something is left to ask, `requireGuarded`
 */
export async function askRun(store: Store, root: string, options: RunOptions): Promise<void> {
  const counts = await store.counts();
  const isResumed = counts.attempts > 0;
  const plan = await planToAsk(store, root, isResumed, options.warn);
  const context = {
    workspace: root,
    seed: seedOf(plan.hash, 'reference'),
    corpus: () => corpusOf(store, plan, root, options.workspace),
    concurrency: options.concurrency,
    limiterOf: createEndpointLimiters(
      plan.models.map(({ version }) => version),
      options,
    ),
    warn: options.warn,
    ...(options.secretOf === undefined ? {} : { secretOf: options.secretOf }),
  };
  const policy = options.cache?.policy ?? null;
  requireAllowedEndpoints(plan);
  if (policy !== null && counts.answered + counts.failed < counts.planned) requireGuarded(policy, plan);
  const { attempts, fresh } = await storedAsking(store);
  const use = options.cache === undefined ? null : mayUseCache(plan, policy, fresh);
  const cache = openRunCache(root, plan, use ?? { status: 'none' }, options.warn);
  // A run that goes on is read and graded by the stages that follow: what was asked before is not at hand here.
  const grading = isResumed ? null : openLater(() => startGrading(store, plan, root, options.workspace));
  const open = async (model: PlannedModel) => {
    await requireSameProgram(model.version, root);
    const hasAnswered = isResumed && (await store.counts(model.hash)).answered > 0;
    const client = cache.wrap(model, await openModel(model.version, { ...context, hasAnswered }));
    if (grading === null) return client;
    const ask: ModelClient['ask'] = (...asked) => {
      grading.begin();
      return client.ask(...asked);
    };
    return { ...client, ask };
  };
  try {
    const onResponse = grading === null ? {} : { onResponse: grading.take };
    const asking = { ...options, attempts, openModel: open, ...onResponse };
    await withDeclaredHosts({ store, plan, warn: options.warn }, () => askTrials(store, plan, asking));
  } catch (error) {
    throw resumable(error, store.runId, root);
  } finally {
    cache.close();
    await grading?.close();
  }
}

async function planToAsk(
  store: Store,
  root: string,
  isResumed: boolean,
  warn: (message: string) => void,
): Promise<Plan> {
  const plan = await store.loadPlan();
  return isResumed ? { ...plan, models: await withCurrentPace(plan.models, root, warn) } : plan;
}

/** What ended a run that can go on says how. */
function resumable(error: unknown, runId: string, root: string): unknown {
  if (!(error instanceof PreceptorError)) return error;
  const { code, message } = error;
  if (code !== 'RUN_INCOMPLETE' && code !== 'MODEL_UNAVAILABLE') return error;
  // This run would meet the same: what to mend makes another version.
  if (error instanceof ShutOut && !error.isOfCredential) return error;
  return new PreceptorError(code, `${message} Go on with: ${resumeCommand(runId, root)}`, { cause: error });
}

async function startGrading(
  store: Store,
  plan: Plan,
  root: string,
  opened: Workspace | undefined,
): Promise<LiveGrading> {
  const workspace = opened ?? (await openOrigin(plan.origin, root)).workspace;
  const current = { ...plan, protocols: currentProtocols(plan, workspace) };
  const policy = await storedPolicy(store);
  return openLiveGrading({ store, plan: current, workspace, root }, policy?.readings);
}

/** Cases with their keys, for the reference models that learn from other clusters. */
async function* corpusOf(
  store: Store,
  plan: Plan,
  root: string,
  opened: Workspace | undefined,
): AsyncIterable<ReferenceCase> {
  const workspace = opened ?? (await openOrigin(plan.origin, root)).workspace;
  const sealed = plan.sets.find((set) => set.exposure === 'sealed');
  if (sealed !== undefined) {
    throw new PreceptorError(
      'MODEL_UNAVAILABLE',
      `set ${sealed.set} is sealed: reference models that learn from keys are not run on it. Leave out reference:majority and reference:retrieval.`,
    );
  }
  const keys = indexKeys(await loadPlanKeys(workspace, plan));
  for await (const { set, case: aCase } of store.cases()) {
    const step = firstStep(aCase);
    const answer = acceptedAnswer(keys.find(set, aCase, aCase.primary, BASE_VARIANT, step));
    if (answer === null) continue;
    const text = caseTextOf(questionOf(aCase, BASE_VARIANT, step));
    yield { set, caseId: aCase.id, cluster: clusterOf(aCase), text, answer };
  }
}

function acceptedAnswer(key: Key | null): string | null {
  if (key === null) return null;
  return key.accept?.[0] ?? (key.number === undefined ? null : `${key.number.value} ${key.number.unit}`);
}

function firstStep(aCase: Case): number {
  return aCase.steps?.[0]?.step ?? 0;
}
