import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import { NAME_PATTERN } from '../domain/name.js';
import type { Store } from '../domain/ports/store.js';
import { type RunId, runIdFrom } from '../domain/result-set.js';
import { PreceptorError } from '../errors.js';
import { openConnection } from './connection.js';
import { type Continuation, continuationStatements } from './continued-run.js';
import { createPlannedCaseReader } from './planned-cases.js';
import { createPlannedTrialReader } from './planned-trials.js';
import { analysisMethods } from './run-analyses.js';
import { attemptMethods } from './run-attempts.js';
import type { RunContext } from './run-context.js';
import type { RunDatabase } from './run-database.js';
import { documentMethods } from './run-documents.js';
import { readRunId } from './run-format.js';
import { gradingMethods } from './run-gradings.js';
import { readingMethods } from './run-readings.js';
import { schemaStatements } from './run-schema.js';
import { type RunWriter, startWriter } from './run-writer.js';
import { createSavedPlan } from './saved-plan.js';
import { folderFault, neverBegun } from './store-fault.js';
import { storedValues } from './stored-value.js';

const READ_BUSY_MS = 10_000;
const RUN_ID = new RegExp(NAME_PATTERN);

export interface StoreCreation {
  readonly runId: RunId;
  /** Milliseconds since 1970; default: now. */
  readonly createdAtMs?: number;
  readonly continues?: Continuation;
}

/**
 * Creates the file of a new run (and its folder) and opens it for writing.
 *
 * @param file - ends in `.sqlite`; `.lock` beside it says who writes
 * @throws PreceptorError `USAGE` if a run is stored there already, `STORE_BUSY` if another process writes it,
 * `STORE_FORMAT`, `STORE_CORRUPT`, `INPUT_UNREADABLE`
 */
export async function createStore(file: string, creation: StoreCreation): Promise<Store> {
  const { runId, createdAtMs = Date.now(), continues } = creation;
  if (!RUN_ID.test(runId)) {
    throw new PreceptorError(
      'USAGE',
      `run id: expected a name (${NAME_PATTERN}); found "${runId}". Choose another.`,
    );
  }
  makeFolder(dirname(file));
  const copy = continues === undefined ? [] : continuationStatements(continues);
  const statements = [...schemaStatements(runId, createdAtMs), ...copy];
  const writer = await startWriter({ file, create: { statements, source: continues?.from ?? null } });
  return openRun(file, writer);
}

/**
 * Opens a stored run. Any number may read while one process writes.
 *
 * @param options - `write` takes the run's lock until `close` or the end of the process
 * @throws PreceptorError `RUN_UNKNOWN` if there is no file, `RUN_INCOMPLETE` if its creation was cut short,
 * `STORE_BUSY`, `STORE_FORMAT`, `STORE_CORRUPT`, `INPUT_UNREADABLE`
 */
export async function openStore(file: string, options: { readonly mode: 'write' | 'read' }): Promise<Store> {
  // Never opened by other means than SQLite: closing it would drop the locks that this process holds on it.
  if (statSync(file, { throwIfNoEntry: false }) === undefined) {
    throw new PreceptorError(
      'RUN_UNKNOWN',
      `${file}: expected a stored run; found no such file. Check the run id.`,
    );
  }
  return openRun(file, options.mode === 'write' ? await startWriter({ file, create: null }) : null);
}

async function openRun(file: string, writer: RunWriter | null): Promise<Store> {
  try {
    return assembleStore(file, writer);
  } catch (error) {
    await writer?.close();
    throw error;
  }
}

function assembleStore(file: string, writer: RunWriter | null): Store {
  const connection = openConnection(file, { mode: 'read', timeoutMs: READ_BUSY_MS });
  const db = new Kysely<RunDatabase>({ dialect: new SqliteDialect({ database: connection }) });
  let closing: Promise<void> | null = null;
  try {
    const runId = readRunId(connection, file);
    if (runId === null) throw neverBegun(file);
    const context: RunContext = {
      runId: runIdFrom(runId),
      file,
      db,
      put: (table, row) => {
        if (closing !== null) return Promise.reject(misuse(file, 'it is closed'));
        return writer?.put(table, row) ?? Promise.reject(misuse(file, 'it is open for reading only'));
      },
      flush: () => (closing === null ? (writer?.flush() ?? Promise.resolve()) : closing),
      values: storedValues(file),
    };
    const plan = createSavedPlan(context);
    const cases = createPlannedCaseReader(context, plan);
    const reader = createPlannedTrialReader(context, plan, cases);
    return {
      runId: context.runId,
      savePlan: plan.save,
      loadPlan: plan.load,
      cases: cases.cases,
      trials: reader.trials,
      find: reader.find,
      ...attemptMethods(context, reader),
      ...readingMethods(context, reader),
      ...gradingMethods(context, reader),
      ...analysisMethods(context, plan),
      ...documentMethods(context),
      flush: context.flush,
      close() {
        closing ??= closeRun(connection.close, writer);
        return closing;
      },
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The reader goes first, so that the writer is the last connection and leaves one whole file. */
async function closeRun(closeReader: () => void, writer: RunWriter | null): Promise<void> {
  try {
    closeReader();
  } finally {
    await writer?.close();
  }
}

/** The last two one by one: of several at once Node says of a read-only disk that there is no such folder. */
function makeFolder(folder: string): void {
  const runs = dirname(folder);
  const root = dirname(runs);
  for (const one of [root, runs, folder]) {
    try {
      if (!existsSync(one)) mkdirSync(one, { recursive: one === root });
    } catch (error) {
      throw folderFault(one, error);
    }
  }
}

function misuse(file: string, why: string): PreceptorError {
  return new PreceptorError('INTERNAL', `${file}: nothing can be written: ${why}`);
}
