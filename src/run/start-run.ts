import { type Asking, USUAL_ASKING } from '../domain/asking.js';
import { hashOf } from '../domain/hash.js';
import type { ModelVersion } from '../domain/model-version.js';
import type { PlannedModel, PlannedTrials } from '../domain/plan.js';
import type { Policy } from '../domain/policy.js';
import type { Store } from '../domain/ports/store.js';
import type { RunId } from '../domain/result-set.js';
import { versionHash } from '../domain/version-hash.js';
import type { UsedWaiver, Waiver } from '../domain/waiver.js';
import { PreceptorError } from '../errors.js';
import { requireEntry, type Workspace } from '../load/workspace.js';
import { parseModelSpec } from '../models/model-spec.js';
import { buildPlan } from '../plan/build-plan.js';
import { createStore } from '../store/store.js';
import { askingDocument } from './asking.js';
import { openSuites } from './content.js';
import { requirePassableOn } from './decide-stage.js';
import { requireAllowedEndpoints, requireGuarded } from './endpoint-rules.js';
import { findModel } from './find-model.js';
import { resolveSelection, type SelectionRequest } from './resolve-selection.js';
import { newRunId, runFile } from './run-files.js';
import { requireScreened, type Screening } from './screen-cases.js';
import { screenPrompts } from './screen-prompts.js';

export interface PlanRequest {
  readonly root: string;
  readonly suites: readonly string[];
  /** Specifications as on the command line; the first is the candidate. */
  readonly models: readonly string[];
  readonly baseline: string | null;
  readonly repeats: number | null;
  /** A part of the suites; null: all of them. */
  readonly limit: SelectionRequest | null;
  readonly policy: string | null;
  /** Ask the reference models too, so that every figure has its floor beside it. */
  readonly floors: boolean;
}

/** Reference models that know nothing, and those that know the keys of other clusters. */
const BLIND_FLOORS = ['reference:random', 'reference:longest-option'];
const LEARNED_FLOORS = ['reference:majority', 'reference:retrieval'];

export interface PreparedPlan extends PlannedTrials, Screening {
  readonly policy: Policy | null;
  readonly workspace: Workspace;
}

/**
 * Plans a run and refuses, before anything is asked, what could not be decided.
 *
 * @throws PreceptorError as `buildPlan`, `openSuites`, `resolveSelection`, `findModel`, `requireAllowedEndpoints`, `requireGuarded`,
 *   `requireScreened` and `requirePassable`
 */
export async function preparePlan(request: PlanRequest): Promise<PreparedPlan> {
  const { origin, workspace, suites } = await openSuites(request.suites, request.root);
  const models: PlannedModel[] = [];
  for (const [index, text] of request.models.entries()) {
    models.push(
      plannedModel(await findModel(text, request.root, workspace), index === 0 ? 'candidate' : 'other'),
    );
  }
  if (request.baseline !== null) {
    const baseline = plannedModel(await findModel(request.baseline, request.root, workspace), 'baseline');
    const twin = models.findIndex((model) => model.hash === baseline.hash);
    if (twin >= 0) models.splice(twin, 1);
    models.push(baseline);
  }
  if (request.floors) {
    const isSealed = suites.some((suite) => suite.sets.some(({ set }) => set.exposure === 'sealed'));
    for (const text of isSealed ? BLIND_FLOORS : [...BLIND_FLOORS, ...LEARNED_FLOORS]) {
      const floor = plannedModel(await parseModelSpec(text, request.root), 'floor');
      if (models.every((model) => model.hash !== floor.hash)) models.push(floor);
    }
  }
  if (!models.some((model) => model.role === 'candidate')) {
    throw new PreceptorError('USAGE', 'expected a candidate with --model that is not the baseline itself.');
  }
  const limit = request.limit === null ? null : resolveSelection(suites, request.limit);
  const planned = buildPlan({ suites, models, repeats: request.repeats, limit, origin });
  requireAllowedEndpoints(planned.plan);
  const policy = request.policy === null ? null : findPolicy(workspace, request.policy);
  if (policy !== null) requireGuarded(policy, planned.plan);
  const screening = await requireScreened(planned, workspace);
  if (policy !== null) requirePassableOn(policy, planned.plan, planned.cases);
  const warnings = [...screening.warnings, ...screenPrompts(planned, workspace)];
  return { ...planned, ...screening, warnings, policy, workspace };
}

function plannedModel(version: ModelVersion, role: PlannedModel['role']): PlannedModel {
  return { version, hash: versionHash(version), role };
}

/** A policy by its name; `builtin:` may stand before it, as before a suite. */
export function findPolicy(workspace: Workspace, name: string): Policy {
  const policy = requireEntry(workspace, 'policies', name.replace(/^builtin:/, '')).value;
  const deciding = policy.gates.filter((gate) => gate.family !== 'advisory');
  if (policy.purpose !== 'screen' && deciding.length === 0 && policy.critical_failures === undefined) {
    throw new PreceptorError(
      'INPUT_INVALID',
      `policy ${policy.policy}: expected at least one confirmatory or override gate; a policy that tests nothing would pass everything.`,
    );
  }
  return policy;
}

/**
 * Stores the plan, the policy that it was made for, the waivers that it needs and how it is asked, as a new run; nothing is
 * asked yet.
 */
export async function createRun(
  root: string,
  planned: PreparedPlan,
  now: Date,
  asking: Asking = USUAL_ASKING,
): Promise<Store> {
  const runId: RunId = newRunId(now, planned.plan.hash);
  const store = await createStore(runFile(root, runId), { runId, createdAtMs: now.getTime() });
  try {
    // The policy goes first: a whole plan says that the run can be resumed, and it must then decide by this policy.
    if (planned.policy !== null) {
      await store.putDocument({ kind: 'policy', id: hashOf(planned.policy), body: planned.policy });
    }
    for (const [set, waivers] of bySet(planned.waivers)) {
      await store.putDocument({ kind: 'waivers', id: set, body: waivers });
    }
    await store.putDocument(askingDocument(asking));
    await store.savePlan(planned);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

function bySet(used: readonly UsedWaiver[]): ReadonlyMap<string, readonly Waiver[]> {
  const waivers = new Map<string, readonly Waiver[]>();
  for (const { set, ...waiver } of used) waivers.set(set, [...(waivers.get(set) ?? []), waiver]);
  return waivers;
}
