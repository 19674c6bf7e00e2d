import { sql } from 'kysely';
import type { Hash } from '../domain/hash.js';
import type { CriterionVerdict, GradedTrial, Store } from '../domain/ports/store.js';
import type { GradingSetId } from '../domain/result-set.js';
import { PreceptorError } from '../errors.js';
import { listOf } from './planned-cases.js';
import { type PlannedTrialReader, TRIAL_COLUMNS } from './planned-trials.js';
import { toReading } from './reading-row.js';
import { toFailureCause } from './response-row.js';
import { complete, isComplete, PAGE_ROWS, type RunContext } from './run-context.js';
import type { TrialRow } from './run-database.js';
import { isGradingSetId, isReadingSetId } from './set-id.js';
import { createSetNumbers } from './set-number.js';
import { hasFields } from './stored-value.js';
import { toCriterionVerdict, toVerdictRow, VERDICT_COLUMNS } from './verdict-row.js';

type GradingMethods = Pick<
  Store,
  'openGradingSet' | 'putVerdict' | 'closeGradingSet' | 'gradingSets' | 'graded'
>;

export function gradingMethods(context: RunContext, reader: PlannedTrialReader): GradingMethods {
  const { db, values } = context;
  const numbers = createSetNumbers('grading set', () =>
    db.selectFrom('grading_set').select(['set_no as number', 'id']).execute(),
  );

  async function* graded(
    set: GradingSetId,
    filter: { readonly seqs?: readonly number[] } = {},
  ): AsyncGenerator<GradedTrial> {
    await context.flush();
    const number = await numbers.require(set);
    const readings = await readingSetNumber(context, number);
    for (let after: TrialRow | null = null; ; ) {
      const rows: GradedPage = await pageAfter(context, readings, after, filter.seqs);
      const last = rows.at(-1);
      if (last === undefined) return;
      const verdicts = await verdictsOf(
        context,
        number,
        rows.map(({ seq }) => seq),
      );
      const trials = await reader.toTrials(rows);
      for (const [index, row] of rows.entries()) {
        const trial = trials[index];
        if (trial === undefined) throw new PreceptorError('INTERNAL', 'graded: a page lost a row');
        const { outcome, reading_status: status } = row;
        yield {
          trial,
          asked: outcome !== null,
          failure: outcome === 'failed' ? toFailureCause(row.cause, values) : null,
          reading: status === null ? null : toReading({ ...row, status }, values),
          verdicts: verdicts.get(row.seq) ?? [],
        };
      }
      after = last;
    }
  }

  return {
    async openGradingSet(set) {
      const { number, isNew } = await numbers.assign(set.id);
      if (isNew) {
        await context.put('grading_set', {
          set_no: number,
          id: set.id,
          reading_set: set.readingSet,
          graders: JSON.stringify(set.graders),
          keys_hash: set.keysHash,
        });
      }
      return { complete: await isComplete(context, 'grading_set', set.id) };
    },
    putVerdict: (set, trialSeq, verdict) =>
      numbers.with(set, (number) => context.put('verdict', toVerdictRow(number, trialSeq, verdict))),
    async closeGradingSet(set) {
      await numbers.require(set);
      await complete(context, 'grading_set', set);
    },
    async gradingSets() {
      await context.flush();
      const rows = await db
        .selectFrom('grading_set')
        .select(['id', 'reading_set', 'graders', 'keys_hash'])
        .orderBy('set_no')
        .execute();
      return rows.map((row) => ({
        id: values.id(row.id, isGradingSetId, 'grading_set.id'),
        readingSet: values.id(row.reading_set, isReadingSetId, 'grading_set.reading_set'),
        graders: values.json(row.graders, isHashes, 'grading_set.graders'),
        keysHash: values.hash(row.keys_hash, 'grading_set.keys_hash'),
      }));
    },
    graded,
  };
}

/** In the order of the index `trial_unit`, whose numbers sort like the names that they stand for. */
async function pageAfter(
  { db }: RunContext,
  readings: number,
  after: TrialRow | null,
  seqs: readonly number[] | undefined,
) {
  let query = db
    .selectFrom('trial')
    .leftJoin('attempt', (join) =>
      join.onRef('attempt.trial_seq', '=', 'trial.seq').on('attempt.final', '=', sql.lit(1)),
    )
    .leftJoin('reading', (join) =>
      join.onRef('reading.trial_seq', '=', 'trial.seq').on('reading.set_no', '=', readings),
    )
    .select([
      ...TRIAL_COLUMNS,
      'attempt.status as outcome',
      'attempt.cause',
      'reading.status as reading_status',
      'reading.answer',
      'reading.read_by',
      'reading.detail',
      'reading.confidences',
    ]);
  if (seqs !== undefined) query = query.where('trial.seq', 'in', listOf(seqs));
  if (after !== null) {
    const { model_no, protocol_no, asked_no, step, repeat } = after;
    query = query.where(
      sql<boolean>`(model_no, protocol_no, asked_no, step, repeat) > (${model_no}, ${protocol_no}, ${asked_no}, ${step}, ${repeat})`,
    );
  }
  return query
    .orderBy('model_no')
    .orderBy('protocol_no')
    .orderBy('asked_no')
    .orderBy('step')
    .orderBy('repeat')
    .limit(PAGE_ROWS)
    .execute();
}
type GradedPage = Awaited<ReturnType<typeof pageAfter>>;

async function verdictsOf(
  { db, values }: RunContext,
  set: number,
  seqs: readonly number[],
): Promise<Map<number, CriterionVerdict[]>> {
  const rows = await db
    .selectFrom('verdict')
    .select(VERDICT_COLUMNS)
    .where('set_no', '=', set)
    .where('trial_seq', 'in', listOf(seqs))
    .orderBy('trial_seq')
    .orderBy('criterion')
    .execute();
  const bySeq = new Map<number, CriterionVerdict[]>();
  for (const row of rows) {
    const verdict = toCriterionVerdict(row, values);
    const others = bySeq.get(row.trial_seq);
    if (others === undefined) bySeq.set(row.trial_seq, [verdict]);
    else others.push(verdict);
  }
  return bySeq;
}

async function readingSetNumber({ db, values }: RunContext, gradingSet: number): Promise<number> {
  const [row] = await db
    .selectFrom('grading_set')
    .leftJoin('reading_set', 'reading_set.id', 'grading_set.reading_set')
    .select('reading_set.set_no')
    .where('grading_set.set_no', '=', gradingSet)
    .execute();
  return values.number(row?.set_no ?? null, 'grading_set.reading_set');
}

function isHashes(value: unknown): value is Readonly<Record<string, Hash>> {
  return hasFields(value) && Object.values(value).every((hash) => typeof hash === 'string');
}
