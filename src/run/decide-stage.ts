import { decide } from '../decide/decide.js';
import { type PlannedGate, requirePassable } from '../decide/passability.js';
import { describeReversal } from '../decide/reversal.js';
import { clusterKey, clusterOf } from '../domain/case.js';
import type { ReleaseDecision } from '../domain/decision.js';
import type { Evidence } from '../domain/evidence.js';
import { hashOf } from '../domain/hash.js';
import { caseKey, type Plan, type PlannedCase } from '../domain/plan.js';
import type { Comparator, Policy } from '../domain/policy.js';
import { PreceptorError } from '../errors.js';
import { METRICS } from '../measure/metrics.js';
import { FigureMemory } from '../stats/figure/figure-memory.js';
import type { Analysed, GradingContent, OpenRun } from './analyse.js';
import { modelNamed, modelOfRole, sideOf } from './analyse.js';
import { criteriaOf } from './case-facts.js';
import { type Compared, compareSides, type Side } from './compare-stage.js';
import { type CriticalFindings, findCriticalFailures } from './critical-stage.js';
import { gatherEvidence, stratumOf } from './evidence-stage.js';
import { cachedIn, isRule, provenanceOf, servedAlikeIn } from './provenance.js';

/** Share of units without a partner above which a comparison is invalid, where no policy says otherwise. */
const UNPAIRED_CAP = 0.05;

export interface DecideInput {
  readonly run: OpenRun;
  readonly content: GradingContent;
  /** Every reading, the deciding one first. */
  readonly analysed: readonly Analysed[];
  readonly policy: Policy | null;
  readonly candidate: string | null;
  readonly baseline: string | null;
  /** The stored run that the baseline is of, where no policy names its comparators; null: this run. */
  readonly otherRun: string | null;
  /** Opens another stored run and measures it under the same reading rule. */
  readonly openOther: (
    run: string,
    reading: string,
  ) => Promise<{ readonly run: OpenRun; readonly analysed: Analysed }>;
  readonly acceptAdvisory: boolean;
}

export interface Decided {
  readonly candidate: Side;
  readonly baseline: Side | null;
  /** Of every reading, the deciding one first. */
  readonly compared: readonly Compared[];
  readonly critical: CriticalFindings;
  readonly decision: ReleaseDecision | null;
  readonly reversal: string;
}

/** Compares candidate and comparators under every reading, and applies the policy under the deciding one. */
export async function decideRun(input: DecideInput): Promise<Decided> {
  const { run, policy, analysed } = input;
  const [deciding] = analysed;
  if (deciding === undefined) throw new PreceptorError('INTERNAL', 'no reading was analysed');
  const model =
    input.candidate === null ? modelOfRole(run.plan, 'candidate') : modelNamed(run.plan, input.candidate);
  if (model === null)
    throw new PreceptorError('USAGE', 'this run has no candidate; name one with --candidate.');
  const candidate = sideOf(run, deciding.measured, model);
  const cap = policy?.failures.unpaired_above ?? UNPAIRED_CAP;
  const sides = await comparatorSides(input, deciding);
  const memory = new FigureMemory();
  const compared: Compared[] = [];
  const byName = new Map<string, Compared>();
  for (const [name, side] of sides) {
    const comparison = await compareSides(candidate, side, cap, memory);
    compared.push(comparison);
    byName.set(name, comparison);
  }
  compared.push(...(await compareOtherReadings(input, model.version.model, cap, memory)));
  const baseline = [...sides.values()][0] ?? null;
  const critical = await findCritical(input, deciding, candidate, baseline);
  if (policy === null) {
    return { candidate, baseline, compared, critical, decision: null, reversal: 'No policy was applied.' };
  }
  const provenance = provenanceOf(
    run.plan,
    input.content.keys,
    [...input.content.graders.values()],
    [model, ...[...sides.values()].map((side) => side.model)],
    {
      cached: await cachedIn([candidate, ...sides.values()]),
      servedAlike: await servedAlikeIn(candidate, [...sides.values()]),
    },
  );
  const evidence: Evidence = await gatherEvidence({
    policy,
    candidate,
    compared: byName,
    critical,
    provenance,
  });
  const options = { planHash: run.plan.hash, acceptAdvisory: input.acceptAdvisory };
  const decision = decide(policy, evidence, options);
  const id = hashOf(['decision', decision.policyHash, deciding.measured.grading.id, model.hash]);
  await run.store.putDocument({ kind: 'decision', id, body: decision });
  const reversal = describeReversal(policy, evidence, decision, run.plan.hash);
  return { candidate, baseline, compared, critical, decision, reversal };
}

/** The model version behind every comparator name; without a policy the run’s own baseline alone. */
async function comparatorSides(input: DecideInput, deciding: Analysed): Promise<ReadonlyMap<string, Side>> {
  const { run, policy } = input;
  const sides = new Map<string, Side>();
  const comparators: Readonly<Record<string, Comparator>> = policy?.comparators ?? {
    baseline: ownComparator(input),
  };
  for (const [name, comparator] of Object.entries(comparators)) {
    const side = await comparatorSide(input, deciding, comparator);
    if (side !== null) sides.set(name, side);
  }
  const needed = new Set(policy?.gates.flatMap((gate) => ('vs' in gate ? gate.vs : [])) ?? []);
  for (const name of needed) {
    if (sides.has(name)) continue;
    throw new PreceptorError(
      'USAGE',
      `policy ${policy?.policy}: comparator ${name} is not among ${run.plan.models.map((m) => m.version.model).join(', ')}. Give a model version with --baseline, or name one in \`comparators\`.`,
    );
  }
  return sides;
}

