import type { ModelVersion } from '../domain/model-version.js';
import { PreceptorError } from '../errors.js';
import { commandDigest } from '../models/command/command-files.js';
import { UNRESOLVED } from '../models/command/parse-command.js';

/**
 * Refuses to go on with a program whose file, or a file among whose arguments, is not the one that the run began with:
 * the answers of two versions would stand under one name. (Recorded responses are checked where they are opened.)
 *
 * @throws PreceptorError `MODEL_UNAVAILABLE`
 */
export async function requireSameProgram({ client, snapshot }: ModelVersion, root: string): Promise<void> {
  if (client.kind !== 'command') return;
  // The snapshot of a declared program is what its file says; that of another is its digest.
  const before = client.digest ?? snapshot;
  const now = (await commandDigest(client.argv, root)) ?? UNRESOLVED;
  if (now === before) return;
  throw new PreceptorError(
    'MODEL_UNAVAILABLE',
    `command:${client.argv.join(' ')}: expected the program that the run began with (${before}); found another (${now}): its file, or one among its arguments, has changed. ` +
      'Put the old one back to go on, or start a new run: another program is another model version.',
  );
}
