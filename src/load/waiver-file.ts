import type { Waiver } from '../domain/waiver.js';
import { WAIVERS_FILE } from './case-files.js';
import { checkWaivers } from './checks/waiver-check.js';
import { loadYaml } from './entry-files.js';
import type { Located, Report } from './place.js';
import { requireEntry, type Workspace } from './workspace.js';
import { listFolder, pathIn } from './workspace-path.js';

/**
 * Reads `cases/<set>/waivers.yaml`.
 *
 * @returns null where the set has none, or where it cannot be used
 * @throws PreceptorError `REFERENCE_UNKNOWN` where the workspace has no such set
 */
export function loadWaivers(
  workspace: Workspace,
  setName: string,
  report: Report,
): Located<readonly Waiver[]> | null {
  const { folder } = workspace.sets.get(setName) ?? requireEntry(workspace, 'sets', setName);
  const listed = listFolder(folder);
  if ('status' in listed || !listed.includes(WAIVERS_FILE)) return null;
  const located = loadYaml(pathIn(folder, WAIVERS_FILE), 'waivers', report);
  if (located !== null) checkWaivers(located, report);
  return located;
}
