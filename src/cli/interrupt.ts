import { note } from './output.js';

const INTERRUPTED = 130;

export interface Interrupt {
  /** After the first signal: take nothing new. */
  readonly stop: AbortSignal;
  /** After the second: give up what is under way. */
  readonly abort: AbortSignal;
  readonly wasHit: () => boolean;
  /** Nothing is under way any more: from here on a signal calls this instead. */
  instead(end: () => void): void;
  release(): void;
}

/** Ctrl-C once lets what is under way finish and be stored; twice gives it up. Nothing stored is lost either way. */
export function onInterrupt(say: (text: string) => void): Interrupt {
  const stop = new AbortController();
  const abort = new AbortController();
  let end: (() => void) | null = null;
  const hit = () => {
    if (end !== null) {
      end();
      return;
    }
    if (stop.signal.aborted) {
      abort.abort();
      return;
    }
    say('interrupted: storing what is under way; again to give it up');
    stop.abort();
  };
  process.on('SIGINT', hit);
  process.on('SIGTERM', hit);
  return {
    stop: stop.signal,
    abort: abort.signal,
    wasHit: () => stop.signal.aborted,
    instead: (next) => {
      end = next;
    },
    release: () => {
      process.off('SIGINT', hit);
      process.off('SIGTERM', hit);
    },
  };
}

export function sayInterrupted(runId: string): void {
  note(`interrupted. Go on with: preceptor run --resume ${runId}`);
}

/** Ends the process between two stages; whatever is stored stays, and the stage is done again on resuming. */
export function endInterrupted(runId: string): never {
  sayInterrupted(runId);
  process.exit(INTERRUPTED);
}
