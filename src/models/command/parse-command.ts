import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { basename, delimiter, extname, join, resolve } from 'node:path';
import { hashOf } from '../../domain/hash.js';
import type { CommandClient } from '../../domain/model-version.js';
import { secretWord } from '../../domain/secret-field.js';
import { PreceptorError } from '../../errors.js';
import { sha256OfFile } from '../../files/workspace-file.js';
import type { ParsedClient } from '../model-context.js';
import { splitShellWords } from '../shell-words.js';

/** Larger files (weights) are not read for the digest. */
const MAX_DIGEST_BYTES = 512 * 1024 * 1024;

/**
 * Completes `command:<program and arguments>`. The snapshot holds a digest over the program's file and over every
 * argument that is a file, so that a changed script is another version.
 *
 * @throws PreceptorError `USAGE` for an open quote, an empty command or a secret among the arguments
 */
export async function parseCommand(rest: string, workspace: string): Promise<ParsedClient<CommandClient>> {
  const argv = [...splitShellWords(rest)];
  const [program, ...args] = argv;
  if (program === undefined || program === '') {
    throw new PreceptorError(
      'USAGE',
      'command: expected a program and its arguments, found none. Example: --model "my-model=command:node model.mjs".',
    );
  }
  if (secretWord(argv) >= 0) {
    throw new PreceptorError(
      'USAGE',
      `command:${program} …: expected no secret among the arguments, as they are stored and shown; found a word that is or may be one (not shown). ` +
        'Let the program read it from its environment, which it inherits.',
    );
  }
  const files = await filesOf(program, args, workspace);
  const script = files.find((file) => file.word !== program) ?? { word: program };
  const name = basename(script.word, extname(script.word));
  return {
    client: { kind: 'command', argv },
    family: name === '' ? 'command' : name,
    snapshot: await snapshotOf(files),
    location: 'this-machine',
    defaultName: name,
  };
}

interface CommandFile {
  readonly word: string;
  readonly path: string;
}

async function filesOf(
  program: string,
  args: readonly string[],
  workspace: string,
): Promise<readonly CommandFile[]> {
  const found: CommandFile[] = [];
  const path = await findProgram(program, workspace);
  if (path !== null) found.push({ word: program, path });
  for (const word of args) {
    const candidate = resolve(workspace, word);
    if (await isDigestible(candidate)) found.push({ word, path: candidate });
  }
  return found;
}

async function snapshotOf(files: readonly CommandFile[]): Promise<string> {
  const digests: string[] = [];
  for (const file of files) {
    const digest = await sha256OfFile(file.path).catch(() => null);
    if (digest !== null) digests.push(digest);
  }
  return digests.length === 0 ? 'unresolved' : hashOf(digests);
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
