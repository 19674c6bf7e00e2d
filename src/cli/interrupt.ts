import { resumeCommand } from '../run/resume-command.js';
import { note } from './output.js';

const INTERRUPTED = 130;

export interface Interrupt {
  /** After the first signal: take nothing new. */
  readonly stop: AbortSignal;
  /** After the second: give up what is under way. */
  readonly abort: AbortSignal;
  readonly wasHit: () => boolean;
  /** Nothing is under way any more: from here on a signal closes the run of this workspace and ends the process. */
  endsRun(run: EndedRun, root: string): void;
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
  let ended: { readonly run: EndedRun; readonly root: string } | null = null;
  let ending: Promise<never> | null = null;
  const hit = () => {
    if (ended !== null) {
      ending ??= endInterrupted(ended.run, ended.root);
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
    endsRun: (run, root) => {
      ended = { run, root };
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

export function sayInterrupted(runId: string, root: string): void {
  note(`interrupted. Go on with: ${resumeCommand(runId, root)}`);
}

/**
 * Ends the process between two stages; whatever is stored stays, and the stage is done again on resuming.
 * The writer thread ends first: cut off inside the database library, it takes the process down with a fault.
 */
async function endInterrupted(run: EndedRun, root: string): Promise<never> {
  sayInterrupted(run.runId, root);
  await run.close().catch(() => undefined);
  process.exit(INTERRUPTED);
}
