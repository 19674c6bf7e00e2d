import { PreceptorError } from '../../errors.js';
import { SYSTEM_CLOCK } from './clock.js';
import type { Limiter } from './limiter.js';

/** How long a run waits for an endpoint that says when to come back. */
export const LONGEST_PAUSE_MS = 15 * 60_000;
/** How long it asks one that answers nothing at all, and how often at least: slow ones have three deadlines. */
export const LONGEST_SILENCE_MS = 10 * 60_000;
const LEAST_UNANSWERED = 3;

interface Asked {
  /** For messages. */
  readonly name: string;
  /** Of one request. */
  readonly deadlineMs: number;
}

/**
 * Refuses to go on with an endpoint that wants to be left alone for longer than 15 minutes, as where a day’s quota is used
 * up, and with one that has answered nothing for 10: whoever runs it should know, and can resume the run. Trial after trial
 * would wait and be lost in vain otherwise.
 *
 * @param clock - the limiter’s
 * @throws PreceptorError `RUN_INCOMPLETE`
 */
export function requireOpen(limiter: Limiter, { name, deadlineMs }: Asked, clock = SYSTEM_CLOCK): void {
  const { pausedUntilMs, silence } = limiter.state();
  const nowMs = clock.nowMs();
  const pausedForMs = pausedUntilMs === null ? 0 : pausedUntilMs - nowMs;
  if (pausedForMs > LONGEST_PAUSE_MS) {
    const until = new Date(Date.now() + pausedForMs).toISOString().slice(0, 16).replace('T', ' ');
    throw incomplete(
      name,
      `one that can be asked again within ${minutes(LONGEST_PAUSE_MS)} minutes`,
      `it asks to be left alone for ${minutes(pausedForMs)} minutes`,
      `resume the run after ${until} UTC`,
    );
  }
  if (silence === null || silence.requests < LEAST_UNANSWERED) return;
  const silentForMs = nowMs - silence.sinceMs;
  if (silentForMs < Math.max(LONGEST_SILENCE_MS, LEAST_UNANSWERED * deadlineMs)) return;
  throw incomplete(
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
