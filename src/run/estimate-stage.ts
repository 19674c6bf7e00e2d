import type { Result } from '../domain/estimate.js';
import { hashOf } from '../domain/hash.js';
import type { MetricName } from '../domain/metric-name.js';
import type { Plan, PlannedModel } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import type { Analysis } from '../domain/result-set.js';
import { PreceptorError } from '../errors.js';
import { estimateResults } from '../measure/estimate-results.js';
import { METRICS } from '../measure/metrics.js';
import { UnitTable } from '../measure/unit-table.js';
import type { FigureMemory } from '../stats/figure/figure-memory.js';
import type { CaseFacts } from './case-facts.js';
import type { Measured } from './measure-stage.js';
import { type SuiteSlice, suiteSlices } from './suite-slices.js';

/** The figures of a measured run: every metric × model × suite × protocol × missing policy, and of compared models × stratum. */
export async function estimateRun(
  store: Store,
  plan: Plan,
  measured: Measured,
  facts: CaseFacts,
  memory: FigureMemory,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const analysis of measured.analyses) {
    for (const model of plan.models) {
      const figures = await estimateModel({ store, plan, measured, facts, analysis, memory }, model);
      results.push(...figures);
    }
  }
  await store.putDocument({ kind: 'result', id: hashOf(['result', measured.grading.id]), body: results });
  return results;
}

interface Estimating {
  readonly store: Store;
  readonly plan: Plan;
  readonly measured: Measured;
  readonly facts: CaseFacts;
  readonly analysis: Analysis;
  readonly memory: FigureMemory;
}

async function estimateModel(estimating: Estimating, model: PlannedModel): Promise<readonly Result[]> {
  const { store, plan, measured, facts, analysis, memory } = estimating;
  const metric = METRICS[metricName(analysis.metric)];
  const slices = suiteSlices(plan)
    .filter(({ suite }) => suite.metrics.some((name) => name === metric.id))
    // A floor is shown whole: its strata would cost as much as the compared versions' and be read by nobody.
    .map((slice) => ({ slice, table: new UnitTable(model.role === 'floor' ? [] : slice.suite.strata) }));
  for await (const measurement of store.measurements(analysis.id, model.hash)) {
    const { strata } = facts.of(measurement.unit.set, measurement.unit.caseId);
    for (const { slice, table } of slices) if (slice.has(measurement.unit)) table.add(measurement, strata);
  }
  return slices.flatMap(({ slice, table }) =>
    estimateResults(
      table,
      metric,
      {
        ...addressOf(slice, measured, analysis),
        planHash: plan.hash,
        run: store.runId,
        model: model.version.model,
      },
      memory,
    ),
  );
}

/** The part of a figure’s address that its slice, sets and analysis give. */
export function addressOf(
  slice: SuiteSlice,
  measured: Pick<Measured, 'reading' | 'grading'>,
  analysis: Analysis,
) {
  return {
    metric: analysis.metric,
    suite: slice.suite.suite,
    protocol: slice.protocol,
    reading: measured.reading.rule,
    grading: measured.grading.id,
    missing: analysis.missing,
    correction: analysis.correction,
    keys: measured.grading.keysHash,
  };
}

export function metricName(name: string): MetricName {
  const known = Object.keys(METRICS).find((metric): metric is MetricName => metric === name);
  if (known === undefined) {
    throw new PreceptorError(
      'REFERENCE_UNKNOWN',
      `metric ${name} is not known; known are ${Object.keys(METRICS).join(', ')}.`,
    );
  }
  return known;
}
