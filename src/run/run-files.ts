import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Hash, shortHash } from '../domain/hash.js';
import { NAME_PATTERN } from '../domain/name.js';
import { type RunId, runIdFrom } from '../domain/result-set.js';
import { PreceptorError } from '../errors.js';

const STAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z-/;

/** A run is named by when it began and what it asks: `20261122T041501123Z-3f9a2b7c61de`. */
export function newRunId(now: Date, planHash: Hash): RunId {
  const stamp = now.toISOString().replace(/[-:.]/g, '');
  return runIdFrom(`${stamp}-${shortHash(planHash)}`);
}

/** When a run began, ISO 8601; from its name, so that a dossier made later says the same. */
export function runBeganAt(runId: RunId): string {
  const [stamp] = STAMP.exec(runId) ?? [];
  return stamp === undefined ? runId : stamp.replace(STAMP, '$1-$2-$3T$4:$5:$6.$7Z');
}

export function runFile(root: string, runId: RunId): string {
  return join(root, 'runs', runId, 'run.sqlite');
}

export function reportFolder(root: string, runId: RunId): string {
  return join(root, 'reports', runId);
}

/**
 * The run that a user names: its whole id, the start of one, or `latest`.
 *
 * @throws PreceptorError `RUN_UNKNOWN` where none or several match
 */
export function findRun(root: string, reference: string): RunId {
  const runs = listRuns(root);
  if (reference === 'latest') {
    const latest = runs.at(-1);
    if (latest !== undefined) return latest;
    throw new PreceptorError(
      'RUN_UNKNOWN',
      'expected a stored run under runs/; found none. Start one with `preceptor run`.',
    );
  }
  const matching = runs.filter((run) => run === reference || run.startsWith(reference));
  const only = matching.find((run) => run === reference) ?? (matching.length === 1 ? matching[0] : undefined);
  if (only !== undefined) return only;
  const found = matching.length > 1 ? `${matching.length} runs that begin so` : 'none';
  const recent = runs.length === 0 ? 'There is no run.' : `The latest is ${runs.at(-1)}.`;
  throw new PreceptorError(
    'RUN_UNKNOWN',
    `expected the id of a stored run; found ${found} for ${JSON.stringify(reference)}. ${recent}`,
  );
}

/** Stored runs, the oldest first. */
export function listRuns(root: string): readonly RunId[] {
  const folder = join(root, 'runs');
  if (!existsSync(folder)) return [];
  const name = new RegExp(NAME_PATTERN);
  return readdirSync(folder)
    .filter((entry) => name.test(entry) && existsSync(runFile(root, runIdFrom(entry))))
    .sort()
    .map(runIdFrom);
}
