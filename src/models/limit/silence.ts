/** What an endpoint has not answered since its last answer. */
export interface Silence {
  /** When the first of them ended. */
  readonly sinceMs: number;
  /** Requests that failed or were rate-limited; >= 1. */
  readonly requests: number;
  /** What was under way together counts once: so often it was asked again in vain; >= 1. */
  readonly rounds: number;
}

export interface SilenceLog {
  answered(): void;
  /** @param sentMs - when the request was sent */
  unanswered(nowMs: number, sentMs: number): void;
  /** null: the last that it settled was an answer, or nothing was settled. */
  current(): Silence | null;
}

export function createSilenceLog(): SilenceLog {
  let silence: Silence | null = null;
  let roundMs = 0;
  return {
    answered() {
      silence = null;
    },
    unanswered(nowMs, sentMs) {
      const isNewRound = silence === null || sentMs > roundMs;
      if (isNewRound) roundMs = nowMs;
      const { sinceMs = nowMs, requests = 0, rounds = 0 } = silence ?? {};
      silence = { sinceMs, requests: requests + 1, rounds: isNewRound ? rounds + 1 : rounds };
    },
    current: () => silence,
  };
}
