import { basename, extname } from 'node:path';
import type { CommandClient } from '../../domain/model-version.js';
import { secretWord } from '../../domain/secret-field.js';
import { PreceptorError } from '../../errors.js';
import type { ParsedClient } from '../model-context.js';
import { splitShellWords } from '../shell-words.js';
import { commandDigest, commandFiles } from './command-files.js';

/** The snapshot of a program none of whose files was found. */
export const UNRESOLVED = 'unresolved';

/**
 * Completes `command:<program and arguments>`. The snapshot holds a digest over the program's file and over every
 * argument that is a file, so that a changed script is another version.
 *
 * @throws PreceptorError `USAGE` for an open quote, an empty command or a secret among the arguments
 */
export async function parseCommand(rest: string, workspace: string): Promise<ParsedClient<CommandClient>> {
  const argv = [...splitShellWords(rest)];
  const [program] = argv;
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
  const files = await commandFiles(argv, workspace);
  const script = argv[files.find(({ place }) => place > 0)?.place ?? 0] ?? program;
  const name = basename(script, extname(script));
  return {
    client: { kind: 'command', argv },
    family: name === '' ? 'command' : name,
    snapshot: (await commandDigest(argv, workspace)) ?? UNRESOLVED,
    location: 'this-machine',
    defaultName: name,
  };
}
