import type { Command } from 'commander';
import { type CommonOptions, type DecisionOptions, withCommon, withDecision } from '../arguments.js';
import { exitWith } from '../failure.js';
import { printJson, say } from '../output.js';

export function gateVerb(command: Command): void {
  withDecision(withCommon(command))
    .name('gate')
    .description(
      'apply a policy to a stored run and exit with its decision: 0 pass, 1 fail, 3 inconclusive, 4 otherwise',
    )
    .argument('[run]', 'the run: its id, the start of it, or latest', 'latest')
    .action(async (reference: string, options: CommonOptions & DecisionOptions) => {
      const wire = await import('../wire.js');
      await wire.withDecidedRun(reference, options, async (run, request) => {
        wire.requirePolicy(request);
        await wire.carryThrough(run, request, async (result) => {
          const { decision } = result.decided;
          if (options.json) printJson({ verb: 'gate', ...(await wire.outputOf(run, result, null)) });
          else say(await wire.summaryOf(run, result));
          if (decision !== null) exitWith(decision.exitCode);
        });
      });
    });
}
