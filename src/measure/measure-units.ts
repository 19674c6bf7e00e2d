import type { Hash } from '../domain/hash.js';
import type { Coverage, Measurement } from '../domain/measurement.js';
import type { Metric, TrialOutcome } from '../domain/metric.js';
import type { GradedTrial } from '../domain/ports/store.js';
import type { MissingPolicy } from '../domain/result-set.js';
import { endOf, type TrialEnd } from './trial-outcome.js';

/** A unit with the ends of all its trials: what measurements and flows are made of. */
export interface UnitTrials {
  readonly trials: readonly GradedTrial[];
  readonly ends: readonly TrialEnd[];
}

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
  primary: string,
  missing: MissingPolicy,
): Measurement | null {
  const first = unit.trials[0]?.trial;
  const gradingHash = gradingHashOf(unit, primary);
  if (first === undefined || gradingHash === null) return null;
  const outcomes: readonly TrialOutcome[] = unit.ends.map((end) => end.outcome);
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
    value: metric.value(outcomes, missing),
    coverage: coverageOf(unit),
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

function gradingHashOf(unit: UnitTrials, primary: string): Hash | null {
  for (const trial of unit.trials) {
    const verdict = trial.verdicts.find((v) => v.criterion === primary);
    if (verdict !== undefined) return verdict.gradingHash;
  }
  return null;
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
