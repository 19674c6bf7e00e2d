import { isFailureCause } from '../../domain/failure.js';
import type { ReplayClient } from '../../domain/model-version.js';
import type { ModelClient } from '../../domain/ports/model-client.js';
import type { RecordedResponse } from '../../domain/recorded.js';
import type { ModelResponse } from '../../domain/response.js';
import { PreceptorError } from '../../errors.js';
import { type BlockReader, openBlockReader } from '../../files/block-reader.js';
import { indexRecords, type LineSpan, RESPONSE_RECORDS } from '../../files/recorded-index.js';
import { parseRecordedLine } from '../../files/recorded-line.js';
import { findWorkspaceFile, type WorkspaceFile } from '../../files/workspace-file.js';
import type { ModelContext } from '../model-context.js';
import { answered, failed, servedBy } from '../model-response.js';

/** What a record without `latency_ms` is given: nothing was waited for. `origin: replay` tells it from a measured time. */
const NO_LATENCY_MS = 0;

/**
 * Opens a file of recorded responses: indexes it in one pass, then reads single lines when they are asked for.
 *
 * @throws PreceptorError as `indexRecords`; `MODEL_UNAVAILABLE` where the file is gone, or is not the one that
 *   the version names by its digest
 */
export async function openReplay(spec: ReplayClient, context: ModelContext): Promise<ModelClient> {
  const file = await findWorkspaceFile(context.workspace, spec.responses);
  if (file === null) {
    throw new PreceptorError(
      'MODEL_UNAVAILABLE',
      `${spec.responses}: expected the file of recorded responses; there is none. Put it back, or name another with --model replay:….`,
    );
  }
  const index = await indexRecords(file, RESPONSE_RECORDS);
  if (index.sha256 !== spec.sha256) {
    throw new PreceptorError(
      'MODEL_UNAVAILABLE',
      `${spec.responses}: expected the responses with SHA-256 ${spec.sha256}, found ${index.sha256}: the file has changed since the version was named. ` +
        'Other responses are another model version: start a new run.',
    );
  }
  const reader = await openBlockReader(file.absolute);
  let closing: Promise<void> | null = null;
  return {
    async ask({ trial }, signal) {
      if (closing !== null || signal.aborted) return null;
      const span = index.find(trial, '');
      if (span === null) {
        const { set, caseId, variant, step, protocol, repeat } = trial;
        return fail(
          'not-recorded',
          `${file.relative} has no response for case ${set}/${caseId}, variant ${variant}, step ${step}, protocol ${protocol}, repeat ${repeat}`,
        );
      }
      return readResponse(reader, span, file);
    },
    close() {
      closing ??= reader.close();
      return closing;
    },
  };
}

async function readResponse(
  reader: BlockReader,
  span: LineSpan,
  file: WorkspaceFile,
): Promise<ModelResponse> {
  try {
    const bytes = await reader.read(span.start, span.end);
    const record = parseRecordedLine('recorded-response', bytes, { file: file.relative, line: span.line });
    if (record !== null) return responseOf(record);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail('malformed-response', `${detail} (the file changed while it was in use)`);
  }
  return fail(
    'malformed-response',
    `${file.relative}:${span.line} is empty: the file changed while it was in use`,
  );
}

function responseOf(record: RecordedResponse): ModelResponse {
  const parts = {
    origin: 'replay',
    latencyMs: record.latency_ms ?? NO_LATENCY_MS,
    service: servedBy(record.served_model),
    logProbability: record.log_probability,
    raw: record.raw,
  } as const;
  const { cause = 'malformed-response', detail } = record.failed ?? {};
  if (record.text !== undefined) return answered(record.text, parts);
  return isFailureCause(cause)
    ? failed(cause, detail ?? 'recorded as failed', parts)
    : failed('malformed-response', `recorded with the unknown cause ${cause}`, parts);
}

function fail(cause: 'interrupted' | 'not-recorded' | 'malformed-response', detail: string): ModelResponse {
  return failed(cause, detail, { origin: 'replay', latencyMs: NO_LATENCY_MS });
}
