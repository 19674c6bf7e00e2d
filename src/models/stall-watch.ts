const BEAT_MS = 250;
/** A beat that comes later than this was not merely waiting its turn. */
const STALL_MS = 1_000;

/** Notices that this process stood still: stopped, its machine asleep, its event loop held up. */
export interface StallWatch {
  /** How long it has stood still so far, in all; ms. */
  stalledMs(): number;
  close(): void;
}

export function createStallWatch(nowMs: () => number = () => performance.now()): StallWatch {
  let beatMs = nowMs();
  let stalledMs = 0;
  const look = (): void => {
    const lateMs = nowMs() - beatMs - BEAT_MS;
    if (lateMs > STALL_MS) stalledMs += lateMs;
    beatMs = nowMs();
  };
  const timer = setInterval(look, BEAT_MS);
  timer.unref();
  return {
    stalledMs() {
      // What came may be heard before the timer that was due, too.
      look();
      return stalledMs;
    },
    close: () => clearInterval(timer),
  };
}
