import type { Command } from 'commander';
import { attemptLines } from '../../render/attempt-lines.js';
import type { ExplainedTrial } from '../../run/explain-case.js';
import { type CommonOptions, withCommon } from '../arguments.js';
import { printJson, say } from '../output.js';

interface WhyOptions extends CommonOptions {
  readonly run: string;
  readonly model?: string;
}

export function whyVerb(command: Command): void {
  withCommon(command)
    .name('why')
    .description(
      'show one case from the prompt to the verdict: raw reply, reading, verdicts and hashes of every version',
    )
    .argument('<case>', 'the id of the case, or set/case')
    .option('--run <run>', 'the run: its id, the start of it, or latest', 'latest')
    .option('--model <model>', 'only this model version')
    .action(async (caseId: string, options: WhyOptions) => {
      const wire = await import('../wire.js');
      const run = await wire.openStoredRun(options.workspace, options.run);
      try {
        const all = await wire.explainCase(run, caseId);
        const trials = all.filter(
          ({ trial }) => options.model === undefined || trial.model === options.model,
        );
        if (options.json) {
          const about = { id: run.store.runId, planHash: run.plan.hash, dossier: null };
          printJson({ verb: 'why', run: about, trials });
        } else for (const trial of trials) say(describe(trial));
      } finally {
        await run.store.close();
      }
    });
}

function describe({ trial, messages, attempts, readings, verdicts }: ExplainedTrial): string {
  const lines = [
    `── ${trial.set}/${trial.caseId}  variant ${trial.variant}  step ${trial.step}  protocol ${trial.protocol}  model ${trial.model}  repeat ${trial.repeat}`,
    `case hash ${trial.caseHash}`,
    `protocol hash ${trial.protocolHash}`,
    `model hash ${trial.modelHash}`,
  ];
  for (const message of messages) lines.push(`[${message.role}]`, message.text);
  for (const attempt of attempts) lines.push(...attemptLines(attempt));
  for (const { rule, set, reading } of readings) {
    const said =
      reading === null
        ? 'nothing to read'
        : reading.status === 'read'
          ? `read ${JSON.stringify(reading.answer)} by ${reading.by}`
          : reading.status === 'refused'
            ? `refused (${reading.by})`
            : `unreadable: ${reading.detail}`;
    lines.push(`reading ${rule} (${set}): ${said}`);
  }
  for (const { rule, set, verdicts: given } of verdicts) {
    for (const { criterion, verdict, gradingHash } of given) {
      const said =
        verdict.status === 'graded'
          ? `${JSON.stringify(verdict.finding)}: ${verdict.evidence}`
          : `ungraded, ${verdict.cause}: ${verdict.detail}`;
      lines.push(`verdict ${rule} (${set}) ${criterion}: ${said}`, `  grading hash ${gradingHash}`);
    }
  }
  return `${visible(lines.join('\n'))}\n`;
}

/** Foreign text on a terminal: control characters would move its cursor or write its title. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (char) =>
    char === '\n' || char === '\t' ? char : `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
}
