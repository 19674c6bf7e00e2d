import { Command, type CommanderError } from 'commander';
import { PreceptorError } from '../errors.js';
import { asSentence } from '../render/format.js';
import { note } from './output.js';
import { VERBS } from './verbs.js';
import { packageVersion } from './version.js';

/** The command line. A verb’s code, and the guard, are loaded when it is called, so that `--version` and `--help` load nothing. */
export function program(): Command {
  const root = new Command('preceptor')
    .description('Decides whether a clinical language model may be released.')
    .version(packageVersion())
    .exitOverride(asUsage)
    .configureOutput({ writeErr: () => {} })
    .showHelpAfterError(false)
    .hook('preAction', guardVerb);
  for (const verb of Object.values(VERBS)) {
    verb(
      root
        .command('verb')
        .exitOverride(asUsage)
        .configureOutput({ writeErr: () => {} }),
    );
  }
  return root;
}

/** From before a verb’s work to the end of the process nothing is reached that no model declares; what was blocked is said last. */
async function guardVerb(): Promise<void> {
  const { guardProcess } = await import('../run/egress.js');
  const blocked = guardProcess();
  process.once('exit', () => blocked().forEach(note));
}

function asUsage(error: CommanderError): never {
  if (error.exitCode === 0) throw new Finished();
  if (error.code === 'commander.help') {
    throw new PreceptorError(
      'USAGE',
      `expected a verb: ${Object.keys(VERBS).join(', ')}. See preceptor --help.`,
    );
  }
  throw new PreceptorError(
    'USAGE',
    `${asSentence(error.message.replace(/^error: /, ''))} See preceptor --help.`,
  );
}

/** Help or version was printed: there is nothing more to do. */
export class Finished extends Error {}
