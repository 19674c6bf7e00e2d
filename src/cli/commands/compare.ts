import type { Command } from 'commander';
import { type CommonOptions, type DecisionOptions, withCommon } from '../arguments.js';
import { printJson, say } from '../output.js';

interface CompareOptions extends CommonOptions {
  readonly candidate?: string;
  readonly baseline?: string;
  readonly with?: string;
}

export function compareVerb(command: Command): void {
  withCommon(command)
    .name('compare')
    .description('compare two model versions case by case, of one run or of two made at different times')
    .argument('[run]', 'the candidate’s run: its id, the start of it, or latest', 'latest')
    .option('--with <run>', 'the baseline’s run, where it is another one')
    .option('--candidate <model>', 'the model version that is judged; default: the first --model of the run')
    .option('--baseline <model>', 'the model version it is compared with; default: the run’s --baseline')
    .action(async (reference: string, options: CompareOptions) => {
      const wire = await import('../wire.js');
      const decision: CommonOptions & DecisionOptions = { ...options, advisory: false };
      await wire.withDecidedRun(reference, decision, async (run, { candidate, baseline }) => {
        const request = {
          policy: null,
          candidate,
          baseline,
          acceptAdvisory: false,
          otherRun: options.with ?? null,
        };
        await wire.carryThrough(run, request, async (result) => {
          if (options.json) printJson({ verb: 'compare', ...(await wire.outputOf(run, result, null)) });
          else say(await wire.summaryOf(run, result));
        });
      });
    });
}
