import type { TrialEnd, UnitContext } from '../domain/metric.js';
import type { GradedTrial } from '../domain/ports/store.js';
import { NOT_APPLICABLE, type TrialValue } from './repeat-mean.js';

/** Where an answer stands on the scale of the primary criterion; lost; or about no scale at all. */
export type AssignedLevel =
  | { readonly status: 'valued'; readonly position: number }
  | Exclude<TrialValue, { status: 'valued' }>;

/** A graded answer that names no level of the scale owes one: the model is charged with it. */
export function assignedLevel(trial: GradedTrial, end: TrialEnd, context: UnitContext): AssignedLevel {
  const { primary, onScale } = context;
  if (onScale === null) return NOT_APPLICABLE;
  if (end.outcome.status === 'lost') return end.outcome;
  const verdict = trial.verdicts.find(({ criterion }) => criterion === primary)?.verdict;
  const finding = verdict?.status === 'graded' ? verdict.finding : null;
  const position = finding?.kind === 'level' ? onScale.scale.levels.indexOf(finding.value) : -1;
  return position < 0 ? { status: 'lost', charged: 'model' } : { status: 'valued', position };
}
