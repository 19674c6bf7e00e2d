import { resolve } from 'node:path';
import type { ModelVersion } from '../domain/model-version.js';
import { PreceptorError } from '../errors.js';
import { loadWorkspace, requireEntry, type Workspace } from '../load/workspace.js';
import { parseModelSpec } from '../models/model-spec.js';
import { nearestName } from '../schema/nearest-name.js';

/**
 * The model version that a user names: `<name>` of `models/<name>.model.yaml` in the user's own workspace, or a
 * specification as `parseModelSpec` takes it.
 *
 * @param workspace - one that is open already; it serves where it is the user's own
 * @throws PreceptorError `INPUT_INVALID` with the problems of the model's file, `MODEL_UNKNOWN` (did you mean …), or as `parseModelSpec`
 */
export async function findModel(text: string, root: string, workspace: Workspace): Promise<ModelVersion> {
  const name = text.trim();
  if (/[:=]/.test(name)) return parseModelSpec(name, root);
  const own = workspace.root === resolve(root) ? workspace : await loadWorkspace(root);
  if (own.models.has(name) || own.unusable.has(`models/${name}`)) {
    return requireEntry(own, 'models', name).value;
  }
  const meant = nearestName(name, own.models.keys());
  if (meant === null) return parseModelSpec(name, root);
  throw new PreceptorError(
    'MODEL_UNKNOWN',
    `${name}: expected a model of models/ (${[...own.models.keys()].join(', ')}) or kind:rest; found neither. Did you mean ${meant}?`,
  );
}
