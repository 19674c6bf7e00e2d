import { type Validation, validateWorkspace as validateFiles } from '../load/validate-workspace.js';
import { checkWaiversApply } from './check-waivers.js';

/**
 * Checks a whole workspace: every file against its schema, every name in it against what it names, and every waiver
 * against what the screen for identifiers finds. It asks no model.
 *
 * @param root - the workspace; protocols and graders that it has not are looked up in the package's own
 * @returns every problem, and how many objects were read (built-in ones are not counted)
 * @throws PreceptorError `INPUT_UNREADABLE` where the root is no readable folder
 */
export function validateWorkspace(root: string): Promise<Validation> {
  return validateFiles(root, checkWaiversApply);
}
