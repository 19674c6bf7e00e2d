import type { Command } from 'commander';
import { type CommonOptions, collect, withCommon } from './arguments.js';
import { printJson, say } from './output.js';

interface StageOptions extends CommonOptions {
  readonly reading: readonly string[];
}

/** A verb that carries a stored run through the stages up to its own; what is complete already is kept as it is. */
export function withStage(command: Command, verb: 'read' | 'grade' | 'measure', description: string): void {
  withCommon(command)
    .name(verb)
    .description(description)
    .argument('[run]', 'the run: its id, the start of it, or latest', 'latest')
    .option('--reading <rule>', 'only this reading rule (repeatable); default: every rule', collect, [])
    .action(async (reference: string, options: StageOptions) => {
      const wire = await import('./wire.js');
      const run = await wire.openStoredRun(options.workspace, reference);
      try {
        const named = options.reading.length === 0 ? undefined : options.reading;
        const output = await wire.runStage(run, verb, wire.chosenReadings(run.plan, named));
        if (options.json) printJson({ verb, ...output });
        else if (output.results !== undefined) say(wire.tableOf(output.results));
        else
          for (const set of output.sets ?? [])
            say(
              Object.entries(set)
                .map((pair) => pair.join(' '))
                .join('  '),
            );
      } finally {
        await run.store.close();
      }
    });
}
