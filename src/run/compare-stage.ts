import { comparePairs } from '../compare/compare-pairs.js';
import { joinUnits } from '../compare/join-units.js';
import { PairTable } from '../compare/pair-table.js';
import type { Comparison } from '../domain/comparison.js';
import type { Stratum } from '../domain/estimate.js';
import { hashOf } from '../domain/hash.js';
import type { UnitIdentity } from '../domain/measurement.js';
import type { Plan, PlannedModel } from '../domain/plan.js';
import type { Store } from '../domain/ports/store.js';
import type { Analysis } from '../domain/result-set.js';
import { METRICS } from '../measure/metrics.js';
import type { FigureMemory } from '../stats/figure/figure-memory.js';
import type { CaseFacts } from './case-facts.js';
import { addressOf, metricName } from './estimate-stage.js';
import type { Measured } from './measure-stage.js';
import { type SuiteSlice, suiteSlices } from './suite-slices.js';

/** One side of a comparison: a model version of a stored and measured run. */
export interface Side {
  readonly store: Store;
  readonly plan: Plan;
  readonly facts: CaseFacts;
  readonly measured: Measured;
  readonly model: PlannedModel;
}

/** The joined units of one suite under one protocol and missing policy. */
export interface JoinedSlice {
  readonly slice: SuiteSlice;
  readonly analysis: Analysis;
  readonly table: PairTable;
}

export interface Compared {
  readonly candidate: Side;
  readonly baseline: Side;
  readonly joined: readonly JoinedSlice[];
  readonly comparisons: readonly Comparison[];
}

/**
 * Pairs two model versions, of one run or of two, unit by unit; the candidate’s plan gives suites and strata. A unit that
 * either plan has in the suite counts: a case that was taken out since is shown as the baseline’s alone.
 */
export async function compareSides(
  candidate: Side,
  baseline: Side,
  unpairedCap: number,
  memory: FigureMemory,
): Promise<Compared> {
  const joined: JoinedSlice[] = [];
  for (const analysis of candidate.measured.analyses) {
    const other = baseline.measured.analyses.find(
      (a) =>
        a.metricHash === analysis.metricHash &&
        a.missing === analysis.missing &&
        a.correction === analysis.correction,
    );
    if (other === undefined) continue;
    joined.push(...(await joinAnalyses(candidate, baseline, analysis, other)));
  }
  const comparisons = joined.flatMap((slice) =>
    compareSlice(slice, candidate, baseline, { unpairedCap, memory }),
  );
  const id = hashOf([
    'comparison',
    candidate.measured.grading.id,
    candidate.model.hash,
    baseline.measured.grading.id,
    baseline.model.hash,
  ]);
  await candidate.store.putDocument({ kind: 'comparison', id, body: comparisons });
  return { candidate, baseline, joined, comparisons };
}

async function joinAnalyses(
  candidate: Side,
  baseline: Side,
  analysis: Analysis,
  other: Analysis,
): Promise<readonly JoinedSlice[]> {
  const slices = suiteSlices(candidate.plan)
    .filter(({ suite }) => suite.metrics.some((metric) => metric === analysis.metric))
    .map((slice) => ({ slice, analysis, table: new PairTable(slice.suite.strata) }));
  const units = joinUnits(
    candidate.store.measurements(analysis.id, candidate.model.hash),
    baseline.store.measurements(other.id, baseline.model.hash),
  );
  const earlier = suiteSlices(baseline.plan);
  for await (const unit of units) {
    const identity = unit.either.unit;
    for (const { slice, table } of slices) {
      if (slice.has(identity)) table.add(unit, candidate.facts.of(identity.set, identity.caseId).strata);
      else if (isOfSameSuite(earlier, slice, identity)) {
        table.add(unit, baseline.facts.of(identity.set, identity.caseId).strata);
      }
    }
  }
  return slices;
}

function isOfSameSuite(slices: readonly SuiteSlice[], wanted: SuiteSlice, unit: UnitIdentity): boolean {
  return slices.some(
    (s) => s.suite.suite === wanted.suite.suite && s.protocol === wanted.protocol && s.has(unit),
  );
}

function compareSlice(
  { slice, analysis, table }: JoinedSlice,
  candidate: Side,
  baseline: Side,
  { unpairedCap, memory }: { readonly unpairedCap: number; readonly memory: FigureMemory },
): readonly Comparison[] {
  const address = addressOf(slice, candidate.measured, analysis);
  const strata: readonly (Stratum | null)[] = [null, ...table.strata()];
  return strata.map((stratum) =>
    comparePairs(
      table.slice(stratum),
      METRICS[metricName(analysis.metric)],
      {
        ...address,
        stratum,
        candidate: { run: candidate.store.runId, model: candidate.model.version.model },
        baseline: { run: baseline.store.runId, model: baseline.model.version.model },
        unpairedCap,
        planHash: candidate.plan.hash,
      },
      memory,
    ),
  );
}
