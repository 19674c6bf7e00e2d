import { FAILURE_CLASS, type FailureCause } from './failure.js';

export const ORIGINS = ['live', 'cache', 'replay', 'import'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Responses of each origin; integers, >= 0. */
export type OriginCounts = Readonly<Record<Origin, number>>;

/** Tokens of one request as the service counted them; integers, >= 0. Reasoning counts as output. */
export interface TokenUsage {
  readonly input: number;
  readonly output: number;
}

/** What a service says of itself and of what it did for one request; null where it says nothing. */
export interface ServiceFacts {
  /** Name of the model that answered. */
  readonly model: string | null;
  /** The system’s fingerprint: another one is another configuration. */
  readonly fingerprint: string | null;
  /** Why the answer ended, in the service’s own word. */
  readonly stopReason: string | null;
  readonly usage: TokenUsage | null;
}

/** What a client gives back for one request. A failure is never an answer. */
export type ModelResponse =
  | {
      readonly status: 'answered';
      readonly text: string;
      readonly origin: Origin;
      readonly latencyMs: number;
      /** Log-probability of the answer’s tokens where the client has one; nats, <= 0. */
      readonly logProbability: number | null;
      readonly service: ServiceFacts | null;
      /** Everything the model sent, as it came; null where `text` is all there was. */
      readonly raw: string | null;
    }
  | {
      readonly status: 'failed';
      readonly cause: FailureCause;
      readonly detail: string;
      readonly origin: Origin;
      readonly latencyMs: number;
      readonly service: ServiceFacts | null;
      readonly raw: string | null;
    };

/** One request for a trial; every one is stored. `final`: the trial's response. */
export interface Attempt {
  readonly trialSeq: number;
  /** 1-based. */
  readonly attempt: number;
  readonly final: boolean;
  /** When it was given to the client, where it may wait; milliseconds since 1970-01-01T00:00:00Z. */
  readonly startedAtMs: number;
  readonly response: ModelResponse;
}

/** An answer, or a failure that is the model’s own. */
export function isOfTheModel(response: ModelResponse): boolean {
  return response.status === 'answered' || FAILURE_CLASS[response.cause] === 'model';
}
