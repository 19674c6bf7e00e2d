import { compileResponses, compileVerdicts, type Given } from './compile-recorded.js';
import { importRecords } from './import-records.js';
import type { ImportOptions, ImportReport } from './import-report.js';
import { readMap } from './read-map.js';

/**
 * Turns foreign records into recorded responses, `responses/<model>.jsonl`, which `replay:` answers from.
 *
 * @returns what was written; with any problem nothing is, and the report has the problems
 * @throws PreceptorError as `importCases`
 */
export async function importResponses(options: ImportOptions): Promise<ImportReport> {
  const file = await readMap(options.mapFile, 'responses');
  return importRecords(options, file, (context) => compileResponses(file.map, given(options), context));
}

/**
 * Turns foreign records into another grader's verdicts, `verdicts/<grader>.jsonl`.
 *
 * @returns what was written; with any problem nothing is, and the report has the problems
 * @throws PreceptorError as `importCases`
 */
export async function importVerdicts(options: ImportOptions): Promise<ImportReport> {
  const file = await readMap(options.mapFile, 'verdicts');
  return importRecords(options, file, (context) => compileVerdicts(file.map, given(options), context));
}

function given({ set, model }: ImportOptions): Given {
  return { ...(set === undefined ? {} : { set }), ...(model === undefined ? {} : { model }) };
}
