import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ReplayClient } from '../../domain/model-version.js';
import { PreceptorError } from '../../errors.js';
import { findWorkspaceFile, sha256OfFile, type WorkspaceFile } from '../../files/workspace-file.js';
import { nearestName } from '../../schema/nearest-name.js';
import type { ParsedClient } from '../model-context.js';

const FOLDER = 'responses';
const SUFFIX = '.jsonl';

/**
 * Completes `replay:<name>` (responses/<name>.jsonl) or `replay:<path>.jsonl` (inside the workspace).
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE` where there is no such file, with the names that there are;
 *   `PATH_OUTSIDE_WORKSPACE`; `INPUT_UNREADABLE`
 */
export async function parseReplay(rest: string, workspace: string): Promise<ParsedClient<ReplayClient>> {
  const isPath = rest.endsWith(SUFFIX) || rest.includes('/');
  const path = isPath ? rest : `${FOLDER}/${rest}${SUFFIX}`;
  const file = await findWorkspaceFile(workspace, path);
  if (file === null) throw await missing(rest, path, workspace);
  const sha256 = await digest(file);
  const stem = basename(file.relative, SUFFIX);
  return {
    client: { kind: 'replay', responses: file.relative, sha256 },
    family: stem,
    snapshot: `sha256:${sha256}`,
    location: 'recorded',
    defaultName: stem,
  };
}

async function digest(file: WorkspaceFile): Promise<string> {
  try {
    return await sha256OfFile(file.absolute);
  } catch (error) {
    throw new PreceptorError(
      'INPUT_UNREADABLE',
      `${file.relative}: expected a readable file of recorded responses; ${error instanceof Error ? error.message : String(error)}.`,
      { cause: error },
    );
  }
}

async function missing(rest: string, path: string, workspace: string): Promise<PreceptorError> {
  const files = await readdir(join(workspace, FOLDER)).catch(() => []);
  const names = files.filter((name) => name.endsWith(SUFFIX)).map((name) => basename(name, SUFFIX));
  const near = nearestName(basename(rest, SUFFIX), names);
  const known = names.length === 0 ? `${FOLDER}/ holds none` : `${FOLDER}/ holds ${names.sort().join(', ')}`;
  const hint = near === null ? '' : ` Did you mean replay:${near}?`;
  return new PreceptorError(
    'MODEL_UNAVAILABLE',
    `replay:${rest}: expected recorded responses in ${path} of the workspace; there is no such file (${known}).${hint}`,
  );
}
