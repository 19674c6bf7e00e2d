import { isEndpoint } from '../domain/endpoint.js';
import type { PlannedModel } from '../domain/plan.js';
import { versionHash } from '../domain/version-hash.js';
import { loadWorkspace } from '../load/workspace.js';

/**
 * The model versions of a stored run with pace and credential as their files have them now: a key under another name, a
 * quota that was raised. A file that is another version now, or is gone, changes nothing: the run goes on as it began.
 *
 * @param warn - told of each file that is another version now
 */
export async function withCurrentPace(
  models: readonly PlannedModel[],
  root: string,
  warn: (message: string) => void,
): Promise<readonly PlannedModel[]> {
  if (!models.some(({ version }) => isEndpoint(version.client))) return models;
  const own = await loadWorkspace(root);
  return models.map((model) => {
    const { version, hash } = model;
    const now = isEndpoint(version.client) ? own.models.get(version.model)?.value : undefined;
    if (now === undefined) return model;
    if (versionHash(now) === hash) return { ...model, version: now };
    warn(
      `models/${version.model}.model.yaml is another model version now: the run goes on with the one that it began with. For the new one, start a new run.`,
    );
    return model;
  });
}
