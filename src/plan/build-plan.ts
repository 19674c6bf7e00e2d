import type { Case } from '../domain/case.js';
import { clusterOf } from '../domain/case.js';
import type { CaseSet } from '../domain/case-set.js';
import { type Hash, hashOf } from '../domain/hash.js';
import {
  caseKey,
  type Plan,
  type PlanLimit,
  type PlannedCase,
  type PlannedModel,
  type PlannedTrials,
  selectedUnit,
} from '../domain/plan.js';
import { askHash, type Protocol } from '../domain/protocol.js';
import { type Trial, trialId } from '../domain/trial.js';
import { BASE_VARIANT, type Variant } from '../domain/variant.js';
import { PreceptorError } from '../errors.js';
import { type SelectedCase, type SuiteContent, selectCases } from './select-cases.js';

export interface PlanInput {
  readonly suites: readonly SuiteContent[];
  readonly models: readonly PlannedModel[];
  /** Repeats of every trial; null: what the suites ask for. */
  readonly repeats: number | null;
  readonly limit: PlanLimit | null;
  readonly origin: Plan['origin'];
}

interface CaseAsked {
  readonly selected: SelectedCase;
  readonly protocols: Map<string, Protocol>;
}

/**
 * Everything that will be asked: case × variant × step × protocol × model version × repeat.
 * A trial that two suites share is planned once. The trials are generated in plan order, never held.
 *
 * @throws PreceptorError `INPUT_INVALID` where a suite takes no case or a case has attachments; `USAGE` where there is
 * no suite, no model version or no repeat, or two model versions are the same
 */
export function buildPlan(input: PlanInput): PlannedTrials {
  if (input.suites.length === 0)
    throw new PreceptorError('USAGE', 'expected at least one suite, found none.');
  const asked = new Map<string, CaseAsked>();
  const selection: Record<string, readonly string[]> = {};
  for (const content of input.suites) {
    const cases = selectCases(content, input.limit);
    if (cases.length === 0) {
      throw new PreceptorError(
        'INPUT_INVALID',
        `suite ${content.suite.suite}: expected at least one case, its selection takes none. Check \`cases[].set\` and \`where\`.`,
      );
    }
    selection[content.suite.suite] = cases.flatMap((c) => [
      caseKey(c.set, c.case.id),
      ...c.variants.map((variant) => selectedUnit(c.set, c.case.id, variant.id)),
    ]);
    for (const selected of cases) addCase(asked, selected, content.protocols);
  }
  refuseTwins(input.models);
  const repeats = input.repeats ?? Math.max(...input.suites.map((s) => s.suite.repeats));
  if (!(Number.isInteger(repeats) && repeats >= 1)) {
    throw new PreceptorError('USAGE', `expected a whole number of repeats, at least 1; found ${repeats}.`);
  }
  const cases = [...asked.values()].map(({ selected }) => plannedCase(selected));
  const protocols = uniqueBy(
    input.suites.flatMap((s) => s.protocols),
    (p) => p.protocol,
  );
  const perModel = [...asked.values()].reduce((sum, c) => sum + questionsOf(c) * repeats, 0);
  const body = {
    suites: input.suites.map((s) => s.suite),
    sets: uniqueBy(
      input.suites.flatMap((s) => s.sets.map((entry): CaseSet => entry.set)),
      (s) => s.set,
    ),
    protocols,
    models: input.models,
    repeats,
    limit: input.limit,
    caseCount: cases.length,
    trialCount: perModel * input.models.length,
    selection,
  };
  const hash = hashOf({ ...body, cases: cases.map((c) => [c.set, c.case.id, c.hash]) });
  const plan: Plan = { hash, origin: input.origin, ...body };
  return { plan, cases, trials: () => generateTrials([...asked.values()], input.models, repeats) };
}

function addCase(
  asked: Map<string, CaseAsked>,
  selected: SelectedCase,
  protocols: readonly Protocol[],
): void {
  const key = caseKey(selected.set, selected.case.id);
  const known = asked.get(key);
  const variants = uniqueBy([...(known?.selected.variants ?? []), ...selected.variants], (v) => v.id);
  const merged = new Map(known?.protocols ?? []);
  for (const protocol of protocols) merged.set(protocol.protocol, protocol);
  asked.set(key, { selected: { ...selected, variants }, protocols: merged });
}

function plannedCase(selected: SelectedCase): PlannedCase {
  if ((selected.case.attachments ?? []).length > 0) {
    throw new PreceptorError(
      'INPUT_INVALID',
      `case ${caseKey(selected.set, selected.case.id)}: attachments are not supported yet; no client of this version sends them. Take the case out of the suite.`,
    );
  }
  return { set: selected.set, case: selected.case, hash: hashOf(selected.case) };
}

function refuseTwins(models: readonly PlannedModel[]): void {
  const names = new Set<string>();
  const hashes = new Set<string>();
  if (models.length === 0) throw new PreceptorError('USAGE', 'expected at least one --model, found none.');
  for (const { version, hash } of models) {
    if (names.has(version.model) || hashes.has(hash)) {
      throw new PreceptorError(
        'USAGE',
        `model ${version.model} is given twice. Expected different versions, each with its own name (name=client:…).`,
      );
    }
    names.add(version.model);
    hashes.add(hash);
  }
}

function stepsOf(aCase: Case): readonly number[] {
  return aCase.steps === undefined ? [0] : aCase.steps.map((s) => s.step);
}

function questionsOf(asked: CaseAsked): number {
  return (1 + asked.selected.variants.length) * stepsOf(asked.selected.case).length * asked.protocols.size;
}

function* generateTrials(
  asked: readonly CaseAsked[],
  models: readonly PlannedModel[],
  repeats: number,
): Iterable<Trial> {
  let seq = 0;
  for (const model of models) {
    for (const entry of asked) {
      for (const question of questions(entry)) {
        for (let repeat = 0; repeat < repeats; repeat += 1) {
          const trial = { ...question, model: model.version.model, modelHash: model.hash, repeat };
          yield { ...trial, seq, id: trialId(trial) };
          seq += 1;
        }
      }
    }
  }
}

function* questions(entry: CaseAsked) {
  const { set, case: aCase, variants } = entry.selected;
  const cluster = clusterOf(aCase);
  for (const variant of [null, ...variants]) {
    const caseHash = askedHash(aCase, variant);
    for (const step of stepsOf(aCase)) {
      for (const protocol of entry.protocols.values()) {
        yield {
          set,
          caseId: aCase.id,
          caseHash,
          cluster,
          variant: variant?.id ?? BASE_VARIANT,
          step,
          protocol: protocol.protocol,
          protocolHash: askHash(protocol),
        };
      }
    }
  }
}

/** What the model sees of a case under a variant; criteria, strata and source do not change a trial. */
function askedHash(aCase: Case, variant: Variant | null): Hash {
  return hashOf({
    turns: variant?.turns ?? aCase.turns,
    options: variant?.options ?? aCase.options ?? [],
    steps: aCase.steps ?? [],
    attachments: aCase.attachments ?? [],
  });
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
