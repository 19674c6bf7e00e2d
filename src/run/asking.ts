import { type Asking, type Continued, MOST_ATTEMPTS, USUAL_ASKING } from '../domain/asking.js';
import { hashOf } from '../domain/hash.js';
import type { Store, StoredDocument } from '../domain/ports/store.js';
import { PreceptorError } from '../errors.js';

/** What a command line says of how a run is asked; null: nothing. */
export interface AskingChoice {
  readonly attempts: number | null;
  readonly fresh: boolean;
}

export function askingDocument(asking: Asking): StoredDocument {
  return { kind: 'asking', id: hashOf(['asking', asking]), body: asking };
}

/** How a run is asked, as it was said last. */
export async function storedAsking(store: Store): Promise<Asking> {
  const last = (await store.documents('asking')).at(-1);
  if (last === undefined) return USUAL_ASKING;
  if (isAsking(last.body)) return last.body;
  throw new PreceptorError(
    'STORE_CORRUPT',
    `run ${store.runId}: expected the document of how it is asked with attempts, fresh and continues; found another. Restore the file from a copy, or start a new run.`,
  );
}

/**
 * How a run that goes on is asked from now on.
 *
 * @throws PreceptorError `USAGE` where fewer attempts are given than were planned
 */
export function askingOn(asked: Asking, { attempts, fresh }: AskingChoice): Asking {
  if (attempts !== null && attempts < asked.attempts) {
    throw new PreceptorError(
      'USAGE',
      `expected --attempts of at least ${asked.attempts}, as this run has it; found ${attempts}. What was planned can be raised, never lowered.`,
    );
  }
  return { ...asked, attempts: attempts ?? asked.attempts, fresh: asked.fresh || fresh };
}

/** Stores how the run is asked from now on, where that changes anything for trials that it has yet to ask. */
export async function keepAsking(store: Store, asking: Asking): Promise<void> {
  const { planned, answered, failed } = await store.counts();
  if (answered + failed === planned) return;
  if (hashOf(asking) !== hashOf(await storedAsking(store))) await store.putDocument(askingDocument(asking));
}

function isAsking(value: unknown): value is Asking {
  if (typeof value !== 'object' || value === null) return false;
  if (!('attempts' in value && 'fresh' in value && 'continues' in value)) return false;
  const { attempts, fresh, continues } = value;
  return (
    isWhole(attempts) &&
    attempts >= 1 &&
    attempts <= MOST_ATTEMPTS &&
    typeof fresh === 'boolean' &&
    (continues === null || isContinued(continues))
  );
}

function isContinued(value: unknown): value is Continued {
  if (typeof value !== 'object' || value === null) return false;
  if (!('run' in value && 'reopened' in value && 'attempts' in value)) return false;
  return typeof value.run === 'string' && isWhole(value.reopened) && isWhole(value.attempts);
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
