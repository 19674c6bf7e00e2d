import type { CriterionVerdict } from '../domain/ports/store.js';
import { type Finding, UNGRADED_CAUSES, type Verdict } from '../domain/verdict.js';
import type { RunDatabase, VerdictRow } from './run-database.js';
import { hasFields, type StoredValues } from './stored-value.js';

const STATUSES = ['graded', 'ungraded'] as const;
const KINDS: readonly unknown[] = [
  'met',
  'level',
  'number',
  'rank',
  'counts',
] satisfies readonly Finding['kind'][];

export const VERDICT_COLUMNS = [
  'trial_seq',
  'criterion',
  'grading_hash',
  'status',
  'met',
  'finding',
  'cause',
  'said',
] as const;

/** The commonest finding has a column of its own; all others are JSON. */
export function toVerdictRow(set: number, trialSeq: number, of: CriterionVerdict): RunDatabase['verdict'] {
  const { criterion, gradingHash, verdict } = of;
  const finding = verdict.status === 'graded' ? verdict.finding : null;
  return {
    set_no: set,
    trial_seq: trialSeq,
    criterion,
    grading_hash: gradingHash,
    status: verdict.status,
    met: finding?.kind === 'met' ? (finding.met ? 1 : 0) : null,
    finding: finding === null || finding.kind === 'met' ? null : JSON.stringify(finding),
    cause: verdict.status === 'graded' ? null : verdict.cause,
    said: verdict.status === 'graded' ? verdict.evidence : verdict.detail,
  };
}

export function toCriterionVerdict(row: VerdictRow, values: StoredValues): CriterionVerdict {
  return {
    criterion: row.criterion,
    gradingHash: values.hash(row.grading_hash, 'verdict.grading_hash'),
    verdict: toVerdict(row, values),
  };
}

function toVerdict(row: VerdictRow, values: StoredValues): Verdict {
  const status = values.word(STATUSES, row.status, 'verdict.status');
  if (status === 'ungraded') {
    return { status, cause: values.word(UNGRADED_CAUSES, row.cause, 'verdict.cause'), detail: row.said };
  }
  const finding: Finding =
    row.met === null
      ? values.json(row.finding, isFinding, 'verdict.finding')
      : { kind: 'met', met: row.met === 1 };
  return { status, finding, evidence: row.said };
}

function isFinding(value: unknown): value is Finding {
  return hasFields(value, 'kind') && 'kind' in value && KINDS.includes(value.kind);
}