function ownComparator({ otherRun, baseline }: DecideInput): Comparator {
  if (otherRun === null) return {};
  return baseline === null ? { run: otherRun } : { run: otherRun, model: baseline };
}

async function comparatorSide(
  input: DecideInput,
  deciding: Analysed,
  comparator: Comparator,
): Promise<Side | null> {
  const { run } = input;
  if ('release' in comparator) {
    throw new PreceptorError(
      'POLICY_UNSUPPORTED',
      `comparator release ${comparator.release}: this version has no release ledger. Name a stored run with \`run\` and \`model\`.`,
    );
  }
  if (comparator.run !== undefined) {
    const other = await input.openOther(comparator.run, deciding.measured.reading.rule);
    const model =
      comparator.model === undefined
        ? modelOfRole(other.run.plan, 'candidate')
        : modelNamed(other.run.plan, comparator.model);
    return model === null ? null : sideOf(other.run, other.analysed.measured, model);
  }
  const name = comparator.model ?? input.baseline;
  const model = name === null ? modelOfRole(run.plan, 'baseline') : modelNamed(run.plan, name);
  return model === null ? null : sideOf(run, deciding.measured, model);
}

/** Candidate and baseline under the readings that do not decide, to stand beside. */
async function compareOtherReadings(
  input: DecideInput,
  candidate: string,
  cap: number,
  memory: FigureMemory,
): Promise<readonly Compared[]> {
  const { run, analysed } = input;
  const compared: Compared[] = [];
  for (const reading of analysed.slice(1)) {
    const baseline = await comparatorSide(input, reading, ownComparator(input));
    if (baseline === null) continue;
    const side = sideOf(run, reading.measured, modelNamed(run.plan, candidate));
    compared.push(await compareSides(side, baseline, cap, memory));
  }
  return compared;
}

async function findCritical(
  input: DecideInput,
  deciding: Analysed,
  candidate: Side,
  baseline: Side | null,
): Promise<CriticalFindings> {
  const { run, policy, content } = input;
  const rules = await criterionGraders(run);
  const byRule = policy?.critical_failures?.adjudication === 'rule';
  const suites = policy?.critical_failures?.suites ?? run.plan.suites.map((suite) => suite.suite);
  const inScope = new Set(suites.flatMap((suite) => run.plan.selection[suite] ?? []));
  const sameRun = baseline !== null && baseline.store.runId === candidate.store.runId;
  return findCriticalFailures(
    run.store,
    deciding.measured.reading,
    deciding.measured.grading,
    run.facts,
    sameRun ? baseline.model.version.model : null,
    {
      isInScope: (set, caseId) => inScope.has(caseKey(set, caseId)),
      isAdjudicated: (set, caseId, criterion) =>
        byRule && isRule(content.graders.get(rules.get(`${caseKey(set, caseId)} ${criterion}`) ?? '')),
    },
  );
}

async function criterionGraders(run: OpenRun): Promise<ReadonlyMap<string, string>> {
  const graders = new Map<string, string>();
  for await (const { set, case: aCase } of run.store.cases()) {
    for (const { id, critical, grader } of aCase.criteria) {
      if (critical !== undefined) graders.set(`${caseKey(set, aCase.id)} ${id}`, grader);
    }
  }
  return graders;
}

/** Refuses a policy that no model could pass on these planned cases, before anybody is asked. */
export function requirePassableOn(policy: Policy, plan: Plan, cases: readonly PlannedCase[]): void {
  const planned = policy.gates.map((gate): PlannedGate => {
    const suite = plan.suites.find((s) => s.suite === gate.suite);
    const selected = new Set(plan.selection[gate.suite] ?? []);
    if (suite === undefined) {
      throw new PreceptorError(
        'REFERENCE_UNKNOWN',
        `policy ${policy.policy}, gate ${gate.id}: suite ${gate.suite} is not planned. Run it too.`,
      );
    }
    if (gate.protocol === undefined && suite.protocols.length > 1) {
      throw new PreceptorError(
        'INPUT_INVALID',
        `policy ${policy.policy}, gate ${gate.id}: expected \`protocol\`, for suite ${gate.suite} has ${suite.protocols.join(', ')}; found none. Name the one that the gate is on.`,
      );
    }
    const stratum = stratumOf(gate);
    const metric = METRICS[gate.metric];
    const inside = cases.filter(
      ({ set, case: aCase }) =>
        selected.has(caseKey(set, aCase.id)) &&
        metric.isAbout(criteriaOf(aCase)) &&
        (stratum === null || aCase.strata?.[stratum.name] === stratum.value),
    );
    return {
      gate,
      metric,
      clusters: new Set(inside.map(({ set, case: aCase }) => clusterKey(set, clusterOf(aCase)))).size,
    };
  });
  requirePassable(policy, planned);
}
