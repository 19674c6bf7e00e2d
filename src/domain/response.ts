import type { FailureCause } from './failure.js';

export type Origin = 'live' | 'cache' | 'replay' | 'import';

/** What a client gives back for one request. A failure is never an answer. */
export type ModelResponse =
  | {
      readonly status: 'answered';
      readonly text: string;
      readonly origin: Origin;
      readonly latencyMs: number;
      readonly servedModel: string | null;
      /** Log-probability of the answer’s tokens where the client has one; nats, <= 0. */
      readonly logProbability: number | null;
      /** Everything the model sent, as it came; null where `text` is all there was. */
      readonly raw: string | null;
    }
  | {
      readonly status: 'failed';
      readonly cause: FailureCause;
      readonly detail: string;
      readonly origin: Origin;
      readonly latencyMs: number;
      readonly raw: string | null;
    };

/** One request for a trial; every one is stored. `final`: the trial's response. */
export interface Attempt {
  readonly trialSeq: number;
  /** 1-based. */
  readonly attempt: number;
  readonly final: boolean;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAtMs: number;
  readonly response: ModelResponse;
}
