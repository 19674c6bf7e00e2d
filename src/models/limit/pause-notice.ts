import type { Outage } from './circuit-breaker.js';

/** Shorter pauses are nothing that anybody waits for. */
const SAID_MS = 10_000;

/**
 * Says why nothing is sent to an endpoint: for each outage, and once for each pause of 10 s or more that it asks for, again
 * where that grows by as much; of two at once, the longer. It names neither the host nor anything that was sent: whoever
 * listens knows which endpoint it is.
 */
export function createPauseNotice(
  say: (message: string) => void,
): (outage: Outage | null, restsUntilMs: number, nowMs: number) => void {
  let saidUntilMs = Number.NEGATIVE_INFINITY;
  return (outage, restsUntilMs, nowMs) => {
    const restMs = restsUntilMs - nowMs;
    if (outage !== null && restMs <= outage.pauseMs) {
      say(outageText(outage));
      return;
    }
    if (restMs < SAID_MS || restsUntilMs < saidUntilMs + SAID_MS) return;
    saidUntilMs = restsUntilMs;
    say(`the endpoint limits the rate: nothing is sent to it for ${Math.ceil(restMs / 1_000)} s.`);
  };
}

function outageText({ failures, pauseMs }: Outage): string {
  return (
    `${failures} requests in a row failed without an answer: nothing is sent to the endpoint for ` +
    `${pauseMs / 1_000} s, then one request tries whether it is up again.`
  );
}
