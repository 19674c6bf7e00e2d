import { FAILURE_CLASS, type FailureCause, isFailureCause } from '../domain/failure.js';
import { type Attempt, type ModelResponse, ORIGINS, type ServiceFacts } from '../domain/response.js';
import type { AttemptRow, ResponseColumns } from './run-database.js';
import type { StoredValues } from './stored-value.js';

const STATUSES = ['answered', 'failed'] as const;
const CAUSES = Object.keys(FAILURE_CLASS).filter(isFailureCause);

export const RESPONSE_COLUMNS = [
  'attempt.status',
  'attempt.origin',
  'attempt.latency_ms',
  'attempt.cause',
  'attempt.detail',
  'attempt.served_model',
  'attempt.fingerprint',
  'attempt.stop_reason',
  'attempt.input_tokens',
  'attempt.output_tokens',
  'attempt.log_probability',
  'attempt.text',
  'attempt.raw',
] as const;

export function toAttemptRow(attempt: Attempt): AttemptRow {
  const { response } = attempt;
  const { service } = response;
  const answered = response.status === 'answered';
  return {
    trial_seq: attempt.trialSeq,
    attempt: attempt.attempt,
    final: attempt.final ? 1 : 0,
    started_at_ms: attempt.startedAtMs,
    status: response.status,
    origin: response.origin,
    latency_ms: response.latencyMs,
    cause: answered ? null : response.cause,
    detail: answered ? null : response.detail,
    served_model: service?.model ?? null,
    fingerprint: service?.fingerprint ?? null,
    stop_reason: service?.stopReason ?? null,
    input_tokens: service?.usage?.input ?? null,
    output_tokens: service?.usage?.output ?? null,
    log_probability: answered ? response.logProbability : null,
    text: answered ? response.text : null,
    raw: response.raw,
  };
}

export function toAttempt(row: AttemptRow, values: StoredValues): Attempt {
  return {
    trialSeq: row.trial_seq,
    attempt: row.attempt,
    final: row.final === 1,
    startedAtMs: row.started_at_ms,
    response: toResponse(row, values),
  };
}

export function toResponse(row: ResponseColumns, values: StoredValues): ModelResponse {
  const shared = {
    origin: values.word(ORIGINS, row.origin, 'attempt.origin'),
    latencyMs: row.latency_ms,
    service: toService(row),
    raw: row.raw,
  };
  if (values.word(STATUSES, row.status, 'attempt.status') === 'failed') {
    const cause = toFailureCause(row.cause, values);
    return { status: 'failed', cause, detail: values.text(row.detail, 'attempt.detail'), ...shared };
  }
  return {
    status: 'answered',
    text: values.text(row.text, 'attempt.text'),
    logProbability: row.log_probability,
    ...shared,
  };
}

function toService(row: ResponseColumns): ServiceFacts | null {
  const { served_model: model, fingerprint, stop_reason: stopReason } = row;
  const { input_tokens: input, output_tokens: output } = row;
  const usage = input === null || output === null ? null : { input, output };
  if (model === null && fingerprint === null && stopReason === null && usage === null) return null;
  return { model, fingerprint, stopReason, usage };
}

export function toFailureCause(cause: string | null, values: StoredValues): FailureCause {
  return values.word(CAUSES, cause, 'attempt.cause');
}

/** Characters of text in a page of responses. */
export function charactersOf(rows: readonly Pick<ResponseColumns, 'text' | 'raw' | 'detail'>[]): number {
  let characters = 0;
  for (const { text, raw, detail } of rows) {
    for (const part of [text, raw, detail]) if (part !== null) characters += part.length;
  }
  return characters;
}
