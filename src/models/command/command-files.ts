import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { type Hash, hashOf } from '../../domain/hash.js';
import { sha256OfFile } from '../../files/workspace-file.js';

/** Larger files (weights) are not read for the digest. */
const MAX_DIGEST_BYTES = 512 * 1024 * 1024;

/** A file that decides what a program answers, and the word of its command line that names it. */
interface CommandFile {
  /** Of the command line, from 0: the program itself. */
  readonly place: number;
  readonly path: string;
}

/** The program's file and every argument that is a file; paths are relative to the workspace. */
export async function commandFiles(
  argv: readonly string[],
  workspace: string,
): Promise<readonly CommandFile[]> {
  const found: CommandFile[] = [];
  for (const [place, word] of argv.entries()) {
    const path = place === 0 ? await findProgram(word, workspace) : await findArgument(word, workspace);
    if (path !== null) found.push({ place, path });
  }
  return found;
}

/** What makes another version of a program: a digest of its files; null where none can be read. */
export async function commandDigest(argv: readonly string[], workspace: string): Promise<Hash | null> {
  const digests: string[] = [];
  for (const { path } of await commandFiles(argv, workspace)) {
    const digest = await sha256OfFile(path).catch(() => null);
    if (digest !== null) digests.push(digest);
  }
  return digests.length === 0 ? null : hashOf(digests);
}

async function findArgument(word: string, workspace: string): Promise<string | null> {
  const path = resolve(workspace, word);
  return (await isDigestible(path)) ? path : null;
}

/** As the system looks for it: a word with a slash is a path from the workspace, another is looked up on the PATH. */
async function findProgram(program: string, workspace: string): Promise<string | null> {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = program.includes('/')
    ? [resolve(workspace, program)]
    : folders.map((folder) => join(folder, program));
  for (const candidate of candidates) {
    if ((await isDigestible(candidate)) && (await isExecutable(candidate))) return candidate;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function isDigestible(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true && found.size <= MAX_DIGEST_BYTES;
}
