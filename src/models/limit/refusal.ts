import { PreceptorError } from '../../errors.js';
import type { LimiterState } from './limiter.js';

/** How long a run waits for an endpoint that says when to come back. */
export const LONGEST_PAUSE_MS = 15 * 60_000;
/** How long it asks one that answers nothing at all: longer than one trial comes back, so that one alone ends no run. */
export const LONGEST_SILENCE_MS = 20 * 60_000;
/** How often it is asked again in vain at least, and how many deadlines a slow one has. */
const LEAST_ROUNDS = 3;

export interface AskedEndpoint {
  /** For messages. */
  readonly name: string;
  /** Of one request; the longest, where several model versions are asked there. */
  readonly deadlineMs: number;
}

/**
 * Why a run does not go on with an endpoint: it wants to be left alone for longer than 15 minutes, as where a day’s quota is
 * used up, or it has answered nothing for 20. Whoever runs it should know, and can resume the run; trial after trial
 * would wait and be lost in vain otherwise.
 *
 * @returns `RUN_INCOMPLETE`; null: it goes on
 */
export function refusalOf(
  { pausedUntilMs, silence }: Pick<LimiterState, 'pausedUntilMs' | 'silence'>,
  nowMs: number,
  { name, deadlineMs }: AskedEndpoint,
): PreceptorError | null {
  const pausedForMs = pausedUntilMs === null ? 0 : pausedUntilMs - nowMs;
  if (pausedForMs > LONGEST_PAUSE_MS) {
    const until = new Date(Date.now() + pausedForMs).toISOString().slice(0, 16).replace('T', ' ');
    return incomplete(
      name,
      `one that can be asked again within ${minutes(LONGEST_PAUSE_MS)} minutes`,
      `it asks to be left alone for ${minutes(pausedForMs)} minutes`,
      `resume the run after ${until} UTC`,
    );
  }
  if (silence === null || silence.rounds < LEAST_ROUNDS) return null;
  const silentForMs = nowMs - silence.sinceMs;
  if (silentForMs < Math.max(LONGEST_SILENCE_MS, LEAST_ROUNDS * deadlineMs)) return null;
  return incomplete(
    name,
    'one that answers',
    `it has answered none of ${silence.requests} requests in ${minutes(silentForMs)} minutes`,
    'see preceptor why for the causes, and resume the run when it is up',
  );
}

function minutes(ms: number): number {
  return Math.ceil(ms / 60_000);
}

function incomplete(name: string, expected: string, found: string, remedy: string): PreceptorError {
  return new PreceptorError(
    'RUN_INCOMPLETE',
    `${name}: expected an endpoint, ${expected}; found that ${found}. What was answered is stored: ${remedy}.`,
  );
}
