/** Shorter pauses are nothing that anybody waits for. */
const SAID_MS = 10_000;

/** Says that an endpoint asks to be left alone: once for each pause of 10 s or more, and again where it grows by as much. */
export function createRestNotice(say: (message: string) => void): (untilMs: number, nowMs: number) => void {
  let saidUntilMs = Number.NEGATIVE_INFINITY;
  return (untilMs, nowMs) => {
    const ms = untilMs - nowMs;
    if (ms < SAID_MS || untilMs < saidUntilMs + SAID_MS) return;
    saidUntilMs = untilMs;
    say(`the endpoint asks to be left alone: nothing is sent to it for ${Math.ceil(ms / 1_000)} s.`);
  };
}
