import { resolve } from 'node:path';
import type { ModelVersion } from '../domain/model-version.js';
import { PreceptorError } from '../errors.js';
import { loadWorkspace, requireEntry, type Workspace } from '../load/workspace.js';
import { commandDigest } from '../models/command/command-files.js';
import { parseModelSpec } from '../models/model-spec.js';
import { nearestName } from '../schema/nearest-name.js';

/**
 * The model version that a user names: `<name>` of `models/<name>.model.yaml` in the user's own workspace, or a
 * specification as `parseModelSpec` takes it. Of a declared program the digest of its files is added.
 *
 * @param workspace - one that is open already; it serves where it is the user's own
 * @throws PreceptorError `INPUT_INVALID` with the problems of the model's file, `MODEL_UNKNOWN` (did you mean …),
 *   `MODEL_UNAVAILABLE` where a declared program has no file that can be read, or as `parseModelSpec`
 */
export async function findModel(text: string, root: string, workspace: Workspace): Promise<ModelVersion> {
  const name = text.trim();
  if (/[:=]/.test(name)) return parseModelSpec(name, root);
  const own = workspace.root === resolve(root) ? workspace : await loadWorkspace(root);
  if (own.models.has(name) || own.unusable.has(`models/${name}`)) {
    return withDigest(requireEntry(own, 'models', name).value, root);
  }
  const meant = nearestName(name, own.models.keys());
  if (meant === null) return parseModelSpec(name, root);
  throw new PreceptorError(
    'MODEL_UNKNOWN',
    `${name}: expected a model of models/ (${[...own.models.keys()].join(', ')}) or kind:rest; found neither. Did you mean ${meant}?`,
  );
}

async function withDigest(version: ModelVersion, root: string): Promise<ModelVersion> {
  const { client } = version;
  if (client.kind !== 'command') return version;
  const digest = await commandDigest(client.argv, root);
  if (digest !== null) return { ...version, client: { ...client, digest } };
  throw new PreceptorError(
    'MODEL_UNAVAILABLE',
    `models/${version.model}.model.yaml: client.argv: expected a program on the PATH, or a path relative to the workspace; found no file of ${client.argv.join(' ')} that can be read (of 512 MiB at most), so nobody could tell a changed program. ` +
      'Correct the path, or install the program.',
  );
}
