import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, realpath, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { PreceptorError } from '../errors.js';

const BUFFER_CHARACTERS = 256 * 1024;
/** The names of targets come from records: more than this many is a mistake, and each is an open file. */
const MAX_TARGETS = 256;

export interface WrittenFile {
  /** Relative to the workspace. */
  readonly file: string;
  readonly records: number;
}

/** Files that appear whole or not at all: written beside their place, renamed when everything is well. */
export interface TargetFiles {
  /** False, once for each file, where it exists already and may not be replaced. */
  claim(file: string): Promise<'new' | 'known' | 'exists'>;
  write(file: string, text: string): Promise<void>;
  commit(): Promise<readonly WrittenFile[]>;
  discard(): Promise<void>;
}

interface OpenTarget {
  readonly path: string;
  readonly partial: string;
  readonly handle: FileHandle;
  records: number;
  buffer: string;
}

/**
 * @param workspace - the folder that no target may leave, not even by a symbolic link
 * @throws PreceptorError `PATH_OUTSIDE_WORKSPACE`, `INPUT_TOO_LARGE` (over 256 targets), `STORE_WRITE` (disk)
 */
export function targetFiles(workspace: string, { force }: { readonly force: boolean }): TargetFiles {
  const targets = new Map<string, OpenTarget | null>();
  const made: string[] = [];

  async function flush(target: OpenTarget): Promise<void> {
    const { buffer } = target;
    target.buffer = '';
    await onDisk(target.path, () => target.handle.appendFile(buffer));
  }

  async function discard(): Promise<void> {
    for (const target of targets.values()) {
      if (target === null) continue;
      await target.handle.close().catch(() => undefined);
      await rm(target.partial, { force: true });
    }
    targets.clear();
    // rmdir leaves a folder alone that somebody else has put something into.
    for (const folder of made) await rmdir(folder).catch(() => undefined);
  }

  return {
    async claim(file) {
      if (targets.has(file)) return 'known';
      if (targets.size >= MAX_TARGETS) throw tooManyTargets();
      const path = join(workspace, file);
      return onDisk(path, async () => {
        await refuseOutside(workspace, path);
        if (!force && (await exists(path))) {
          targets.set(file, null);
          return 'exists';
        }
        const first = await mkdir(dirname(path), { recursive: true });
        if (first !== undefined) made.push(dirname(path), first);
        const partial = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
        targets.set(file, { path, partial, handle: await open(partial, 'wx'), records: 0, buffer: '' });
        return 'new';
      });
    },
    async write(file, text) {
      const target = targets.get(file);
      if (target === undefined || target === null) return;
      target.records += 1;
      target.buffer += text;
      if (target.buffer.length >= BUFFER_CHARACTERS) await flush(target);
    },
    async commit() {
      const written: WrittenFile[] = [];
      for (const [file, target] of targets) {
        if (target === null) continue;
        await flush(target);
        await onDisk(target.path, async () => {
          await target.handle.sync();
          await target.handle.close();
        });
        written.push({ file, records: target.records });
      }
      for (const target of targets.values()) {
        if (target !== null) await onDisk(target.path, () => rename(target.partial, target.path));
      }
      targets.clear();
      return written;
    },
    discard,
  };
}

async function onDisk<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw cause instanceof PreceptorError ? cause : diskFault(path, cause);
  }
}

function diskFault(path: string, cause: unknown): PreceptorError {
  const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new PreceptorError(
    'STORE_WRITE',
    `${path}: expected to be able to write it; found ${why}. Make room or mend the permissions, and import again.`,
    { cause },
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function refuseOutside(workspace: string, path: string): Promise<void> {
  const root = await realpath(workspace);
  let folder = dirname(path);
  while (!(await exists(folder)) && folder !== dirname(folder)) folder = dirname(folder);
  const real = await realpath(folder);
  if (real === root || real.startsWith(root + sep)) return;
  throw new PreceptorError(
    'PATH_OUTSIDE_WORKSPACE',
    `${path}: expected a place within the workspace ${root}; found a link that leads to ${real}. Remove the link.`,
  );
}

function tooManyTargets(): PreceptorError {
  return new PreceptorError(
    'INPUT_TOO_LARGE',
    `expected at most ${MAX_TARGETS} files to be written; found records for more. Check \`model\` of the map: each value is a file.`,
  );
}
