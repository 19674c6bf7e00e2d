import type { FailureCause } from './failure.js';
import type { ModelVersion } from './model-version.js';
import type { Money } from './price.js';

/**
 * What the requests of one model version took, over every attempt that was really sent (origin `live`), retries and
 * failures included. Integers, >= 0. `requests` − `counted` − `silent` never reached a model.
 */
export interface Usage {
  readonly requests: number;
  /** Requests whose tokens the service counted: `input` and `output` are their sums. */
  readonly counted: number;
  readonly input: number;
  readonly output: number;
  /** Requests that may have been served, of which the service says no tokens. */
  readonly silent: number;
  /** Characters that came back for those. */
  readonly silentCharacters: number;
}

/** The usage of one model version with the cost of what was counted; null: it has no price, or nothing was counted. */
export interface ModelUsage extends Usage {
  readonly model: string;
  readonly cost: Money | null;
}

/** A request that ended so reached no model: it took no tokens. */
export const UNSERVED: readonly FailureCause[] = [
  'name-lookup',
  'connection',
  'rate-limited',
  'throttled',
  'token-expired',
  'request-refused',
  'not-recorded',
  'budget',
];

/** Where the answers come from: a service, a program of the user’s that may ask one, or this process itself. */
export function reachOf(client: ModelVersion['client']): 'network' | 'program' | 'none' {
  if (client.kind === 'reference' || client.kind === 'replay') return 'none';
  return client.kind === 'command' ? 'program' : 'network';
}
