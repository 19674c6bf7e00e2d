import type { FailureCause, MissingClass } from './failure.js';
import type { UngradedCause } from './verdict.js';

export interface FlowLoss {
  readonly charged: MissingClass;
  readonly cause: FailureCause | UngradedCause | 'refusal' | 'unreadable' | 'not-asked';
  readonly trials: number;
}

/** Where one model version’s trials went under one reading and grading set: each stage holds what the next lost. */
export interface Flow {
  readonly model: string;
  readonly protocol: string;
  readonly reading: string;
  readonly grading: string;
  readonly planned: number;
  readonly asked: number;
  readonly answered: number;
  readonly read: number;
  readonly graded: number;
  readonly losses: readonly FlowLoss[];
}

/** The same under one reading, over all protocols of the model version. */
export type ModelFlow = Omit<Flow, 'protocol' | 'grading'>;

/** Counts of one slice: what the validity rules of a policy look at. */
export interface StratumFlow extends Flow {
  /** `name=value`; null: all trials of the model under the protocol. */
  readonly stratum: string | null;
}
