import type { FailureCause } from '../domain/failure.js';
import type { ModelResponse } from '../domain/response.js';
import { backoffMs } from '../models/limit/backoff.js';
import type { Clock } from '../models/limit/clock.js';

/** How long one trial comes back to an endpoint that says when: such waits spend no attempt. */
export const PATIENCE_MS = 15 * 60_000;

/** Of one trial, from its first request that was to come back. */
export interface Patience {
  lasts(): boolean;
  /** Before the next request; what the endpoint asked for is the client’s to wait. */
  wait(signal: AbortSignal): Promise<void>;
}

/** @param random - uniform in [0, 1) */
export function createPatience(clock: Clock, random: () => number): Patience {
  let startedMs: number | null = null;
  let comeBacks = 0;
  return {
    lasts() {
      startedMs ??= clock.nowMs();
      return clock.nowMs() - startedMs < PATIENCE_MS;
    },
    async wait(signal) {
      // Others may be answered meanwhile, which ends the endpoint’s pause but helps this trial in nothing.
      if (comeBacks > 0) await clock.wait(backoffMs(comeBacks - 1, random), signal);
      comeBacks += 1;
    },
  };
}

/** What became of a trial whose patience has ended: it spends an attempt after all, and is not asked again. */
export function outOfPatience(response: Extract<ModelResponse, { status: 'failed' }>): ModelResponse {
  const cause: FailureCause = response.cause === 'throttled' ? 'rate-limited' : 'server-error';
  const detail = `${response.detail}; so for more than ${PATIENCE_MS / 60_000} minutes`;
  return { ...response, cause, detail };
}
