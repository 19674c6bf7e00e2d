/** What an endpoint has not answered since its last answer. */
export interface Silence {
  /** When the first of them ended. */
  readonly sinceMs: number;
  /** Requests that failed or were rate-limited; >= 1. */
  readonly requests: number;
}

export interface SilenceLog {
  answered(): void;
  unanswered(nowMs: number): void;
  /** null: the last that it settled was an answer, or nothing was settled. */
  current(): Silence | null;
}

export function createSilenceLog(): SilenceLog {
  let silence: Silence | null = null;
  return {
    answered() {
      silence = null;
    },
    unanswered(nowMs) {
      silence = { sinceMs: silence?.sinceMs ?? nowMs, requests: (silence?.requests ?? 0) + 1 };
    },
    current: () => silence,
  };
}
