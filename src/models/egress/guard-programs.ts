import programs from 'node:child_process';
import { basename } from 'node:path';
import { PreceptorError } from '../../errors.js';
import { printable } from './blocked-log.js';
import type { Patches } from './patches.js';

/** How its errors begin: `blocked: ` and this. */
export const BLOCKED_PROGRAM = 'a program named';

const SHELL = process.platform === 'win32' ? 'cmd.exe' : 'sh';
const UNREADABLE = '(not a file name)';

/**
 * Refuses every program that `node:child_process` or `node:cluster` would start, with a PreceptorError `ENVIRONMENT`
 * that is thrown, as Node throws what keeps a program from starting.
 */
export function guardPrograms(patches: Patches): void {
  // Where spawn, exec, execFile, fork and a cluster’s workers end.
  patches.replace(programs.ChildProcess.prototype, 'spawn', () => (_, [options]) => {
    throw refusal(optionIn(options, 'file'));
  });
  for (const key of ['spawnSync', 'execFileSync']) {
    patches.replace(programs, key, () => (_, args) => {
      const shell = shellIn(args);
      throw refusal(shell ? shell : args[0]);
    });
  }
  patches.replace(programs, 'execSync', () => (_, args) => {
    throw refusal(shellIn(args) || SHELL);
  });
}

/** Of a text for a shell no word is known to be the program: any may be a secret. */
function shellIn(args: readonly unknown[]): unknown {
  const options = args.slice(1).find((arg) => typeof arg === 'object' && !Array.isArray(arg));
  const shell = optionIn(options, 'shell');
  return shell === true ? SHELL : shell;
}

function optionIn(options: unknown, name: string): unknown {
  return typeof options === 'object' && options !== null ? Reflect.get(options, name) : undefined;
}

function refusal(file: unknown): PreceptorError {
  return new PreceptorError(
    'ENVIRONMENT',
    `blocked: ${BLOCKED_PROGRAM} ${nameOf(file)}: none is started where promptfoo asks a vendor. ` +
      'If it fetches a credential, put that into a variable and declare the variable in env of the model’s file.',
  );
}

/** Its file name alone; what follows a space may be an argument. */
function nameOf(file: unknown): string {
  const [path = ''] = typeof file === 'string' ? file.split(/\s/) : [];
  return printable(basename(path)) || UNREADABLE;
}
