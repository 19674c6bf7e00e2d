import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { PreceptorError } from '../errors.js';

/** A file of the workspace. */
export interface WorkspaceFile {
  readonly absolute: string;
  /** Relative to the workspace, with `/` on every system. */
  readonly relative: string;
}

/**
 * Finds a file that a user named, and keeps to the workspace: `..` and links that lead out of it are refused.
 *
 * @returns null where there is no such file
 * @throws PreceptorError `PATH_OUTSIDE_WORKSPACE`
 */
export async function findWorkspaceFile(workspace: string, path: string): Promise<WorkspaceFile | null> {
  const asked = resolve(workspace, path);
  requireInside(workspace, asked, path);
  try {
    const [root, target] = await Promise.all([realpath(workspace), realpath(asked)]);
    requireInside(root, target, path);
  } catch (error) {
    if (error instanceof PreceptorError) throw error;
    return null;
  }
  return { absolute: asked, relative: relative(workspace, asked).split(sep).join('/') };
}

function requireInside(root: string, target: string, named: string): void {
  const way = relative(root, target);
  if (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)) return;
  throw new PreceptorError(
    'PATH_OUTSIDE_WORKSPACE',
    `${JSON.stringify(named)}: expected a file inside the workspace; it lies outside. Copy it into the workspace.`,
  );
}

/** SHA-256 of a file's bytes, 64 hexadecimal digits, streamed. Rejects with the system's error where it cannot be read. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}
