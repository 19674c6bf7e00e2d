import type { Result } from '../domain/estimate.js';
import type { Grader } from '../domain/grader.js';
import type { Hash } from '../domain/hash.js';
import type { Key } from '../domain/key.js';
import { indexKeys, type KeyIndex } from '../domain/key-index.js';
import type { Plan, PlannedModel } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import { PreceptorError } from '../errors.js';
import { hashGrader, openGrader } from '../grade/open-grader.js';
import { requireEntry, type Workspace } from '../load/workspace.js';
import { FigureMemory } from '../stats/figure/figure-memory.js';
import { type CaseFacts, loadCaseFacts } from './case-facts.js';
import type { Side } from './compare-stage.js';
import { currentProtocols, loadPlanKeys, openOrigin } from './content.js';
import { estimateRun } from './estimate-stage.js';
import { type GradeInput, gradeRun } from './grade-stage.js';
import { type Measured, measureRun } from './measure-stage.js';
import { readingNames, readRun } from './read-stage.js';
import { UnitContexts } from './unit-contexts.js';

/** A stored run with everything that later stages need; the stages run as far as they are asked to. */
export interface OpenRun {
  readonly store: Store;
  /** With the reading rules as they stand in the workspace now. */
  readonly plan: Plan;
  readonly facts: CaseFacts;
  readonly workspace: Workspace;
  readonly root: string;
}

/** One reading of a run, carried through to its figures. */
export interface Analysed {
  readonly measured: Measured;
  readonly results: readonly Result[];
}

export interface GradingContent {
  readonly keys: ReadonlyMap<string, readonly Key[]>;
  readonly index: KeyIndex;
  readonly graders: ReadonlyMap<string, Grader>;
}

export async function prepareRun(store: Store, root: string): Promise<OpenRun> {
  const planned = await store.loadPlan();
  const { workspace } = await openOrigin(planned.origin, root);
  const plan = { ...planned, protocols: currentProtocols(planned, workspace) };
  return { store, plan, facts: await loadCaseFacts(store), workspace, root };
}

export async function loadGradingContent({
  plan,
  workspace,
}: Pick<OpenRun, 'plan' | 'workspace'>): Promise<GradingContent> {
  const keys = await loadPlanKeys(workspace, plan);
  const graders = new Map<string, Grader>();
  for (const name of plan.suites.flatMap((suite) => suite.graders)) {
    graders.set(name, requireEntry(workspace, 'graders', name).value);
  }
  return { keys, index: indexKeys(keys), graders };
}

/** Reads, grades, measures and estimates under every named reading rule; what is complete already is taken as it is. */
export async function analyseRun(
  run: OpenRun,
  content: GradingContent,
  readings: readonly string[],
): Promise<readonly Analysed[]> {
  const { store, plan, facts } = run;
  const input = await gradeInputOf(content, run.root);
  const contexts = new UnitContexts(plan, facts, content);
  const memory = new FigureMemory();
  const analysed: Analysed[] = [];
  for (const name of readings) {
    const reading = await readRun(store, plan, name);
    await store.flush();
    const grading = await gradeRun(store, plan, reading, input);
    await store.flush();
    const measured = await measureRun(store, plan, reading, grading, facts, contexts);
    await store.flush();
    analysed.push({ measured, results: await estimateRun(store, plan, measured, facts, memory) });
  }
  return analysed;
}

/** The graders with their hashes, the keys, and how a grader is opened. */
export async function gradeInputOf(content: GradingContent, root: string): Promise<GradeInput> {
  const graders = new Map<string, { readonly definition: Grader; readonly hash: Hash }>();
  for (const [name, definition] of content.graders) {
    graders.set(name, { definition, hash: await hashGrader(definition, root) });
  }
  return { graders, keys: content.index, openGrader: (grader) => openGrader(grader, root) };
}

/** The rules to read by: those a policy names, else every rule of the protocols, the deciding one first. */
export function chosenReadings(plan: Plan, named: readonly string[] | undefined): readonly string[] {
  const known = readingNames(plan);
  const unknown = named?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new PreceptorError(
      'REFERENCE_UNKNOWN',
      `no protocol has a reading rule ${unknown}; known are ${known.join(', ')}.`,
    );
  }
  return named ?? known;
}

export function sideOf(run: OpenRun, measured: Measured, model: PlannedModel): Side {
  return { store: run.store, plan: run.plan, facts: run.facts, measured, model };
}

/** @throws PreceptorError `MODEL_UNKNOWN` where the run did not ask that model version */
export function modelNamed(plan: Plan, name: string): PlannedModel {
  const found = plan.models.find((model) => model.version.model === name);
  if (found !== undefined) return found;
  const known = plan.models.map((model) => model.version.model).join(', ');
  throw new PreceptorError(
    'MODEL_UNKNOWN',
    `expected a model version that this run asked (${known}); found ${name}. Name one of them.`,
  );
}

export function modelOfRole(plan: Plan, role: PlannedModel['role']): PlannedModel | null {
  return plan.models.find((model) => model.role === role) ?? null;
}
