import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';

/** A whole number of at least `least`, and of at most `most` where there is one. */
export function wholeNumber(least: number, most = Number.POSITIVE_INFINITY): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      const upTo = most === Number.POSITIVE_INFINITY ? '' : ` and at most ${most}`;
      throw new InvalidArgumentError(
        `expected a whole number of at least ${least}${upTo}, found ${JSON.stringify(text)}`,
      );
    }
    return value;
  };
}

/** A number above 0. */
export function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(`expected a number above 0, found ${JSON.stringify(text)}`);
  }
  return value;
}

/** Collects an option that may be given several times. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** As {@link collect}, for names that may also stand behind one another with commas between them. */
export function collectNames(value: string, earlier: readonly string[]): readonly string[] {
  const names = value.split(',').map((name) => name.trim());
  return [...earlier, ...names.filter((name) => name !== '')];
}

export interface CommonOptions {
  readonly workspace: string;
  readonly json: boolean;
}

/** The options that every verb has. */
export function withCommon(command: Command): Command {
  return command
    .option('-C, --workspace <folder>', 'the workspace', (folder: string) => resolve(folder), process.cwd())
    .option('--json', 'print one JSON document on standard output', false);
}

export interface DecisionOptions {
  readonly policy?: string;
  readonly candidate?: string;
  readonly baseline?: string;
  readonly advisory: boolean;
}

/** The options of every verb that may decide. */
export function withDecision(command: Command): Command {
  return command
    .option('--policy <name>', 'the policy to apply')
    .option('--candidate <model>', 'the model version that is judged; default: the first --model of the run')
    .option('--baseline <model>', 'the model version it is compared with; default: the run’s --baseline')
    .option('--advisory', 'let an advisory release decision exit by its outcome', false);
}
