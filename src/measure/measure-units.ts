import { type Hash, hashOf } from '../domain/hash.js';
import type { Coverage, Measurement } from '../domain/measurement.js';
import type { Metric, UnitContext, UnitTrials } from '../domain/metric.js';
import type { GradedTrial } from '../domain/ports/store.js';
import type { MissingPolicy } from '../domain/result-set.js';
import { endOf } from './trial-outcome.js';

/** Groups neighbours of one unit; holds one unit at a time. */
export async function* unitsOf(
  trials: AsyncIterable<GradedTrial>,
  primaryOf: (set: string, caseId: string) => string,
): AsyncIterable<UnitTrials> {
  let held: GradedTrial[] = [];
  const close = (): UnitTrials => ({
    trials: held,
    ends: held.map((t) => endOf(t, primaryOf(t.trial.set, t.trial.caseId))),
  });
  for await (const trial of trials) {
    const last = held[0];
    if (last !== undefined && !isSameUnit(last, trial)) {
      yield close();
      held = [];
    }
    held.push(trial);
  }
  if (held.length > 0) yield close();
}

/** @returns null where the unit was never graded under a key or a recorded grader: it has no identity to join on */
export function measureUnit(
  unit: UnitTrials,
  metric: Metric,
  context: UnitContext,
  missing: MissingPolicy,
): Measurement | null {
  const first = unit.trials[0]?.trial;
  const criteria = metric.criteria === 'primary' ? [context.primary] : context.criteria.map(({ id }) => id);
  const gradingHash = gradingHashOf(unit, criteria);
  if (first === undefined || gradingHash === null) return null;
  return {
    unit: {
      set: first.set,
      caseId: first.caseId,
      variant: first.variant,
      step: first.step,
      protocol: first.protocol,
    },
    model: first.model,
    modelHash: first.modelHash,
    cluster: first.cluster,
    caseHash: first.caseHash,
    protocolHash: first.protocolHash,
    gradingHash,
    value: metric.value(unit, context, missing),
    coverage: metric.criteria === 'primary' ? coverageOf(unit) : coverageOfAll(unit, criteria),
  };
}

/** Trials of one unit that reached each stage. */
export function coverageOf(unit: UnitTrials): Coverage {
  return {
    planned: unit.trials.length,
    answered: unit.trials.filter((t) => t.asked && t.failure === null).length,
    read: unit.trials.filter((t) => t.reading?.status === 'read').length,
    graded: unit.ends.filter((e) => e.outcome.status === 'valued').length,
  };
}

/** As {@link coverageOf}, where a trial is graded only if every criterion is. */
function coverageOfAll(unit: UnitTrials, criteria: readonly string[]): Coverage {
  const isGraded = (trial: GradedTrial) =>
    criteria.every((criterion) => endOf(trial, criterion).outcome.status === 'valued');
  return { ...coverageOf(unit), graded: unit.trials.filter(isGraded).length };
}

/** Of one criterion its own; of several the hash over all; null where nothing was ever graded. */
function gradingHashOf(unit: UnitTrials, criteria: readonly string[]): Hash | null {
  const hashes = criteria.map((criterion) => {
    for (const trial of unit.trials) {
      const verdict = trial.verdicts.find((v) => v.criterion === criterion);
      if (verdict !== undefined) return verdict.gradingHash;
    }
    return null;
  });
  if (hashes.every((hash) => hash === null)) return null;
  const [only] = hashes;
  return hashes.length === 1 && only !== undefined ? only : hashOf(hashes);
}

function isSameUnit(a: GradedTrial, b: GradedTrial): boolean {
  const x = a.trial;
  const y = b.trial;
  return (
    x.caseId === y.caseId &&
    x.set === y.set &&
    x.variant === y.variant &&
    x.step === y.step &&
    x.protocol === y.protocol &&
    x.modelHash === y.modelHash
  );
}
