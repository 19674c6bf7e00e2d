import type { Command } from 'commander';
import { type CommonOptions, collect, wholeNumber, withCommon } from '../arguments.js';
import { printJson, say } from '../output.js';

export interface PlanOptions extends CommonOptions {
  readonly model: readonly string[];
  readonly baseline?: string;
  readonly repeats?: number;
  readonly limit?: number;
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
    .option('--repeats <n>', 'how often every trial is asked; default: as the suite says', wholeNumber(1))
    .option(
      '--limit <cases>',
      'take only so many cases of each suite: another plan, not a part of this one',
      wholeNumber(1),
    );
}

export function planVerb(command: Command): void {
  withPlan(withCommon(command))
    .name('plan')
    .description('show what would be asked, and refuse a policy that this many cases cannot decide')
    .argument('<suites...>', 'suites of the workspace, or builtin:<suite>')
    .action(async (suites: readonly string[], options: PlanOptions) => {
      const { preparePlan } = await import('../../run/start-run.js');
      const { plan, policy } = await preparePlan(planRequest(suites, options));
      if (options.json) {
        printJson({ verb: 'plan', plan });
        return;
      }
      const models = plan.models.map(({ version, role }) => `${version.model} (${role})`).join(', ');
      say(`suites    ${plan.suites.map((suite) => `${suite.suite} ${suite.version}`).join(', ')}`);
      say(`models    ${models}`);
      say(`cases     ${plan.caseCount}`);
      say(`protocols ${plan.protocols.map((protocol) => protocol.protocol).join(', ')}`);
      say(`repeats   ${plan.repeats}`);
      say(`trials    ${plan.trialCount}`);
      say(`plan      ${plan.hash}`);
      if (policy !== null)
        say(`policy    ${policy.policy} ${policy.version}: every gate can be passed at this n`);
    });
}

export function planRequest(suites: readonly string[], options: PlanOptions) {
  return {
    root: options.workspace,
    suites,
    models: options.model,
    baseline: options.baseline ?? null,
    repeats: options.repeats ?? null,
    limit: options.limit === undefined ? null : { cases: options.limit },
    policy: options.policy ?? null,
    floors: options.floors,
  };
}
