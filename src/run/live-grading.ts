import type { ReadTrial, Store } from '../domain/ports/store.js';
import type { PlannedTrial } from '../domain/ports/trial-source.js';
import type { ModelResponse } from '../domain/response.js';
import { chosenReadings, gradeInputOf, loadGradingContent, type OpenRun } from './analyse.js';
import { type OpenGrading, openGrading } from './grade-stage.js';
import { type OpenReading, openReading } from './read-stage.js';

/** Reads and grades each response as it comes: while others are waited for, that costs no time. */
export interface LiveGrading {
  /** Rejects only where keys or graders cannot be opened: what fails later is done again, and told, by the stages that follow asking. */
  take(planned: PlannedTrial, response: ModelResponse): Promise<void>;
  /** The sets are complete where every planned trial was taken; else the stages that follow fill them. */
  close(): Promise<void>;
}

/** The first requests have found a connection by then, and no answer has come. */
const SENT_AFTER_MS = 5;

/** Grading that is opened while the first answers are waited for. */
export interface LaterGrading extends LiveGrading {
  /** Opens it, once, a little later: what is being sent goes out first. */
  begin(): void;
}

export function openLater(open: () => Promise<LiveGrading>): LaterGrading {
  let opening: Promise<LiveGrading> | null = null;
  let timer: NodeJS.Timeout | null = null;
  const opened = (): Promise<LiveGrading> => {
    opening ??= open();
    // Whoever takes it hears of the failure; until then it is no unhandled one.
    opening.catch(() => undefined);
    return opening;
  };
  return {
    begin() {
      timer ??= setTimeout(() => void opened(), SENT_AFTER_MS);
    },
    take: async (planned, response) => (await opened()).take(planned, response),
    async close() {
      if (timer !== null) clearTimeout(timer);
      const grading = await opening?.catch(() => null);
      await grading?.close();
    },
  };
}

interface Target {
  readonly reading: OpenReading;
  readonly grading: OpenGrading;
}

/**
 * Opens the reading and grading sets of a run that has not been asked yet.
 *
 * @param named - the reading rules that a policy names; undefined: all of the protocols
 * @throws PreceptorError as `loadGradingContent`: keys that cannot be read show at the start, not at the end
 */
export async function openLiveGrading(
  run: Pick<OpenRun, 'store' | 'plan' | 'workspace' | 'root'>,
  named: readonly string[] | undefined,
): Promise<LiveGrading> {
  const { store, plan } = run;
  const input = await gradeInputOf(await loadGradingContent(run), run.root);
  const targets: Target[] = [];
  try {
    for (const name of chosenReadings(plan, named)) {
      const reading = await openReading(store, plan, name);
      targets.push({ reading, grading: await openGrading(store, plan, reading.set, input) });
    }
  } catch (error) {
    for (const { grading } of targets) await grading.close();
    throw error;
  }
  let taken = 0;
  let isBroken = false;
  return {
    async take(planned, response) {
      if (isBroken) return;
      try {
        for (const target of targets) await takeInto(store, target, planned, response);
        taken += 1;
      } catch {
        isBroken = true;
      }
    },
    async close() {
      const isWhole = !isBroken && taken === plan.trialCount;
      for (const { grading } of targets) await grading.close();
      if (!isWhole) return;
      // Together: what marks them complete is written after all that belongs to them, and waited for once.
      await Promise.all(
        targets.flatMap(({ reading, grading }) => [
          store.closeReadingSet(reading.set.id),
          store.closeGradingSet(grading.set.id),
        ]),
      );
    },
  };
}

async function takeInto(
  store: Store,
  { reading, grading }: Target,
  planned: PlannedTrial,
  response: ModelResponse,
): Promise<void> {
  const { seq } = planned.trial;
  const read: ReadTrial = { ...planned, response, reading: reading.read(planned.trial, response) };
  if (read.reading !== null) await store.putReading(reading.set.id, seq, read.reading);
  for (const verdict of await grading.grade(read)) await store.putVerdict(grading.set.id, seq, verdict);
}
