/** How long one trial waits for an endpoint that says when to come back: such waits spend no attempt. */
export const PATIENCE_MS = 15 * 60_000;

/** Of one trial that was told to come back; times are of one monotonic clock. */
interface Wait {
  readonly startedMs: number;
  readonly nowMs: number;
  /** Until when nothing is sent to the endpoint; null: it may be asked at once. */
  readonly pausedUntilMs: number | null;
}

/** Whether the trial’s next request would go out before its patience ends: a wait beyond that is not begun. */
export function hasPatience({ startedMs, nowMs, pausedUntilMs }: Wait): boolean {
  return Math.max(nowMs, pausedUntilMs ?? nowMs) - startedMs < PATIENCE_MS;
}
