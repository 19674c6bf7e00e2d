import type { Hash } from './hash.js';
import type { Missing, UnitValue } from './measurement.js';
import type { GradedTrial } from './ports/store.js';
import type { MissingPolicy } from './result-set.js';

/** Where a trial ended, for one criterion: its value, or who is charged with the loss. */
export type TrialOutcome =
  | { readonly status: 'valued'; readonly met: boolean }
  | { readonly status: 'lost'; readonly charged: 'model' | 'infrastructure' | 'run' | 'grader' };

/** A named quantity over units; its hash changes with its definition, so that no two definitions share figures. */
export interface Metric {
  readonly id: string;
  readonly title: string;
  readonly unit: 'proportion';
  readonly better: 'higher' | 'lower';
  readonly kind: UnitValue['kind'];
  readonly range: { readonly min: number; readonly max: number };
  readonly hash: Hash;
  /** One unit’s value from the outcomes of its trials (the repeats), under a missing policy. */
  value(outcomes: readonly TrialOutcome[], missing: MissingPolicy): UnitValue | Missing;
  /** The criterion that the metric is about. */
  outcome(trial: GradedTrial, primary: string): TrialOutcome;
}
