import type { StratumFlow } from '../domain/flow.js';
import { hashOf } from '../domain/hash.js';
import type { Plan } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import { type Analysis, analysis, type GradingSet, type ReadingSet } from '../domain/result-set.js';
import { FlowTally } from '../measure/flow-tally.js';
import { measureUnit, unitsOf } from '../measure/measure-units.js';
import { METRICS } from '../measure/metrics.js';
import type { CaseFacts } from './case-facts.js';
import type { UnitContexts } from './unit-contexts.js';

/** Missing policies under which every metric is measured: a decision looks at both. */
export const MISSING_POLICIES = ['ite', 'complete'] as const;

export interface Measured {
  readonly reading: ReadingSet;
  readonly grading: GradingSet;
  readonly analyses: readonly Analysis[];
  readonly flows: readonly StratumFlow[];
}

/** One pass over a graded run: the measurements of every metric under every missing policy, and the flow of trials. */
export async function measureRun(
  store: Store,
  plan: Plan,
  reading: ReadingSet,
  grading: GradingSet,
  facts: CaseFacts,
  contexts: UnitContexts,
): Promise<Measured> {
  const metrics = [...new Set(plan.suites.flatMap((suite) => suite.metrics))].map((name) => METRICS[name]);
  const planned = metrics.flatMap((metric) =>
    MISSING_POLICIES.map((missing) => ({
      metric,
      missing,
      analysis: analysis(grading, metric, missing, 'none'),
    })),
  );
  const open: typeof planned = [];
  for (const entry of planned) {
    if (!(await store.openAnalysis(entry.analysis)).complete) open.push(entry);
  }
  const analyses = planned.map((entry) => entry.analysis);
  const stored = open.length > 0 ? null : await storedFlows(store, grading);
  if (stored !== null) return { reading, grading, analyses, flows: stored };
  const strataNames = new Set(plan.suites.flatMap((suite) => suite.strata));
  const tally = new FlowTally((set, caseId) =>
    Object.fromEntries(
      Object.entries(facts.of(set, caseId).strata).filter(([name]) => strataNames.has(name)),
    ),
  );
  const primaryOf = (set: string, caseId: string) => facts.of(set, caseId).primary;
  for await (const unit of unitsOf(store.graded(grading.id), primaryOf)) {
    tally.add(unit);
    const first = unit.trials[0]?.trial;
    if (first === undefined) continue;
    const context = contexts.of(first);
    for (const { metric, missing, analysis: target } of open) {
      const measurement = measureUnit(unit, metric, context, missing);
      if (measurement !== null) await store.putMeasurement(target.id, measurement);
    }
  }
  const flows = tally.flows(reading.rule, grading.id);
  await store.putDocument({ kind: 'flow', id: flowId(grading), body: flows });
  for (const { analysis: target } of open) await store.closeAnalysis(target.id);
  return { reading, grading, analyses, flows };
}

function flowId(grading: GradingSet): string {
  return hashOf(['flow', grading.id]);
}

async function storedFlows(store: Store, grading: GradingSet): Promise<readonly StratumFlow[] | null> {
  const documents = await store.documents('flow');
  const found = documents.find((document) => document.id === flowId(grading));
  return found === undefined ? null : flowsFrom(found.body);
}

function flowsFrom(body: unknown): readonly StratumFlow[] | null {
  return Array.isArray(body) ? body : null;
}
