import type { Command } from 'commander';
import { MOST_REPEATS } from '../../domain/asking.js';
import { type CommonOptions, collect, collectNames, wholeNumber, withCommon } from '../arguments.js';
import { noteProblems } from '../output.js';
import { printPlan } from '../plan-output.js';

export interface PlanOptions extends CommonOptions {
  readonly model: readonly string[];
  readonly baseline?: string;
  readonly repeats?: number;
  readonly limit?: number;
  readonly cases: readonly string[];
  readonly strata: readonly string[];
  readonly policy?: string;
  readonly floors: boolean;
}

/** The options that say what is asked; `run` has them too. */
export function withPlan(command: Command): Command {
  return command
    .option('--model <spec>', 'a model version; the first is the candidate (repeatable)', collect, [])
    .option('--baseline <spec>', 'the model version that it is compared with')
    .option('--policy <name>', 'the policy that decides')
    .option('--floors', 'ask the reference models too: what no knowledge would reach', false)
    .option(
      '--repeats <n>',
      'how often every trial is asked, at most 1000; default: as the suite says',
      wholeNumber(1, MOST_REPEATS),
    )
    .option(
      '--limit <cases>',
      'take only so many cases of each suite: another plan, not a part of this one',
      wholeNumber(1),
    )
    .option(
      '--cases <list>',
      'take only these cases (id or set/case, with commas; repeatable): another plan, too',
      collectNames,
      [],
    )
    .option(
      '--strata <key=value>',
      'take only cases of this stratum: another plan, too; values of one key are alternatives (repeatable)',
      collect,
      [],
    );
}

export function planVerb(command: Command): void {
  withPlan(withCommon(command))
    .name('plan')
    .description(
      'show what would be asked and what it would cost, and refuse a policy that this many cases cannot decide',
    )
    .argument('<suites...>', 'suites of the workspace, or builtin:<suite>')
    .action(async (suites: readonly string[], options: PlanOptions) => {
      const { preparePlan } = await import('../../run/start-run.js');
      const planned = await preparePlan(planRequest(suites, options));
      noteProblems(planned.warnings);
      await printPlan('plan', planned, options.json);
    });
}

export function planRequest(suites: readonly string[], options: PlanOptions) {
  const { limit = null, cases, strata } = options;
  return {
    root: options.workspace,
    suites,
    models: options.model,
    baseline: options.baseline ?? null,
    repeats: options.repeats ?? null,
    limit: { limit, cases, strata },
    policy: options.policy ?? null,
    floors: options.floors,
  };
}
