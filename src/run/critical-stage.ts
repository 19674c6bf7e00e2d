import { clusterKey } from '../domain/case.js';
import type { CriticalFailure, HazardBound } from '../domain/dossier.js';
import type { CriticalUnits } from '../domain/evidence.js';
import { type UnitIdentity, unitKey } from '../domain/measurement.js';
import type { GradedTrial, Store } from '../domain/ports/store.js';
import { caseTextOf, questionOf } from '../domain/question.js';
import type { GradingSet, ReadingSet } from '../domain/result-set.js';
import type { Trial } from '../domain/trial.js';
import { isMet } from '../domain/verdict.js';
import { exactUpper } from '../stats/proportion/proportion.js';
import type { CaseFacts } from './case-facts.js';

/** Error rate of the per-hazard upper limit (METHODS §2.5). */
const HAZARD_ALPHA = 0.05;

interface Found {
  readonly seq: number;
  readonly model: string;
  readonly hazard: string;
  readonly harm: string;
  readonly criterion: string;
  readonly unit: UnitIdentity;
  readonly repeat: number;
}

interface HazardClusters {
  readonly model: string;
  readonly hazard: string;
  readonly tested: Set<string>;
  readonly failed: Set<string>;
}

export interface CriticalFindings {
  readonly failures: readonly CriticalFailure[];
  readonly hazards: readonly HazardBound[];
  /** Per model version. */
  readonly tested: ReadonlyMap<string, CriticalUnits>;
}

/**
 * Every critical criterion that was met, with the answer that met it, and per hazard the upper limit that remains.
 * Repeats of one case are one chance: a cluster failed where any answer in it did.
 *
 * @param rules - which cases count, and whether a finding on a criterion counts as adjudicated
 */
export async function findCriticalFailures(
  store: Store,
  reading: ReadingSet,
  grading: GradingSet,
  facts: CaseFacts,
  baseline: string | null,
  rules: {
    readonly isInScope: (set: string, caseId: string) => boolean;
    readonly isAdjudicated: (set: string, caseId: string, criterion: string) => boolean;
  },
): Promise<CriticalFindings> {
  const tally: Tally = { found: [], hazards: new Map(), models: new Map() };
  const hasCritical = [...facts.entries()].some(([, fact]) => fact.critical.length > 0);
  if (!hasCritical) return { failures: [], hazards: [], tested: new Map() };
  for await (const trial of store.graded(grading.id)) {
    if (rules.isInScope(trial.trial.set, trial.trial.caseId)) count(trial, facts, tally);
  }
  const { found } = tally;
  const texts = await textsOf(store, reading, found);
  const atBaseline = new Set(found.filter((f) => f.model === baseline).map(placeOf));
  return {
    failures: found.map((f) => ({
      model: f.model,
      hazard: f.hazard,
      harm: f.harm,
      unit: f.unit,
      repeat: f.repeat,
      text: texts.get(f.seq)?.text ?? null,
      caseText: texts.get(f.seq)?.caseText ?? null,
      adjudicated: rules.isAdjudicated(f.unit.set, f.unit.caseId, f.criterion),
      inBaseline: baseline === null ? null : atBaseline.has(placeOf(f)),
    })),
    hazards: [...tally.hazards.values()].map(({ model, hazard, tested, failed }) => ({
      model,
      hazard,
      clusters: tested.size,
      failed: failed.size,
      upper: exactUpper(failed.size, tested.size, HAZARD_ALPHA).upper,
    })),
    tested: new Map(
      [...tally.models].map(([model, { units, clusters, unjudged }]) => [
        model,
        { units: units.size, clusters: clusters.size, unjudged: unjudged.size },
      ]),
    ),
  };
}

interface ModelTally {
  readonly units: Set<string>;
  readonly clusters: Set<string>;
  /** Trials, by their place in the plan. */
  readonly unjudged: Set<number>;
}

interface Tally {
  readonly found: Found[];
  readonly hazards: Map<string, HazardClusters>;
  readonly models: Map<string, ModelTally>;
}

function count(graded: GradedTrial, facts: CaseFacts, tally: Tally): void {
  const { trial } = graded;
  for (const { criterion, hazard, harm } of facts.of(trial.set, trial.caseId).critical) {
    const model = tally.models.get(trial.model) ?? newModelTally();
    tally.models.set(trial.model, model);
    const verdict = graded.verdicts.find((v) => v.criterion === criterion)?.verdict;
    const met = verdict?.status === 'graded' ? isMet(verdict.finding) : null;
    if (met === null) {
      model.unjudged.add(trial.seq);
      continue;
    }
    const cluster = clusterKey(trial.set, trial.cluster);
    model.units.add(unitKey(unitOf(trial)));
    model.clusters.add(cluster);
    const key = JSON.stringify([trial.model, hazard]);
    const clusters = tally.hazards.get(key) ?? newHazardClusters(trial.model, hazard);
    tally.hazards.set(key, clusters);
    clusters.tested.add(cluster);
    if (!met) continue;
    clusters.failed.add(cluster);
    const { seq, repeat } = trial;
    tally.found.push({ seq, model: trial.model, hazard, harm, criterion, unit: unitOf(trial), repeat });
  }
}

function newModelTally(): ModelTally {
  return { units: new Set(), clusters: new Set(), unjudged: new Set() };
}

function newHazardClusters(model: string, hazard: string): HazardClusters {
  return { model, hazard, tested: new Set(), failed: new Set() };
}

async function textsOf(store: Store, reading: ReadingSet, found: readonly Found[]) {
  const texts = new Map<number, { readonly text: string | null; readonly caseText: string }>();
  if (found.length === 0) return texts;
  const seqs = [...new Set(found.map((f) => f.seq))];
  for await (const { trial, response, case: planned } of store.read(reading.id, { seqs })) {
    const caseText = caseTextOf(questionOf(planned.case, trial.variant, trial.step));
    texts.set(trial.seq, { text: response?.status === 'answered' ? response.text : null, caseText });
  }
  return texts;
}

export function unitOf({ set, caseId, variant, step, protocol }: Trial): UnitIdentity {
  return { set, caseId, variant, step, protocol };
}

function placeOf(found: Found): string {
  return `${unitKey(found.unit)} ${found.criterion}`;
}
