import { PreceptorError } from '../../errors.js';
import { SYSTEM_CLOCK } from './clock.js';
import type { Limiter } from './limiter.js';

/** How long a run waits for an endpoint that says when to come back. */
export const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * Refuses to wait where an endpoint wants to be left alone for longer than 15 minutes, as where a day’s quota is used up:
 * whoever runs it should know, and can resume the run then.
 *
 * @param name - of the endpoint, for the message
 * @param clock - the limiter’s
 * @throws PreceptorError `RUN_INCOMPLETE`
 */
export function requireOpen(limiter: Limiter, name: string, clock = SYSTEM_CLOCK): void {
  const { pausedUntilMs } = limiter.state();
  if (pausedUntilMs === null) return;
  const pausedForMs = pausedUntilMs - clock.nowMs();
  if (pausedForMs <= LONGEST_PAUSE_MS) return;
  const minutes = Math.ceil(pausedForMs / 60_000);
  const until = new Date(Date.now() + pausedForMs).toISOString().slice(0, 16).replace('T', ' ');
  throw new PreceptorError(
    'RUN_INCOMPLETE',
    `${name}: expected an endpoint that can be asked again within ${LONGEST_PAUSE_MS / 60_000} minutes; found that it asks to be left alone for ${minutes} minutes. ` +
      `What was answered is stored: resume the run after ${until} UTC.`,
  );
}
