import type { PlannedCase } from '../plan.js';
import type { Trial } from '../trial.js';

export interface PlannedTrial {
  readonly trial: Trial;
  readonly case: PlannedCase;
}

/** Trials in plan order, in pages, so that nobody holds them all. */
export interface TrialSource {
  trials(filter: TrialFilter): AsyncIterable<PlannedTrial>;
}

export interface TrialFilter {
  /** Only trials without a final response. */
  readonly unanswered?: boolean;
  readonly modelHash?: string;
}
