import {
  type CreateTableBuilder,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { COLUMNS, type RunDatabase, type TableName } from './run-database.js';
import { STORE_FORMAT } from './run-format.js';

const REAL = new Set(['latency_ms', 'log_probability', 'first', 'second']);
const INTEGER = new Set([
  'format',
  'created_at_ms',
  'at_ms',
  'started_at_ms',
  'trial_count',
  'model_no',
  'protocol_no',
  'case_no',
  'asked_no',
  'set_no',
  'analysis_no',
  'seq',
  'trial_seq',
  'step',
  'repeat',
  'attempt',
  'final',
  'input_tokens',
  'output_tokens',
  'met',
  'planned',
  'answered',
  'read',
  'graded',
]);
const NULLABLE = new Set([
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
  'answer',
  'read_by',
  'confidences',
  'met',
  'finding',
  'first',
  'second',
  'label',
]);

const PRIMARY_KEYS = {
  meta: ['run_id'],
  plan: ['plan_hash'],
  completion: ['kind', 'id'],
  model: ['model_no'],
  protocol: ['protocol_no'],
  planned_case: ['case_no'],
  asked: ['asked_no'],
  trial: ['seq'],
  attempt: ['trial_seq', 'attempt'],
  reading_set: ['set_no'],
  reading: ['set_no', 'trial_seq'],
  grading_set: ['set_no'],
  verdict: ['set_no', 'trial_seq', 'criterion'],
  analysis: ['analysis_no'],
  measurement: ['analysis_no', 'model_no', 'unit_key'],
  document: ['kind', 'id'],
} as const satisfies { readonly [T in TableName]: readonly (keyof RunDatabase[T])[] };

/** Rows that live in their key's order; text-heavy rows stay apart from it. */
const CLUSTERED = new Set<TableName>(['completion', 'reading', 'verdict', 'measurement']);
const TABLES: readonly TableName[] = [
  'meta',
  'plan',
  'completion',
  'model',
  'protocol',
  'planned_case',
  'asked',
  'trial',
  'attempt',
  'reading_set',
  'reading',
  'grading_set',
  'verdict',
  'analysis',
  'measurement',
  'document',
];

/** Only builds statements: the writer thread, which holds the run's lock, executes them. */
const builder = new Kysely<RunDatabase>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** The statements of one transaction that make an empty database a run of this format. */
export function schemaStatements(runId: string, createdAtMs: number): readonly string[] {
  const { schema } = builder;
  const isFinal = [sql.ref('final'), '=', sql.lit(1)] as const;
  const unique = (name: string) => schema.createIndex(name).unique();
  const indexes = [
    unique('attempt_final')
      .on('attempt')
      .column('trial_seq')
      .where(...isFinal),
    schema
      .createIndex('attempt_outcome')
      .on('attempt')
      .column('status')
      .where(...isFinal),
    unique('trial_unit').on('trial').columns(['model_no', 'protocol_no', 'asked_no', 'step', 'repeat']),
    unique('planned_case_name').on('planned_case').columns(['case_id', 'set_name']),
    schema.createIndex('asked_case').on('asked').column('case_no'),
    unique('reading_set_id').on('reading_set').column('id'),
    unique('grading_set_id').on('grading_set').column('id'),
    unique('analysis_id').on('analysis').column('id'),
  ];
  const meta = builder.insertInto('meta').values({
    run_id: sql.lit(runId),
    format: sql.lit(STORE_FORMAT),
    created_at_ms: sql.lit(createdAtMs),
  });
  return [
    ...TABLES.map((table) => tableStatement(table, runId)),
    ...indexes.map((one) => one.compile().sql),
    meta.compile().sql,
  ];
}

function tableStatement(table: TableName, runId: string): string {
  const columns: readonly string[] = COLUMNS[table];
  const key: readonly string[] = PRIMARY_KEYS[table];
  let create: CreateTableBuilder<string, string> = builder.schema.createTable(table);
  for (const column of columns) {
    const type = INTEGER.has(column) ? 'integer' : REAL.has(column) ? 'real' : 'text';
    create = create.addColumn(column, type, (definition) =>
      NULLABLE.has(column) && !key.includes(column) ? definition : definition.notNull(),
    );
  }
  if (!columns.includes('run_id')) {
    create = create.addColumn('run_id', 'text', (definition) => definition.generatedAlwaysAs(sql.lit(runId)));
  }
  create = create.addPrimaryKeyConstraint(`${table}_key`, [...key]);
  return (CLUSTERED.has(table) ? create.modifyEnd(sql`without rowid`) : create).compile().sql;
}
