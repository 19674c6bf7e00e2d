import type { Command } from 'commander';
import { counted } from '../../domain/counted.js';
import { formatProblem } from '../../domain/problem.js';
import type { ValidationCounts } from '../../load/validate-workspace.js';
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
        const found = `${counted(errors, 'error')}, ${counted(problems.length - errors, 'warning')}`;
        say(`${countsText(counts)}: ${found}`);
      }
      if (errors > 0) exitWith(2);
    });
}

function countsText(counts: ValidationCounts): string {
  const { sets, cases, keys, suites, protocols, graders, policies, models } = counts;
  return [
    counted(sets, 'set'),
    counted(cases, 'case'),
    counted(keys, 'key'),
    counted(suites, 'suite'),
    counted(protocols, 'protocol'),
    counted(graders, 'grader'),
    counted(policies, 'policy', 'policies'),
    counted(models, 'model'),
  ].join(', ');
}
