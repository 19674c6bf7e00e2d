import { readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Problem } from '../domain/problem.js';
import { type ErrorCode, PreceptorError } from '../errors.js';
import { showText, showValue } from '../schema/fault.js';
import { type ProblemText, problemOfFile } from './place.js';

/** A file or folder of a workspace, before anyone has looked whether it is there. */
export interface WorkspacePath {
  /** Absolute. */
  readonly root: string;
  /** Relative to the root, with `/` on every system. */
  readonly path: string;
  /** In front of the path in messages: empty, or `builtin:`. */
  readonly prefix: string;
}

export type Checked =
  | { readonly status: 'found'; readonly absolute: string; readonly bytes: number }
  | { readonly status: 'missing' }
  | { readonly status: 'refused'; readonly code: ErrorCode; readonly problem: Problem };

export function pathIn(folder: WorkspacePath, name: string): WorkspacePath {
  return { ...folder, path: folder.path === '' ? name : `${folder.path}/${name}` };
}

export function shownPath({ path, prefix }: WorkspacePath): string {
  return prefix + showText(path);
}

/**
 * Looks at a path without opening it. It must be of the kind asked for, and stay inside the workspace after every
 * symbolic link is followed.
 */
export function checkPath(at: WorkspacePath, kind: 'file' | 'folder'): Checked {
  const asked = resolve(at.root, at.path);
  if (!isInside(at.root, asked)) return outside(at, asked);
  try {
    const real = realpathSync.native(asked);
    const root = realpathSync.native(at.root);
    if (!isInside(root, real)) return outside(at, real);
    const stats = statSync(real);
    if (kind === 'file' ? stats.isFile() : stats.isDirectory()) {
      return { status: 'found', absolute: real, bytes: stats.size };
    }
    const found = stats.isDirectory() ? 'a folder' : stats.isFile() ? 'a file' : 'a device, pipe or socket';
    const remedy = kind === 'file' ? 'Put a regular file there.' : 'Put a folder there.';
    return refused(at, 'INPUT_UNREADABLE', { expected: `a ${kind}`, found, remedy });
  } catch (cause) {
    return codeOf(cause) === 'ENOENT' && !isLink(at) ? { status: 'missing' } : unreadable(at, cause);
  }
}

/** Names in a folder, sorted by their code units so that every machine reads in the same order. */
export function listFolder(
  at: WorkspacePath,
): readonly string[] | Extract<Checked, { status: 'refused' | 'missing' }> {
  const checked = checkPath(at, 'folder');
  if (checked.status !== 'found') return checked;
  try {
    return readdirSync(checked.absolute).sort();
  } catch (cause) {
    return unreadable(at, cause);
  }
}

/** What the system said about a path, for its author. */
export function unreadable(at: WorkspacePath, cause: unknown): Extract<Checked, { status: 'refused' }> {
  const code = codeOf(cause);
  const texts: Readonly<Record<string, readonly [string, string]>> = {
    ENOENT: ['a link to nothing', 'Mend or remove the link.'],
    ELOOP: ['links that lead in a circle', 'Mend or remove the links.'],
    EACCES: ['one without permission to read', 'Give this user the right to read it.'],
    EPERM: ['one without permission to read', 'Give this user the right to read it.'],
    ENOTDIR: ['a file where a folder is expected', 'Check the path.'],
  };
  const [found, remedy] = texts[code] ?? [
    `one that the system cannot read (${code})`,
    'Check the disk and the path.',
  ];
  return refused(at, 'INPUT_UNREADABLE', { expected: 'a readable file or folder', found, remedy });
}

/**
 * Absolute path of a file that a workspace's data names; it need not exist yet.
 *
 * @throws PreceptorError `PATH_OUTSIDE_WORKSPACE` for absolute paths, `..` and links that lead out
 */
export function resolveInside(root: string, path: string): string {
  const at: WorkspacePath = { root: resolve(root), path, prefix: '' };
  const asked = isAbsolute(path) ? path : join(at.root, path);
  const checked = isAbsolute(path) ? outside(at, path) : checkPath(at, 'file');
  if (checked.status === 'refused' && checked.code === 'PATH_OUTSIDE_WORKSPACE') {
    const { expected, found, remedy } = checked.problem;
    throw new PreceptorError(
      checked.code,
      `${showValue(path)}: expected ${expected}; found ${found}. ${remedy}`,
    );
  }
  return asked;
}

function outside(at: WorkspacePath, target: string): Extract<Checked, { status: 'refused' }> {
  const isNamed = resolve(at.root, at.path) === target;
  return refused(at, 'PATH_OUTSIDE_WORKSPACE', {
    expected: 'a path inside the workspace',
    found: isNamed ? 'one that leads out of it' : 'a link that leads out of it',
    remedy: 'Copy what it names into the workspace.',
  });
}

function refused(
  at: WorkspacePath,
  code: ErrorCode,
  text: ProblemText,
): Extract<Checked, { status: 'refused' }> {
  return { status: 'refused', code, problem: problemOfFile(shownPath(at), text) };
}

function isInside(root: string, target: string): boolean {
  const way = relative(root, target);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function isLink(at: WorkspacePath): boolean {
  const name = at.path.slice(at.path.lastIndexOf('/') + 1);
  try {
    return readdirSync(resolve(at.root, at.path, '..')).includes(name);
  } catch {
    return false;
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
