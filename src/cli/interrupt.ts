import { note } from './output.js';

const INTERRUPTED = 130;

export interface Interrupt {
  /** After the first signal: take nothing new. */
  readonly stop: AbortSignal;
  /** After the second: give up what is under way. */
  readonly abort: AbortSignal;
  readonly wasHit: () => boolean;
  /** Nothing is under way any more: from here on a signal closes the run and ends the process. */
  endsRun(run: EndedRun): void;
  /** Does not return once the process is about to end: a stage that meets its closed store is no failure. */
  settled(): Promise<void>;
  release(): void;
}

interface EndedRun {
  readonly runId: string;
  close(): Promise<void>;
}

/** Ctrl-C once lets what is under way finish and be stored; twice gives it up. Nothing stored is lost either way. */
export function onInterrupt(say: (text: string) => void): Interrupt {
  const stop = new AbortController();
  const abort = new AbortController();
  let ended: EndedRun | null = null;
  let ending: Promise<never> | null = null;
  const hit = () => {
    if (ended !== null) {
      ending ??= endInterrupted(ended);
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
    endsRun: (run) => {
      ended = run;
    },
    settled: async () => {
      if (ending !== null) await ending;
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

/**
 * Ends the process between two stages; whatever is stored stays, and the stage is done again on resuming.
 * The writer thread ends first: cut off inside the database library, it takes the process down with a fault.
 */
async function endInterrupted(run: EndedRun): Promise<never> {
  sayInterrupted(run.runId);
  await run.close().catch(() => undefined);
  process.exit(INTERRUPTED);
}
