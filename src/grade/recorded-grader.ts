import type { RecordedGrader } from '../domain/grader.js';
import type { RecordedVerdict } from '../domain/recorded.js';
import { UNGRADED_CAUSES, type Verdict } from '../domain/verdict.js';
import { PreceptorError } from '../errors.js';
import { openBlockReader } from '../files/block-reader.js';
import { indexRecords, VERDICT_RECORDS, verdictOf } from '../files/recorded-index.js';
import { parseRecordedLine } from '../files/recorded-line.js';
import { findWorkspaceFile, sha256OfFile, type WorkspaceFile } from '../files/workspace-file.js';
import { type GraderClient, met } from './grader.js';

/**
 * Verdicts that another grader gave: looked up by trial, model version and criterion. A trial without one is ungraded.
 *
 * @throws PreceptorError `INPUT_UNREADABLE` where the file is not there, `INPUT_INVALID` for a broken line
 */
export async function openRecordedGrader(grader: RecordedGrader, workspace: string): Promise<GraderClient> {
  const file = await verdictFile(grader, workspace);
  const index = await indexRecords(file, VERDICT_RECORDS);
  const reader = await openBlockReader(file.absolute);
  return {
    needsReading: false,
    grade: async ({ trial, criterion }) => {
      const span = index.find(trial, verdictOf(trial.model, criterion.id));
      if (span === null) {
        return {
          status: 'ungraded',
          cause: 'no-verdict',
          detail: `${file.relative} has no verdict for this trial`,
        };
      }
      const bytes = await reader.read(span.start, span.end);
      const record = parseRecordedLine('recorded-verdict', bytes, { file: file.relative, line: span.line });
      return record === null ? missingLine(file, span.line) : verdictFrom(record, grader.by);
    },
    close: () => reader.close(),
  };
}

/** SHA-256 of the file of verdicts: other verdicts are another grader. */
export async function digestOfVerdicts(grader: RecordedGrader, workspace: string): Promise<string> {
  return sha256OfFile((await verdictFile(grader, workspace)).absolute);
}

async function verdictFile(grader: RecordedGrader, workspace: string): Promise<WorkspaceFile> {
  const file = await findWorkspaceFile(workspace, grader.verdicts);
  if (file !== null) return file;
  throw new PreceptorError(
    'INPUT_UNREADABLE',
    `grader ${grader.grader}: expected the file of verdicts ${grader.verdicts}; there is none. Make it with preceptor import verdicts.`,
  );
}

function verdictFrom(record: RecordedVerdict, by: string): Verdict {
  if (record.met !== undefined) return met(record.met, record.evidence ?? `recorded from ${by}`);
  const cause = UNGRADED_CAUSES.find((known) => known === record.ungraded?.cause) ?? 'no-verdict';
  return { status: 'ungraded', cause, detail: record.ungraded?.detail ?? `${by} gave no verdict` };
}

function missingLine(file: WorkspaceFile, line: number): Verdict {
  return {
    status: 'ungraded',
    cause: 'outage',
    detail: `${file.relative}:${line} changed while it was in use`,
  };
}
