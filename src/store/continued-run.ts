import {
  FAILURE_CLASS,
  type FailureCause,
  isFailureCause,
  isLost,
  spendsAttempt,
} from '../domain/failure.js';
import type { StoredDocument } from '../domain/ports/store.js';
import { COLUMNS, type TableName } from './run-database.js';

/** Begins a run as the continuation of another one, which stays as it is. */
export interface Continuation {
  /** File of the run that is continued; whoever asks for this holds its lock. */
  readonly from: string;
  /** Requests for one trial at most. */
  readonly attempts: number;
  readonly documents: readonly StoredDocument[];
}

const PLAN_TABLES: readonly TableName[] = [
  'plan',
  'model',
  'protocol',
  'planned_case',
  'asked',
  'trial',
  'completion',
  'document',
];
/** Of results of later stages nothing is taken over: they are made anew from the responses of the new run. */
const WHERE: { readonly [T in TableName]?: string } = {
  completion: "WHERE kind = 'plan'",
  document: "WHERE kind IN ('policy', 'waivers')",
};
const LOST = causesThat(isLost);
const SPENDING = causesThat(spendsAttempt);

function causesThat(are: (cause: FailureCause) => boolean): string {
  const causes = Object.keys(FAILURE_CLASS).filter((cause) => isFailureCause(cause) && are(cause));
  return `cause IN (${causes.map(quoted).join(', ')})`;
}

/** The query for the trials whose final response the infrastructure lost; `below`: with fewer spent attempts than that. */
export function lostTrials(schema: 'main' | 'source', below: number | null): string {
  const few = below === null ? '' : ` AND sum(${SPENDING}) < ${Math.trunc(below)}`;
  return `SELECT trial_seq FROM ${schema}.attempt WHERE status = 'failed' AND ${LOST} GROUP BY trial_seq HAVING max(final) = 1${few}`;
}

/**
 * Fills a new run from the one attached as `source`: its plan, and every attempt. Of trials that are asked again no
 * attempt is final any more; all others keep their response.
 */
export function continuationStatements({ attempts, documents }: Continuation): readonly string[] {
  return [
    ...PLAN_TABLES.map((table) => copyOf(table, columnsOf(table), WHERE[table] ?? '')),
    copyOf(
      'attempt',
      COLUMNS.attempt.map((column) =>
        column === 'final' ? `final AND trial_seq NOT IN (${lostTrials('source', attempts)})` : `"${column}"`,
      ),
      '',
    ),
    ...documents.map(
      ({ kind, id, body }) =>
        `INSERT INTO main.document (kind, id, body) VALUES (${[kind, id, JSON.stringify(body)].map(quoted).join(', ')})`,
    ),
  ];
}

function copyOf(table: TableName, values: readonly string[], where: string): string {
  return `INSERT INTO main."${table}" (${columnsOf(table).join(', ')}) SELECT ${values.join(', ')} FROM source."${table}" ${where}`;
}

function columnsOf(table: TableName): readonly string[] {
  return COLUMNS[table].map((column) => `"${column}"`);
}

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
