import type { ModelVersion } from '../domain/model-version.js';
import { PreceptorError } from '../errors.js';
import { parseModelSpec } from '../models/model-spec.js';

/**
 * Refuses to go on with a program whose file, or a file among whose arguments, is not the one that the run began with:
 * the answers of two versions would stand under one name. (Recorded responses are checked where they are opened.)
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE`
 */
export async function requireSameProgram(version: ModelVersion, root: string): Promise<void> {
  if (version.client.kind !== 'command') return;
  const words = version.client.argv.map(quoted).join(' ');
  const now = await parseModelSpec(`${version.model}=command:${words}`, root);
  if (now.snapshot === version.snapshot) return;
  throw new PreceptorError(
    'MODEL_UNAVAILABLE',
    `command:${version.client.argv.join(' ')}: expected the program that the run began with (${version.snapshot}); found another (${now.snapshot}): its file, or one among its arguments, has changed. ` +
      'Put the old one back to go on, or start a new run: another program is another model version.',
  );
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
