import { resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';

/** A whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least) {
      throw new InvalidArgumentError(
        `expected a whole number of at least ${least}, found ${JSON.stringify(text)}`,
      );
    }
    return value;
  };
}

/** Collects an option that may be given several times. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
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
