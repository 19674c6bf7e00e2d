import type { Command } from 'commander';
import { formatProblem } from '../../domain/problem.js';
import { type CommonOptions, withCommon } from '../arguments.js';
import { exitWith } from '../failure.js';
import { printJson, say } from '../output.js';

export function validateVerb(command: Command): void {
  withCommon(command)
    .name('validate')
    .description('check a whole workspace and report every problem with its place and remedy')
    .action(async ({ workspace, json }: CommonOptions) => {
      const { validateWorkspace } = await import('../../run/validate.js');
      const { problems, counts } = await validateWorkspace(workspace);
      const errors = problems.filter((problem) => problem.severity === 'error').length;
      if (json) printJson({ verb: 'validate', problems, counts: { ...counts } });
      else {
        for (const problem of problems) say(formatProblem(problem));
        const parts = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
        say(`${parts.join(', ')}: ${errors} errors, ${problems.length - errors} warnings`);
      }
      if (errors > 0) exitWith(2);
    });
}
