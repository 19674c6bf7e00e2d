import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PreceptorError } from '../../errors.js';
import { fieldOf } from '../http/json.js';

/**
 * @param promptfoo - the version that a model version declares
 * @throws PreceptorError `MODEL_UNAVAILABLE` where it is not the one that is installed, with the command to install it
 */
export function requireInstalled(promptfoo: string): void {
  const installed = installedVersion();
  if (installed === promptfoo) return;
  throw new PreceptorError(
    'MODEL_UNAVAILABLE',
    `expected promptfoo ${promptfoo} to be installed beside preceptor; found ${installed ?? 'none'}. ` +
      `Install it: npm install promptfoo@${promptfoo}${installed === null ? '' : ', or declare the one that is there: that is another model version'}.`,
  );
}

/** null: none can be found from here. */
export function installedVersion(): string | null {
  try {
    const main = createRequire(import.meta.url).resolve('promptfoo');
    for (let folder = dirname(main); folder !== dirname(folder); folder = dirname(folder)) {
      const file = join(folder, 'package.json');
      if (!existsSync(file)) continue;
      const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
      const version = fieldOf(manifest, 'version');
      if (fieldOf(manifest, 'name') === 'promptfoo' && typeof version === 'string') return version;
    }
  } catch {
    // Not installed, or not readable: neither can be asked.
  }
  return null;
}
