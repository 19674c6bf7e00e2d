import { sql } from 'kysely';
import type { AnsweredTrial, RunCounts, Store } from '../domain/ports/store.js';
import { ORIGINS, type OriginCounts } from '../domain/response.js';
import { UNSERVED, type Usage } from '../domain/usage.js';
import { lostTrials } from './continued-run.js';
import { FIRST_PAGE_ROWS, nextPageSize } from './page-size.js';
import { type PlannedTrialReader, TRIAL_COLUMNS } from './planned-trials.js';
import { charactersOf, RESPONSE_COLUMNS, toAttempt, toAttemptRow, toResponse } from './response-row.js';
import type { RunContext } from './run-context.js';
import { COLUMNS } from './run-database.js';

type AttemptMethods = Pick<
  Store,
  'putAttempt' | 'attempts' | 'answered' | 'counts' | 'servedModels' | 'usage' | 'origins' | 'lostTrials'
>;

export function attemptMethods(context: RunContext, reader: PlannedTrialReader): AttemptMethods {
  const { db, values } = context;

  async function* answered(): AsyncGenerator<AnsweredTrial> {
    await context.flush();
    let limit = FIRST_PAGE_ROWS;
    for (let after = -1; ; ) {
      const rows = await db
        .selectFrom('trial')
        .innerJoin('attempt', (join) =>
          join.onRef('attempt.trial_seq', '=', 'trial.seq').on('attempt.final', '=', sql.lit(1)),
        )
        .select([...TRIAL_COLUMNS, ...RESPONSE_COLUMNS])
        .where('trial.seq', '>', after)
        .orderBy('trial.seq')
        .limit(limit)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      const planned = await reader.toPlanned(rows);
      for (const [index, row] of rows.entries()) {
        const one = planned[index];
        if (one !== undefined) yield { ...one, response: toResponse(row, values) };
      }
      limit = nextPageSize(rows.length, charactersOf(rows));
      after = last.seq;
    }
  }

  return {
    putAttempt: (attempt) => context.put('attempt', toAttemptRow(attempt)),
    async attempts(trialSeq) {
      await context.flush();
      const rows = await db
        .selectFrom('attempt')
        .select(COLUMNS.attempt)
        .where('trial_seq', '=', trialSeq)
        .orderBy('attempt')
        .execute();
      return rows.map((row) => toAttempt(row, values));
    },
    answered,
    async servedModels(modelHash) {
      await context.flush();
      return servedNames(context, modelHash);
    },
    async usage(modelHash) {
      await context.flush();
      return sumUsage(context, modelHash);
    },
    async origins(modelHash) {
      await context.flush();
      return countOrigins(context, modelHash);
    },
    async lostTrials(below) {
      await context.flush();
      const found = sql<{
        trials: number;
      }>`SELECT count(*) AS trials FROM (${sql.raw(lostTrials('main', below ?? null))})`;
      const { rows } = await found.execute(db);
      return rows[0]?.trials ?? 0;
    },
    async counts(modelHash) {
      await context.flush();
      return countRows(context, modelHash);
    },
  };
}

function attemptsOf({ db }: RunContext, modelHash: string) {
  return db
    .selectFrom('attempt')
    .innerJoin('trial', 'trial.seq', 'attempt.trial_seq')
    .innerJoin('model', 'model.model_no', 'trial.model_no')
    .where('model.model_hash', '=', modelHash);
}

async function servedNames(context: RunContext, modelHash: string): Promise<readonly string[]> {
  const rows = await attemptsOf(context, modelHash)
    .where('attempt.final', '=', 1)
    // A failure that says nothing came from no model.
    .where((eb) =>
      eb.or([
        eb('attempt.status', '=', 'answered'),
        eb('attempt.served_model', 'is not', null),
        eb('attempt.fingerprint', 'is not', null),
      ]),
    )
    .select(['attempt.served_model', 'attempt.fingerprint'])
    .distinct()
    .orderBy('attempt.served_model')
    .orderBy('attempt.fingerprint')
    .execute();
  if (rows.every((row) => row.served_model === null && row.fingerprint === null)) return [];
  // What was said once and is not said any more may have changed, too.
  const hasFingerprints = rows.some((row) => row.fingerprint !== null);
  return rows.map(({ served_model: model, fingerprint }) => {
    const name = model ?? 'no name';
    if (fingerprint !== null) return `${name}, fingerprint ${fingerprint}`;
    return hasFingerprints ? `${name}, no fingerprint` : name;
  });
}

async function countOrigins(context: RunContext, modelHash: string): Promise<OriginCounts> {
  const rows = await attemptsOf(context, modelHash)
    .where('attempt.final', '=', 1)
    .select(({ fn }) => ['attempt.origin', fn.countAll<number>().as('count')])
    .groupBy('attempt.origin')
    .execute();
  const found = rows.map(({ origin, count }) => [
    context.values.word(ORIGINS, origin, 'attempt.origin'),
    count,
  ]);
  return { live: 0, cache: 0, replay: 0, import: 0, ...Object.fromEntries(found) };
}

async function sumUsage(context: RunContext, modelHash: string): Promise<Usage> {
  const attempts = attemptsOf(context, modelHash).where('attempt.origin', '=', 'live');
  const [whole] = await attempts
    .select(({ fn }) => [
      fn.countAll<number>().as('requests'),
      fn.count<number>('attempt.output_tokens').as('counted'),
      fn.coalesce(fn.sum<number>('attempt.input_tokens'), sql<number>`0`).as('input'),
      fn.coalesce(fn.sum<number>('attempt.output_tokens'), sql<number>`0`).as('output'),
    ])
    .execute();
  const came = sql<number>`coalesce(sum(length(coalesce(attempt.text, attempt.raw, ''))), 0)`;
  const [silent] = await attempts
    .where('attempt.output_tokens', 'is', null)
    .where((eb) => eb.or([eb('attempt.cause', 'is', null), eb('attempt.cause', 'not in', UNSERVED)]))
    .select(({ fn }) => [fn.countAll<number>().as('silent'), came.as('silentCharacters')])
    .execute();
  const none = { requests: 0, counted: 0, input: 0, output: 0, silent: 0, silentCharacters: 0 };
  return { ...none, ...whole, ...silent };
}

/** Counts of the run’s trials and attempts, or of those of one model version. */
async function countRows({ db }: RunContext, modelHash: string | undefined): Promise<RunCounts> {
  let trials = db.selectFrom('trial').leftJoin('model', 'model.model_no', 'trial.model_no');
  let attempts = db
    .selectFrom('attempt')
    .innerJoin('trial', 'trial.seq', 'attempt.trial_seq')
    .innerJoin('model', 'model.model_no', 'trial.model_no');
  if (modelHash !== undefined) {
    trials = trials.where('model.model_hash', '=', modelHash);
    attempts = attempts.where('model.model_hash', '=', modelHash);
  }
  const [planned] = await trials.select(({ fn }) => fn.countAll<number>().as('count')).execute();
  const rows = await attempts
    .select(({ fn }) => ['attempt.status', 'attempt.final', fn.countAll<number>().as('count')])
    .groupBy(['attempt.status', 'attempt.final'])
    .execute();
  const total = (kept: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(kept).reduce((sum, row) => sum + row.count, 0);
  return {
    planned: planned === undefined ? 0 : planned.count,
    answered: total((row) => row.final === 1 && row.status === 'answered'),
    failed: total((row) => row.final === 1 && row.status === 'failed'),
    attempts: total(() => true),
  };
}
