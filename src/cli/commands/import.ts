import { type Command, Option } from 'commander';
import { counted } from '../../domain/counted.js';
import { formatProblem } from '../../domain/problem.js';
import { PreceptorError } from '../../errors.js';
import type { ImportOptions, ImportReport } from '../../interop/import-report.js';
import { type CommonOptions, collect, withCommon } from '../arguments.js';
import { exitWith } from '../failure.js';
import { note, printJson, say } from '../output.js';

interface ImportFlags extends CommonOptions {
  readonly map: string;
  readonly set?: string;
  readonly model?: string;
  readonly lookup: readonly string[];
  readonly force: boolean;
}

const KINDS = ['cases', 'responses', 'verdicts'] as const;

export function importVerb(command: Command): void {
  withCommon(command)
    .name('import')
    .description(
      'turn foreign JSON, JSON lines or CSV (plain or .gz) into cases, recorded responses or verdicts',
    )
    .argument('<kind>', KINDS.join(', '))
    .argument('<files...>', 'the foreign files')
    .addOption(new Option('--map <map>', 'the import map: a file, or builtin:<name>').makeOptionMandatory())
    .option('--set <name>', 'name of the set, instead of what the map says')
    .option('--model <name>', 'name of the model, instead of what the map says')
    .option('--lookup <name=file>', 'the file of a look-up of the map (repeatable)', collect, [])
    .option('--force', 'replace what is there', false)
    .action(importAction);
}

async function importAction(kind: string, files: readonly string[], flags: ImportFlags): Promise<void> {
  const interop = await import('../import-kinds.js');
  const run = interop.importOfKind(kind);
  if (run === null) {
    throw new PreceptorError('USAGE', `expected one of ${KINDS.join(', ')}; found ${JSON.stringify(kind)}.`);
  }
  const options: ImportOptions = {
    mapFile: interop.mapFile(flags.map),
    files,
    workspace: flags.workspace,
    lookupFiles: lookupsOf(flags.lookup),
    force: flags.force,
    ...(flags.set === undefined ? {} : { set: flags.set }),
    ...(flags.model === undefined ? {} : { model: flags.model }),
  };
  print(await run(options), flags.json);
}

function print(report: ImportReport, json: boolean): void {
  if (json) {
    const { written, problems, skipped } = report;
    printJson({ verb: 'import', files: written, problems, skipped });
  } else {
    for (const { file, records } of report.written)
      say(`${file}${records === null ? '' : `: ${counted(records, 'record')}`}`);
    for (const [reason, count] of Object.entries(report.skipped)) say(`left out: ${count} (${reason})`);
    for (const problem of report.problems) note(formatProblem(problem));
    const more = report.problemCount - report.problems.length;
    if (more > 0) note(`and ${counted(more, 'more problem')}`);
    if (report.problemCount > 0) note('nothing was written');
  }
  if (report.problemCount > 0) exitWith(2);
}

function lookupsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  const pairs = texts.map((text) => {
    const at = text.indexOf('=');
    if (at > 0) return [text.slice(0, at), text.slice(at + 1)] as const;
    throw new PreceptorError('USAGE', `--lookup: expected name=file, found ${JSON.stringify(text)}.`);
  });
  return Object.fromEntries(pairs);
}
