/** Rows as they are stored. Every table also has a virtual `run_id` column, so that runs can be attached and joined. */
export interface RunDatabase {
  meta: { run_id: string; format: number; created_at_ms: number };
  plan: { plan_hash: string; trial_count: number; body: string };
  /** A row says that everything of that plan, set or analysis is on disk. */
  completion: { kind: CompletionKind; id: string; at_ms: number };
  model: { model_no: number; model: string; model_hash: string };
  protocol: { protocol_no: number; protocol: string; protocol_hash: string };
  planned_case: { case_no: number; set_name: string; case_id: string; case_hash: string; body: string };
  /** A variant of a case as it is asked. Numbers follow (set, case, variant), so that they sort like the names. */
  asked: { asked_no: number; case_no: number; variant: string; asked_hash: string; cluster: string };
  trial: TrialRow;
  attempt: AttemptRow;
  reading_set: { set_no: number; id: string; rule: string; rule_hash: string };
  reading: ReadingRow & { set_no: number; trial_seq: number };
  grading_set: { set_no: number; id: string; reading_set: string; graders: string; keys_hash: string };
  verdict: VerdictRow & { set_no: number; trial_seq: number };
  analysis: AnalysisRow;
  measurement: MeasurementRow & { analysis_no: number; model_no: number; protocol_no: number };
  document: { kind: string; id: string; body: string };
}

export type CompletionKind = 'plan' | 'reading_set' | 'grading_set' | 'analysis';

export interface TrialRow {
  seq: number;
  trial_id: string;
  model_no: number;
  protocol_no: number;
  asked_no: number;
  step: number;
  repeat: number;
}

export interface ResponseColumns {
  status: string;
  origin: string;
  latency_ms: number;
  cause: string | null;
  detail: string | null;
  served_model: string | null;
  fingerprint: string | null;
  stop_reason: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  log_probability: number | null;
  text: string | null;
  raw: string | null;
}

export interface AttemptRow extends ResponseColumns {
  trial_seq: number;
  attempt: number;
  final: number;
  started_at_ms: number;
}

export interface ReadingRow {
  status: string;
  answer: string | null;
  read_by: string | null;
  detail: string | null;
  confidences: string | null;
}

export interface VerdictRow {
  criterion: string;
  grading_hash: string;
  status: string;
  met: number | null;
  finding: string | null;
  cause: string | null;
  /** Evidence of a graded verdict, detail of an ungraded one. */
  said: string;
}

interface AnalysisRow {
  analysis_no: number;
  id: string;
  grading_set: string;
  metric: string;
  metric_hash: string;
  missing: string;
  correction: string;
}

/** `first`, `second` and `label` hold the parts of the value by its kind (`measurement-row.ts`). */
export interface MeasurementRow {
  unit_key: string;
  cluster: string;
  case_hash: string;
  grading_hash: string;
  kind: string;
  first: number | null;
  second: number | null;
  label: string | null;
  planned: number;
  answered: number;
  read: number;
  graded: number;
}

export type TableName = keyof RunDatabase;

/** Insert order of every table's columns. */
export const COLUMNS = {
  meta: ['run_id', 'format', 'created_at_ms'],
  plan: ['plan_hash', 'trial_count', 'body'],
  completion: ['kind', 'id', 'at_ms'],
  model: ['model_no', 'model', 'model_hash'],
  protocol: ['protocol_no', 'protocol', 'protocol_hash'],
  planned_case: ['case_no', 'set_name', 'case_id', 'case_hash', 'body'],
  asked: ['asked_no', 'case_no', 'variant', 'asked_hash', 'cluster'],
  trial: ['seq', 'trial_id', 'model_no', 'protocol_no', 'asked_no', 'step', 'repeat'],
  attempt: [
    'trial_seq',
    'attempt',
    'final',
    'started_at_ms',
    'status',
    'origin',
    'latency_ms',
    'cause',
    'detail',
    'served_model',
    'fingerprint',
    'stop_reason',
    'input_tokens',
    'output_tokens',
    'log_probability',
    'text',
    'raw',
  ],
  reading_set: ['set_no', 'id', 'rule', 'rule_hash'],
  reading: ['set_no', 'trial_seq', 'status', 'answer', 'read_by', 'detail', 'confidences'],
  grading_set: ['set_no', 'id', 'reading_set', 'graders', 'keys_hash'],
  verdict: ['set_no', 'trial_seq', 'criterion', 'grading_hash', 'status', 'met', 'finding', 'cause', 'said'],
  analysis: ['analysis_no', 'id', 'grading_set', 'metric', 'metric_hash', 'missing', 'correction'],
  measurement: [
    'analysis_no',
    'model_no',
    'unit_key',
    'protocol_no',
    'cluster',
    'case_hash',
    'grading_hash',
    'kind',
    'first',
    'second',
    'label',
    'planned',
    'answered',
    'read',
    'graded',
  ],
  document: ['kind', 'id', 'body'],
} as const satisfies { readonly [T in TableName]: readonly (keyof RunDatabase[T])[] };

/** A stored row is kept and the new one dropped: writing again is harmless. */
export function insertInto(table: TableName, rows: number): string {
  const columns: readonly string[] = COLUMNS[table];
  const one = `(${columns.map(() => '?').join(',')})`;
  const all = Array.from({ length: rows }, () => one).join(',');
  return `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(',')}) VALUES ${all} ON CONFLICT DO NOTHING`;
}
