import { resolve } from 'node:path';
import type { Command } from 'commander';
import { printJson, say } from '../output.js';

export function initVerb(command: Command): void {
  command
    .name('init')
    .description(
      'make a workspace: a commented suite, two cases, a grader, a policy, a model program, an endpoint to fill in and a CI file',
    )
    .argument('[folder]', 'where; default: here', '.')
    .option('--json', 'print one JSON document on standard output', false)
    .action(async (folder: string, { json }: { readonly json: boolean }) => {
      const { makeWorkspace } = await import('../make-workspace.js');
      const files = await makeWorkspace(resolve(folder));
      if (json) {
        printJson({ verb: 'init', files: files.map((file) => ({ file, records: null })) });
        return;
      }
      for (const file of files) say(file);
      say('\nnext:');
      if (folder !== '.') say(`  cd ${folder}`);
      say('  preceptor validate');
      say('  preceptor run starter --model "mine=command:node models/example-model.mjs" --policy starter');
    });
}
