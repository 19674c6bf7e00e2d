import { relative } from 'node:path';
import type { Command } from 'commander';
import { type CommonOptions, type DecisionOptions, withCommon, withDecision } from '../arguments.js';
import { note, printJson, say } from '../output.js';

export function reportVerb(command: Command): void {
  withDecision(withCommon(command))
    .name('report')
    .description('write the dossier of a stored run again')
    .argument('[run]', 'the run: its id, the start of it, or latest', 'latest')
    .action(async (reference: string, options: CommonOptions & DecisionOptions) => {
      const wire = await import('../wire.js');
      await wire.withDecidedRun(reference, options, async (run, request) => {
        const { html, output, flow } = await wire.decideAndReport(run, request);
        if (options.json) {
          printJson({ verb: 'report', ...output });
          return;
        }
        // Beside the result: standard output is the path alone, for whoever opens or copies it.
        for (const line of flow) note(line);
        say(relative(process.cwd(), html));
      });
    });
}
